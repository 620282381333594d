/** The short form of fault scenarios, in two files: a worker each, since together they take minutes. */
import { describe, expect, test } from 'vitest';
import { createRandom } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const SEED = 1;

/** @param half 0 or 1: every second scenario from this one on. */
export function playShort(half: 0 | 1): void {
  describe('under faults', () => {
    const scenarios = SCENARIOS.filter((_, at) => at % 2 === half);
    test.each(scenarios)('$promise', async ({ run, short }) => {
      const { failures } = await run({ n: short, seed: SEED, random: createRandom(SEED), say: () => {} });
      expect(failures).toEqual([]);
    });
  });
}
