/** Looks at the folder and the file that SQLite would use, and changes neither: no folder, no file is made. */
import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import Database from 'libsql';
import type { SqliteFacts } from '../domain/store-diagnosis.ts';
import { SQLITE_FILE } from './sqlite-schema.ts';

/** Types of file systems as Linux numbers them: NFS, CIFS, SMB2, 9p. There SQLite's write-ahead log does not hold. */
const NETWORK = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x01021997]);
/** How many kinds of damage are worth telling. */
const MOST_DAMAGE = 5;

/** Never rejects: what can not be looked at is a fact, too. */
export async function inspectSqlite(folder: string): Promise<SqliteFacts> {
  const place = await nearest(resolve(folder));
  const [unwritable, disk, file] = await Promise.all([
    refusal(place, constants.W_OK | constants.X_OK),
    statfs(place).catch(() => null),
    inspectFile(join(resolve(folder), SQLITE_FILE)),
  ]);
  return {
    unwritable,
    free: disk && disk.bavail * disk.bsize,
    network: disk !== null && NETWORK.has(disk.type),
    file,
  };
}

/** The folder itself, or the one in which it would be made. */
async function nearest(folder: string): Promise<string> {
  const there = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code !== 'ENOENT');
  return there || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** Null: allowed. Else the system's word for why not. */
async function refusal(path: string, wanted: number): Promise<string | null> {
  try {
    // To root everything is allowed, also on what is no folder at all.
    if (wanted & constants.X_OK && !(await stat(path)).isDirectory()) return 'it is no folder';
    await access(path, wanted);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

async function inspectFile(path: string): Promise<SqliteFacts['file']> {
  const parts = await Promise.all(['', '-wal', '-shm'].map((end) => stat(`${path}${end}`).catch(() => null)));
  if (!parts[0]) return null;
  return {
    bytes: parts.reduce((sum, part) => sum + (part?.size ?? 0), 0),
    writable: (await refusal(path, constants.W_OK)) === null,
    ...check(path),
  };
}

function check(path: string): { readonly damage: readonly string[]; readonly journal: string | null } {
  try {
    const database = new Database(path);
    try {
      // libsql does not heed `readonly`; this does the same.
      database.exec('PRAGMA query_only = ON; PRAGMA busy_timeout = 2000');
      const found = database.prepare(`PRAGMA quick_check(${MOST_DAMAGE})`).all() as { quick_check: string }[];
      const { journal_mode: journal } = database.prepare('PRAGMA journal_mode').get() as { journal_mode: string };
      return { damage: found.map(({ quick_check: line }) => line).filter((line) => line !== 'ok'), journal };
    } finally {
      database.close();
    }
  } catch (error) {
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    return { damage: busy ? [] : [error instanceof Error ? error.message : String(error)], journal: null };
  }
}
