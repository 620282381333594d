/**
 * Weeks in a row in which a member did something, from their events and nothing else. Every event carries the local date of its
 * member as it was then, so that moving to another zone changes no week that is behind them.
 */
import { excusedWeeks } from './excused.ts';
import type { GuildDocument, Week } from './guild.ts';
import type { MemberDocument, ProgressEvent } from './progress.ts';
import { dayNumber, type LocalDate, weekNumber, weekNumberOf } from './schedule-calendar.ts';
import type { Span } from './spans.ts';
import { localDate } from './zones.ts';

/** So many weeks in a row give one freeze: a week that may go by without anything. */
const WEEKS_A_FREEZE = 4;
const MOST_FREEZES = 2;

export interface Streak {
  /** Weeks in which something was done, in a row but for excused and frozen ones. */
  readonly weeks: number;
  /** How many weeks may still go by; they are used by themselves. */
  readonly freezes: number;
  /** Whether this week counts already. */
  readonly thisWeek: boolean;
}

/**
 * @param today the member's local date.
 * @param excused whether nobody has to do anything in a week: the group rests, or the bot was away. By the week's number.
 */
export function streakOf(
  events: readonly ProgressEvent[],
  today: LocalDate,
  excused: (week: number) => boolean = () => false,
): Streak {
  const active = activeWeeks(events);
  const now = weekNumber(dayNumber(today));
  let [weeks, freezes] = [0, 0];
  // Whoever went west may have done something in a week that has not begun there.
  const last = Math.max(now, ...active);
  for (let week = Math.min(now, ...active); week <= last; week += 1) {
    if (active.has(week)) {
      weeks += 1;
      if (weeks % WEEKS_A_FREEZE === 0) freezes = Math.min(MOST_FREEZES, freezes + 1);
    } else if (week < now && !excused(week)) {
      if (freezes > 0) freezes -= 1;
      else weeks = 0;
    }
  }
  return { weeks, freezes, thisWeek: active.has(now) };
}

/**
 * As of `now` (Unix milliseconds), in the member's own zone, else the group's. `absences`: when no bot was there.
 */
export function streakNow(
  document: Pick<MemberDocument, 'events' | 'zone'> | null,
  guild: Pick<GuildDocument, 'settings' | 'pauses'> | null,
  absences: readonly Span[],
  now: number,
): Streak {
  const zone = document?.zone ?? guild?.settings?.timezone ?? 'UTC';
  const reasons = { pauses: guild?.pauses ?? [], running: guild?.settings?.paused ?? null, absences, zone };
  return streakOf(document?.events ?? [], localDate(zone, now), excusedWeeks(reasons));
}

/** The numbers of the weeks in which something was done that was not taken back on the same day. */
export function activeWeeks(events: readonly ProgressEvent[]): ReadonlySet<number> {
  const days = [...activeDays(events).values()].flat();
  const before = events.flatMap((event) => (event.kind === 'summary' ? event.weeks : []));
  return new Set([...days.map(weekOf), ...before.map((week: Week) => weekNumberOf(week))]);
}

/**
 * The local dates on which each thing was done, oldest first, by the phase or by phase and topic. Taken back on the date on which it
 * was done, it was not. In whatever order the events come.
 */
function activeDays(events: readonly ProgressEvent[]): ReadonlyMap<string, readonly LocalDate[]> {
  const days = new Map<string, LocalDate[]>();
  const did = (what: string, day: LocalDate) => days.set(what, [...(days.get(what) ?? []), day]);
  const undid = (what: string, day: LocalDate) => {
    if (days.get(what)?.at(-1) === day) days.get(what)?.pop();
  };
  for (const event of inTime(events)) {
    if (event.kind === 'done' || event.kind === 'submitted') did(event.phase, event.day);
    // Of several that were put together, the last; the weeks of the others are in a summary.
    if (event.kind === 'reviewed') did(`review/${event.by}`, event.day);
    if (event.kind === 'undone') undid(event.phase, event.day);
    if (event.kind !== 'ticked') continue;
    for (const topic of event.on) did(`${event.phase}/${topic}`, event.day);
    for (const topic of event.off) undid(`${event.phase}/${topic}`, event.day);
  }
  return days;
}

function inTime(events: readonly ProgressEvent[]): readonly ProgressEvent[] {
  return [...events].sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
}

function weekOf(day: LocalDate): number {
  return weekNumber(dayNumber(day));
}
