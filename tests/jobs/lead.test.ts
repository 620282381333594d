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
function told(...answers: readonly boolean[]) {
  const left = [...answers];
  const due = { lead: async () => true, isLed: async () => left.shift() ?? false };
  return { left, lead: createLead({ due, stopping: () => false }) };
}

test('while another leads that is asked each time, and for a moment no more once nobody does', async () => {
  const { left, lead } = told(true, true, false, true);
  const seen: boolean[] = [];
  for (let times = 0; times < 6; times++) seen.push(await lead.isLed());
  expect([seen, left]).toEqual([[true, true, false, false, false, false], [true]]);
});
