/** A backup that an older Cairn made, restored by this one into either store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeBackup } from '../../src/adapters/backup-file.ts';
import { headerLine, NOTHING, trailerLine } from '../../src/domain/backup.ts';
import { choicesOf } from '../../src/domain/record.ts';
import { aDone, aMember, T } from '../contracts/builders.ts';
import { openStore } from '../contracts/open-store.ts';
import { run } from '../support/run.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

const member = aMember();
const events = [aDone('1', { note: 'from long ago' })];
const { guild, user } = member;

let folder: string;
let redis: RedisServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-older-'));
  redis = await startRedis();
});
afterAll(async () => {
  await redis.remove();
  await rm(folder, { recursive: true, force: true });
});

/** A whole backup with one document in it. */
async function backupOf(document: object, name: string): Promise<string> {
  const file = join(folder, name);
  const writer = await writeBackup(file);
  await writer.write([headerLine({ at: new Date(T).toISOString(), store: 'test', absences: [] })]);
  await writer.write([JSON.stringify({ kind: 'member', guild, user, document })]);
  await writer.write([trailerLine({ counts: { ...NOTHING, member: 1 }, sha256: writer.sha256() })]);
  await writer.keep();
  return file;
}

describe.each([
  ['SQLite', () => ({ DATA_DIR: join(folder, 'data') }), () => join(folder, 'data', 'cairn.sqlite')],
  ['Redis', () => ({ REDIS_URL: redis.url }), () => redis.url],
])('into %s', (_, where, place) => {
  const restore = (file: string) =>
    run(['--import', 'tsx', 'src/cli/restore.ts', file], { DISCORD_TOKEN: 'a-token', ...where() });

  const eventsThere = async () => {
    const stores = await openStore(place());
    const document = await stores.progress.get(member);
    await stores.close();
    return document?.events;
  };

  test('documents of version 1 come as those of today', async () => {
    const restored = await restore(await backupOf({ v: 1, rev: 'r', name: 'Ana', events }, 'older.backup'));
    expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^1 member brought back$/m) });
    const stores = await openStore(place());
    expect(await stores.progress.get(member)).toMatchObject({
      v: 4,
      name: 'Ana',
      left: null,
      ...choicesOf(null),
      events,
    });
    const query = { guild, board: 'all', asker: '', limit: 5, from: 'top' } as const;
    expect((await stores.leaderboard.page(query)).rows).toMatchObject([{ user, milestones: 1 }]);
    await stores.close();
  });

  test('documents of a newer Cairn are refused in words, and nothing is written', async () => {
    const newer = {
      v: 5,
      rev: 'r',
      name: 'Ana',
      left: null,
      ...choicesOf(null),
      events: [...events, aDone('2')],
    };
    const before = await eventsThere();
    const refused = await restore(await backupOf(newer, 'newer.backup'));
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/holds what a newer Cairn wrote \(line 2\): update/),
    });
    expect(await eventsThere()).toEqual(before);
  });
});
