/** The store's contract on a SQLite file, and what only a file can do. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { unscore } from '../../src/domain/leaderboard.ts';
import { StoreOutage } from '../../src/outage.ts';
import { aDone, adding, aMember, stonesFor, T } from '../contracts/builders.ts';
import { key } from '../contracts/open-store.ts';
import { storesContract } from '../contracts/stores.ts';

const log = () => {};
/** What cleans up has no hurry. */
const PATIENT = { interval: 200 };

storesContract('SQLite', async () => {
  const folder = await aFolder();
  const place = join(folder, 'cairn.sqlite');
  const stores = await openSqliteStore({ file: place, log, key });
  const raw = new Database(place);
  raw.exec('PRAGMA busy_timeout = 5000');
  const value = raw.prepare('SELECT value FROM kv WHERE key = ?');
  return {
    stores,
    place,
    again: () => openSqliteStore({ file: place, log, key }),
    plant: async (key, text) => {
      raw.prepare('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)').run([`cairn::${key}`, text]);
    },
    planted: async (key) => (value.get([`cairn::${key}`]) as { value: string } | undefined)?.value ?? null,
    spoil: {
      row: async ({ guild, user }, board, score) => {
        raw.prepare('DELETE FROM standings WHERE guild = ? AND board = ? AND user = ?').run([guild, board, user]);
        if (score === null) return;
        const { milestones } = unscore(score);
        raw.prepare('INSERT INTO standings VALUES (?, ?, ?, ?, ?)').run([guild, board, user, score, milestones]);
      },
      name: async ({ guild, user }, name) => {
        raw.prepare('DELETE FROM names WHERE guild = ? AND user = ?').run([guild, user]);
        if (name !== null) raw.prepare('INSERT INTO names VALUES (?, ?, ?)').run([user, guild, name]);
      },
      unlist: async ({ guild, user }) => {
        raw.prepare('DELETE FROM names WHERE guild = ? AND user = ?').run([guild, user]);
      },
    },
    dump: async () => {
      const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
      return JSON.stringify(tables.map(({ name }) => raw.prepare(`SELECT * FROM ${name}`).all()));
    },
    close: async () => {
      raw.close();
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

describe('the SQLite file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await aFolder();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('its folder is made; what was acknowledged is there after opening it again', async () => {
    const file = join(folder, 'some', 'where', 'cairn.sqlite');
    const member = aMember();
    const first = await openSqliteStore({ file, log });
    await stonesFor(first.progress, member, 2);
    await first.close();
    const second = await openSqliteStore({ file, log });
    expect((await second.progress.get(member))?.events).toHaveLength(2);
    await second.close();
  });

  test('a folder that can not be, or a file that is something else, gives a sentence with the way out', async () => {
    const plain = join(folder, 'plain.txt');
    await writeFile(plain, 'not a database at all, '.repeat(200));
    const below = openSqliteStore({ file: join(plain, 'cairn.sqlite'), log });
    await expect(below).rejects.toThrow(
      /cannot keep its data in .* \(a file stands where its folder should be\)\. .*another with DATA_DIR/,
    );
    await expect(openSqliteStore({ file: plain, log })).rejects.toThrow(
      /cannot keep its data in .* \(file is not a database\)\. Move that file away and restore a backup.*DATA_DIR/,
    );
    await expect(openSqliteStore({ file: folder, log })).rejects.toThrow(/ \(it cannot be opened\)\. /);
  });

  test('a file of a newer Cairn is refused and left alone', async () => {
    const file = join(folder, 'newer.sqlite');
    const raw = new Database(file);
    raw.exec('PRAGMA user_version = 99');
    await expect(openSqliteStore({ file, log })).rejects.toThrow(/newer Cairn/);
    expect(raw.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
    expect(raw.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toMatchObject({ n: 0 });
    raw.close();
  });

  test('moved away it can not be read or changed, and works again once it is back', async () => {
    const [file, elsewhere] = [join(folder, 'moved.sqlite'), join(folder, 'elsewhere.sqlite')];
    const member = aMember();
    const store = await openSqliteStore({ file, log });
    await store.progress.update(member, adding(aDone('1')));
    await rename(file, elsewhere);
    await expect(store.progress.get(member)).rejects.toThrow(StoreOutage);
    await expect(store.progress.update(member, adding(aDone('2')))).rejects.toThrow(StoreOutage);
    await expect(store.ping()).rejects.toThrow(StoreOutage);
    await rename(elsewhere, file);
    await store.ping();
    await store.progress.update(member, adding(aDone('3')));
    expect((await store.progress.get(member))?.events.map(({ phase }) => phase)).toEqual(['1', '3']);
    await store.close();
  });

  test('while another process holds the file a change is an outage, a read is not, and later both work', async () => {
    const file = join(folder, 'held.sqlite');
    const member = aMember();
    const store = await openSqliteStore({ file, log });
    const holder = new Database(file);
    holder.exec('BEGIN IMMEDIATE');
    await expect(store.progress.update(member, adding(aDone('1')))).rejects.toThrow(StoreOutage);
    expect(await store.progress.get(member)).toBeNull();
    await expect(store.ping()).rejects.toThrow(StoreOutage);
    holder.exec('ROLLBACK');
    await store.ping();
    expect(await store.progress.update(member, adding(aDone('1')))).toBe(1);
    holder.close();
    await store.close();
  });

  test('where the machine stood still while another process held the file, that one is given the time to end', async () => {
    const file = join(folder, 'suspended.sqlite');
    const store = await openSqliteStore({ file, log });
    const holder = new Database(file);
    holder.exec('BEGIN IMMEDIATE');
    const changed = store.progress.update(aMember(), adding(aDone('1')));
    // It has tried once by then.
    await new Promise((resolve) => setImmediate(resolve));
    for (const end = performance.now() + 1_000; performance.now() < end; );
    setTimeout(() => holder.exec('ROLLBACK'), 10);
    expect(await changed).toBe(1);
    holder.close();
    await store.close();
  });

  test('once closed, the file alone holds everything: copying it is a backup', async () => {
    const folder = await aFolder();
    const stores = await openSqliteStore({ file: join(folder, 'cairn.sqlite'), log });
    const member = aMember();
    await stores.progress.update(member, adding(aDone('1')));
    await stores.close();
    const copy = join(await aFolder(), 'copy.sqlite');
    await writeFile(copy, await readFile(join(folder, 'cairn.sqlite')));
    const restored = await openSqliteStore({ file: copy, log });
    expect((await restored.progress.get(member))?.events).toHaveLength(1);
    await restored.close();
  });

  test('asked after it was closed it is an outage, not “nothing yet”', async () => {
    const store = await openSqliteStore({ file: join(folder, 'closed.sqlite'), log });
    await store.close();
    await expect(store.progress.get(aMember())).rejects.toThrow(StoreOutage);
    await expect(store.ping()).rejects.toThrow(StoreOutage);
  });

  test('what was forgotten is not in the files either, journal included', async () => {
    const file = join(folder, 'forgotten.sqlite');
    const member = { ...aMember(), name: 'Ana-the-forgotten' };
    const store = await openSqliteStore({ file, log, key });
    await stonesFor(store.progress, member, 3);
    expect(await contents(file)).toContain(member.user);
    await store.progress.forget(member, T);
    await expect.poll(() => contents(file), PATIENT).not.toMatch(new RegExp(`${member.user}|Ana-the-forgotten`));
    await store.close();
  });
});

const aFolder = () => mkdtemp(join(tmpdir(), 'cairn-sqlite-'));

async function contents(file: string): Promise<string> {
  const parts = [file, `${file}-wal`].map((part) => readFile(part, 'latin1').catch(() => ''));
  return (await Promise.all(parts)).join('');
}
