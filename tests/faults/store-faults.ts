/** The ways in which a store can be away, from outside: begun, ended, and whether it would answer by itself. Knows no bot but its process id. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmdirSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import { freePort, type RedisServer } from '../adapters/redis-server.ts';
import type { RedisLine } from './redis-line.ts';

export interface StoreFault {
  readonly name: string;
  /** `everything`: nothing can be read or written; `writes`: what only reads goes on; `some`: the one or the other works now and then. */
  readonly stops: 'everything' | 'writes' | 'some';
  begin(): Promise<unknown>;
  /** Resolves as soon as the store would answer and take writes again. */
  end(): Promise<unknown>;
}

const connectionTo = (url: string) => createClient({ url, socket: { reconnectStrategy: false } });

/** Past the bot's line. */
async function withRedis<T>(url: string, use: (client: ReturnType<typeof connectionTo>) => Promise<T>): Promise<T> {
  const client = connectionTo(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

const PASSWORD = 'not-in-the-address';

export function redisFaults(server: RedisServer, line: RedisLine): readonly StoreFault[] {
  const say = (...words: string[]) => withRedis(server.url, (client) => client.sendCommand(words));
  const setting = (name: string, value: string) => say('CONFIG', 'SET', name, value);
  const inTheWay = join(server.folder, 'dump.rdb');
  const onLine = (condition: 'cut' | 'slow' | 'silent', name: string, stops: StoreFault['stops']): StoreFault => ({
    name,
    stops,
    begin: async () => line.become(condition),
    end: async () => line.become('well'),
  });
  return [
    { name: 'Redis frozen', stops: 'everything', begin: async () => server.pause(), end: async () => server.resume() },
    { name: 'Redis killed', stops: 'everything', begin: server.kill9, end: () => server.start() },
    { name: 'Redis stopped', stops: 'everything', begin: server.stop, end: () => server.start() },
    {
      name: 'Redis full',
      stops: 'writes',
      begin: () => setting('maxmemory', '1'),
      end: () => setting('maxmemory', '0'),
    },
    {
      name: 'Redis made a replica',
      stops: 'writes',
      begin: async () => say('REPLICAOF', '127.0.0.1', String(await freePort())),
      end: () => say('REPLICAOF', 'NO', 'ONE'),
    },
    {
      name: 'Redis made a replica that keeps old data to itself',
      stops: 'everything',
      begin: async () => {
        await setting('replica-serve-stale-data', 'no');
        await say('REPLICAOF', '127.0.0.1', String(await freePort()));
      },
      end: () => say('REPLICAOF', 'NO', 'ONE'),
    },
    {
      name: 'Redis loading its files',
      stops: 'everything',
      begin: () => startLoading(server),
      end: () => loaded(server),
    },
    {
      name: 'Redis unable to save snapshots',
      stops: 'writes',
      begin: async () => {
        mkdirSync(inTheWay);
        await setting('save', '3600 1');
        await snapshot(server.url, 'err');
      },
      end: async () => {
        rmdirSync(inTheWay);
        await snapshot(server.url, 'ok');
        await setting('save', '');
      },
    },
    {
      name: 'Redis wanting a password after a restart',
      stops: 'everything',
      begin: async () => {
        await server.kill9();
        await server.start(['--requirepass', PASSWORD]);
      },
      end: () =>
        withRedis(server.url.replace('//', `//:${PASSWORD}@`), (client) => client.configSet('requirepass', '')),
    },
    onLine('silent', 'the line to Redis silent', 'everything'),
    onLine('slow', 'the line to Redis slow (0.2 to 1.5 s)', 'some'),
    onLine('cut', 'the line to Redis cut in the middle of answers', 'some'),
  ];
}

/** Waits until the last snapshot ended so. */
async function snapshot(url: string, status: 'ok' | 'err'): Promise<void> {
  await withRedis(url, async (client) => {
    for (;;) {
      const info = await client.info('persistence');
      if (info.includes(`rdb_last_bgsave_status:${status}`)) return;
      if (info.includes('rdb_bgsave_in_progress:0')) await client.sendCommand(['BGSAVE']).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}

/**
 * At `LOAD_DELAY_US` each they take six seconds, longer than anybody asks; every 1,024 the server says "LOADING" to whoever does,
 * and hears that it may hurry.
 */
const KEYS_TO_LOAD = 12_000;
const LOAD_DELAY_US = 500;

async function startLoading(server: RedisServer): Promise<void> {
  await withRedis(server.url, async (client) => {
    const fill = Array.from({ length: KEYS_TO_LOAD }, (_, n) => client.set(`filler-${n}`, 'x'));
    await Promise.all(fill);
  });
  await server.kill9();
  void server.start(['--key-load-delay', String(LOAD_DELAY_US)]).catch(() => {});
}

async function loaded(server: RedisServer): Promise<void> {
  await withRedis(server.url, (client) => client.configSet('key-load-delay', '0'));
  await server.answers();
  await withRedis(server.url, (client) =>
    Promise.all(Array.from({ length: KEYS_TO_LOAD }, (_, n) => client.del(`filler-${n}`))),
  );
}

/** @param bot the process that may write no file any more: the disk is full. */
export function sqliteFaults(file: string, bot: number): readonly StoreFault[] {
  let holder: Database.Database | null = null;
  const held = (lock: 'IMMEDIATE' | 'EXCLUSIVE'): StoreFault => ({
    name: `SQLite’s file locked (${lock.toLowerCase()})`,
    stops: 'writes',
    begin: async () => {
      holder = new Database(file);
      holder.exec('PRAGMA busy_timeout = 5000');
      holder.exec(`BEGIN ${lock}`);
    },
    end: async () => {
      holder?.exec('ROLLBACK');
      holder?.close();
    },
  });
  const mostBytes = (bytes: string) => execFileSync('prlimit', ['--pid', String(bot), `--fsize=${bytes}:`]);
  const aside = join(dirname(file), 'aside');
  const files = ['', '-wal', '-shm'].map((end) => `${file}${end}`);
  return [
    held('IMMEDIATE'),
    held('EXCLUSIVE'),
    {
      name: 'SQLite’s disk full',
      stops: 'writes',
      begin: async () => mostBytes('0'),
      end: async () => mostBytes('unlimited'),
    },
    {
      name: 'SQLite’s files moved away',
      stops: 'everything',
      begin: async () => {
        mkdirSync(aside, { recursive: true });
        for (const each of files) renameSync(each, join(aside, basename(each)));
      },
      end: async () => {
        for (const each of files) renameSync(join(aside, basename(each)), each);
      },
    },
    {
      name: 'SQLite’s header overwritten',
      stops: 'some',
      begin: async () => overwrite(file, Buffer.alloc(MAGIC.length)),
      end: async () => overwrite(file, MAGIC),
    },
  ];
}

/** How every SQLite file begins. */
const MAGIC = Buffer.from('SQLite format 3\0');

function overwrite(file: string, bytes: Buffer): void {
  const open = openSync(file, 'r+');
  try {
    writeSync(open, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(open);
  }
}
