/** `npm run leaderboard:check` as whoever types it sees it; what it finds is in the contract of the stores. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { aMember, stonesFor } from '../contracts/builders.ts';
import { run } from '../support/run.ts';
import { freePort } from './redis-server.ts';

const check = (env: Readonly<Record<string, string>>, ...args: string[]) =>
  run(['--import', 'tsx', 'src/cli/leaderboard-check.ts', ...args], env);

describe('leaderboard:check', () => {
  let folder: string;
  const member = aMember();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-check-'));
    const store = await openSqliteStore({ file: join(folder, 'cairn.sqlite'), log: () => {} });
    await stonesFor(store.progress, member, 2);
    await store.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('says that all fits, tells what does not and exits 1, mends it when asked to', async () => {
    const fits = { code: 0, out: '1 document, 3 rows and names: all fit.\n', err: '' };
    expect(await check({ DATA_DIR: folder })).toEqual(fits);
    const raw = new Database(join(folder, 'cairn.sqlite'));
    raw.exec("DELETE FROM standings WHERE board = 'all'");
    raw.close();
    const found = await check({ DATA_DIR: folder });
    expect(found.code).toBe(1);
    expect(found.out.split('\n')).toEqual([
      expect.stringMatching(
        `^server ${member.guild}, member ${member.user}, board all: there is no row, but 2 milestones .* would be right$`,
      ),
      `server ${member.guild}, board all: 0 rows have 2 milestones, 1 counted`,
      '1 document, 2 rows and names: 2 differences. Mend them with npm run leaderboard:check -- --repair',
      '',
    ]);
    expect(await check({ DATA_DIR: folder }, '--repair')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/all fit\.\n$/),
    });
    expect(await check({ DATA_DIR: folder })).toEqual(fits);
  });

  test('in a wrong folder it says so, and makes nothing there', async () => {
    const wrong = join(folder, 'nowhere');
    expect(await check({ DATA_DIR: wrong })).toMatchObject({
      code: 78,
      out: '',
      err: expect.stringMatching(/There is no .*DATA_DIR/),
    });
    expect(existsSync(wrong)).toBe(false);
  });

  test('without a store, with a wrong address, or asked wrongly, it says what to mend', async () => {
    const port = await freePort();
    const ends = await Promise.all([
      check({ REDIS_URL: `redis://:secret@127.0.0.1:${port}` }),
      check({ REDIS_URL: 'http://secret' }),
      check({ DATA_DIR: folder }, '--mend'),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([75, 78, 2]);
    expect(ends.map(({ err }) => err).join()).toMatch(/Redis at 127.*REDIS_URL must be.*-- --repair/s);
    expect(JSON.stringify(ends)).not.toContain('secret');
  });

  test('of a file that is no database, or a newer Cairn’s, nobody is told that waiting mends it', async () => {
    const [broken, newer] = [join(folder, 'broken'), join(folder, 'newer')];
    for (const each of [broken, newer]) await mkdir(each);
    await writeFile(join(broken, 'cairn.sqlite'), 'not a database at all, '.repeat(200));
    const raw = new Database(join(newer, 'cairn.sqlite'));
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    expect(await Promise.all([broken, newer].map((each) => check({ DATA_DIR: each })))).toEqual([
      { code: 75, out: '', err: expect.stringMatching(/\(file is not a database\).*DATA_DIR\.\n$/) },
      { code: 75, out: '', err: expect.stringMatching(/newer Cairn \(version 99\).*update this one\.\n$/) },
    ]);
  });
});
