/** Where a bot keeps its data in a flow: a real redis-server or a SQLite file of its own. Outlives the bots; knows no Discord. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import { type RedisServer, startRedis } from '../adapters/redis-server.ts';

export const STORES = ['sqlite', 'redis'] as const;
export type StoreKind = (typeof STORES)[number];

export interface Place {
  /** What tells a bot to keep its data here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws for SQLite. */
  redis(): RedisServer;
  /** The folder of the SQLite file. */
  readonly folder: string;
  /** For the store two minutes pass: whoever held a claim, and was killed, holds it no longer, and what waited for that is due. */
  leasesEnd(): Promise<void>;
  /** For the store some seconds pass: a bot that was killed leads no longer, and the others need not wait for that. Redis only. */
  leadEnds(): Promise<void>;
  /** For the bot an hour has passed since it last connected to Discord: it does not make the next one wait. */
  hourPasses(): Promise<void>;
  remove(): Promise<void>;
}

/** `redisSettings`: more arguments of redis-server, where there is one. */
export async function openPlace(kind: StoreKind, redisSettings: readonly string[] = []): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-flow-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  if (kind === 'redis') {
    const server = await startRedis(redisSettings);
    return {
      env: { REDIS_URL: server.url, DATA_DIR: folder },
      folder,
      redis: () => server,
      leasesEnd: () => endRedisLeases(server.url),
      leadEnds: () => forgetInRedis(server.url, LEAD),
      hourPasses: () => forgetInRedis(server.url, PACE),
      remove: async () => void (await Promise.all([server.remove(), removeFolder()])),
    };
  }
  return {
    env: { REDIS_URL: undefined, DATA_DIR: folder },
    folder,
    redis: () => {
      throw new Error('there is no Redis on this stage');
    },
    leasesEnd: async () => endSqliteLeases(fileIn(folder)),
    leadEnds: () => {
      throw new Error('there is no Redis on this stage');
    },
    hourPasses: async () => forgetPaceInSqlite(fileIn(folder)),
    remove: removeFolder,
  };
}

export function fileIn(folder: string): string {
  return join(folder, 'cairn.sqlite');
}

/** How long a claim lasts, and how much later somebody who met it looks again: `src/jobs/deliver.ts`. */
const TWO_MINUTES_MS = 122_000;

async function endRedisLeases(url: string): Promise<void> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  for (const key of await client.keys('cairn-slot:*')) {
    if (await client.hExists(key, 'lease')) await client.hSet(key, 'lease', '1');
  }
  for (const entry of await client.zRange('cairn-due', 0, -1))
    await client.zIncrBy('cairn-due', -TWO_MINUTES_MS, entry);
  await client.close();
}

function endSqliteLeases(file: string): void {
  const database = new Database(file);
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('UPDATE slots SET lease = 1 WHERE lease IS NOT NULL');
  database.prepare('UPDATE due SET at = at - ?').run(TWO_MINUTES_MS);
  database.close();
}

/** Where the bot remembers how often it connected: `src/domain/pace.ts`. */
const PACE = 'cairn-pace';
/** Who goes through what is due: `src/jobs/lead.ts`. */
const LEAD = 'cairn-lead';

/** A store that is away keeps what it has: then the next bot may have to wait, or can not start at all. */
async function forgetInRedis(url: string, key: string): Promise<void> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 5000, socketTimeout: 5000, reconnectStrategy: false },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.del(key);
  } catch {
  } finally {
    client.destroy();
  }
}

function forgetPaceInSqlite(file: string): void {
  if (!existsSync(file)) return;
  try {
    const database = new Database(file);
    database.exec('PRAGMA busy_timeout = 5000');
    database.prepare('DELETE FROM kv WHERE key = ?').run(PACE);
    database.close();
  } catch {}
}
