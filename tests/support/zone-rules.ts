/**
 * Where each zone's clocks change 2024–2035, and what a weekly prompt's instants must be, worked out from offsets alone: another way
 * than the code's. Zones with the same transitions are one case, since their rules are the same.
 */
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { Settings } from '../../src/domain/guild.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { dateOf, weekdayOf, weekName, weekNumber } from '../../src/domain/schedule-calendar.ts';
import { someSettings } from './settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const FROM: number = Date.UTC(2024, 0, 1);
export const TO: number = Date.UTC(2036, 0, 1);
/** No transition of 2024–2035 is cut off by the look-around of two days and the weeks beside them. */
const MARGIN = 40 * DAY;

export interface Transition {
  readonly at: number;
  /** Milliseconds east of UTC, before and after. */
  readonly before: number;
  readonly after: number;
}

export interface Rules {
  readonly zones: string[];
  readonly offset: number;
  readonly transitions: readonly Transition[];
}

/** When Temporal says that the clocks change, and what Intl says the offsets are: two sources that must agree. */
function rulesOf(zone: string): Omit<Rules, 'zones'> {
  const offsetAt = offsetReader(zone);
  const transitions: Transition[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(FROM - MARGIN).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > TO + MARGIN) break;
    const instant = next.epochMilliseconds;
    const [before, after] = [offsetAt(instant - 1), offsetAt(instant)];
    if (before !== after) transitions.push({ at: instant, before, after });
    at = next;
  }
  return { offset: offsetAt(FROM - MARGIN), transitions };
}

/** What Intl says of an instant, read off its parts: the machine's own word, not the library's. */
function offsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
  };
}

function groups(): readonly Rules[] {
  const byRules = new Map<string, Rules>();
  for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC']) {
    const rules = rulesOf(zone);
    const key = JSON.stringify(rules);
    const known = byRules.get(key);
    if (known) known.zones.push(zone);
    else byRules.set(key, { zones: [zone], ...rules });
  }
  return [...byRules.values()];
}

export const RULES: readonly Rules[] = groups();
export const zoneCount: number = RULES.reduce((sum, { zones }) => sum + zones.length, 0);

/** All instants at which clocks there show this wall time (as if it were UTC), else the first instant after the gap over it. */
function expectedAt({ offset, transitions }: Rules, wall: number): number {
  const offsets = new Set([offset, ...transitions.flatMap(({ before, after }) => [before, after])]);
  const shown = [...offsets].map((each) => wall - each).filter((at) => at + offsetAt(transitions, offset, at) === wall);
  if (shown.length) return Math.min(...shown);
  const gap = transitions.find(({ at, before, after }) => wall >= at + before && wall < at + after);
  if (!gap) throw new Error(`no instant and no gap for ${new Date(wall).toISOString()}`);
  return gap.at;
}

function offsetAt(transitions: readonly Transition[], first: number, at: number): number {
  return transitions.findLast((each) => each.at <= at)?.after ?? first;
}

/** Settings whose prompt falls on this wall time's weekday and time, begun three weeks before. */
function settingsFor(zone: string, wall: number): Settings {
  const day = Math.floor(wall / DAY);
  const time = new Date(wall).toISOString().slice(11, 16);
  const start = dateOf(day - 21);
  return someSettings({ timezone: zone, day: weekdayOf(day), time, start, weeksPerPhase: 4 }, wall - 24 * DAY);
}

/** The three weeks around a wall time: one prompt each, at that local time, told from just before each of them. */
export function checkWeeks(rules: Rules, zone: string, wall: number): void {
  const settings = settingsFor(zone, wall);
  const walls = [wall - 7 * DAY, wall, wall + 7 * DAY];
  const expected = walls.map((each) => ({
    at: expectedAt(rules, each),
    week: weekName(weekNumber(Math.floor(each / DAY))),
  }));
  const [first] = expected;
  const slots = nextSlots(settings, 10, (first?.at ?? 0) - 1, 3).filter(({ kind }) => kind === 'prompt');
  const found = slots.map(({ at, week }) => ({ at, week }));
  // Only on a difference is the costly comparison worth it.
  if (JSON.stringify(found) !== JSON.stringify(expected))
    expect(found, `${zone} ${new Date(wall).toISOString()}`).toEqual(expected);
}

export const QUARTER: number = 15 * MINUTE;

/** Each transition of the twelve years with the rules it belongs to. */
export const TRANSITIONS: readonly { readonly rules: Rules; readonly transition: Transition }[] = RULES.flatMap(
  (rules) => rules.transitions.filter(({ at }) => at >= FROM && at < TO).map((transition) => ({ rules, transition })),
);

/** The wall times (as if they were UTC) of each quarter of an hour within 48 h of a transition, from both sides of it. */
export function* quartersAround({ at, before, after }: Transition): Generator<number> {
  const last = at + Math.max(before, after) + 48 * HOUR;
  const first = at + Math.min(before, after) - 48 * HOUR;
  for (let wall = Math.ceil(first / QUARTER) * QUARTER; wall <= last; wall += QUARTER) yield wall;
}
