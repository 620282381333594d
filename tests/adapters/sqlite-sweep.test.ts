/** SQLite's files after a deletion: nothing of it stays in file or journal, whoever else is at them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import type { ProgressStore } from '../../src/ports.ts';
import { aDone, adding, aMember, someNews, stonesFor, T } from '../contracts/builders.ts';
import { key } from '../contracts/open-store.ts';

/** What cleans up has no hurry. */
const PATIENT = { interval: 200 };
const log = () => {};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-sweep-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function contents(file: string): Promise<string> {
  const parts = ['', '-wal', '-shm'].map((end) => readFile(`${file}${end}`, 'latin1').catch(() => ''));
  return (await Promise.all(parts)).join('');
}

/** A guild in which pages split, merge and are moved: documents that grow, each in its own measure. */
async function aBusyGuild(progress: ProgressStore): Promise<readonly { guild: string; user: string; name: string }[]> {
  const members = Array.from({ length: 150 }, (_, n) => {
    const user = String(900_000_000_000_000_000n + BigInt(n) * 7_919n);
    return { guild: '900000000000000001', user, name: `Name-of-${user}` };
  });
  for (let round = 0; round < 6; round++) {
    for (const [n, member] of members.entries()) {
      if ((n * 31 + round * 17) % 5 === 0) continue;
      const by = String(910_000_000_000_000_000n + BigInt(round * 1000 + n));
      const note = `Note-of-${member.user} ${'x'.repeat((n * 37 + round * 53) % 180)}`;
      const event = aDone(String(round), { by, note });
      const news = someNews(member.user, { id: by, name: member.name, note });
      await progress.update(member, (document) => ({ events: [...(document?.events ?? []), event], news, outcome: 0 }));
    }
  }
  return members;
}

test('of a third of a guild nothing is left, not even in the gaps between the rows', async () => {
  const file = join(folder, 'gaps.sqlite');
  const store = await openSqliteStore({ file, log, key });
  const members = await aBusyGuild(store.progress);
  const gone = members.filter((_, n) => n % 3 === 0);
  for (const member of gone) await store.progress.forget(member, T);
  const left = async () => {
    const bytes = await contents(file);
    return gone.filter(({ user }) => bytes.includes(user)).map(({ user }) => user);
  };
  await expect.poll(left, PATIENT).toEqual([]);
  expect(await contents(file)).toContain(members[1]?.user);
  await store.close();
});

test('another program that reads the file for long keeps it from being cleaned, and not from being used', async () => {
  const file = join(folder, 'read.sqlite');
  const store = await openSqliteStore({ file, log, key });
  const member = aMember();
  await stonesFor(store.progress, member, 2);
  const reader = new Database(file);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM kv').get();
  await store.progress.forget(member, T);
  // Longer than until the first try.
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  expect(await contents(file)).toContain(member.user);
  expect(await store.progress.update(aMember(), adding(aDone('1')))).toBe(1);
  reader.exec('COMMIT');
  reader.close();
  await expect.poll(() => contents(file), PATIENT).not.toContain(member.user);
  await store.close();
});

test('closing does what is owed, and what a killed process owed is done by the next', async () => {
  const file = join(folder, 'owed.sqlite');
  const [ana, ben] = [aMember(), aMember()];
  const first = await openSqliteStore({ file, log, key });
  for (const member of [ana, ben]) await stonesFor(first.progress, member, 2);
  await first.progress.forget(ana, T);
  await first.close();
  expect(await contents(file)).not.toContain(ana.user);
  // What a process that was killed between deletion and sweep leaves behind.
  const killed = new Database(file);
  for (const table of ['kv', 'names', 'standings']) {
    killed.prepare(`DELETE FROM ${table} WHERE ${table === 'kv' ? 'key LIKE' : 'user LIKE'} ?`).run([`%${ben.user}`]);
  }
  killed.exec("INSERT INTO kv (key, value) VALUES ('cairn-unswept', 'by somebody')");
  killed.close();
  expect(await contents(file)).toContain(ben.user);
  const next = await openSqliteStore({ file, log, key });
  await expect.poll(() => contents(file), PATIENT).not.toContain(ben.user);
  await next.close();
});
