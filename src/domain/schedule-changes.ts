/**
 * How a group's settings change without losing its place. Knows nothing of commands or stores: old settings in, new ones out.
 *
 * The rules, each of them a test:
 * - Every save sets the anchor again: its week is that of the first prompt after the save, its place that of the next prompt
 *   that was not posted. So no change of day, time, zone, channel, role or weeks per phase, and no pause, skips or repeats one.
 * - What was due before a save is never posted; a prompt that was due but not posted keeps its place and comes a week later.
 * - There is never a second prompt in an ISO week that has one: the anchor's week comes after that of the last prompt.
 * - Fewer weeks per phase than were already spent: the next phase is next.
 * - A new `start` begins anew, whatever was posted: with a date today or later, week 1 is the first prompt after the save on or
 *   after it; with a date in the past, the weeks since its first prompt count as walked (the group was already under way).
 * - A challenge whose phase began before the save, and which was not posted, comes on the next challenge day after the save; if
 *   the next phase would have begun by then, the next day at the posts' time. It is dropped only by a new `start`.
 * - A post that was due at the save and is not known to have come may be on its way: it is noted as unsure, and whoever finds it
 *   later tells the calendar (`acknowledge`), so that it does not come again.
 * - A pause waits: prompt and challenge come after the resume as if no time had passed.
 */
import type { Carried, Settings, Unsure, Week, Weekday } from './guild.ts';
import {
  CATCH_UP_MS,
  dueSlots,
  type PhaseWeek,
  placeIn,
  promptAt,
  type Slot,
  slotsAround,
  weekOf,
} from './schedule.ts';
import { dateOf, dayInWeek, dayNumber, weekdayOf, weekName, weekNumber, weekNumberOf } from './schedule-calendar.ts';
import { instantOf, localDate } from './zones.ts';

/** The keys of the newest weekly posts that the ledger has settled, whatever became of them. */
export interface Posted {
  readonly prompt: Week | null;
  readonly challenge: Week | null;
}

export const NOTHING_POSTED: Posted = { prompt: null, challenge: null };

/** Reads {@link Posted} off the ledger's newest records. */
export function postedOf(
  records: readonly { readonly slot: { readonly kind: string; readonly id: string } }[],
): Posted {
  const newest = (kind: string) => records.find(({ slot }) => slot.kind === kind)?.slot.id ?? null;
  return { prompt: newest('prompt'), challenge: newest('challenge') };
}

/** What an owner may choose. */
export type Choices = Pick<
  Settings,
  'channel' | 'day' | 'time' | 'timezone' | 'challengeDay' | 'weeksPerPhase' | 'start' | 'role'
>;

/** Monday 18:00, the challenge on Thursday, two weeks a phase, from today. */
export function firstSettings(choice: Pick<Choices, 'channel' | 'timezone'> & Partial<Choices>, now: number): Settings {
  const day = choice.day ?? 1;
  const chosen = {
    channel: choice.channel,
    timezone: choice.timezone,
    day,
    time: choice.time ?? '18:00',
    challengeDay: apart(day, choice.challengeDay ?? 4),
    weeksPerPhase: choice.weeksPerPhase ?? 2,
    start: choice.start ?? localDate(choice.timezone, now),
    role: choice.role ?? null,
  };
  return anew({ ...chosen, paused: null, savedAt: now }, now, NOTHING_POSTED);
}

/** Applies changes to settings, paused or not. Changing `day` onto the challenge's day moves the challenge three days after it. */
export function changeSettings(
  old: Settings,
  changes: Partial<Choices>,
  now: number,
  posted: Posted,
  phaseCount: number,
): Settings {
  const changed = { ...old, ...changes };
  const challengeDay = apart(changed.day, changed.challengeDay);
  const next = { ...changed, challengeDay, savedAt: now, ...unsureIn(old, now, posted, phaseCount) };
  if (next.start !== old.start) return anew(next, now, posted);
  return anchored(next, outlook(old, now, posted, phaseCount), now, posted.prompt);
}

/** Stops the calendar where it is. Pausing twice changes nothing. */
export function pause(
  settings: Settings,
  now: number,
  reason: 'owner' | 'failing',
  posted: Posted,
  phaseCount: number,
): Settings {
  if (settings.paused) return settings;
  // A schedule that is paused for failing was refused: what is due certainly did not come.
  const unsure = reason === 'owner' ? unsureIn(settings, now, posted, phaseCount) : {};
  const next = { ...settings, paused: { at: now, reason }, savedAt: now, ...unsure };
  return anchored(next, outlook(settings, now, posted, phaseCount), now, posted.prompt);
}

/** Goes on where {@link pause} stopped. */
export function resume(settings: Settings, now: number): Settings {
  if (!settings.paused) return settings;
  // The pause set the anchor after the last prompt's week, so that the week before it is taken.
  return anchored(
    { ...settings, paused: null, savedAt: now },
    standing(settings),
    now,
    weekBefore(settings.anchor.week),
  );
}

/**
 * Mends settings that were saved while a post was on its way: the save could not know that this slot would be posted, and kept
 * its place and its week for it. Returns the same object when there is nothing to mend.
 */
export function acknowledge(settings: Settings, slot: Slot, phaseCount: number, now: number): Settings {
  const before = standing(settings);
  if (settings.savedAt < slot.at) return settings;
  if (slot.kind === 'challenge') {
    if (before.challenge?.week !== slot.week) return settings;
    return { ...settings, carried: { lastPrompt: before.lastPrompt, challenge: null } };
  }
  const { position } = slot;
  const posted = position.kind === 'phase' ? placeOf(position) : { phaseIndex: phaseCount, weekOfPhase: 0 };
  const kept = posted.phaseIndex === before.place.phaseIndex && posted.weekOfPhase === before.place.weekOfPhase;
  if (!kept) return isAfter(settings.anchor.week, slot.week) ? settings : anchored(settings, before, now, slot.week);
  const place = { ...posted, weekOfPhase: posted.weekOfPhase + 1 };
  const opened = position.kind === 'phase' && position.weekOfPhase === 0;
  const challenge = opened ? { week: slot.week, phaseIndex: position.phaseIndex } : before.challenge;
  return anchored(settings, { place, lastPrompt: posted, challenge }, now, slot.week);
}

/** Somebody looked whether this post came. */
export function sure({ unsure = [], ...settings }: Settings, { kind, week }: Pick<Slot, 'kind' | 'week'>): Settings {
  const left = unsure.filter((each) => each.kind !== kind || each.week !== week);
  return left.length ? { ...settings, unsure: left } : settings;
}

function unsureIn(old: Settings, now: number, posted: Posted, phaseCount: number): Pick<Settings, 'unsure'> {
  const due = dueSlots(old, phaseCount, now).filter(({ kind, week }) => isAfter(week, posted[kind]));
  const unsure: readonly Unsure[] = [...(old.unsure ?? []), ...due.map((slot) => ({ ...slot, channel: old.channel }))];
  return unsure.length ? { unsure } : {};
}

/** What is next in an old calendar, before it is placed in a new one. */
interface Outlook {
  readonly place: PhaseWeek;
  readonly lastPrompt: PhaseWeek | null;
  readonly challenge: { readonly week: Week; readonly phaseIndex: number } | null;
}

type Unanchored = Omit<Settings, 'anchor' | 'carried'>;

/** What a paused calendar (anchored by its pause) waits with. */
function standing(settings: Settings): Outlook {
  const { lastPrompt = null, challenge = null } = settings.carried ?? {};
  return { place: placeOf(settings.anchor), lastPrompt, challenge };
}

function outlook(old: Settings, now: number, posted: Posted, phaseCount: number): Outlook {
  if (old.paused) return standing(old);
  const week = nextUnposted(old, now, posted, phaseCount);
  const first = weekNumberOf(old.anchor.week);
  return {
    place: placeIn(old, week) ?? placeOf(old.anchor),
    lastPrompt: week > first ? placeIn(old, week - 1) : (old.carried?.lastPrompt ?? null),
    challenge: openChallenge(old, now, posted, phaseCount, week),
  };
}

/** The week (by number) of the next prompt that was not posted: one that is due and may still come, else the next one. */
function nextUnposted(old: Settings, now: number, posted: Posted, phaseCount: number): number {
  const due = dueSlots(old, phaseCount, now).find(({ kind }) => kind === 'prompt');
  if (due && isAfter(due.week, posted.prompt)) return weekNumberOf(due.week);
  return Math.max(weekNumberOf(old.anchor.week), firstFreeWeek(old, now, posted.prompt));
}

/** The challenge of a phase that began before `week`, still to come or due and not posted. */
function openChallenge(
  old: Settings,
  now: number,
  posted: Posted,
  phaseCount: number,
  week: number,
): Outlook['challenge'] {
  const oldest = Math.max(now - CATCH_UP_MS, old.savedAt);
  const open = slotsAround(old, phaseCount, now)
    .filter((slot) => slot.kind === 'challenge' && weekNumberOf(slot.week) < week && slot.at >= oldest)
    .filter((slot) => isAfter(slot.week, posted.challenge))
    .sort((a, b) => b.at - a.at)[0];
  return open?.position.kind === 'phase' ? { week: open.week, phaseIndex: open.position.phaseIndex } : null;
}

function anew(next: Unanchored, now: number, posted: Posted): Settings {
  const startDay = dayNumber(next.start);
  if (next.start >= localDate(next.timezone, now)) {
    const begin = { place: { phaseIndex: 0, weekOfPhase: 0 }, lastPrompt: null, challenge: null };
    return anchored(next, begin, now, posted.prompt);
  }
  const week = weekNumber(startDay) + (weekdayOf(startDay) > next.day ? 1 : 0);
  const walked: Settings = {
    ...next,
    anchor: { week: weekName(week), phaseIndex: 0, weekOfPhase: 0 },
    carried: NOTHING,
  };
  const free = Math.max(week, firstFreeWeek(next, now, posted.prompt));
  const challenge = openChallenge(walked, now, posted, Number.POSITIVE_INFINITY, free);
  const place = placeIn(walked, free) ?? { phaseIndex: 0, weekOfPhase: 0 };
  // The prompts of the weeks before were never asked here, so that there is no answer to tell.
  return anchored(next, { place, lastPrompt: null, challenge }, now, posted.prompt);
}

const NOTHING: Carried = { lastPrompt: null, challenge: null };

/** Sets the anchor: the outlook's place, in the first week that is free for it. */
function anchored(
  next: Unanchored,
  { place, lastPrompt, challenge }: Outlook,
  now: number,
  taken: Week | null,
): Settings {
  const at = onward(place, next);
  // After the week that keys an open challenge, too, so that no other challenge gets its key.
  const week = firstFreeWeek(next, now, laterOf(taken, challenge?.week ?? null));
  const carried = { lastPrompt, challenge: challenge && { ...challenge, date: owedDate(next, at, week, now) } };
  return { ...next, anchor: { week: weekName(week), ...at }, carried };
}

/** The challenge day after `now`; tomorrow (or today) when the next phase would have begun by then. */
function owedDate(next: Unanchored, place: PhaseWeek, week: number, now: number): string {
  const today = dayNumber(localDate(next.timezone, now));
  const dates = Array.from({ length: 9 }, (_, days) => today + days).filter(
    (day) => instantOf(next.timezone, dateOf(day), next.time) > now,
  );
  const soonest = dates[0] ?? today + 1;
  const day = dates.find((each) => weekdayOf(each) === next.challengeDay) ?? soonest;
  const nextPhase = place.weekOfPhase === 0 ? week : week + next.weeksPerPhase - place.weekOfPhase;
  return dateOf(day > dayInWeek(nextPhase, next.day) ? soonest : day);
}

/** The first week (by number) whose prompt is after `now`, on or after `start`, and after the week that is taken. */
function firstFreeWeek(next: Unanchored, now: number, taken: Week | null): number {
  const startDay = dayNumber(next.start);
  let week = Math.max(weekOf(next.timezone, now), weekNumber(startDay));
  if (taken !== null) week = Math.max(week, weekNumberOf(taken) + 1);
  while (promptAt(next, week) <= now || dayInWeek(week, next.day) < startDay) week++;
  return week;
}

/** More weeks spent than a phase has now: the next phase. */
function onward(place: PhaseWeek, { weeksPerPhase }: Pick<Settings, 'weeksPerPhase'>): PhaseWeek {
  const { phaseIndex, weekOfPhase } = place;
  return weekOfPhase < weeksPerPhase ? { phaseIndex, weekOfPhase } : { phaseIndex: phaseIndex + 1, weekOfPhase: 0 };
}

function placeOf({ phaseIndex, weekOfPhase }: PhaseWeek): PhaseWeek {
  return { phaseIndex, weekOfPhase };
}

function isAfter(week: Week, other: Week | null): boolean {
  return other === null || weekNumberOf(week) > weekNumberOf(other);
}

function laterOf(week: Week | null, other: Week | null): Week | null {
  return week !== null && isAfter(week, other) ? week : other;
}

function weekBefore(week: Week): Week {
  return weekName(weekNumberOf(week) - 1);
}

function apart(day: Weekday, challengeDay: Weekday): Weekday {
  return challengeDay === day ? ((((day + 2) % 7) + 1) as Weekday) : challengeDay;
}
