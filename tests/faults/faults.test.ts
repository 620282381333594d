/** The short form of every fault scenario. */
import { describe, expect, test } from 'vitest';
import { createRandom } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const SEED = 1;

describe('under faults', () => {
  test.each(SCENARIOS)('$promise', { timeout: 180_000 }, async ({ run, short }) => {
    const { failures } = await run({ n: short, seed: SEED, random: createRandom(SEED), say: () => {} });
    expect(failures).toEqual([]);
  });
});
