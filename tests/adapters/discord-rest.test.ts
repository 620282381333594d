import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordRest, DiscordRefusedToken, type DiscordRest } from '../../src/adapters/discord-rest.ts';

interface Asked {
  readonly route: string;
  readonly body: Record<string, unknown>;
  readonly authorization: string | undefined;
  readonly agent: string | undefined;
}
interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let answers: Record<string, Answer | (() => Answer)>;
let asked: Asked[];
let seen: { readonly status: number; readonly scope: string | null }[];
let discord: DiscordRest;
let close: () => Promise<void>;

/** A server that answers what a test wrote down, and 404 with Discord's "Unknown …" to everything else. */
beforeEach(async () => {
  [answers, asked, seen] = [{}, [], []];
  const server = createServer(async (request, response) => {
    const route = `${request.method} ${request.url?.replace('/api/v10', '').replace(/\?.*/, '')}`;
    const { authorization, 'user-agent': agent } = request.headers;
    asked.push({ route, body: await bodyOf(request), authorization, agent });
    const given = answers[route] ?? refusal(404, 10003);
    const { status = 200, body = {}, headers } = typeof given === 'function' ? given() : given;
    if (status === 204) response.writeHead(204).end();
    else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const observe = (one: (typeof seen)[number]) => void seen.push(one);
  discord = createDiscordRest({ token: 'local.test', apiUrl: `http://127.0.0.1:${port}/api`, observe });
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});
afterEach(() => close());

const tooMany = (seconds: number): Answer => ({ status: 429, body: { retry_after: seconds, global: false } });
const refusal = (status: number, code: number): Answer => ({ status, body: { code, message: 'no' } });
const bodies = (route: string) => asked.filter((one) => one.route === route).map(({ body }) => body);

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

const text = (content: string) => ({ components: [{ type: 10 as const, content }] });
describe('a message of its own that is drawn anew', () => {
  const route = 'PATCH /channels/7/messages/99';

  it('mentions nobody, and is sent once', async () => {
    answers[route] = { body: { id: '99' } };
    expect(await discord.channels.edit('7', '99', text('<@8>'))).toEqual({ kind: 'sent', messageId: '99' });
    expect(bodies(route)).toEqual([
      { ...text('<@8>'), flags: 1 << 15, allowed_mentions: { parse: [], roles: [], users: [] } },
    ]);
  });

  it('that is gone is a refusal', async () => {
    answers[route] = refusal(404, 10008);
    expect(await discord.channels.edit('7', '99', text('x'))).toEqual({ kind: 'refused', status: 404, code: 10008 });
  });
});

const HANDLE = { id: '1', application: '2', token: 'secret' };

describe('a post', () => {
  const route = 'POST /channels/7/messages';

  it('mentions one member where it is told to, and nobody else', async () => {
    answers[route] = { body: { id: '99' } };
    await discord.channels.post('7', { ...text('<@8> <@9> @everyone'), mentionUser: '9' }, 'n');
    expect(bodies(route)[0]?.allowed_mentions).toEqual({ parse: [], roles: [], users: ['9'] });
  });

  it('closes all mentions but its role, and is told apart by an enforced nonce', async () => {
    answers[route] = { body: { id: '99' } };
    const sent = await discord.channels.post('7', { ...text('x'), mentionRole: '5' }, 'n1');
    await discord.channels.post('7', text('y'), 'n2');
    expect(sent).toEqual({ kind: 'sent', messageId: '99' });
    expect(bodies(route)).toMatchObject([
      { nonce: 'n1', enforce_nonce: true, flags: 1 << 15, allowed_mentions: { parse: [], roles: ['5'] } },
      { nonce: 'n2', enforce_nonce: true, flags: 1 << 15, allowed_mentions: { parse: [], roles: [] } },
    ]);
  });

  it('that Discord refuses is certainly not there; after a server’s error nobody knows', async () => {
    answers[route] = refusal(403, 50013);
    expect(await discord.channels.post('7', text('x'), 'n')).toEqual({ kind: 'refused', status: 403, code: 50013 });
    answers[route] = { status: 500 };
    expect(await discord.channels.post('7', text('x'), 'n')).toEqual({ kind: 'unknown' });
  });

  it('is found again by its whole marker, and by nothing that only begins like it', async () => {
    const withButton = (id: string, custom_id: string) => ({
      id,
      components: [{ type: 17, components: [{ type: 1, components: [{ type: 2, custom_id }] }] }],
    });
    answers['GET /channels/7/messages'] = {
      body: [withButton('1', 'v1:x:p.2026-W320'), withButton('2', 'v1:x:p.2026-W32')],
    };
    expect(await discord.channels.find('7', 'v1:x:p.2026-W32')).toEqual({ messageId: '2' });
    expect(await discord.channels.find('7', 'v1:x:p.2026-W33')).toBe('absent');
    answers['GET /channels/7/messages'] = refusal(403, 50001);
    expect(await discord.channels.find('7', 'v1:x')).toBe('unreadable');
  });
});

describe('what the bot may do in a channel', () => {
  beforeEach(() => {
    answers['GET /users/@me'] = { body: { id: '3' } };
    answers['GET /guilds/1'] = { body: { id: '1', owner_id: '2', roles: [{ id: '1', permissions: '1024' }] } };
    answers['GET /channels/7'] = { body: { id: '7', type: 0, permission_overwrites: [] } };
    answers['GET /guilds/1/members/3'] = { body: { roles: [], user: { id: '3' } } };
  });

  it('is computed from server, channel and its own roles', async () => {
    expect(await discord.channels.permissions('1', '7')).toBe(1024n);
  });

  it('is “gone” for a channel that is, and unknown while Discord does not say', async () => {
    expect(await discord.channels.permissions('1', '8')).toBe('gone');
    answers['GET /channels/7'] = { status: 500 };
    expect(await discord.channels.permissions('1', '7')).toBe('unknown');
  });
});

describe('a member who is looked up', () => {
  const route = 'GET /guilds/1/members/3';

  it.each<[string, Answer, string]>([
    ['is there', { body: { user: { id: '3' }, roles: [] } }, 'there'],
    ['is gone only where Discord says “Unknown Member”', refusal(404, 10007), 'gone'],
    ['may be there: “Unknown Guild”', refusal(404, 10004), 'unknown'],
    ['may be there: “Unknown User”', refusal(404, 10013), 'unknown'],
    ['may be there: “Missing Access”', refusal(403, 50001), 'unknown'],
    ['may be there: the token was reset', refusal(401, 0), 'unknown'],
    ['may be there: Discord is in trouble', { status: 503, body: { code: 10007, message: 'no' } }, 'unknown'],
    ['may be there: a proxy answers', { status: 404, body: 'not found' }, 'unknown'],
  ])('%s', async (_, answer, found) => {
    answers[route] = answer;
    expect(await discord.members.lookUp('1', '3')).toBe(found);
  });
});

describe('an answer', () => {
  it('carries no token of the bot, and says when somebody else has answered', async () => {
    const route = 'POST /interactions/1/secret/callback';
    answers[route] = { status: 204 };
    expect(await discord.responder.callback(HANDLE, 4, text('x'))).toBe(true);
    // Discord asks for the form of the agent.
    expect(asked[0]).toMatchObject({ authorization: undefined, agent: expect.stringMatching(/^DiscordBot \(.+\)/) });
    for (const code of [40060, 10062]) {
      answers[route] = refusal(400, code);
      expect(await discord.responder.callback(HANDLE, 4, text('x'))).toBe(false);
    }
    answers[route] = refusal(400, 50035);
    await expect(discord.responder.callback(HANDLE, 4, text('x'))).rejects.toThrow('no');
  });

  it.each([
    ['is not repeated after a server’s error', { status: 503 }, 'Service Unavailable'],
    ['is not repeated where Discord asks for more patience than a member has', tooMany(3.1), ''],
  ])('%s', async (_, answer, words) => {
    answers['POST /interactions/1/secret/callback'] = answer;
    await expect(discord.responder.callback(HANDLE, 4, text('x'))).rejects.toThrow(words);
    expect(asked).toHaveLength(1);
  });

  it('is not repeated for longer than a member waits, however often Discord asks for a moment', async () => {
    // A second one of these is over three seconds, and the first leaves time for a busy machine.
    answers['POST /interactions/1/secret/callback'] = tooMany(1.6);
    await expect(discord.responder.callback(HANDLE, 4, text('x'))).rejects.toThrow();
    expect(asked).toHaveLength(2);
  });

  it('is said again, as it was, when Discord asks for a moment', async () => {
    const route = 'POST /interactions/1/secret/callback';
    const said = [tooMany(0.3), { status: 204 }];
    answers[route] = () => said.shift() ?? { status: 500 };
    expect(await discord.responder.callback(HANDLE, 4, text('x'))).toBe(true);
    const body = { type: 4, data: text('x') };
    expect(bodies(route)).toEqual([body, body]);
  });
});

it('whoever counts hears of each of Discord’s answers, to interactions and to posts', async () => {
  answers['POST /interactions/1/secret/callback'] = { status: 204 };
  answers['POST /channels/7/messages'] = { body: { id: '99' } };
  await discord.responder.callback(HANDLE, 4, text('x'));
  await discord.channels.post('7', text('x'), 'n');
  expect(seen.map(({ status }) => status)).toEqual([204, 200]);
});

it('whoever counts hears of a 429 with Discord’s own word for whom it is, and of none that Discord did not say', async () => {
  const limited = (scope: string) => ({ ...tooMany(20), headers: { 'x-ratelimit-scope': scope } });
  answers['POST /channels/7/messages'] = limited('shared');
  answers['POST /interactions/1/secret/callback'] = limited('user');
  for (let time = 0; time < 2; time += 1) {
    await discord.channels.post('7', text('x'), 'n');
    await discord.responder.callback(HANDLE, 4, text('x')).catch(() => {});
  }
  expect(asked).toHaveLength(2);
  expect(seen).toEqual([
    { status: 429, scope: 'shared' },
    { status: 429, scope: 'user' },
  ]);
});

describe('at start', () => {
  it('a token that Discord does not know is told apart from an outage', async () => {
    answers['GET /applications/@me'] = refusal(401, 0);
    await expect(discord.application()).rejects.toBeInstanceOf(DiscordRefusedToken);
    answers['GET /applications/@me'] = { status: 500 };
    await expect(discord.application()).rejects.not.toBeInstanceOf(DiscordRefusedToken);
  });

  it('commands are sent whole when Discord has others, and not at all when it has the same', async () => {
    const definition = { name: 'x', description: 'X', contexts: [0] } as const;
    const [route, there] = ['PUT /applications/2/commands', 'GET /applications/2/commands'];
    answers[there] = { body: [] };
    answers[route] = { body: [] };
    expect(await discord.register('2', [definition])).toBe(true);
    const sent = bodies(route)[0];
    expect(sent).toEqual([{ ...definition, integration_types: [0] }]);
    answers[there] = { body: [{ ...definition, id: '1', type: 1, integration_types: [0], nsfw: false }] };
    expect(await discord.register('2', [definition])).toBe(false);
    expect(bodies(route)).toHaveLength(1);
  });
});
