/** Opens the bot's own store for a command that works on its data. The bot may be running: both stores take several at once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRedisStore } from '../../adapters/redis-store.ts';
import { openSqliteStore } from '../../adapters/sqlite-store.ts';
import { parseStoreConfig } from '../../config.ts';
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

/**
 * Runs `work` on the store that the environment names, and prints what went wrong as sentences. `mustExist`: an empty file is not
 * made where there was none, since looking at nothing in the wrong folder would find nothing wrong.
 */
export async function withStore(mustExist: boolean, work: (opened: Opened) => Promise<End>): Promise<End> {
  let stores: Stores | null = null;
  try {
    const opened = await openStore(mustExist);
    stores = opened.stores;
    return await work(opened);
  } catch (error) {
    return explain(error);
  } finally {
    await stores?.close();
  }
}

async function openStore(mustExist: boolean): Promise<Opened> {
  const read = parseStoreConfig(process.env);
  if (read.kind === 'problems') {
    throw new Refusal(read.problems.map(({ variable, message }) => `${variable} ${message}.`).join('\n'), ENDS.config);
  }
  // What the connection reports is told by the operation that fails of it.
  const log = () => {};
  const { store } = read;
  if (store.kind === 'redis') return { kind: 'redis', stores: await openRedisStore({ url: store.url, log }) };
  const file = join(store.folder, 'cairn.sqlite');
  if (mustExist && !existsSync(file)) {
    throw new Refusal(
      `There is no ${file}. Give DATA_DIR (or REDIS_URL) the value that the bot has: what it keeps is there.`,
      ENDS.config,
    );
  }
  return { kind: 'sqlite', stores: await openSqliteStore({ file, log }) };
}

function explain(error: unknown): End {
  if (error instanceof Refusal) {
    console.error(error.message);
    return error.end;
  }
  if (error instanceof StoreOutage) {
    const cause = error.cause instanceof Error ? error.cause.message : '';
    const why = cause && !error.message.includes(cause) ? ` (${cause})` : '';
    console.error(`${error.message}${why} Nothing is broken by that: run the command again when the store answers.`);
    return ENDS.store;
  }
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof NewerDocument ? ENDS.notWell : ENDS.store;
}
