/** What the local Discord itself says, held against Discord's published schema: real clients must not learn a dialect here. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSchema } from '../../local-discord/schema.ts';
import { type Stage, stage } from './bot.ts';

const COMMAND = {
  name: 'try',
  description: 'Tries',
  options: [{ type: 3, name: 'text', description: 'Text', choices: [{ name: 'A', value: 'a' }] }],
};

const CARD = {
  flags: (1 << 15) | 64,
  components: [
    {
      type: 17,
      accent_color: 1,
      components: [
        { type: 10, content: 'Text' },
        { type: 14 },
        {
          type: 9,
          components: [{ type: 10, content: 'Beside' }],
          accessory: { type: 2, style: 1, label: 'B', custom_id: 'b' },
        },
        { type: 1, components: [{ type: 3, custom_id: 's', options: [{ label: 'A', value: 'a' }] }] },
      ],
    },
  ],
};

let on: Stage;
beforeAll(async () => {
  on = await stage([COMMAND]);
  on.on((i) => on.callback(i, { type: 4, data: CARD }));
});
afterAll(() => on.stop());

// Discord writes timestamps with +00:00, which the schema package's date check does not know.
const wrong = (schema: string, body: unknown) =>
  checkSchema(schema, body)
    .filter(({ path }) => !/timestamp|joined_at/.test(String(path.at(-1))))
    .map(({ path, message }) => `${path.join('.')}: ${message}`);

const get = (path: `/${string}`) => on.rest.get(path);

test.each([
  ['UserPIIResponse', () => get('/users/@me')],
  ['PrivateApplicationResponse', () => get('/applications/@me')],
  ['GatewayBotResponse', () => get('/gateway/bot')],
  ['GuildWithCountsResponse', () => get(`/guilds/${on.guild}`)],
  ['GuildMemberResponse', () => get(`/guilds/${on.guild}/members/${on.local.applicationId}`)],
  ['GuildChannelResponse', () => get(`/channels/${on.channel('study')}`)],
] as const)('%s is what Discord would say', async (schema, ask) => {
  expect(wrong(schema, await ask())).toEqual([]);
});

test.each([
  ['MyGuildResponse', () => get('/users/@me/guilds')],
  ['GuildRoleResponse', () => get(`/guilds/${on.guild}/roles`)],
  ['ApplicationCommandResponse', () => get(`/applications/${on.local.applicationId}/commands`)],
] as const)('%s: each of the list is what Discord would say', async (schema, ask) => {
  const list = (await ask()) as unknown[];
  expect(list.length).toBeGreaterThan(0);
  expect(list.flatMap((each) => wrong(schema, each))).toEqual([]);
});

test('messages are: answers, answers to clicks, plain ones with files and threads', async () => {
  const answer = await on.people.slash('ana', 'study', 'try');
  const click = await on.people.click('ana', 'study', 'B');
  const sent = (await on.rest.post(`/channels/${on.channel('study')}/messages`, {
    body: { flags: 1 << 15, components: [{ type: 13, file: { url: 'attachment://a.txt' } }] },
    files: [{ name: 'a.txt', data: Buffer.from('a') }],
  })) as { id: string };
  const thread = await on.rest.post(`/channels/${on.channel('study')}/messages/${sent.id}/threads`, {
    body: { name: 'T' },
  });
  const again = await get(`/channels/${on.channel('study')}/messages/${sent.id}`);
  expect(
    [answer.messages[0], click.messages[0], sent, again].flatMap((each) => wrong('MessageResponse', each)),
  ).toEqual([]);
  expect(wrong('ThreadResponse', thread)).toEqual([]);
});

test('a callback that asks for its response gets it', async () => {
  const answers: unknown[] = [];
  on.on(async (i) => {
    const path = `/interactions/${i.id}/${i.token}/callback` as const;
    const query = new URLSearchParams({ with_response: 'true' });
    answers.push(await on.rest.post(path, { body: { type: 4, data: CARD }, query, auth: false }));
  });
  await on.people.slash('ana', 'study', 'try');
  await on.people.until(async () => answers.length === 1);
  expect(answers.flatMap((each) => wrong('InteractionCallbackResponse', each))).toEqual([]);
  expect(answers[0]).toMatchObject({ interaction: { response_message_ephemeral: true }, resource: { type: 4 } });
});

// By the documentation: the schema package wants numbers for the inner codes, where Discord has words.
test('a refusal says where in the body what is wrong', async () => {
  const headers = { authorization: `Bot ${on.local.token}`, 'content-type': 'application/json' };
  const bad = { method: 'POST', headers, body: '{"content":7}' };
  const response = await fetch(`${on.local.url}/api/v10/channels/${on.channel('study')}/messages`, bad);
  const errors = {
    content: { _errors: [{ code: 'STRING_TYPE_CONVERT', message: 'Could not interpret "7" as string.' }] },
  };
  expect(await response.json()).toEqual({ code: 50035, message: 'Invalid Form Body', errors });
});
