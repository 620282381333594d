/** The long form: every zone, each quarter of an hour within 48 h of each transition 2024–2035. A sample of it runs with the domain's tests. */
import { expect, test } from 'vitest';
import { checkWeeks, quartersAround, RULES, TRANSITIONS, zoneCount } from '../support/zone-rules.ts';

test(`each quarter of an hour within 48 h of each of ${TRANSITIONS.length} transitions (${zoneCount} zones, ${RULES.length} sets of rules) has one prompt a week, at the chosen local time or the first instant after the gap`, {
  timeout: 400_000,
}, () => {
  let checked = 0;
  for (const { rules, transition } of TRANSITIONS) {
    const [zone = ''] = rules.zones;
    for (const wall of quartersAround(transition)) {
      checkWeeks(rules, zone, wall);
      checked++;
    }
  }
  console.info(
    `${checked} wall times around ${TRANSITIONS.length} transitions of ${RULES.length} sets of rules, ${zoneCount} zones`,
  );
  expect(checked).toBeGreaterThanOrEqual(TRANSITIONS.length * 384);
});
