/** Whatever a bot sends, it gets an answer in Discord's form: no body makes the local Discord stumble (500). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from '../support/chance.ts';
import { type Stage, stage } from './bot.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.stop());

const MESSAGE = {
  content: 'a',
  flags: 1 << 15,
  allowed_mentions: { parse: ['users'], roles: ['1'] },
  embeds: [{ title: 't', fields: [{ name: 'n', value: 'v' }], footer: { text: 'f' } }],
  attachments: [{ id: '0', filename: 'f' }],
  components: [
    {
      type: 17,
      components: [
        {
          type: 9,
          components: [{ type: 10, content: 'a' }],
          accessory: { type: 2, style: 1, label: 'l', custom_id: 'c', emoji: { name: '🪨' } },
        },
        { type: 12, items: [{ media: { url: 'attachment://f' } }] },
        { type: 1, components: [{ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }] },
      ],
    },
  ],
};
const COMMANDS = [
  {
    name: 'a',
    description: 'b',
    options: [{ type: 3, name: 'c', description: 'd', choices: [{ name: 'e', value: 'f' }] }],
  },
];
const MODAL = {
  type: 9,
  data: {
    custom_id: 'm',
    title: 't',
    components: [
      { type: 18, label: 'l', component: { type: 22, custom_id: 'g', options: [{ label: 'a', value: 'a' }] } },
    ],
  },
};

/** The body with one part, found by a walk of numbers, replaced by something else. */
function spoil(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = step === undefined ? undefined : keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = spoil(copy[key], rest, by);
  return copy;
}

const spoiled = (body: unknown) =>
  fc.tuple(fc.array(fc.nat(7), { maxLength: 8 }), fc.jsonValue()).map(([steps, by]) => spoil(body, steps, by));

const send = async (method: string, path: string, body: unknown) => {
  const headers = { authorization: `Bot ${on.local.token}`, 'content-type': 'application/json' };
  const response = await fetch(`${on.local.url}/api/v10${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.text() };
};

test.each([
  [
    'a message',
    () => spoiled(MESSAGE),
    (body: unknown) => send('POST', `/channels/${on.channel('study')}/messages`, body),
  ],
  [
    'a list of commands',
    () => spoiled(COMMANDS),
    (body: unknown) => send('PUT', `/applications/${on.local.applicationId}/commands`, body),
  ],
  [
    'a command',
    () => spoiled(COMMANDS[0]),
    (body: unknown) => send('POST', `/applications/${on.local.applicationId}/commands`, body),
  ],
] as const)('%s with anything in it is taken or refused', async (_what, bodies, attempt) => {
  await fc.assert(
    fc.asyncProperty(bodies(), async (body) => {
      const { status, answer } = await attempt(body);
      expect([200, 201, 400], `${JSON.stringify(body)} → ${answer}`).toContain(status);
      if (status === 400)
        expect(JSON.parse(answer)).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
    }),
    { numRuns: 250 },
  );
});

test('a callback with anything in it is taken or refused', async () => {
  const path = `/applications/${on.local.applicationId}/guilds/${on.guild}/commands` as const;
  await on.rest.put(path, { body: [{ name: 'try', description: 'Tries' }] });
  const bodies = fc.oneof(
    spoiled(MODAL),
    spoiled({ type: 4, data: MESSAGE }),
    spoiled({ type: 5, data: { flags: 64 } }),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      // The member may have the answer before the bot hears that it was taken.
      const answered = new Promise<number>((resolve, reject) => {
        on.on(async (i) => {
          const path = `/interactions/${i.id}/${i.token}/callback`;
          const sent = await send('POST', path, body).catch(reject);
          if (sent?.status === 400)
            await on.callback(i, { type: 4, data: { content: 'end', flags: 64 } }).catch(reject);
          if (sent) resolve(sent.status);
        });
      });
      await on.people.slash('ana', 'study', 'try', {}, { patienceMs: 0 });
      expect([204, 400], JSON.stringify(body)).toContain(await answered);
    }),
    { numRuns: 150 },
  );
});
