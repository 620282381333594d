/** Interactions over HTTP, several bots behind one address: the same answers, whichever of them Discord's call reaches. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
import { tableUnder } from '../repo/markdown.ts';
import { withPicture } from '../support/group.ts';
import { staged } from '../support/stage.ts';

const REPLICAS = 3;

/** What stands before the replicas: passes each request on to the next one that takes it. */
function balance(ports: readonly number[]) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    // Its own: others come while it looks for a bot that takes it, and must not turn it back to the one that is gone.
    const first = turn;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => pass(ports.length));
    const pass = (tries: number): void => {
      const port = ports[(first + tries) % ports.length];
      const { method, url: path, headers } = incoming;
      const onward = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => (tries > 1 ? pass(tries - 1) : outgoing.writeHead(502).end()));
      onward.end(Buffer.concat(chunks));
    };
  });
  return server;
}

describe('three bots over HTTP on one Redis', () => {
  const on = staged('redis');
  const ports: number[] = [];
  const balancer = balance(ports);
  let url = '';
  beforeAll(async () => {
    for (let n = 0; n < REPLICAS; n += 1) {
      const port = await freePort();
      await on().bot({ DISCORD_PUBLIC_KEY: on().publicKey, PORT: String(port) });
      ports.push(port);
    }
    await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}/interactions`;
    await on().people.change({ kind: 'endpoint', url });
  });
  afterAll(() => {
    balancer.closeAllConnections();
    balancer.close();
  });

  test('nobody connects to the gateway', async () => {
    expect(await on().people.world()).toMatchObject({ identifies: 0, sessions: 0 });
  });

  test('commands, buttons, forms and suggestions are answered by whoever is asked', async () => {
    const { ana, ben, count, hears, setUp } = await on().group();
    expect(await setUp()).not.toEqual([]);
    expect((await ana.typing('done', 'phase', 'borrow'))[0]).toContain('2: ');
    expect((await ana.done({ phase: '1', link: 'https://example.org/ana' })).text).toContain('Phase 1 is done');
    expect((await ana.click('Take back')).text).toContain('is open again');
    expect((await ana.done({ phase: '1' })).text).toContain('Phase 1 is done');
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished/)).toBe(1);
    expect((await ben.slash('leaderboard')).text).toContain('2 members');
  });

  test('what comes three times is answered, counted and told once', async () => {
    const { ana, ben, count, hears } = await on().group();
    const { outcome } = await ana.done({ phase: '4' }, { copies: 3 });
    expect(outcome.messages).toHaveLength(1);
    expect((await ana.slash('progress')).text).toContain('1 of 14');
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished/)).toBe(1);
  });

  test('an export and a picture go by the callback, since a body cannot carry files', async () => {
    const { ana } = await on().group();
    await ana.done();
    expect((await withPicture(ana)).outcome.messages[0]?.attachments).toHaveLength(1);
    await ana.slash('privacy');
    const { outcome } = await ana.click('Export as a file');
    expect(outcome.messages.flatMap(({ attachments }) => attachments)).toHaveLength(1);
  });

  test('where Discord knows of an answer only later, what follows it still arrives', async () => {
    const { ana, hears } = await on().group();
    await ana.done({ phase: '3' });
    await ana.slash('progress');
    await on().people.change({ kind: 'endpoint', url, lagMs: 900 });
    await ana.click('Share');
    await hears(/ana’s cairn/);
    await on().people.change({ kind: 'endpoint', url });
  });

  test('what takes long is deferred in the body and edited in, also where Discord knows of the deferral only later', async () => {
    const { admin, setUp } = await on().group();
    await setUp();
    await on().people.change({ kind: 'endpoint', url, lagMs: 900 });
    await on().people.fault({ method: 'GET', path: '^/guilds/\\d+$', times: 2, delayMs: 2_000 });
    const before = (await on().people.wire()).at(-1)?.n ?? 0;
    expect((await admin.slash('setup')).text).toContain('Weekly');
    const edits = (await on().people.wire(before)).filter(({ path = '' }) => path.endsWith('/messages/@original'));
    expect(edits.filter(({ status = 0 }) => status < 300)).toHaveLength(1);
    await on().people.change({ kind: 'endpoint', url });
  });

  test('prompts and their threads come once, and are asked for once, however many bots there are', async () => {
    const groups = await Promise.all([1, 2, 3, 4].map(() => on().group()));
    const plans = await Promise.all(groups.map(({ setUp }) => setUp()));
    const before = (await on().people.wire()).at(-1)?.n ?? 0;
    const refusal = { status: 429, headers: { 'Retry-After': '0.3', 'X-RateLimit-Scope': 'shared' } };
    await on().people.fault({ method: 'POST', path: '/threads$', times: 1, body: { retry_after: 0.3 }, ...refusal });
    await on().moveTo(plans[0]?.[0]?.at ?? 0);
    for (const { count, hears } of groups) {
      await hears(/🧭 Week 1 of 2/);
      expect(await count(/🧭 Week 1 of 2/)).toBe(1);
    }
    const posted = (await on().people.wire(before)).filter(
      ({ method, path = '', status = 0 }) => method === 'POST' && path.startsWith('/channels/') && status < 300,
    );
    // A message and a thread each, of those of other tests too.
    const places = posted.map(({ path = '' }) => path.replace(/\/messages\/\d+\/threads$/, ' thread'));
    expect(new Set(places).size).toBe(places.length);
    expect(places.length).toBeGreaterThanOrEqual(2 * groups.length);
  });

  test('whoever watches them sees all that the handbook promises', async () => {
    const pages = await Promise.all(
      ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
    );
    const seen = pages.flatMap((page) =>
      [...page.matchAll(/^(\w+?)(?:_count)?(?:\{.*\})? [1-9]/gm)].map(([, name]) => name),
    );
    const promised = tableUnder('docs/operations.md', 'Metrics').map(([name]) => name);
    // Nobody listens there.
    expect(promised.filter((name) => !seen.includes(name))).toEqual(['cairn_gateway_ready']);
    expect(pages.join()).toMatch(/^cairn_rest_limited_total\{scope="shared"\} 1$/m);
  });

  test('one of them stops, and nobody goes without an answer', async () => {
    const { ben, chloe } = await on().group();
    const asked = ['1', '2', '3', '4'].flatMap((phase) => [ben, chloe].map((who) => who.done({ phase })));
    const bots = on().bots();
    // As soon as one answer is there, the others are on their way: some before the stop, some in it, some after.
    await Promise.race(asked);
    const stopped = bots[0]?.stop();
    for (const { text } of await Promise.all(asked)) expect(text).toMatch(/Phase \d is done/);
    expect(await stopped).toMatchObject({ code: 0 });
    for (let n = 0; n < REPLICAS; n += 1) expect((await ben.slash('progress')).text).toContain('4 of 14');
  });

  test('one that stops says at /readyz that it leaves, and answers until others can know it', async () => {
    // What a busy machine takes longer than that is not the bot's: the best of three.
    const { exits, read } = await answeredWhileItLeaves().catch(answeredWhileItLeaves).catch(answeredWhileItLeaves);
    expect(read).toContain('Phase 1 is done');
    expect(exits).toMatchObject({ code: 0 });
  });

  /** What somebody reads who asks a bot that has said that it leaves, and how it ended. */
  async function answeredWhileItLeaves() {
    const { ana } = await on().group();
    const port = String(await freePort());
    const bot = await on().bot({ DISCORD_PUBLIC_KEY: on().publicKey, PORT: port });
    const here = `http://127.0.0.1:${port}`;
    await on().people.change({ kind: 'endpoint', url: `${here}/interactions` });
    expect((await fetch(`${here}/readyz`)).status).toBe(200);
    const stopped = bot.stop();
    try {
      await on().people.until(async () => (await fetch(`${here}/readyz`)).status === 503);
      const { text: read } = await ana.done({ phase: '1' });
      return { read, exits: await stopped };
    } finally {
      await stopped;
      await on().people.change({ kind: 'endpoint', url });
    }
  }

  test('at its start each compares how it listens with how Discord sends', async () => {
    for (const bot of on().bots()) expect(bot.output()).toContain('still sends what members do to the gateway');
    const deaf = await on().bot();
    expect(deaf.output()).toContain(
      `sends everything that members do to ${new URL(url).host}, and nothing of it to Cairn`,
    );
    const well = await on().bot({ DISCORD_PUBLIC_KEY: on().publicKey, PORT: String(await freePort()) });
    expect(well.output()).not.toMatch(/Discord (still )?sends/);
    await Promise.all([deaf.stop(), well.stop()]);
  });
});
