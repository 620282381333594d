/** Who leads keeps the lead for as long as the work takes, and gives it up when it ends, however it ends. */
import { expect, test } from 'vitest';
import { createLead } from '../../src/jobs/lead.ts';

/** How long the lead was asked for, each time; 0 gives it up. `each` hears of every time. */
function leading(each: (times: number) => void = () => {}) {
  const asked: number[] = [];
  const due = {
    lead: async (_holder: string, leaseMs: number) => {
      asked.push(leaseMs);
      each(asked.length);
      return true;
    },
  };
  return { asked, lead: createLead({ due: { ...due, isLed: async () => false }, stopping: () => false }) };
}

test('work that takes longer than a lease keeps the lead: it is asked for again in the midst of it', async () => {
  let askedAgain = () => {};
  const again = new Promise<void>((resolve) => {
    askedAgain = resolve;
  });
  const { asked, lead } = leading((times) => times > 1 && askedAgain());
  await lead.run(() => again);
  const [first = 0, second] = asked;
  expect(first).toBeGreaterThan(0);
  expect([second, asked.at(-1)]).toEqual([first, 0]);
});

test('is given up where the work fails', async () => {
  const { asked, lead } = leading();
  await expect(lead.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(asked.at(-1)).toBe(0);
});

/** Who is told, time after time, whether another leads. */
function waiting(...told: readonly boolean[]) {
  const left = [...told];
  let stopping = false;
  const due = { lead: async () => true, isLed: async () => left.shift() ?? false };
  const stop = () => {
    stopping = true;
  };
  return { left, stop, lead: createLead({ due, stopping: () => stopping }) };
}

test('whoever need not lead waits until no other does', async () => {
  const { left, lead } = waiting(true, true, false);
  await lead.free();
  expect(left).toEqual([]);
});

test('of several who come at once all wait, not only the one who asks', async () => {
  const { left, lead } = waiting(true, false);
  await Promise.race([lead.free(), lead.free()]);
  expect(left).toEqual([]);
});

test('a store that did not tell is asked again by the next', async () => {
  const told = [Promise.reject(new Error('away')), Promise.resolve(false)];
  const due = { lead: async () => true, isLed: async () => (await told.shift()) ?? true };
  const lead = createLead({ due, stopping: () => false });
  await expect(Promise.all([lead.free(), lead.free()])).rejects.toThrow('away');
  await lead.free();
  expect(told).toEqual([]);
});

test('what was told of others a moment ago is not asked again', async () => {
  const { left, lead } = waiting(false, true, true);
  for (let times = 0; times < 5; times++) await lead.free();
  expect(left).toEqual([true, true]);
});

test('who stops waits for nobody', async () => {
  const { left, stop, lead } = waiting(...Array.from({ length: 1_000 }, () => true));
  const free = lead.free();
  stop();
  await free;
  expect(left).toHaveLength(999);
});
