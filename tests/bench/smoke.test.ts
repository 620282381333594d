/** Each bench still runs, with so little to do that its figures say nothing. They take a minute and a half: `LONG=1` runs them all, `npm test` one. */
import { expect, test } from 'vitest';
import { BENCHES } from '../../bench/benches.ts';

const TRIED = process.env.LONG ? BENCHES : BENCHES.filter(({ id }) => id === 'trips');

test.each(TRIED)('$id measures something', async ({ run }) => {
  const { figures, tried } = await run({ pairs: 1, amount: (_, least) => least, say: () => {} });
  expect(figures.length).toBeGreaterThan(0);
  for (const { words } of figures) expect(words).toMatch(/^(?!.*NaN).*\d|^no /);
  expect(tried).toMatch(/\d/);
});
