/** What the interaction tests share: commands, a running bot, short words for its answers. */
import { afterAll, beforeAll } from 'vitest';
import { type Raw, type Stage, stage } from './bot.ts';

export const COMMANDS = [
  {
    name: 'phase',
    description: 'Looks a phase up',
    options: [{ type: 3, name: 'phase', description: 'Which one', autocomplete: true }],
  },
  {
    name: 'assign',
    description: 'All kinds of options',
    options: [
      { type: 7, name: 'where', description: 'A channel', required: true },
      { type: 6, name: 'who', description: 'A person' },
      { type: 8, name: 'role', description: 'A role' },
      { type: 4, name: 'weeks', description: 'A number', min_value: 1, max_value: 4 },
      { type: 3, name: 'day', description: 'A day', choices: [{ name: 'Monday', value: 'mon' }] },
      { type: 5, name: 'quiet', description: 'Yes or no' },
    ],
  },
  { name: 'poll', description: 'Has parts', options: [{ type: 1, name: 'create', description: 'Makes one' }] },
];

export const row = (...components: object[]) => ({ type: 1, components });
export const button = (label: string, id: string) => ({ type: 2, style: 1, label, custom_id: id });

/** For acts that are to fail: people wait less than at Discord, so that it is told sooner. */
export const HASTY = { answerWithinMs: 1_000 } as const;

/** A stage for the tests of one file. */
export function scene() {
  let current: Stage | undefined;
  beforeAll(async () => {
    current = await stage(COMMANDS);
  });
  afterAll(() => current?.stop());
  const on = (): Stage => {
    if (current === undefined) throw new Error('the scene has not begun');
    return current;
  };
  return {
    on,
    answerWith: (data: object) => on().on((i) => on().callback(i, { type: 4, data })),
    original: (i: Raw) => `/webhooks/${on().local.applicationId}/${i.token}/messages/@original` as const,
  };
}

/** `accepted`, or Discord's error code. */
export const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { code: unknown }) => error.code,
  );
