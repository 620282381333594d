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
  return { asked, lead: createLead({ due, stopping: () => false }) };
}

test('work that takes longer than a lease keeps the lead: it is asked for again in the midst of it', async () => {
  let askedAgain = () => {};
  const again = new Promise<void>((resolve) => {
    askedAgain = resolve;
  });
  const { asked, lead } = leading((times) => times > 1 && askedAgain());
  await lead(() => again);
  const [first = 0, second] = asked;
  expect(first).toBeGreaterThan(0);
  expect([second, asked.at(-1)]).toEqual([first, 0]);
});

test('is given up where the work fails', async () => {
  const { asked, lead } = leading();
  await expect(lead(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(asked.at(-1)).toBe(0);
});
