/** Opens the bot's own store for a command that works on its data. The bot may be running: both stores take several at once. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRedisStore } from '../../adapters/redis-store.ts';
import { SQLITE_FILE } from '../../adapters/sqlite-schema.ts';
import { openSqliteStore } from '../../adapters/sqlite-store.ts';
import { parseStoreConfig } from '../../config.ts';
import type { DeletionKey } from '../../domain/deletion.ts';
import { NewerDocument, StoreOutage } from '../../outage.ts';
import type { Stores } from '../../ports.ts';

/** What a command ends with: 0 and 1 are its own answer, the others say why there is none. As in sysexits.h, like the bot's. */
export const ENDS = { well: 0, notWell: 1, usage: 2, store: 75, config: 78 } as const;
export type End = (typeof ENDS)[keyof typeof ENDS];

/** Thrown for what whoever asked can mend: a sentence for them, and how the command ends. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly end: End,
  ) {
    super(message);
  }
}

interface Opened {
  readonly stores: Stores;
  readonly kind: 'redis' | 'sqlite';
}

/** Runs a command to its end; what went wrong is printed as sentences. */
export async function command(work: () => Promise<End>): Promise<End> {
  try {
    return await work();
  } catch (error) {
    return explain(error);
  }
}

/**
 * Where there is no file yet: `refuse`, since looking at nothing in the wrong folder would find nothing wrong; `make` one; or
 * `pretend` that there is an empty one.
 */
type Missing = 'refuse' | 'make' | 'pretend';

/** Runs `work` on the store that the environment names; without `key` it can forget nobody. Rejects with a {@link Refusal} or the store's errors. */
export async function withStore<T>(
  missing: Missing,
  work: (opened: Opened) => Promise<T>,
  key?: DeletionKey,
): Promise<T> {
  const read = parseStoreConfig(process.env);
  if (read.kind === 'problems') {
    throw new Refusal(read.problems.map(({ variable, message }) => `${variable} ${message}.`).join('\n'), ENDS.config);
  }
  const { store } = read;
  const options = { log, ...(key && { key }) };
  if (store.kind === 'redis') return using('redis', () => openRedisStore({ url: store.url, ...options }), work);
  const file = join(store.folder, SQLITE_FILE);
  if (missing === 'make' || existsSync(file)) return using('sqlite', () => openSqliteStore({ file, ...options }), work);
  if (missing === 'refuse') {
    throw new Refusal(
      `There is no ${file}. Give DATA_DIR (or REDIS_URL) the value that the bot has: what it keeps is there.`,
      ENDS.config,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'cairn-'));
  try {
    return await using('sqlite', () => openSqliteStore({ file: join(folder, SQLITE_FILE), ...options }), work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a connection reports is told by the operation that fails of it. */
const log = () => {};

async function using<T>(
  kind: Opened['kind'],
  open: () => Promise<Stores>,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const stores = await open();
  try {
    return await work({ kind, stores });
  } finally {
    await stores.close();
  }
}

function explain(error: unknown): End {
  if (error instanceof Refusal) {
    console.error(error.message);
    return error.end;
  }
  if (error instanceof StoreOutage) {
    const cause = error.cause instanceof Error ? error.cause.message : '';
    // Its first sentence may be in the message already.
    const why = cause && !error.message.includes(cause.split('. ')[0] ?? '') ? ` (${cause})` : '';
    console.error(`${error.message}${why} Nothing is broken by that: run the command again when the store answers.`);
    return ENDS.store;
  }
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof NewerDocument ? ENDS.notWell : ENDS.store;
}
