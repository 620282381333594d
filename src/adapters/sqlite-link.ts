/** The one open SQLite file: its settings, transactions, and patience with a second process. Knows no table. */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { StoreOutage, StoreUnusable } from '../outage.ts';
import type { StoreSeen } from '../ports.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';
import { createTurns } from './turns.ts';

/**
 * How long SQLite itself waits for another process, with this whole process standing still: long enough for a transaction of the
 * other one, short enough that many who wait one behind the other do not keep everybody else waiting, too.
 */
const BUSY_MS = 20;
/** At the start there is nobody else to wait. */
const BUSY_AT_START_MS = 5_000;
/** Until then a busy file is tried again, with everything else running in between; later it is an outage. */
const DEADLINE_MS = 800;
/** So often in any case: where the whole machine stood still, the other process had no more time than we. */
const LEAST_TRIES = 3;

export type Value = string | number | null;

export interface Sql {
  /** Rows as the statement's columns; the STRICT tables vouch for their types. */
  all<Row>(statement: string, ...values: Value[]): Row[];
  first<Row>(statement: string, ...values: Value[]): Row | undefined;
  /** Resolves how many rows changed. */
  run(statement: string, ...values: Value[]): number;
}

type Turn = <T>(transact: () => Promise<T>) => Promise<T>;

export interface SqliteLink {
  /** Several reads that see the same moment. Everything that `read` throws is the store's failure. */
  read<T>(what: string, read: (sql: Sql) => T): Promise<T>;
  /** One transaction, written or not as a whole. Everything that `write` throws is the store's failure. */
  write<T>(what: string, write: (sql: Sql) => T): Promise<T>;
  /** Leaves nothing of deleted rows in file and journal; false: somebody else is at them, so nothing or not all was done. */
  rewrite(): boolean;
  close(): void;
}

/** Throws a {@link StoreUnusable} that says what to mend. */
export function openSqliteLink(
  file: string,
  log: (error: unknown) => void,
  observe: (seen: StoreSeen) => void = () => {},
): SqliteLink {
  const path = resolve(file);
  const database = open(path);
  const sql = statementsOf(database);
  const inTurn = createTurns();
  const opened = identityOf(path);
  let closed = false;
  const run = async <T>(what: string, begin: string, body: (sql: Sql) => T, turn: Turn): Promise<T> => {
    // libsql answers "no rows" on a closed file, which would look like "nothing yet".
    if (closed) throw new StoreOutage(`The store did not ${what}: it is closed.`);
    const began = performance.now();
    const transaction = () => {
      stillThere(path, opened);
      return transact(database, begin, () => body(sql));
    };
    let ok = false;
    try {
      const result = await turn(() => patiently(what, transaction, began + DEADLINE_MS));
      ok = true;
      return result;
    } finally {
      observe({ operation: what, trips: 1, ok, seconds: (performance.now() - began) / 1000 });
    }
  };
  const sweep = () => {
    try {
      if (!closed) emptyJournal(database);
    } catch (error) {
      log(error);
    }
  };
  return {
    read: (what, read) => run(what, 'BEGIN', read, (transact) => transact()),
    // One waits for the other process, everybody else for that one: each by itself would make all of them stand still in turn.
    write: (what, write) => run(what, 'BEGIN IMMEDIATE', write, (transact) => inTurn('write', transact)),
    rewrite: () => !closed && rewrite(database),
    close() {
      if (closed) return;
      // libsql leaves the journal as it is: whoever copies only the file would copy nothing.
      sweep();
      closed = true;
      database.close();
    },
  };
}

function open(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // SQLite itself would only say 14.
    accessSync(dirname(path), constants.W_OK);
    const database = new Database(path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_AT_START_MS}`);
    prepare(database, path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    return database;
  } catch (cause) {
    if (cause instanceof NewerFile) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    // libsql's own words for a file that it cannot open are a structure with a number.
    const reason = UNUSABLE[code] ?? (message.startsWith('ConnectionFailed(') ? 'it cannot be opened' : message);
    const mend = /NOTADB|CORRUPT/.test(code)
      ? 'Move that file away and restore a backup, or choose another folder with DATA_DIR.'
      : 'Let it write in that folder, or choose another with DATA_DIR.';
    throw new StoreUnusable(`Cairn cannot keep its data in ${path} (${reason}). ${mend}`, { cause });
  }
}

/** What the system calls by a code, as an owner would say it. */
const UNUSABLE: Readonly<Record<string, string>> = {
  EEXIST: 'a file stands where its folder should be',
  ENOTDIR: 'a file stands where its folder should be',
  EACCES: 'this user may not write there',
  EROFS: 'what is there can only be read',
};

class NewerFile extends StoreUnusable {}

/** A file without its name lives on until it is closed, and takes everything with it that was written meanwhile. */
function stillThere(path: string, opened: string): void {
  if (identityOf(path) !== opened)
    throw new Error(`${path} is not the file that was opened; put that one back, or start Cairn again`);
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev} ${ino}`;
}

function prepare(database: Database.Database, path: string): void {
  // FULL: an acknowledged check-in outlives a power cut. secure_delete: what a member deletes is overwritten.
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON']) {
    database.prepare(`PRAGMA ${pragma}`).all();
  }
  transact(database, 'BEGIN IMMEDIATE', () => {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > SCHEMA_VERSION) {
      throw new NewerFile(
        `${path} was written by a newer Cairn (version ${version}). It is left as it is: update this one.`,
      );
    }
    if (version === 0) database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

function transact<T>(database: Database.Database, begin: string, body: () => T): T {
  database.exec(begin);
  try {
    const result = body();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some failures have rolled back already; the first error is the one to tell.
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * secure_delete overwrites what is deleted, but not the copies that stay in a page's gaps when SQLite moves rows between pages:
 * one of sixty deleted members was still there. Only VACUUM leaves none; it takes 0.15 s at 10,000 members. The journal first: VACUUM
 * writes everything into it, and must not do so again and again while somebody keeps it from being emptied.
 */
function rewrite(database: Database.Database): boolean {
  // Without patience: who waits for the others to end keeps them from writing meanwhile.
  database.exec('PRAGMA busy_timeout = 0');
  try {
    if (!emptyJournal(database)) return false;
    database.exec('VACUUM');
    return emptyJournal(database);
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

/** Moves the journal into the file; false: another process reads or writes. */
function emptyJournal(database: Database.Database): boolean {
  const [done] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as { busy: number }[];
  return done?.busy === 0;
}

/** `end`: until when a busy file is tried again, by `performance.now()`. */
async function patiently<T>(what: string, transaction: () => T, end: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return transaction();
    } catch (cause) {
      const late = tries >= LEAST_TRIES && performance.now() + BUSY_MS >= end;
      if (!isBusy(cause) || late) throw new StoreOutage(`The store did not ${what}.`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function statementsOf(database: Database.Database): Sql {
  const prepared = new Map<string, Database.Statement>();
  const statement = (text: string): Database.Statement => {
    const known = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, known);
    return known;
  };
  // Values go in one array: libsql takes a lone null for an object of named values.
  return {
    all: <Row>(text: string, ...values: Value[]) => statement(text).all(values) as Row[],
    first: <Row>(text: string, ...values: Value[]) => statement(text).get(values) as Row | undefined,
    run: (text, ...values) => statement(text).run(values).changes,
  };
}
