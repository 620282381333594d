import { expect, it } from 'vitest';
import { createSeldom } from '../../src/seldom.ts';

it('is said at once, then every half a minute at most, with how often it went unsaid', () => {
  let now = 0;
  const seldom = createSeldom(() => now);
  expect([seldom(), seldom(), seldom()]).toEqual([0, null, null]);
  now = 29_999;
  expect(seldom()).toBeNull();
  now = 30_000;
  expect([seldom(), seldom()]).toEqual([3, null]);
});
