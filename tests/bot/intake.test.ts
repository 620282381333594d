import { expect, it } from 'vitest';
import { createIntake } from '../../src/bot/intake.ts';

it('waits for what was taken, and takes nothing more once it drains', async () => {
  const [begun, answered]: [unknown[], unknown[]] = [[], []];
  const intake = createIntake(async (raw) => {
    begun.push(raw);
    await new Promise((resolve) => setTimeout(resolve, 20));
    answered.push(raw);
  });
  intake.take('a');
  const drained = intake.drain();
  intake.take('b');
  await drained;
  expect([begun, answered]).toEqual([['a'], ['a']]);
});

it('ends at once where nothing is under way, and for everybody who waits for it', async () => {
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const intake = createIntake(() => answering);
  void intake.take('a');
  const both = Promise.all([intake.drain(), intake.drain()]);
  answer();
  await both;
  const idle = createIntake(async () => {});
  await idle.take('a');
  await idle.drain();
  expect(idle.take('b')).toBeNull();
});
