/** What a real Redis tells of how it keeps check-ins, and the bot's warning at its start. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { afterAll, describe, expect, test } from 'vitest';
import { launch } from '../../local-discord/launch.ts';
import { inspectRedis } from '../../src/adapters/redis-durability.ts';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import { StoreOutage } from '../../src/outage.ts';
import { key } from '../contracts/open-store.ts';
import { ROOT } from '../support/stage.ts';
import { freePort, type RedisServer, startRedis } from './redis-server.ts';

const servers: RedisServer[] = [];
const redis = async (...settings: string[]) => {
  const server = await startRedis(settings);
  servers.push(server);
  return server;
};
afterAll(() => Promise.all(servers.map((server) => server.remove())));

const connectionTo = (url: string) => createClient({ url });

async function by<T>({ url }: RedisServer, act: (client: ReturnType<typeof connectionTo>) => Promise<T>): Promise<T> {
  const client = connectionTo(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await act(client);
  } finally {
    client.destroy();
  }
}

describe('a Redis tells', () => {
  test('that it keeps everything', async () => {
    const server = await redis();
    expect(await inspectRedis(server)).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      replica: false,
      appendOnly: true,
      appendFsync: 'everysec',
      diskWorks: true,
      policy: 'noeviction',
      evicted: 0,
      memory: { used: expect.any(Number), limit: 0 },
    });
    // The same machine: any difference would be one of the reckoning, or of a machine that stood still in the midst of it.
    const ahead = async () => Math.abs((await inspectRedis(server)).clockAhead ?? Number.NaN);
    await expect.poll(ahead).toBeLessThan(2_000);
  });

  test('that it can lose check-ins', async () => {
    const server = await redis('--appendonly', 'no', '--maxmemory', '5mb', '--maxmemory-policy', 'allkeys-lru');
    const evicted = await by(server, async (client) => {
      for (let n = 0; n < 60; n++) await client.set(`filler${n}`, 'x'.repeat(100_000));
      return 60 - (await client.dbSize());
    });
    expect(await inspectRedis(server)).toMatchObject({ appendOnly: false, policy: 'allkeys-lru', evicted });
    expect(evicted).toBeGreaterThan(0);
  });

  test('that its memory is full', async () => {
    const { memory } = await inspectRedis(await redis('--maxmemory', '100kb'));
    expect(memory?.limit).toBe(102_400);
    expect(memory?.used).toBeGreaterThan(102_400);
  });

  test('that it is a replica', async () => {
    const { port } = await redis();
    expect(await inspectRedis(await redis('--replicaof', '127.0.0.1', String(port)))).toMatchObject({ replica: true });
  });

  test('that it could not write to its disk', async () => {
    const server = await redis('--enable-protected-configs', 'yes');
    const folder = await mkdtemp(join(tmpdir(), 'cairn-lost-'));
    await by(server, async (client) => {
      await client.configSet('dir', folder);
      await rm(folder, { recursive: true });
      await client.bgSave();
      await expect.poll(() => client.info('persistence')).toContain('rdb_last_bgsave_status:err');
    });
    expect(await inspectRedis(server)).toMatchObject({ diskWorks: false });
  });

  test('nothing at all where such questions are forbidden, as managed ones do', async () => {
    const server = await redis();
    await by(server, (client) =>
      client.aclSetUser('shy', ['on', '>open-sesame', '~*', '&*', '+@all', '-@dangerous', '-time']),
    );
    const url = server.url.replace('//', '//shy:open-sesame@');
    expect(new Set(Object.values(await inspectRedis({ url })))).toEqual(new Set([null]));
  });

  test('nothing because it is not there, or the password is wrong: an outage that says so', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await expect(inspectRedis({ url })).rejects.toThrow(StoreOutage);
    const server = await redis();
    await by(server, (client) => client.configSet('requirepass', 'right'));
    const wrong = server.url.replace('//', '//:wrong@');
    await expect(inspectRedis({ url: wrong })).rejects.toThrow(
      /in \(WRONGPASS.*\)\. Mend user or password in REDIS_URL\.$/,
    );
    const none = await inspectRedis({ url: server.url }).catch(String);
    expect(none).toMatch(/in \(NOAUTH.*\)\. Mend user or password in REDIS_URL\.$/);
  });
});

test('a Redis that refuses everything for a while, as a replica that waits for its master, is opened all the same', async () => {
  const server = await redis();
  await by(server, async (client) => {
    await client.configSet('replica-serve-stale-data', 'no');
    await client.sendCommand(['REPLICAOF', '127.0.0.1', String(await freePort())]);
    await expect(client.ping()).rejects.toThrow('MASTERDOWN');
  });
  const store = await openRedisStore({ url: server.url, log: () => {}, key });
  await expect(store.guilds.get('1')).rejects.toThrow(StoreOutage);
  await by(server, (client) => client.sendCommand(['REPLICAOF', 'NO', 'ONE']));
  expect(await store.guilds.get('1')).toBeNull();
  await store.close();
});

describe('the bot at its start', () => {
  /** The messages it logged when it was ready and at least `wanted` had come. */
  async function saidOn(server: RedisServer, wanted: number): Promise<readonly unknown[]> {
    const { startBot, close } = await launch({ botName: 'Cairn' });
    try {
      const env = { REDIS_URL: server.url, LOG_LEVEL: 'warn', ROADMAP: undefined, PORT: undefined };
      const bot = await startBot({ command: [process.execPath, 'dist/src/main.js'], cwd: ROOT, env });
      const lines = () => bot.output().split('\n').filter(Boolean);
      await expect.poll(lines).toHaveLength(wanted);
      await bot.stop();
      return lines().map((line) => (JSON.parse(line) as { msg: unknown }).msg);
    } finally {
      await close();
    }
  }

  test('warns of a Redis that can lose check-ins, one line for each way, and starts', async () => {
    expect(await saidOn(await redis('--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru'), 2)).toEqual([
      expect.stringMatching(/append-only file.*Set “appendonly yes”/),
      expect.stringMatching(/allkeys-lru.*Set “maxmemory-policy noeviction”/),
    ]);
  });

  test('says nothing of a Redis that keeps everything', async () => {
    expect(await saidOn(await redis(), 0)).toEqual([]);
  });
});
