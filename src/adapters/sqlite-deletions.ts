/** What stays of deletions in SQLite, each until its time is over. */
import { DELETION_KEPT_MS, type Deletion } from '../domain/deletion.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { pages } from './sqlite-pages.ts';
import { NOW } from './sqlite-schema.ts';
import { DELETIONS, deletionKey, readDeletion, toDeletionText } from './stored-deletions.ts';

const PAGE = 500;
/** `;` follows `:`, so this is every deletion and nothing else. */
const BEHIND = `${DELETIONS.slice(0, -1)};`;
const LIVE = `expires > ${NOW}`;

/** As Census promises. */
export async function* deletionsIn(link: SqliteLink): AsyncGenerator<readonly Deletion[]> {
  type Kept = { key: string; value: string };
  const select = `SELECT key, value FROM kv WHERE key > ? AND key < '${BEHIND}' AND ${LIVE} ORDER BY key LIMIT ${PAGE}`;
  for await (const rows of pages(link, select, [DELETIONS], ({ key }: Kept) => [key])) {
    yield rows.map(({ key, value }) => readDeletion(key, value));
  }
}

/** As Upkeep promises. */
export async function remember(link: SqliteLink, deletion: Deletion, now: number): Promise<void> {
  const left = Math.ceil(deletion.at + DELETION_KEPT_MS - now);
  if (left <= 0) return;
  await link.write('keep a deletion', (sql) => {
    const key = deletionKey(deletion);
    const there = sql.first<{ value: string }>(`SELECT value FROM kv WHERE key = ? AND ${LIVE}`, key);
    if (!there || readDeletion(key, there.value).at < deletion.at) keep(sql, deletion, left);
  });
}

/** Those whose time is over go; inside a transaction that somebody else began. */
export function letGo(sql: Sql): void {
  sql.run(`DELETE FROM kv WHERE key > ? AND key < ? AND expires <= ${NOW}`, DELETIONS, BEHIND);
}

/** For so many milliseconds, inside a transaction that somebody else began. */
export function keep(sql: Sql, deletion: Deletion, left: number): void {
  letGo(sql);
  sql.run(
    `INSERT OR REPLACE INTO kv (key, value, expires) VALUES (?, ?, ${NOW} + ?)`,
    ...[deletionKey(deletion), toDeletionText(deletion), left],
  );
}
