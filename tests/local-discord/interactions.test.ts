/** Members act, a real discord.js bot answers: every kind of interaction and every kind of answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stage, stage } from './bot.ts';

const COMMANDS = [
  {
    name: 'phase',
    description: 'Looks a phase up',
    options: [{ type: 3, name: 'phase', description: 'Which one', autocomplete: true }],
  },
];

let on: Stage;
beforeAll(async () => {
  on = await stage(COMMANDS, { timing: { answerWithinMs: 400, patienceMs: 1000 } });
});
afterAll(() => on.stop());

describe('a slash command', () => {
  test('reaches the bot and its private answer is seen by nobody else', async () => {
    on.on((i) => on.callback(i, { type: 4, data: { content: 'Phase 2', flags: 64 } }));
    const outcome = await on.people.slash('ana', 'study', 'phase', { phase: '2' });
    expect(outcome).toMatchObject({
      status: 'answered',
      deferred: false,
      messages: [{ content: 'Phase 2', private: true }],
    });
    expect(await on.people.messages('ben', 'study')).toEqual([]);
    expect(await on.people.messages('ana', 'study')).toHaveLength(1);
  });
});
