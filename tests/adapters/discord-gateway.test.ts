/** Several connections of one bot to a local Discord that recommends them. */
import { afterEach, expect, it } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';
import { createGateway } from '../../src/adapters/discord-gateway.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function aDiscord(shards: number, atOnce?: number) {
  const local = await startLocalDiscord();
  cleanups.push(() => local.close());
  const people = createClient(local);
  await people.change({ kind: 'gateway', shards, atOnce });
  return { local, people };
}

/** A gateway that is not connected yet, and what it told. */
function aGateway(local: LocalDiscord, mayIntroduce = async (_connections: number) => {}) {
  const warnings: string[] = [];
  const ends: [reason: string, again: boolean][] = [];
  const gateway = createGateway({
    token: local.token,
    apiUrl: `${local.url}/api`,
    onInteraction: () => {},
    mayIntroduce,
    onFatal: (...end) => ends.push(end),
    onRefusedToken: () => ends.push(['token', false]),
    log: { info: () => {}, warn: (_facts, words) => warnings.push(words) },
  });
  cleanups.push(() => gateway.close());
  return { gateway, ends, warnings };
}

it('opens as many connections as Discord recommends, and is ready only while all stand', async () => {
  const { local, people } = await aDiscord(3);
  const asked: number[] = [];
  const { gateway } = aGateway(local, async (connections) => void asked.push(connections));
  expect(gateway.ready()).toBe(false);
  expect(await gateway.connect()).toBe(3);
  expect(gateway.ready()).toBe(true);
  expect(asked).toEqual([3, 3, 3]);
  await people.gateway({ action: 'refuse', code: 4000 });
  await people.gateway({ action: 'drop', shard: 1 });
  await people.until(async () => !gateway.ready());
  await people.until(async () => (await people.world()).sessions === 2);
  await people.gateway({ action: 'refuse', code: null });
  await people.until(async () => gateway.ready());
  expect(await people.world()).toMatchObject({ sessions: 3, identifies: 3 });
});

it('does not introduce more of them within five seconds than Discord takes', async () => {
  const { local, people } = await aDiscord(3, 2);
  const { gateway } = aGateway(local);
  await gateway.connect();
  // An IDENTIFY that came too soon would have had to be repeated.
  expect(await people.world()).toMatchObject({ sessions: 3, identifies: 3 });
});

it('waits with each of them until it may', async () => {
  const { local, people } = await aDiscord(2);
  let letGo = () => {};
  const turn = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  const { gateway } = aGateway(local, () => (++asked === 1 ? Promise.resolve() : turn));
  const connected = gateway.connect();
  await people.until(async () => (await people.world()).sessions === 1 && asked === 2);
  expect(gateway.ready()).toBe(false);
  letGo();
  expect(await connected).toBe(2);
});

it('waits where Discord allows fewer today than it recommends', async () => {
  const { local, people } = await aDiscord(2);
  const { gateway, warnings } = aGateway(local);
  const limit = { total: 1000, remaining: 1, reset_after: 20, max_concurrency: 1 };
  const body = { url: local.url, shards: 2, session_start_limit: limit };
  await people.fault({ path: '^/gateway/bot$', times: 3, status: 200, body });
  expect(await gateway.connect()).toBe(2);
  expect(await people.faultHits()).toEqual([3]);
  expect(warnings).toEqual([1, 2, 3].map(() => expect.stringContaining('Cairn waits for it')));
});

it.each([
  [4010, false],
  [4011, true],
  [4014, false],
])('is at its end when one of them is closed with %i; that a next start may go better is %s', async (code, again) => {
  const { local, people } = await aDiscord(2);
  const { gateway, ends } = aGateway(local);
  await gateway.connect();
  await people.gateway({ action: 'close', code, shard: 1 });
  await people.until(async () => ends.length > 0);
  expect(ends).toEqual([[expect.stringContaining(`(${code})`), again]]);
  expect(gateway.ready()).toBe(false);
});
