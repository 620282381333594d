/** Redis's files after a deletion: written anew once for many, whatever is in the way, and never on the member's time. */
import { readdir } from 'node:fs/promises';
import { createClient } from '@keyv/redis';
import { afterEach, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import type { Stores } from '../../src/ports.ts';
import { aMember, stonesFor, T } from '../contracts/builders.ts';
import { key } from '../contracts/open-store.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

/** What cleans up has no hurry. */
const PATIENT = { interval: 200 };

let server: RedisServer;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(...settings: string[]) {
  server = await startRedis(settings);
  const raw = createClient({ url: server.url });
  raw.on('error', () => {});
  await raw.connect();
  closing.push(server.remove, async () => raw.destroy());
  const info = async (name: string) => new RegExp(`${name}:(.*)\r`).exec(await raw.info('persistence'))?.[1];
  return { raw, rewrites: () => info('aof_rewrites'), saves: () => info('rdb_saves') };
}

async function open(url = server.url, log: (error: unknown) => void = () => {}): Promise<Stores> {
  const store = await openRedisStore({ url, log, key });
  closing.push(store.close);
  return store;
}

async function aDeletion(store: Stores): Promise<void> {
  const member = aMember();
  await stonesFor(store.progress, member, 1);
  await store.progress.forget(member, T);
}

describe('after deletions', () => {
  test('many need one sweep, which leaves no mark, and no snapshot where nobody wants one', async () => {
    const { raw, rewrites, saves } = await start();
    const [store, other] = [await open(), await open()];
    for (let n = 0; n < 10; n++) await aDeletion(n % 2 ? store : other);
    expect(await raw.exists('cairn-unswept')).toBe(1);
    await expect.poll(() => raw.exists('cairn-unswept'), PATIENT).toBe(0);
    // Two bots at the same moment may both begin.
    expect(Number(await rewrites())).toBeLessThanOrEqual(2);
    expect([await saves(), (await readdir(server.folder)).includes('dump.rdb')]).toEqual(['0', false]);
  });

  test('a snapshot is written anew where there are snapshots, and nothing where nothing is on disk', async () => {
    const both = await start('--save', '3600 1');
    await aDeletion(await open());
    await expect.poll(() => both.raw.exists('cairn-unswept'), PATIENT).toBe(0);
    expect([await both.rewrites(), await both.saves()]).toEqual(['1', '1']);
    const none = await start('--appendonly', 'no');
    await aDeletion(await open());
    await expect.poll(() => none.raw.exists('cairn-unswept'), PATIENT).toBe(0);
    expect([await none.rewrites(), await none.saves()]).toEqual(['0', '0']);
  });

  test('what Redis was writing already does not count: it is waited for, and the sweep comes after it', async () => {
    // Each key takes the writer 10 ms, so that it is still at it when the sweep is due.
    const { raw, rewrites, saves } = await start('--rdb-key-save-delay', '10000');
    for (let n = 0; n < 800; n++) await raw.set(`filler:${n}`, 'x');
    const store = await open();
    await raw.bgSave();
    await aDeletion(store);
    await raw.configSet('rdb-key-save-delay', '0');
    await expect.poll(() => raw.exists('cairn-unswept'), PATIENT).toBe(0);
    expect(await rewrites()).toBe('1');
    // Somebody asked for a snapshot, so there is one, and it is replaced.
    expect(await saves()).toBe('2');
  });

  test('one that is still owed when the bot stops is begun, and the next bot makes sure of it', async () => {
    const { raw, rewrites } = await start();
    const store = await openRedisStore({ url: server.url, log: () => {}, key });
    await aDeletion(store);
    await store.close();
    await expect.poll(rewrites, PATIENT).toBe('1');
    expect(await raw.exists('cairn-unswept')).toBe(1);
    await open();
    await expect.poll(() => raw.exists('cairn-unswept'), PATIENT).toBe(0);
    expect(await rewrites()).toBe('2');
  });

  test('a server that forbids it is told of once, in words, and the deletion stands', async () => {
    const { raw } = await start();
    await raw.sendCommand(['ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '&*', '+@all', '-bgrewriteaof', '-bgsave']);
    const said: string[] = [];
    const store = await open(server.url.replace('//', '//bot:secret@'), (error) => said.push(String(error)));
    const member = aMember();
    await stonesFor(store.progress, member, 1);
    expect(await store.progress.forget(member, T)).toBe(true);
    await expect.poll(() => said, PATIENT).toHaveLength(1);
    expect(said[0]).toMatch(/does not let Cairn write its files anew \(BGREWRITEAOF, BGSAVE\)/);
    expect(await store.progress.forget(member, T)).toBe(false);
    await store.close();
    expect(said).toHaveLength(1);
  });

  test('a server that is away meanwhile is swept when it is back', async () => {
    const { raw } = await start();
    await aDeletion(await open());
    await server.kill9();
    await server.start();
    await expect.poll(() => raw.exists('cairn-unswept').catch(String), PATIENT).toBe(0);
  });
});
