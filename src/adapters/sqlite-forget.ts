/** Deletes all that SQLite keeps of a member, whatever their document is, and leaves what a restore needs to know of it. */
import { randomBytes } from 'node:crypto';
import { DELETION_KEPT_MS, type Deletion } from '../domain/deletion.ts';
import type { Board } from '../domain/leaderboard.ts';
import type { MemberRef } from '../domain/progress.ts';
import { stand } from './sqlite-changes.ts';
import { keep } from './sqlite-deletions.ts';
import type { Sql } from './sqlite-link.ts';
import { memberKey, storedKey } from './stored.ts';
import { tracesIn, UNSWEPT } from './stored-deletions.ts';

/** Inside a transaction that somebody else began. Whether there was anything. */
export function forget(sql: Sql, member: MemberRef, deletion: Deletion): boolean {
  const { guild, user } = member;
  const key = storedKey(memberKey(member));
  const text = sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', key)?.value;
  keep(sql, deletion, DELETION_KEPT_MS);
  // Random: whoever sweeps sees whether something was deleted meanwhile.
  sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', UNSWEPT, randomBytes(9).toString('base64url'));
  sql.run('DELETE FROM kv WHERE key = ?', key);
  const boards = sql.all<{ board: Board }>('SELECT board FROM standings WHERE guild = ? AND user = ?', guild, user);
  for (const { board } of boards) stand(sql, member, { board, milestones: 0, at: 0 });
  sql.run('DELETE FROM names WHERE user = ? AND guild = ?', user, guild);
  const told = sql.all<{ id: string }>('SELECT id FROM news WHERE guild = ? AND user = ?', guild, user);
  sql.run('DELETE FROM news WHERE guild = ? AND user = ?', guild, user);
  for (const id of [...tracesIn(text ?? '').interactions, ...told.map((news) => news.id)]) {
    sql.run("DELETE FROM slots WHERE guild = ? AND kind = 'news' AND id = ?", guild, id);
  }
  return text !== undefined;
}
