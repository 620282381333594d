/**
 * Every zone, each quarter of an hour within 48 h of each transition 2024–2035, and a seeded sample elsewhere. Zones with the same
 * transitions are one case: their rules are the same. The expected instants come from offsets alone, by another way than the code's.
 */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Settings, Weekday } from '../../src/domain/guild.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { dateOf, dayNumber, weekdayOf, weekName, weekNumber } from '../../src/domain/schedule-calendar.ts';
import { someSettings } from '../support/settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2036, 0, 1);
/** No transition of 2024–2035 is cut off by the look-around of two days and the weeks beside them. */
const MARGIN = 40 * DAY;

interface Transition {
  readonly at: number;
  /** Milliseconds east of UTC, before and after. */
  readonly before: number;
  readonly after: number;
}

interface Rules {
  readonly zones: string[];
  readonly offset: number;
  readonly transitions: readonly Transition[];
}

/** Transitions as Intl shows them: the offset at each end of an hour differs, then halved down to the minute. */
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

const RULES = groups();
const zoneCount = RULES.reduce((sum, { zones }) => sum + zones.length, 0);

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
function checkWeeks(rules: Rules, zone: string, wall: number): void {
  const settings = settingsFor(zone, wall);
  const walls = [wall - 7 * DAY, wall, wall + 7 * DAY];
  const expected = walls.map((each) => ({
    at: expectedAt(rules, each),
    week: weekName(weekNumber(Math.floor(each / DAY))),
  }));
  const [first] = expected;
  const slots = nextSlots(settings, 10, (first?.at ?? 0) - 1, 8).filter(({ kind }) => kind === 'prompt');
  const found = slots.slice(0, 3).map(({ at, week }) => ({ at, week }));
  // Only on a difference is the costly comparison worth it.
  if (JSON.stringify(found) !== JSON.stringify(expected))
    expect(found, `${zone} ${new Date(wall).toISOString()}`).toEqual(expected);
}

describe('in every zone', () => {
  const counted = RULES.flatMap((rules) =>
    rules.transitions.filter(({ at }) => at >= FROM && at < TO).map((transition) => ({ rules, transition })),
  );

  test(`(${zoneCount} zones, ${RULES.length} sets of rules) the list is that of this machine`, () => {
    expect(zoneCount).toBeGreaterThan(400);
    expect(counted.length).toBeGreaterThan(500);
  });

  test(`each quarter of an hour within 48 h of ${counted.length} transitions has one prompt a week, at the chosen local time or the first instant after the gap`, {
    timeout: 300_000,
  }, () => {
    let checked = 0;
    for (const { rules, transition } of counted) {
      const [zone = ''] = rules.zones;
      // Wall times around the transition, from both sides of it.
      const from = Math.ceil(
        (transition.at + Math.min(transition.before, transition.after) - 48 * HOUR) / (15 * MINUTE),
      );
      const to = (transition.at + Math.max(transition.before, transition.after) + 48 * HOUR) / (15 * MINUTE);
      for (let quarter = from; quarter <= to; quarter++, checked++) checkWeeks(rules, zone, quarter * 15 * MINUTE);
    }
    console.info(
      `${checked} wall times around ${counted.length} transitions of ${RULES.length} sets of rules, ${zoneCount} zones`,
    );
    expect(checked).toBeGreaterThanOrEqual(counted.length * 384);
  });

  test('the same holds for a seeded sample of other times, in each single zone', { timeout: 120_000 }, () => {
    const quarter = fc.integer({ min: FROM / (15 * MINUTE), max: TO / (15 * MINUTE) });
    for (const rules of RULES) {
      const runs = rules.zones.length * 8;
      const pairs = fc.tuple(fc.constantFrom(...rules.zones), quarter);
      fc.assert(
        fc.property(pairs, ([zone, at]) => checkWeeks(rules, zone, at * 15 * MINUTE)),
        { numRuns: runs, seed: 20260801 },
      );
    }
  });

  test('a year has a prompt in each of its ISO weeks, no more and no less', { timeout: 120_000 }, () => {
    for (const { zones } of RULES) {
      const [zone = ''] = zones;
      for (const [day, time] of [
        [7, '00:00'],
        [1, '02:30'],
        [6, '23:45'],
      ] as [Weekday, string][]) {
        const now = Date.UTC(2026, 0, 4, 12);
        const settings = someSettings({ timezone: zone, day, time, start: '2026-01-06', weeksPerPhase: 4 }, now);
        const prompts = nextSlots(settings, 30, now, 66)
          .filter(({ kind }) => kind === 'prompt')
          .slice(0, 52);
        const first = weekNumber(dayNumber('2026-01-06')) + (day === 1 ? 1 : 0);
        expect(prompts.map(({ week }) => week)).toEqual(Array.from({ length: 52 }, (_, n) => weekName(first + n)));
        expect(prompts.every(({ at }, n) => n === 0 || at > (prompts[n - 1]?.at ?? 0))).toBe(true);
      }
    }
  });
});
