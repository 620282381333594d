/** When a server that is missing in the bot's lists counts as removed, and when its grace is over. Pure; knows no list and no store. */
import { dateOf, dayNumber, type LocalDate } from './schedule-calendar.ts';

/** A server that was missing in a complete list of the bot's servers. Days are UTC's. */
export interface Absence {
  readonly guild: string;
  /** The first day of the absence: the grace counts from here. */
  readonly first: LocalDate;
  /** The newest day whose complete list did not have it. */
  readonly last: LocalDate;
  /** Missing on two days in a row, and Discord refused to show the server itself. */
  readonly removed: boolean;
}

/** A month in which an invitation brings everything back. */
export const GRACE_DAYS = 30;

/** The first day on which the data of a removed server is deleted, if it stays away. */
export function graceEnds({ first }: Absence): LocalDate {
  return dateOf(dayNumber(first) + GRACE_DAYS);
}

export type Verdict =
  /** Nothing to do today. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'note'; readonly absence: Absence }
  /** Note it, then ask Discord for the server itself: `refused` is what comes of a refusal. */
  | { readonly kind: 'ask'; readonly absence: Absence; readonly refused: Absence | 'purge' };

/** What a complete list of `today` means for a server that is not in it. `mark`: what earlier lists left, null: nothing. */
export function judge(guild: string, mark: Absence | null, today: LocalDate): Verdict {
  if (!mark) return fresh(guild, today);
  // Later than today: another process's clock is ahead. It has looked already.
  const since = (day: LocalDate) => dayNumber(today) - dayNumber(day);
  const inARow = since(mark.last) <= 1;
  const absence = { ...mark, last: since(mark.last) > 0 ? today : mark.last };
  // Also on a day that another process has noted: it may have been stopped in the middle of a purge.
  if (mark.removed && inARow && since(mark.first) >= GRACE_DAYS) return { kind: 'ask', absence, refused: 'purge' };
  if (since(mark.last) <= 0) return { kind: 'rest' };
  if (mark.removed) return { kind: 'note', absence };
  // Nobody knows what was in between: it may have come and gone.
  if (!inARow) return fresh(guild, today);
  return { kind: 'ask', absence, refused: { ...absence, removed: true } };
}

function fresh(guild: string, today: LocalDate): Verdict {
  return { kind: 'note', absence: { guild, first: today, last: today, removed: false } };
}
