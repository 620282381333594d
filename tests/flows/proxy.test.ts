/** The proxy of docs/operations.md before Discord's API, two bots behind it: all that they do passes, within one limit for both. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
import { fences } from '../repo/markdown.ts';
import { ROOT, staged } from '../support/stage.ts';

/** Few enough that two bots meet it together. */
const PER_SECOND = 10;
const [PROXY = ''] = fences('docs/operations.md', 'js');

function startProxy(port: string, api: string, perSecond: number): ChildProcess {
  const env = { ...process.env, PORT: port, DISCORD_API_URL: api, PER_SECOND: String(perSecond) };
  return spawn(process.execPath, ['--input-type=module', '--eval', PROXY], { cwd: ROOT, env, stdio: 'inherit' });
}

async function end(proxy: ChildProcess): Promise<void> {
  const gone = once(proxy, 'exit');
  proxy.kill();
  await gone;
}

describe('two bots behind the proxy that the handbook shows', () => {
  const on = staged('redis');
  let proxy: ChildProcess;
  beforeAll(async () => {
    const port = String(await freePort());
    proxy = startProxy(port, `${on().url}/api`, PER_SECOND);
    const behind = `http://127.0.0.1:${port}/api`;
    await on().people.until(() => fetch(`${behind}/v10/gateway`).then(Boolean, () => false));
    await on().bot({ DISCORD_API_URL: behind });
    await on().bot({ DISCORD_API_URL: behind });
  });
  afterAll(() => end(proxy));

  test('nothing goes past it', async () => {
    const { ana } = await on().group();
    proxy.kill('SIGSTOP');
    const before = (await on().people.wire()).at(-1)?.n ?? 0;
    const asked = ana.slash('help');
    await on().people.until(async () => (await on().people.wire(before)).some(({ kind }) => kind === 'received'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const past = (await on().people.wire(before)).filter(({ kind }) => kind === 'request');
    proxy.kill('SIGCONT');
    await asked;
    expect(past).toEqual([]);
  });

  test('commands, buttons and news pass, each once', async () => {
    const { ana, ben, count, hears } = await on().group();
    expect((await ana.done({ link: 'https://example.org/ana' })).text).toContain('Phase 1 is done');
    expect((await ana.click('Take back')).text).toContain('is open again');
    expect((await ana.done({ phase: '2' })).text).toContain('Phase 2 is done');
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished phase 2/)).toBe(1);
  });

  test('files pass whole', async () => {
    const { ana } = await on().group();
    await ana.done({ note: 'what a file holds' });
    await ana.slash('privacy');
    const { outcome } = await ana.click('Export as a file');
    expect(outcome.messages.flatMap(({ attachments }) => attachments)).toHaveLength(1);
  });

  test('what takes long comes as an edit, and a refusal keeps its reason', async () => {
    const { admin, name, setUp } = await on().group();
    await setUp();
    const deny = ['SEND_MESSAGES'];
    await on().people.change({ kind: 'overwrite', guild: name, channel: 'study', for: 'bot', deny });
    await on().people.fault({ method: 'GET', path: '^/guilds/\\d+$', times: 2, delayMs: 2_000 });
    expect((await admin.slash('setup')).text).toContain('Send Messages');
    await on().people.change({ kind: 'delete-channel', guild: name, channel: 'study' });
    expect((await admin.at('milestones').slash('setup')).text).toContain('I cannot see');
  });

  test('prompts and their threads pass, each once', async () => {
    const groups = await Promise.all([1, 2, 3].map(() => on().group()));
    const plans = await Promise.all(groups.map(({ setUp }) => setUp()));
    await on().moveTo(plans[0]?.[0]?.at ?? 0);
    for (const { count, hears } of groups) {
      await hears(/🧭 Week 1 of 2/);
      expect(await count(/🧭 Week 1 of 2/)).toBe(1);
    }
  });

  test('the limit is one for both', async () => {
    const groups = await Promise.all(Array.from({ length: 6 }, () => on().group()));
    const { people } = on();
    await Promise.all(groups.map(({ setUp }) => setUp()));
    const [{ now }, before] = [await people.world(), (await people.wire()).at(-1)?.n ?? 0];
    await Promise.all(groups.map(({ admin }) => admin.slash('setup')));
    const counted = (await people.wire(before)).filter(
      ({ kind, path = '' }) => kind === 'request' && COUNTS.test(path),
    );
    const seconds = ((counted.at(-1)?.at ?? 0) - now) / 1000;
    // Each bot looks what it may in each server's channel.
    expect(counted.length).toBeGreaterThanOrEqual(2 * 3 * groups.length);
    // One second's share may go at once at either end.
    expect(seconds).toBeGreaterThanOrEqual(Math.ceil(counted.length / PER_SECOND) - 2);
  });
});

/** What Discord counts against the limit. */
const COUNTS = /^\/(channels|guilds|users)\//;

test('whatever posts have to wait for, answers and what follows them pass', async () => {
  const discord = createServer((request, response) => {
    const done = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    request.resume().on('end', done);
  });
  await new Promise<void>((resolve) => discord.listen(0, '127.0.0.1', resolve));
  const port = String(await freePort());
  const proxy = startProxy(port, `http://127.0.0.1:${(discord.address() as AddressInfo).port}/api`, 1);
  onTestFinished(async () => {
    await end(proxy);
    discord.close();
  });
  const ask = async (method: string, path: string) => {
    const headers = { authorization: 'Bot local.test', 'content-type': 'application/json' };
    const body = method === 'GET' ? null : '{}';
    return (await fetch(`http://127.0.0.1:${port}/api/v10${path}`, { method, headers, body })).status;
  };
  await expect.poll(() => ask('GET', '/gateway').catch(() => 0)).not.toBe(0);
  await expect.poll(() => ask('POST', '/channels/1/messages'), { interval: 1 }).toBe(429);
  const answers = [
    ask('PATCH', '/webhooks/1/a/messages/@original'),
    ask('POST', '/webhooks/1/b'),
    ask('POST', '/interactions/1/c/callback'),
  ];
  expect(await Promise.all(answers)).toEqual([200, 200, 200]);
});
