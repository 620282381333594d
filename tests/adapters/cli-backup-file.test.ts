/** `npm run backup` and `npm run restore` as whoever types them sees them, also with files that somebody or something broke. */
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { openBackup } from '../../src/cli/store/verify.ts';
import { fill } from '../contracts/backup-story.ts';
import { run } from '../support/run.ts';

let folder: string;
/** Of a store with 20 members, made by the command itself. */
let file: string;
let whole: string;
let copies = 0;
const aFile = () => join(folder, `${++copies}.backup`);
const npm = (program: string, data: string, ...args: string[]) =>
  run(['--import', 'tsx', `src/cli/${program}.ts`, ...args], {
    DATA_DIR: data,
    // Only a restore asks for it.
    ...(program === 'restore' && { DISCORD_TOKEN: 'a-token' }),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-files-'));
  const store = await openSqliteStore({ file: join(folder, 'data', 'cairn.sqlite'), log: () => {} });
  await fill(store, 20);
  await store.close();
  file = join(folder, 'cairn.backup');
  const made = await npm('backup', join(folder, 'data'), file);
  expect(made).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/holds 4 records of posts, 20 members, \d+ pieces of news, 2 servers/),
  });
  whole = await readFile(file, 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the commands', () => {
  test('a restore says what it would do and makes nothing, does it, and does nothing the second time', async () => {
    const data = join(folder, 'new');
    const dry = await npm('restore', data, file, '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/is whole: .*20 members would be brought back.*Nothing was written/s),
    });
    expect(existsSync(data)).toBe(false);
    const first = await npm('restore', data, file);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^20 members brought back$/m) });
    const second = await npm('restore', data, file);
    expect(second).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^20 members left as they are, the same or later$/m),
    });
  });

  test('a refused file changes nothing: not even an empty store is made', async () => {
    const [data, broken] = [join(folder, 'untouched'), aFile()];
    await writeFile(broken, whole.replace('Member 3', 'Member 4'));
    const refused = await npm('restore', data, broken);
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/checksum does not fit\. Nothing was changed\.\n$/),
    });
    expect(existsSync(data)).toBe(false);
  });

  test('asked wrongly, or for a folder without data, they say so', async () => {
    const ends = await Promise.all([
      npm('backup', folder),
      npm('backup', join(folder, 'wrong'), aFile()),
      npm('backup', join(folder, 'data'), file),
      npm('restore', folder, '--force'),
      npm('restore', folder, aFile()),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([2, 78, 2, 2, 2]);
    expect(ends.map(({ err }) => err).join('')).toMatch(
      /Name the file.*There is no.*is there already.*Name the file.*ENOENT/s,
    );
  });

  test('a document that can not be read is left out, told by its key, and told by the exit code', async () => {
    const data = join(folder, 'broken');
    const store = await openSqliteStore({ file: join(data, 'cairn.sqlite'), log: () => {} });
    await fill(store, 3);
    await store.close();
    const raw = new Database(join(data, 'cairn.sqlite'));
    raw.exec(
      `UPDATE kv SET value = '{"value":{"v":1,"name":"A-secret"}}' WHERE key IN (SELECT key FROM kv WHERE key LIKE '%:m:%' LIMIT 1)`,
    );
    raw.close();
    const made = await npm('backup', data, aFile());
    expect(made).toMatchObject({
      code: 1,
      out: expect.stringContaining('2 members'),
      err: expect.stringMatching(/cairn::.* is broken.*1 document could not be read/s),
    });
    expect(JSON.stringify(made)).not.toContain('A-secret');
  });
});

describe('a file that is no whole backup is refused in words', () => {
  const lines = () => whole.trimEnd().split('\n');
  type Harm = readonly [string, (text: string) => string, RegExp];

  test.each<Harm>([
    ['empty', () => '', /is empty/],
    ['something else', () => 'hello\n', /is not a backup/],
    ['without its last line', () => `${lines().slice(0, -1).join('\n')}\n`, /ends too early/],
    ['cut in its last line', (text) => text.slice(0, -9), /ends too early/],
    ['without the end of its last line', (text) => text.trimEnd(), /ends too early/],
    ['cut in the middle', (text) => text.slice(0, text.length / 2), /ends too early/],
    ['with one character changed', (text) => text.replace('Member 3', 'Member 4'), /checksum does not fit/],
    [
      'with a line less',
      () => `${[...lines().slice(0, 3), ...lines().slice(4)].join('\n')}\n`,
      /checksum does not fit/,
    ],
    ['with a line more behind its end', (text) => `${text}{}\n`, /goes on behind its end/],
    ['twice', (text) => text + text, /goes on behind its end/],
    ['of a newer Cairn', (text) => text.replace('"version":2', '"version":3'), /newer Cairn \(backup version 3\)/],
  ])('%s', async (_, harm, words) => {
    const broken = aFile();
    await writeFile(broken, harm(whole));
    await expect(openBackup(broken)).rejects.toThrow(words);
    await expect(openBackup(broken)).rejects.toThrow(/Nothing was changed\.$/);
  });

  test('that is not there, or is a folder', async () => {
    for (const [path, code] of [
      [aFile(), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const)
      await expect(openBackup(path)).rejects.toThrow(`${path} cannot be read (${code}). Is the name right?`);
  });

  test('each single byte that is lost is noticed', async () => {
    const bytes = Buffer.from(whole);
    for (let at = 0; at < bytes.length; at += 211) {
      const broken = aFile();
      await writeFile(broken, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]));
      await expect(openBackup(broken)).rejects.toThrow(/Nothing was changed\.$/);
    }
  });

  test('the copy of a whole one is taken', async () => {
    const copy = aFile();
    await copyFile(file, copy);
    const backup = await openBackup(copy);
    expect(backup.counts.member).toBe(20);
    await backup.close();
  });
});
