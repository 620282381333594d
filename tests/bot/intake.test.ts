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
