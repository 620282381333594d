import { expect, it } from 'vitest';
import { BENCHES } from '../../bench/benches.ts';
import { tableUnder } from './markdown.ts';

it('docs/performance.md has the row of each bench, with its goal, in their order', () => {
  const rows = tableUnder('docs/performance.md', 'Performance');
  expect(rows.map(([what, , goal]) => [what, goal])).toEqual(
    BENCHES.map(({ id, what, goal }) => [`${what} · ${id}`.replaceAll('`', ''), goal]),
  );
});
