import { expect, it } from 'vitest';
import { createIntake } from '../../src/bot/intake.ts';

it('waits for what was taken, and takes nothing more once it drains', async () => {
  const answered: unknown[] = [];
  const intake = createIntake(async (raw) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answered.push(raw);
  });
  intake.take('a');
  const drained = intake.drain();
  intake.take('b');
  await drained;
  expect(answered).toEqual(['a']);
});
