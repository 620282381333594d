/**
 * The calendar of weekly posts: which slots come next and which are due, from settings and the time alone. Knows nothing of
 * what was posted (the ledger does), of messages or of Discord. How settings change is in schedule-changes.ts.
 *
 * - A slot's ISO week is that of the local date it was planned for, also where the clocks push it past midnight.
 * - There is one prompt an ISO week, from the anchor's week until the closing post; after that the calendar rests.
 * - A challenge follows the first prompt of a phase on the next `challengeDay`, at the same local time. Its key is the week of
 *   that prompt, not of its own day: so a phase has one challenge however days are moved, and two phases never share a key.
 */
import type { Settings, Week, Weekday } from './guild.ts';
import {
  dateOf,
  dayInWeek,
  dayNumber,
  type LocalDate,
  weekName,
  weekNumber,
  weekNumberOf,
} from './schedule-calendar.ts';
import { instantOf, localDate } from './zones.ts';

/** Both count from 0. */
export interface PhaseWeek {
  readonly phaseIndex: number;
  readonly weekOfPhase: number;
}

/** `closing`: the one post after the last phase. */
type Position = ({ readonly kind: 'phase' } & PhaseWeek) | { readonly kind: 'closing' };

export interface Slot {
  readonly kind: 'prompt' | 'challenge';
  /** With `kind` the ledger's key: the week of the prompt, or of the prompt that opened the challenge's phase. */
  readonly week: Week;
  /** Unix milliseconds. */
  readonly at: number;
  readonly position: Position;
}

/** What was down for longer than this is not posted any more. */
export const CATCH_UP_MS = 48 * 60 * 60 * 1000;

/** Longer than anybody can be at a post: a claim's lease, and a little. */
const ON_ITS_WAY_MS = 125_000;

/** What the calendar is computed from. */
export type Calendar = Pick<
  Settings,
  'day' | 'time' | 'timezone' | 'challengeDay' | 'weeksPerPhase' | 'anchor' | 'carried'
>;

/** The next `count` slots strictly after `now`, earliest first; none while paused (ask `resume` what would come). */
export function nextSlots(settings: Settings, phaseCount: number, now: number, count: number): readonly Slot[] {
  if (settings.paused) return [];
  const found = carriedSlot(settings, phaseCount).filter((slot) => slot.at > now);
  let planned = 0;
  for (let week = firstWeekNear(settings, now); planned < count; week++) {
    const position = positionIn(settings, week, phaseCount);
    if (!position) break;
    const slots = slotsOfWeek(settings, week, position).filter((slot) => slot.at > now);
    found.push(...slots);
    planned += slots.length;
  }
  return found.sort(byTime).slice(0, count);
}

/**
 * What should have been posted by `now`: of each kind the newest slot only, at most 48 h old, not before the settings were
 * saved, none while paused. Earliest first. Whether it was posted is the ledger's to say.
 */
export function dueSlots(settings: Settings, phaseCount: number, now: number): readonly Slot[] {
  if (settings.paused) return [];
  const oldest = Math.max(now - CATCH_UP_MS, settings.savedAt);
  const newest = new Map<Slot['kind'], Slot>();
  for (const slot of slotsAround(settings, phaseCount, now).sort(byTime)) {
    if (slot.at <= now && slot.at >= oldest) newest.set(slot.kind, slot);
  }
  return [...newest.values()].sort(byTime);
}

/** When somebody should look at this guild again: now when something is due, else at its next slot; null: never. */
export function nextDueAt(settings: Settings, phaseCount: number, now: number): number | null {
  const [due] = dueSlots(settings, phaseCount, now);
  const times = [unsureAt(settings), due?.at ?? nextSlots(settings, phaseCount, now, 1)[0]?.at ?? null];
  const known = times.filter((at) => at !== null);
  return known.length ? Math.min(...known) : null;
}

/** From when on it can be told whether what was unsure at the save was posted: nobody is at it any more. null: nothing is unsure. */
export function unsureAt({ unsure, savedAt }: Settings): number | null {
  return unsure?.length ? savedAt + ON_ITS_WAY_MS : null;
}

/** The prompt before a slot's own, whose answer may be told now; null: there was none. */
export function promptBefore(settings: Calendar, slot: Slot, phaseCount: number): PhaseWeek | null {
  const week = weekNumberOf(slot.week);
  if (week <= weekNumberOf(settings.anchor.week)) return settings.carried?.lastPrompt ?? null;
  const before = positionIn(settings, week - 1, phaseCount);
  return before?.kind === 'phase' ? before : null;
}

/** What the prompt of a week (by number) is; null: before the anchor or after the closing. */
function positionIn(calendar: Calendar, week: number, phaseCount: number): Position | null {
  const place = placeIn(calendar, week);
  if (!place) return null;
  if (place.phaseIndex < phaseCount) return { kind: 'phase', ...place };
  return place.phaseIndex === phaseCount && place.weekOfPhase === 0 ? { kind: 'closing' } : null;
}

/** The same without an end: the place after the last phase is the closing, all places after it are rest. */
export function placeIn(calendar: Calendar, week: number): PhaseWeek | null {
  const { anchor, weeksPerPhase } = calendar;
  const passed = week - weekNumberOf(anchor.week);
  if (passed < 0) return null;
  const weeks = anchor.weekOfPhase + passed;
  return { phaseIndex: anchor.phaseIndex + Math.floor(weeks / weeksPerPhase), weekOfPhase: weeks % weeksPerPhase };
}

/** When the prompt of a week (by number) is due. */
export function promptAt(calendar: Pick<Settings, 'day' | 'time' | 'timezone'>, week: number): number {
  return instantOf(calendar.timezone, dateOf(dayInWeek(week, calendar.day)), calendar.time);
}

/** The date of the challenge that follows the first prompt of a phase, given that prompt's week. */
function challengeDate(calendar: Pick<Settings, 'day' | 'challengeDay'>, week: number): LocalDate {
  return dateOf(dayInWeek(week, calendar.day) + daysUntil(calendar.day, calendar.challengeDay));
}

/** From 1 to 7: the same weekday is a week away. */
function daysUntil(from: Weekday, to: Weekday): number {
  return ((to - from + 6) % 7) + 1;
}

/** All slots whose time may lie within some days of `at`, in no order; the caller compares the times. */
export function slotsAround(calendar: Calendar, phaseCount: number, at: number): Slot[] {
  const first = firstWeekNear(calendar, at);
  const slots = carriedSlot(calendar, phaseCount);
  for (let week = first; week <= first + 3; week++) {
    const position = positionIn(calendar, week, phaseCount);
    if (position) slots.push(...slotsOfWeek(calendar, week, position));
  }
  return slots;
}

/** The week number of an instant where the calendar is. */
export function weekOf(timezone: string, at: number): number {
  return weekNumber(dayNumber(localDate(timezone, at)));
}

function firstWeekNear(calendar: Calendar, at: number): number {
  // Two weeks back: a challenge may lie in the week after its prompt's.
  return Math.max(weekNumberOf(calendar.anchor.week), weekOf(calendar.timezone, at) - 2);
}

function slotsOfWeek(calendar: Calendar, week: number, position: Position): Slot[] {
  const name = weekName(week);
  const prompt: Slot = { kind: 'prompt', week: name, at: promptAt(calendar, week), position };
  if (position.kind === 'closing' || position.weekOfPhase > 0) return [prompt];
  const at = instantOf(calendar.timezone, challengeDate(calendar, week), calendar.time);
  return [prompt, { kind: 'challenge', week: name, at, position }];
}

function carriedSlot(calendar: Calendar, phaseCount: number): Slot[] {
  const owed = calendar.carried?.challenge;
  if (!owed || owed.phaseIndex >= phaseCount) return [];
  const at = instantOf(calendar.timezone, owed.date, calendar.time);
  return [
    {
      kind: 'challenge',
      week: owed.week,
      at,
      position: { kind: 'phase', phaseIndex: owed.phaseIndex, weekOfPhase: 0 },
    },
  ];
}

function byTime(a: Slot, b: Slot): number {
  return a.at - b.at;
}
