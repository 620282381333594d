/** A slow painter holds nobody's post back for long. */
import { expect, test } from 'vitest';
import { withFewWaiting } from '../../src/jobs/pictures.ts';

const CAIRN = { kind: 'group', heights: [1] } as const;

test('eight at a time wait as long as they like, the others only briefly, until one of those has its picture', async () => {
  const patience: number[] = [];
  const ends: (() => void)[] = [];
  const { draw } = withFewWaiting({
    draw: (_, ms) => {
      patience.push(ms);
      return new Promise((resolve) => ends.push(() => resolve(null)));
    },
  });
  const first = Array.from({ length: 9 }, () => draw(CAIRN, 10_000));
  for (const end of ends) end();
  await Promise.all(first);
  const later = draw(CAIRN, 10_000);
  ends.at(-1)?.();
  await later;
  expect(patience).toEqual([...Array.from({ length: 8 }, () => 10_000), 500, 10_000]);
});
