/** What happens at start: what is wrong is said at once and in words, what is right is done once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
import { BARE } from '../support/open-stage.ts';
import { type Run, run } from '../support/run.ts';
import { ROOT, type Stage, staged } from '../support/stage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (env: Readonly<Record<string, string>> = {}) => run(['dist/src/main.js'], { DATA_DIR: folder, ...env });
/** A bot that Discord would let in, so that what goes wrong is something else. */
const letIn = ({ token, url }: Stage) => ({ DISCORD_TOKEN: token, DISCORD_API_URL: `${url}/api` });

/** Ended with this code, in words for a person: neither they nor the log above them show where in the code it was. */
function refused({ code, err, out }: Run, expected: number, ...words: readonly (string | RegExp)[]): void {
  expect([code, err]).toEqual([expected, expect.not.stringMatching(/^\s+at /m)]);
  expect(out).not.toContain('"stack"');
  for (const word of words) expect(err).toMatch(word);
}

describe('a configuration that can not be', () => {
  test('without a token ends with 78 and names the way to look around without one', async () => {
    refused(await start(), 78, /DISCORD_TOKEN is missing/, 'npm run tour');
  });

  test('is told with every problem at once, and none of the values', async () => {
    const wrong = { REDIS_URL: 'http://s3cret', LOG_LEVEL: 'l0ud', PORT: '77777', DISCORD_API_URL: 'n0where' };
    const ended = await start({ ...wrong, DISCORD_TOKEN: '"qu0ted"' });
    refused(ended, 78, ...[...Object.keys(wrong), 'DISCORD_TOKEN'].map((name) => new RegExp(`^ +${name} `, 'm')));
    for (const value of ['s3cret', 'l0ud', '77777', 'n0where', 'qu0ted']) expect(ended.err).not.toContain(value);
  });

  test('with a broken roadmap ends with 65 and every problem by line and column', async () => {
    const file = join(folder, 'broken.md');
    await writeFile(
      file,
      '# Broken\n\n## Phase 1: One\n\n**Topics:**\n\n- a\n\n## Phase 1: Again\n\n**Milestone:** x\n',
    );
    const ended = await start({ DISCORD_TOKEN: 'local.x', ROADMAP: file });
    refused(ended, 65, `${file}:3:1 `, `${file}:9:1 `);
  });

  test('with a roadmap that is not there names the file and the variable', async () => {
    refused(
      await start({ DISCORD_TOKEN: 'local.x', ROADMAP: 'no/such.md' }),
      78,
      'no/such.md cannot be read: there is no',
    );
    refused(await start({ DISCORD_TOKEN: 'local.x', ROADMAP: 'roadmap' }), 78, /it is a folder. Let ROADMAP name/);
  });

  test('without a token, beside a .env that nobody read, says how it is read', async () => {
    await writeFile(join(folder, '.env'), 'DISCORD_TOKEN=x');
    const main = join(ROOT, 'dist/src/main.js');
    refused(await run([main], {}, folder), 78, /DISCORD_TOKEN is missing/, '. ./.env');
    refused(await run([main], { DISCORD_TOKEN: '' }, folder), 78, /^(?!.*set -a)/s);
  });
});

describe('a world that is not there', () => {
  const on = staged('sqlite');

  test('a token that Discord refuses is one sentence after one request', async () => {
    const before = (await on().people.wire()).length;
    refused(
      await start({ ...letIn(on()), DISCORD_TOKEN: 'local.another' }),
      78,
      /refused DISCORD_TOKEN.*developer portal/,
    );
    const requests = (await on().people.wire(before)).map(({ path, status }) => [path, status]);
    expect(requests).toEqual([['/applications/@me', 401]]);
  });

  test('a signal that comes while Discord takes its time ends the bot well, as later', async () => {
    await on().people.fault({ path: '/commands$', held: true });
    const env = { ...process.env, ...BARE, DATA_DIR: folder, ...letIn(on()) };
    const bot = spawn(process.execPath, ['dist/src/main.js'], { cwd: ROOT, env, stdio: 'ignore' });
    const ended = once(bot, 'exit');
    await on().people.until(async () => (await on().people.faultHits())[0] === 1);
    bot.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await on().people.clearFaults();
  });

  test('a token that the gateway refuses ends the bot instead of leaving it deaf', async () => {
    await on().people.gateway({ action: 'refuse', code: 4004 });
    refused(await start(letIn(on())), 78, /refused DISCORD_TOKEN.*Make a new one/);
    await on().people.gateway({ action: 'refuse', code: null });
  });

  test('a Discord that does not answer is named by its address', async () => {
    const url = `http://127.0.0.1:${await freePort()}/api`;
    refused(
      await start({ DISCORD_TOKEN: 'local.x', DISCORD_API_URL: url }),
      69,
      `${url} (ECONNREFUSED). Is DISCORD_API_URL`,
    );
  });

  test('what answers as neither Discord nor Redis would is said so, by its address and variable', async () => {
    const { server, at } = await answering('<h1>Welcome</h1>');
    const notDiscord = start({ DISCORD_TOKEN: 'local.x', DISCORD_API_URL: `http://${at}/api` });
    refused(await notDiscord, 69, `http://${at}/api (what answers there is not Discord). Is DISCORD_API_URL right`);
    refused(await start({ ...letIn(on()), REDIS_URL: `redis://${at}` }), 75, `${at} is no Redis. Mend REDIS_URL`);
    server.close();
    // Its own page: without /api there is no Discord behind it.
    refused(await start({ ...letIn(on()), DISCORD_API_URL: on().url }), 69, `${on().url} (404). Is DISCORD_API_URL`);
  });

  test('what Discord cannot read of the commands stands in the log above the sentence: nobody else could mend it', async () => {
    const errors = { 3: { name: { _errors: [{ code: 'BAD', message: 'names have no spaces' }] } } };
    const body = { code: 50035, message: 'Invalid Form Body', errors };
    await on().people.fault({ path: '/commands$', status: 400, body });
    const { code, err, out } = await start(letIn(on()));
    await on().people.clearFaults();
    expect([code, err]).toEqual([69, expect.stringContaining(' (400). ')]);
    expect(out).toContain('names have no spaces');
  });

  test('a port that somebody has says so, and what to do', async () => {
    const { port } = new URL(on().url);
    refused(
      await start({ ...letIn(on()), PORT: port }),
      78,
      `PORT ${port} cannot be used: something else listens there.`,
    );
  });

  test('a Redis that does not answer is named, its password is not', async () => {
    const port = await freePort();
    const ended = await start({ ...letIn(on()), REDIS_URL: `redis://me:s3cret@127.0.0.1:${port}` });
    refused(ended, 75, `127.0.0.1:${port}`, 'REDIS_URL');
    expect(ended.err + ended.out).not.toContain('s3cret');
  });

  test('a data folder that can not be says which variable to change', async () => {
    await writeFile(join(folder, 'plain'), '');
    refused(await start({ ...letIn(on()), DATA_DIR: join(folder, 'plain') }), 75, 'DATA_DIR');
  });
});

describe('a start that succeeds', () => {
  const on = staged('sqlite');
  afterEach(() => on().stopBots());
  const writes = async () => (await on().people.world()).commandWrites;

  test('registers the commands once, and again only when one differs', async () => {
    await (await on().bot()).stop();
    await (await on().bot()).stop();
    expect(await writes()).toBe(1);
    await changeOneCommand(on());
    await on().bot();
    expect(await writes()).toBe(3);
    await on().stopBots();
    await on().bot();
    expect(await writes()).toBe(3);
  });

  test('prints an invitation with just the permissions that everything needs', async () => {
    const bot = await on().bot();
    const printed = /https:\/\/discord\.com\/oauth2\/authorize\?[^"\s]+/;
    const link = new URL(await on().people.until(async () => printed.exec(bot.output())?.[0]));
    expect(link.searchParams.get('client_id')).toBe(on().applicationId);
    expect(link.searchParams.get('scope')?.split(' ').sort()).toEqual(['applications.commands', 'bot']);
    const { admin, ana, hears, name, setUp } = await on().group();
    await leaveOnly(on(), name, link.searchParams.get('permissions') ?? '');
    const [prompt] = await setUp();
    expect((await admin.slash('setup')).text).not.toContain('I lack');
    await ana.done();
    await hears(/ana finished/);
    await on().moveTo(prompt?.at ?? 0);
    await hears(/Week 1 of 2/);
    await admin.slash('help');
    expect((await admin.reads()).join()).not.toContain('somebody who runs this server');
  });

  test('logs one JSON object a line, and no secret even where Discord fails', async () => {
    const bot = await on().bot({ LOG_LEVEL: 'debug' });
    const { ana } = await on().group();
    await ana.slash('phase', { phase: '1' });
    await on().people.fault({ method: 'POST', path: '^/webhooks/', times: 1, status: 500 });
    await ana.click('Share');
    await ana.sees(/Discord did not let me post that here/);
    await bot.stop();
    const lines = bot.output().trim().split('\n');
    const said = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(said).toEqual(expect.arrayContaining(['a shared card could not be posted', 'stopped']));
    expect(bot.output()).not.toContain(on().token);
    expect(bot.output()).not.toMatch(/aW50ZXJhY3Rpb246/);
  });
});

/** An HTTP server that has one page for whatever is asked. */
async function answering(page: string) {
  const server = createServer((_, response) => response.end(page)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, at: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** As an older version would have registered them. */
async function changeOneCommand({ applicationId, token, url }: Stage): Promise<void> {
  const route = `${url}/api/v10/applications/${applicationId}/commands`;
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  const commands = (await (await fetch(route, { headers })).json()) as Record<string, unknown>[];
  const older = commands.map(({ name, type, description, options, contexts, ...rest }) => ({
    name,
    type,
    description: name === 'help' ? 'An older description' : description,
    contexts,
    ...(options !== undefined && { options }),
    ...(typeof rest.default_member_permissions === 'string' && { default_member_permissions: 32 }),
  }));
  const answer = await fetch(route, { method: 'PUT', headers, body: JSON.stringify(older) });
  expect(answer.status).toBe(200);
}

/** Invites the bot anew with just these permissions, into a server that gives everybody next to none. */
async function leaveOnly({ people }: Stage, guild: string, permissions: string): Promise<void> {
  const deny = ['SEND_MESSAGES', 'READ_MESSAGE_HISTORY', 'EMBED_LINKS', 'ATTACH_FILES', 'CREATE_PUBLIC_THREADS'];
  await people.change({ kind: 'role-permissions', guild, role: '@everyone', deny });
  await people.change({ kind: 'remove-bot', guild });
  await people.change({ kind: 'invite-bot', guild, permissions: [permissions] });
}
