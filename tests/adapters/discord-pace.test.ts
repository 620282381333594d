/** Requests leave in order, and no second has more than fifty of them, wherever it begins. */
import { expect, test } from 'vitest';
import { paced } from '../../src/adapters/discord-pace.ts';

const never = () => false;

test('of many at once no fifty-one leave within a second, and all leave in order', async () => {
  const left: { n: number; at: number }[] = [];
  const send = paced(async (n: number) => {
    left.push({ n, at: performance.now() });
    return n;
  }, never);
  const all = Array.from({ length: 130 }, (_, n) => n);
  expect(await Promise.all(all.map((n) => send(n)))).toEqual(all);
  expect(left.map(({ n }) => n)).toEqual(all);
  const tooSoon = left.slice(50).filter(({ at }, n) => at - (left[n]?.at ?? at) < 1_000);
  expect(tooSoon).toEqual([]);
});

test('one that may have been late on its way holds the fiftieth after it back, though it left in time', async () => {
  const left: number[] = [];
  let took = Infinity;
  const send = paced(async (n: number) => {
    left.push(performance.now());
    if (n > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
    took = performance.now() - (left[0] ?? Infinity);
  }, never);
  await Promise.all(Array.from({ length: 60 }, (_, n) => send(n)));
  // On a busy machine that timer may be late by more than any request is held to have been on its way.
  expect((left[50] ?? 0) - (left[0] ?? Infinity)).toBeGreaterThanOrEqual(1_000 + Math.min(took, 200));
});

test('whoever fails keeps nobody else from leaving', async () => {
  const send = paced(async (word: string) => {
    if (word === 'bad') throw new Error('refused');
    return word;
  }, never);
  const asked = await Promise.allSettled([send('bad'), send('good')]);
  expect(asked).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'good' }]);
});

test('where it was too many all the same, they leave more slowly', async () => {
  const left: number[] = [];
  const send = paced(
    async (n: number) => {
      left.push(performance.now());
      return n;
    },
    (n) => n < 3,
  );
  // The second and the third were on their way with the first.
  await Promise.all(Array.from({ length: 120 }, (_, n) => send(n)));
  const tooSoon = left.slice(53).filter((at, n) => at - (left[n + 3] ?? at) < 1_012);
  expect(tooSoon).toEqual([]);
});
