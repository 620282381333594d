/** Interactions over HTTP, several bots behind one address: the same answers, whichever of them Discord's call reaches. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
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
});
