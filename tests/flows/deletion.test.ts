/** Deleting one's data means it: what the whole program leaves of a member in the store's files, byte by byte, and in its log. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../adapters/redis-server.ts';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { run } from '../support/run.ts';
import { staged } from '../support/stage.ts';

const NAME = 'zephyrine';
const LINK = 'https://example.org/quagga-of-zephyrine';
const NOTE = 'xylophone lessons on the roof';
/** The promise is a minute. */
const WITHIN = { timeout: 60_000, interval: 500 };

describe.each(STORES)('on %s', (kind) => {
  const on = staged('sqlite');
  let redis: RedisServer | null = null;
  let backups = '';
  beforeAll(async () => {
    backups = await mkdtemp(join(tmpdir(), 'cairn-deleted-'));
    // Snapshots as well as an append-only file, and texts in them as they are.
    if (kind === 'redis') redis = await startRedis(['--save', '3600 1', '--rdbcompression', 'no']);
  });
  afterEach(() => on().stopBots());
  afterAll(async () => {
    await redis?.remove();
    await rm(backups, { recursive: true, force: true });
  });
  const env = () => (redis ? { ...on().place.env, REDIS_URL: redis.url } : on().place.env);
  const files = () => bytesBelow(redis ? redis.folder : on().place.folder);
  const cli = (program: string, ...args: string[]) =>
    run([`dist/src/cli/${program}.js`, ...args], { ...env(), DISCORD_TOKEN: on().token });

  /** The newcomer's id, after they did everything that leaves something. */
  async function aLife({ ana, hears, name, person }: Group): Promise<string> {
    await on().people.change({ kind: 'add-person', guild: name, name: NAME });
    const zephyrine = person(NAME);
    await zephyrine.done({ phase: '3', link: LINK, note: NOTE });
    await zephyrine.done({ phase: '14', track: 'WASM' });
    await hears(/zephyrine finished phase 14/);
    await ana.done({ phase: '1', note: 'ana stays' });
    await hears(/ana finished phase 1/);
    await ana.slash('leaderboard');
    const { guilds } = await on().people.world();
    const { id = '' } = guilds.find((guild) => guild.name === name)?.members.find((one) => one.name === NAME) ?? {};
    if (redis) await snapshot(redis.url);
    const before = await files();
    for (const word of [id, NAME, LINK, NOTE]) expect(traces(before, [word])).not.toEqual([]);
    return id;
  }

  async function deleteAll({ person }: Group): Promise<void> {
    const zephyrine = person(NAME);
    await zephyrine.slash('privacy');
    await zephyrine.click('Delete…');
    expect((await zephyrine.click('Delete for good')).text).toContain('Deleted.');
  }

  const gone = (id: string) =>
    expect.poll(async () => traces(await files(), [id, binary(id), NAME, LINK, NOTE]), WITHIN).toEqual([]);

  test('no file holds id, name, link or note a minute later, no log ever, and a backup brings nothing back', async () => {
    const bots = [await on().bot(env()), await on().bot(env())];
    const group = await on().group();
    const id = await aLife(group);
    const backup = join(backups, `${kind}.backup`);
    expect(await cli('backup', backup)).toMatchObject({ code: 0 });
    await deleteAll(group);
    await gone(id);
    expect(traces(await files(), ['ana stays'])).not.toEqual([]);
    for (const bot of bots) {
      expect(traces([['the log', Buffer.from(bot.output())]], [NAME, LINK, NOTE, id])).toEqual([]);
    }
    for (const again of [1, 2]) {
      const restored = await cli('restore', backup);
      expect([again, restored.code, restored.out]).toEqual([
        again,
        0,
        expect.stringMatching(/1 member left out, because the member asked for deletion/),
      ]);
    }
    await gone(id);
    const seen = await group.ana.slash('progress', { member: `@${NAME}` });
    expect(seen.text).not.toMatch(/[12] of 14/);
    expect((await group.ana.slash('leaderboard')).text).not.toContain(NAME);
  });

  test('a bot that is killed right after leaves the rest to the next one', async () => {
    const bot = await on().bot(env());
    const group = await on().group();
    const id = await aLife(group);
    await deleteAll(group);
    await bot.stop('SIGKILL');
    await on().bot(env());
    await gone(id);
  });
});

type File = readonly [name: string, bytes: Buffer];

/** Where which of the words stands. */
const traces = (files: readonly File[], words: readonly (string | Buffer)[]): readonly string[] =>
  files.flatMap(([name, bytes]) => words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`));

/** As Redis packs numbers: an id is one. */
function binary(id: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(id));
  return bytes;
}

async function bytesBelow(folder: string): Promise<readonly File[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = found
    .filter((entry) => entry.isFile())
    // Gone between the two looks: an older file that was just replaced.
    .map(async (entry) => [entry.name, await readFile(join(entry.parentPath, entry.name)).catch(noFile)] as const);
  return Promise.all(read);
}

function noFile(error: NodeJS.ErrnoException): Buffer {
  if (error.code !== 'ENOENT') throw error;
  return Buffer.alloc(0);
}

/** Puts all that there is into both of Redis's files. */
async function snapshot(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.sendCommand(['SAVE']);
  await client.bgRewriteAof();
  await expect.poll(() => client.info('persistence')).toContain('aof_rewrite_in_progress:0');
  await client.close();
}
