/** A bot with so many servers that Discord wants three connections: each server is served, and one line's trouble stays its own. */
import { beforeAll, expect, test } from 'vitest';
import type { Bot } from '../../local-discord/launch.ts';
import { freePort } from '../adapters/redis-server.ts';
import type { Group } from '../support/group.ts';
import { staged } from '../support/stage.ts';

const SHARDS = 3;
const on = staged('sqlite');
let bot: Bot;
let port: number;
/** A server of each connection's. */
const groups: Group[] = [];

const page = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
const readyz = async () => (await page('/readyz')).status;
/** As whoever watches sees it. */
const gatewayReady = async () => /^cairn_gateway_ready (.+)$/m.exec(await (await page('/metrics')).text())?.[1];

beforeAll(async () => {
  await on().people.change({ kind: 'gateway', shards: SHARDS });
  port = await freePort();
  bot = await on().bot({ PORT: String(port) });
  while (groups.filter(Boolean).length < SHARDS) {
    const group = await on().group();
    const id = (await on().people.world()).guilds.find(({ name }) => name === group.name)?.id ?? '0';
    groups[Number((BigInt(id) >> 22n) % BigInt(SHARDS))] = group;
  }
});

test('serves every server, and direct messages', async () => {
  await on().people.until(async () => (await readyz()) === 200);
  expect(await gatewayReady()).toBe('1');
  for (const { ana } of groups) expect((await ana.done({ phase: '2' })).text).toContain('Phase 2 is done');
  expect((await on().people.world()).sessions).toBe(SHARDS);
  expect((await groups[0]?.ana.at('dm').slash('privacy'))?.text).toContain('in 3 servers');
});

test('one connection is cut: the others serve meanwhile, and its own servers are served once it is back', async () => {
  const { people } = on();
  await people.gateway({ action: 'refuse', code: 4000 });
  await people.gateway({ action: 'drop', shard: 1 });
  await people.until(async () => (await readyz()) === 503);
  const waiting = groups[1]?.ben.done({ phase: '3' });
  for (const group of [groups[0], groups[2]])
    expect((await group?.ben.done({ phase: '3' }))?.text).toContain('Phase 3 is done');
  expect([await readyz(), await gatewayReady()]).toEqual([503, '0']);
  await people.gateway({ action: 'refuse', code: null });
  expect((await waiting)?.text).toContain('Phase 3 is done');
  await people.until(async () => (await readyz()) === 200);
  // It resumed; nobody introduced itself anew.
  expect((await people.world()).identifies).toBe(SHARDS);
});

test('SIGTERM ends all of them in good order', async () => {
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  await on().people.until(async () => (await on().people.world()).sessions === 0);
});
