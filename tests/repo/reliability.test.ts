import { expect, it } from 'vitest';
import { count } from '../faults/scenario.ts';
import { SCENARIOS } from '../faults/scenarios.ts';
import { tableUnder } from './markdown.ts';

it('docs/reliability.md has the row of each fault scenario, with its promise, in their order, played in full', () => {
  const rows = tableUnder('docs/reliability.md', 'Reliability');
  const expected = SCENARIOS.map(({ id, promise, unit, long }) => [`${promise} · ${id}`, `${count(long)} ${unit}`]);
  expect(rows.map(([promise, , tried]) => [promise, tried])).toEqual(expected);
});
