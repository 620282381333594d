/**
 * Every zone's every transition 2024–2035: each quarter of an hour within 3 h of it, and of those within 48 h every 16th, another
 * one at each transition, so that rules that change the clocks each year meet them all. LONG=1 tries each of them everywhere. A
 * smaller sample runs with the domain's tests.
 */
import { expect, test } from 'vitest';
import { checkWeeks, quartersAround, RULES, TRANSITIONS, type Transition, zoneCount } from '../support/zone-rules.ts';

const EVERY = process.env.LONG ? 1 : 16;
const NEAR_MS = 3 * 60 * 60 * 1000;

test(`around each of ${TRANSITIONS.length} transitions (${zoneCount} zones, ${RULES.length} sets of rules) there is one prompt a week, at the chosen local time or the first instant after the gap`, () => {
  let checked = 0;
  for (const [index, { rules, transition }] of TRANSITIONS.entries()) {
    const [zone = ''] = rules.zones;
    const walls = [...quartersAround(transition)];
    const some = walls.filter((wall, n) => isNear(transition, wall) || n % EVERY === index % EVERY);
    for (const wall of some) checkWeeks(rules, zone, wall);
    checked += some.length;
  }
  console.info(
    `${checked} wall times around ${TRANSITIONS.length} transitions of ${RULES.length} sets of rules, ${zoneCount} zones`,
  );
  expect(checked).toBeGreaterThanOrEqual(TRANSITIONS.length * (24 + 360 / EVERY));
});

/** On a clock that shows the time before the change, or after it. */
function isNear({ at, before, after }: Transition, wall: number): boolean {
  return [before, after].some((offset) => Math.abs(wall - offset - at) <= NEAR_MS);
}
