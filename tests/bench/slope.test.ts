/** What a soak says of memory: that it grows where it does, and that nobody knows where it only goes up and down. */
import { expect, test } from 'vitest';
import { slopeOf } from '../../bench/slope.ts';
import { createRandom } from '../faults/scenario.ts';

const random = createRandom(5);
/** An hour, a sample a second, that strays by up to ± 10 and stays a while where it is, as memory does. */
function anHour(growth: number): readonly (readonly [number, number])[] {
  let stray = 0;
  return Array.from({ length: 3600 }, (_, second) => {
    stray = 0.9 * stray + random.int(-100, 100) / 100;
    return [second / 3600, 200 + stray + (growth * second) / 3600] as const;
  });
}

test('what grows by five an hour is told, with the five in between', () => {
  const { low, high } = slopeOf(anHour(5));
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
});

test('what only goes up and down is mostly told as no growth', () => {
  const sure = Array.from({ length: 100 }, () => slopeOf(anHour(0))).filter(({ low, high }) => low > 0 || high < 0);
  expect(sure.length).toBeLessThan(15);
});

test('of a few samples nothing is sure', () => {
  expect(slopeOf(anHour(5).slice(0, 10))).toMatchObject({ low: Number.NEGATIVE_INFINITY });
});
