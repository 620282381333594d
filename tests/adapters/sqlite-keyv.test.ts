/** The SQLite file as Keyv uses it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keyv } from 'keyv';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SqliteKeyv } from '../../src/adapters/sqlite-keyv.ts';
import { openSqliteLink, type SqliteLink } from '../../src/adapters/sqlite-link.ts';
import { keyvOn } from '../../src/adapters/stored-keyv.ts';
import { StoreOutage } from '../../src/outage.ts';

let folder: string;
let link: SqliteLink;
let kv: Keyv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-keyv-'));
  link = openSqliteLink(join(folder, 'kv.sqlite'), () => {});
  kv = keyvOn(new SqliteKeyv(link));
});
afterAll(async () => {
  link.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => kv.clear());

test('what is set is there, whole, until it is deleted', async () => {
  const value = { text: ':base64:AA', list: [], big: 2 ** 53 - 1 };
  await kv.set('a', value);
  expect(await kv.get('a')).toEqual(value);
  expect(await kv.getMany(['a', 'b'])).toEqual([value, undefined]);
  expect([await kv.delete('a'), await kv.delete('a')]).toEqual([true, false]);
  expect(await kv.get('a')).toBeUndefined();
});

test('what has a time to live is gone afterwards', async () => {
  await kv.set('short', 1, 1);
  await kv.set('long', 2, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await kv.getMany(['short', 'long'])).toEqual([undefined, 2]);
});

test('a walk meets everything once, also more than a batch', async () => {
  const keys = Array.from({ length: 250 }, (_, n) => `key${n}`);
  await Promise.all(keys.map((key) => kv.set(key, key)));
  const met: unknown[] = [];
  for await (const [key, value] of kv.iterator?.(undefined) ?? []) {
    expect(key).toBe(value);
    met.push(key);
  }
  expect(met.sort()).toEqual(keys.sort());
});

test('a failure is thrown, never an answer', async () => {
  const closing = openSqliteLink(join(folder, 'closing.sqlite'), () => {});
  const closed = keyvOn(new SqliteKeyv(closing));
  closing.close();
  await expect(closed.get('a')).rejects.toThrow(StoreOutage);
  await expect(closed.getMany(['a'])).rejects.toThrow(StoreOutage);
  await expect(closed.set('a', 1)).rejects.toThrow(StoreOutage);
  await expect(closed.delete('a')).rejects.toThrow(StoreOutage);
});
