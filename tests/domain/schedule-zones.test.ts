import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../src/domain/guild.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { dayNumber, weekName, weekNumber } from '../../src/domain/schedule-calendar.ts';
import fc from '../support/chance.ts';
import { someSettings } from '../support/settings.ts';
import { checkWeeks, FROM, QUARTER, quartersAround, RULES, TO, TRANSITIONS, zoneCount } from '../support/zone-rules.ts';

test('this machine knows hundreds of zones and transitions', () => {
  expect([zoneCount > 400, TRANSITIONS.length > 500]).toEqual([true, true]);
});

describe('a prompt comes once a week, at the chosen local time or the first instant after a gap,', () => {
  test('in every zone at a sample of times', () => {
    const quarter = fc.integer({ min: FROM / QUARTER, max: TO / QUARTER });
    for (const rules of RULES) {
      const pairs = fc.tuple(fc.constantFrom(...rules.zones), quarter);
      const always = fc.property(pairs, ([zone, at]) => checkWeeks(rules, zone, at * QUARTER));
      fc.assert(always, { numRuns: rules.zones.length * 6 });
    }
  });

  test('near a sample of the transitions', () => {
    const near = fc
      .constantFrom(...TRANSITIONS)
      .chain(({ rules, transition }) =>
        fc.tuple(fc.constant(rules), fc.constantFrom(...rules.zones), fc.constantFrom(...quartersAround(transition))),
      );
    fc.assert(
      fc.property(near, (told) => checkWeeks(...told)),
      { numRuns: 1500 },
    );
  });
});

test.each<[Weekday, string]>([
  [7, '00:00'],
  [1, '02:30'],
  [6, '23:45'],
])('a year has a prompt in each of its ISO weeks, no more and no less, on weekday %i at %s', (day, time) => {
  for (const { zones } of RULES) {
    const [timezone = ''] = zones;
    const now = Date.UTC(2026, 0, 4, 12);
    const settings = someSettings({ timezone, day, time, start: '2026-01-06', weeksPerPhase: 4 }, now);
    const weeks = nextSlots(settings, 30, now, 66)
      .filter(({ kind }) => kind === 'prompt')
      .map(({ week }) => week);
    const first = weekNumber(dayNumber('2026-01-06')) + (day === 1 ? 1 : 0);
    expect(weeks.slice(0, 52)).toEqual(Array.from({ length: 52 }, (_, n) => weekName(first + n)));
  }
});
