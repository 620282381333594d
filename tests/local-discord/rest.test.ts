/** REST as a real @discordjs/rest client meets it: who is there, who may do what, and how Discord says no. */
import { REST } from '@discordjs/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, type LocalDiscordClient } from '../../local-discord/client.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';

let local: LocalDiscord;
let rest: REST;
let people: LocalDiscordClient;
let guild: string;

beforeEach(async () => {
  local = await startLocalDiscord();
  rest = new REST({ api: `${local.url}/api`, version: '10', retries: 0 }).setToken(local.token);
  people = createClient(local);
  guild = [...local.world.guilds.keys()][0] ?? '';
});
afterEach(() => local.close());

const channel = (name: string) => [...local.world.channels.values()].find((each) => each.name === name)?.id ?? '';
const user = (name: string) => [...local.world.users.values()].find((each) => each.username === name)?.id ?? '';
const post = (name: string, body: object) =>
  rest.post(`/channels/${channel(name)}/messages`, { body }) as Promise<{ id: string }>;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { status: number; code: number }) => [error.status, error.code],
  );

describe('the door', () => {
  test('opens for the token only', async () => {
    const stranger = new REST({ api: `${local.url}/api`, version: '10', retries: 0 }).setToken('local.wrong');
    expect(await refusal(stranger.get('/users/@me'))).toEqual([401, 0]);
    expect(await rest.get('/users/@me')).toMatchObject({ id: local.applicationId, bot: true });
  });

  test('is closed to other sites and to other names for this machine', async () => {
    const origin = await fetch(`${local.url}/local/world`, { headers: { origin: 'https://elsewhere.example' } });
    expect(origin.status).toBe(403);
  });

  test('says 404 for what is nowhere, 405 for a wrong method, and both are problems', async () => {
    expect(await refusal(rest.get('/nothing'))).toEqual([404, 0]);
    expect(await refusal(rest.put('/users/@me'))).toEqual([405, 0]);
    expect(await people.problems()).toHaveLength(2);
    expect((await fetch(`${local.url}/api/v6/gateway`)).status).toBe(400);
  });

  test('sends rate-limit headers, and refuses broken JSON with 50109', async () => {
    const headers = { authorization: `Bot ${local.token}`, 'content-type': 'application/json' };
    const response = await fetch(`${local.url}/api/v10/channels/${channel('study')}/messages`, {
      method: 'POST',
      headers,
      body: '{',
    });
    expect(response.headers.get('x-ratelimit-bucket')).toBeTruthy();
    expect(await response.json()).toMatchObject({ code: 50109 });
  });
});

describe('servers', () => {
  test('are listed in pages', async () => {
    for (const name of ['Two', 'Three']) await people.change({ kind: 'add-guild', name });
    const first = (await rest.get('/users/@me/guilds', { query: new URLSearchParams({ limit: '2' }) })) as {
      id: string;
    }[];
    const after = first[1]?.id ?? '';
    const second = (await rest.get('/users/@me/guilds', { query: new URLSearchParams({ limit: '2', after }) })) as {
      name: string;
    }[];
    expect([first.length, second.map(({ name }) => name)]).toEqual([2, ['Three']]);
    expect(await refusal(rest.get('/users/@me/guilds', { query: new URLSearchParams({ limit: '201' }) }))).toEqual([
      400, 50035,
    ]);
  });

  test('show roles, channels and members', async () => {
    expect(await rest.get(`/guilds/${guild}`)).toMatchObject({ name: 'Study group', roles: expect.any(Array) });
    expect(await rest.get(`/guilds/${guild}/roles`)).toMatchObject([{ name: '@everyone' }, {}, {}, { managed: true }]);
    expect(await rest.get(`/guilds/${guild}/channels`)).toMatchObject([{ name: 'study' }, { name: 'milestones' }]);
    expect(await rest.get(`/guilds/${guild}/members/${user('ana')}`)).toMatchObject({ user: { username: 'ana' } });
  });

  test('know who left (10007), who never was (10013), and which are no servers (10004)', async () => {
    await people.change({ kind: 'remove-person', name: 'ben' });
    expect(await refusal(rest.get(`/guilds/${guild}/members/${user('ben')}`))).toEqual([404, 10007]);
    expect(await refusal(rest.get(`/guilds/${guild}/members/1`))).toEqual([404, 10013]);
    expect(await refusal(rest.get('/guilds/1'))).toEqual([404, 10004]);
  });

  test('are closed to a bot that was removed, until it is invited again', async () => {
    await people.change({ kind: 'remove-bot' });
    expect(await refusal(rest.get(`/guilds/${guild}`))).toEqual([403, 50001]);
    expect(await refusal(post('study', { content: 'x' }))).toEqual([403, 50001]);
    expect(await rest.get('/users/@me/guilds')).toEqual([]);
    await people.change({ kind: 'invite-bot' });
    expect(await post('study', { content: 'back' })).toMatchObject({ content: 'back' });
  });
});

describe('messages', () => {
  test('are written, read, listed newest first, edited and deleted', async () => {
    const ids = [];
    for (const content of ['one', 'two', 'three']) ids.push((await post('study', { content })).id);
    const path = `/channels/${channel('study')}/messages` as const;
    const list = (query: Record<string, string>) => rest.get(path, { query: new URLSearchParams(query) });
    expect(await list({ limit: '2' })).toMatchObject([{ content: 'three' }, { content: 'two' }]);
    expect(await list({ before: ids[1] ?? '' })).toMatchObject([{ content: 'one' }]);
    expect(await list({ after: ids[1] ?? '' })).toMatchObject([{ content: 'three' }]);
    const edited = await rest.patch(`${path}/${ids[0]}`, { body: { content: 'uno' } });
    expect(edited).toMatchObject({ content: 'uno', edited_timestamp: expect.any(String) });
    await rest.delete(`${path}/${ids[2]}`);
    expect(await refusal(rest.get(`${path}/${ids[2]}`))).toEqual([404, 10008]);
  });

  test('with the same enforced nonce are one message; without enforcing they are two', async () => {
    const twice = async (body: object) => [(await post('study', body)).id, (await post('study', body)).id];
    const [a, b] = await twice({ content: 'once', nonce: 'slot-1', enforce_nonce: true });
    expect(a).toBe(b);
    const [c, d] = await twice({ content: 'twice', nonce: 'slot-2' });
    expect(c).not.toBe(d);
  });

  test('with an enforced nonce of long ago are new ones', async () => {
    const body = { content: 'once', nonce: 'slot-1', enforce_nonce: true };
    const before = await post('study', body);
    await people.setClock(Date.now() + 3_600_000);
    expect((await post('study', body)).id).not.toBe(before.id);
  });

  test('bring files along, as multipart, and the files can be fetched', async () => {
    const files = [{ name: 'data.json', data: Buffer.from('{"a":1}'), contentType: 'application/json' }];
    const components = [{ type: 13, file: { url: 'attachment://data.json' } }];
    const sent = (await rest.post(`/channels/${channel('study')}/messages`, {
      body: { components, flags: 1 << 15 },
      files,
    })) as {
      attachments: { url: string }[];
    };
    expect(sent).toMatchObject({
      attachments: [{ filename: 'data.json', size: 7 }],
      components: [{ type: 13, name: 'data.json', size: 7, file: { url: expect.stringContaining('/attachments/') } }],
    });
    expect(await (await fetch(sent.attachments[0]?.url ?? '')).text()).toBe('{"a":1}');
  });

  test('may not bring a file above 10 MiB', async () => {
    const files = [{ name: 'big.bin', data: Buffer.alloc(10 * 1024 * 1024 + 1) }];
    expect(
      await refusal(rest.post(`/channels/${channel('study')}/messages`, { body: { content: 'x' }, files })),
    ).toEqual([413, 40005]);
  });

  test('mention only whom allowed_mentions allows', async () => {
    const role =
      [...(local.world.guilds.get(guild)?.roles.values() ?? [])].find(({ name }) => name === 'learners')?.id ?? '';
    const content = `<@&${role}> <@${user('ana')}> @everyone`;
    const closed = await post('study', { content, allowed_mentions: { parse: [], roles: [role] } });
    expect(closed).toMatchObject({ mention_roles: [role], mentions: [], mention_everyone: false });
    expect(await post('study', { content })).toMatchObject({ mention_everyone: true, mentions: [{ username: 'ana' }] });
  });

  test('are numbered component by component, with what Discord fills in', async () => {
    const components = [
      { type: 17, components: [{ type: 10, content: 'a' }, { type: 14 }, { type: 10, id: 1, content: 'b' }] },
    ];
    expect(await post('study', { components, flags: 1 << 15 })).toMatchObject({
      components: [
        {
          id: 2,
          accent_color: null,
          spoiler: false,
          components: [{ id: 3 }, { id: 4, divider: true, spacing: 1 }, { id: 1 }],
        },
      ],
    });
  });
});

describe('permissions', () => {
  test.each([
    ['VIEW_CHANNEL', [403, 50001]],
    ['SEND_MESSAGES', [403, 50013]],
  ])('without %s a message is refused in that channel only', async (permission, expected) => {
    await people.change({ kind: 'overwrite', channel: 'study', for: 'bot', deny: [permission] });
    expect(await refusal(post('study', { content: 'x' }))).toEqual(expected);
    expect(await post('milestones', { content: 'x' })).toMatchObject({ content: 'x' });
  });

  test('an overwrite for the bot outweighs one for its role, and an administrator needs none', async () => {
    await people.change({ kind: 'overwrite', channel: 'study', for: '@everyone', deny: ['SEND_MESSAGES'] });
    expect(await refusal(post('study', { content: 'x' }))).toEqual([403, 50013]);
    await people.change({ kind: 'overwrite', channel: 'study', for: 'bot', allow: ['SEND_MESSAGES'] });
    expect(await post('study', { content: 'x' })).toMatchObject({ content: 'x' });
    await people.change({ kind: 'overwrite', channel: 'study', for: 'bot', deny: ['SEND_MESSAGES'] });
    await people.change({ kind: 'role-permissions', role: 'bot', allow: ['ADMINISTRATOR'] });
    expect(await post('study', { content: 'x' })).toMatchObject({ content: 'x' });
  });

  test('without READ_MESSAGE_HISTORY the list is empty', async () => {
    await post('study', { content: 'x' });
    await people.change({ kind: 'overwrite', channel: 'study', for: 'bot', deny: ['READ_MESSAGE_HISTORY'] });
    expect(await rest.get(`/channels/${channel('study')}/messages`)).toEqual([]);
  });

  test('a channel that is gone is 10003', async () => {
    const id = channel('study');
    await people.change({ kind: 'delete-channel', channel: 'study' });
    expect(await refusal(rest.post(`/channels/${id}/messages`, { body: { content: 'x' } }))).toEqual([404, 10003]);
  });
});

describe('threads', () => {
  const open = async () => {
    const { id } = await post('study', { content: 'Prompt' });
    const path = `/channels/${channel('study')}/messages/${id}/threads` as const;
    return { id, path, thread: await rest.post(path, { body: { name: 'Answers' } }) };
  };

  test('hang on their message, once', async () => {
    const { id, path, thread } = await open();
    expect(thread).toMatchObject({ id, type: 11, parent_id: channel('study'), thread_metadata: { archived: false } });
    expect(await refusal(rest.post(path, { body: { name: 'Again' } }))).toEqual([400, 160004]);
    expect(await rest.get(`/channels/${channel('study')}/messages/${id}`)).toMatchObject({ flags: 32, thread: { id } });
  });

  test('need a permission of their own, to open and to write', async () => {
    const { id } = await open();
    await people.change({
      kind: 'overwrite',
      channel: 'study',
      for: 'bot',
      deny: ['SEND_MESSAGES_IN_THREADS', 'CREATE_PUBLIC_THREADS'],
    });
    expect(await refusal(rest.post(`/channels/${id}/messages`, { body: { content: 'x' } }))).toEqual([403, 50013]);
    const next = await post('study', { content: 'Next' });
    const path = `/channels/${channel('study')}/messages/${next.id}/threads` as const;
    expect(await refusal(rest.post(path, { body: { name: 'x' } }))).toEqual([403, 50013]);
  });

  test('reopen when written to, unless locked; an archived one refuses edits', async () => {
    const { id } = await open();
    const write = () => rest.post(`/channels/${id}/messages`, { body: { content: 'x' } }) as Promise<{ id: string }>;
    const message = await write();
    await people.change({ kind: 'thread', thread: id, archived: true });
    expect(await refusal(rest.patch(`/channels/${id}/messages/${message.id}`, { body: { content: 'y' } }))).toEqual([
      400, 50083,
    ]);
    await write();
    expect(await rest.get(`/channels/${id}`)).toMatchObject({ thread_metadata: { archived: false } });
    await people.change({ kind: 'thread', thread: id, locked: true });
    expect(await refusal(write())).toEqual([400, 160005]);
  });
});
