/** Registered commands: what comes back, what is kept, and who sees them. */
import { REST } from '@discordjs/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type LocalDiscordClient } from '../../local-discord/client.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';
import { stage } from './bot.ts';

let local: LocalDiscord;
let rest: REST;
let people: LocalDiscordClient;
let path: `/${string}`;

beforeEach(async () => {
  local = await startLocalDiscord();
  rest = new REST({ api: `${local.url}/api`, version: '10', retries: 0 }).setToken(local.token);
  people = createClient(local);
  path = `/applications/${local.applicationId}/commands`;
});
afterEach(() => local.close());

interface Registered {
  readonly id: string;
  readonly version: string;
  readonly name: string;
}

const put = (...body: object[]) => rest.put(path, { body }) as Promise<Registered[]>;
const names = async (member: string, channel: string) =>
  (await people.commands(member, channel)).map(({ name }) => name);

test('come back with defaults filled in, and localizations only when asked for', async () => {
  await put({
    name: 'done',
    description: 'Checks in',
    name_localizations: { de: 'fertig' },
    options: [{ type: 3, name: 'link', description: 'A link', required: false }],
  });
  const [plain] = (await rest.get(path)) as object[];
  expect(plain).toMatchObject({
    type: 1,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    default_member_permissions: null,
    options: [{ type: 3, name: 'link', description: 'A link' }],
  });
  expect(plain).not.toHaveProperty('name_localizations');
  expect(plain).not.toHaveProperty('options.0.required');
  const [full] = (await rest.get(path, { query: new URLSearchParams({ with_localizations: 'true' }) })) as object[];
  expect(full).toMatchObject({ name_localizations: { de: 'fertig' }, description_localizations: null });
});

test('keep id and version when nothing changed, and the id when something did', async () => {
  const [first] = await put({ name: 'done', description: 'Checks in' });
  const [same] = await put({ name: 'done', description: 'Checks in' });
  const [changed] = await put({ name: 'done', description: 'Checks a milestone in' });
  expect(same).toEqual(first);
  expect(changed?.id).toBe(first?.id);
  expect(changed?.version).not.toBe(first?.version);
  expect((await people.world()).commandWrites).toBe(3);
});

test('are created, changed and deleted one by one, in a server too', async () => {
  const command = (await rest.post(path, { body: { name: 'help', description: 'Helps' } })) as Registered;
  expect(await rest.patch(`${path}/${command.id}`, { body: { description: 'Helps more' } })).toMatchObject({
    description: 'Helps more',
  });
  await rest.delete(`${path}/${command.id}`);
  await expect(rest.get(`${path}/${command.id}`)).rejects.toMatchObject({ status: 404, code: 10063 });
  const guild = [...local.world.guilds.keys()][0];
  await rest.put(`/applications/${local.applicationId}/guilds/${guild}/commands`, {
    body: [{ name: 'here', description: 'Only here' }],
  });
  expect(await names('ana', 'study')).toEqual(['here']);
  expect(await names('ana', 'dm')).toEqual([]);
});

test('that need a permission are seen by those who have it', async () => {
  await put(
    { name: 'setup', description: 'Sets up', default_member_permissions: '32' },
    { name: 'phase', description: 'Looks up' },
  );
  expect(await names('ana', 'study')).toEqual(['phase']);
  expect(await names('admin', 'study')).toEqual(['setup', 'phase']);
  await people.change({ kind: 'role-permissions', role: 'learners', allow: ['MANAGE_GUILD'] });
  expect(await names('ana', 'study')).toEqual(['setup', 'phase']);
});

test('are seen where their contexts say, and nowhere without the bot', async () => {
  await put(
    { name: 'privacy', description: 'Tells', contexts: [0, 1] },
    { name: 'phase', description: 'Looks up', contexts: [0] },
  );
  expect(await names('ana', 'dm')).toEqual(['privacy']);
  expect(await names('ana', 'study')).toEqual(['privacy', 'phase']);
  await people.change({ kind: 'remove-bot' });
  expect(await names('ana', 'study')).toEqual([]);
});

test('of another application are not to be touched', async () => {
  await expect(rest.put('/applications/1/commands', { body: [] })).rejects.toMatchObject({ status: 403 });
});

test('on people and messages bring their target along', async () => {
  const on = await stage([
    { type: 2, name: 'Show cairn' },
    { type: 3, name: 'Mark as answer' },
  ]);
  on.on((i) => on.callback(i, { type: 4, data: { content: 'ok', flags: 64 } }));
  await on.people.menu('ana', 'study', 'Show cairn', '@ben');
  expect(on.received.at(-1)?.data).toMatchObject({
    type: 2,
    resolved: { users: expect.any(Object), members: expect.any(Object) },
  });
  const said = await on.people.say('ben', 'study', 'It moves, so it is gone');
  await on.people.menu('ana', 'study', 'Mark as answer', said.id);
  expect(on.received.at(-1)?.data).toMatchObject({
    type: 3,
    target_id: said.id,
    resolved: { messages: { [said.id]: { content: 'It moves, so it is gone', author: { username: 'ben' } } } },
  });
  const [secret] = (await on.people.messages('ana', 'study')).filter((message) => message.private);
  await expect(on.people.menu('ana', 'study', 'Mark as answer', secret?.id ?? '')).rejects.toThrow(/private/);
  await on.stop();
});
