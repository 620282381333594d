/** The SQL of compare-and-set and of standings, inside a transaction that somebody else began. */

import type { GuildDocument } from '../domain/guild.ts';
import { type Board, type Standing, score } from '../domain/leaderboard.ts';
import type { MemberDocument, MemberRef } from '../domain/progress.ts';
import type { DueEntry } from '../ports.ts';
import type { Sql } from './sqlite-link.ts';
import { storedKey, toEnvelope } from './stored.ts';

/** False when something else than `rev` stands there now; null: nothing may stand there. */
export function put(sql: Sql, key: string, rev: string | null, next: MemberDocument | GuildDocument): boolean {
  const changed =
    rev === null
      ? sql.run(
          'INSERT INTO kv (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
          storedKey(key),
          toEnvelope(next),
        )
      : sql.run(
          "UPDATE kv SET value = ? WHERE key = ? AND json_extract(value, '$.value.rev') = ?",
          toEnvelope(next),
          storedKey(key),
          rev,
        );
  return changed === 1;
}

/** Whether `rev` stands there now; null: whether nothing does. */
export function is(sql: Sql, key: string, rev: string | null): boolean {
  const row = sql.first<{ rev: unknown }>(
    "SELECT json_extract(value, '$.value.rev') AS rev FROM kv WHERE key = ?",
    storedKey(key),
  );
  return rev === null ? row === undefined : row?.rev === rev;
}

/** Absolute: the same standing again changes nothing. */
export function stand(sql: Sql, { guild, user }: MemberRef, standing: Standing): void {
  const { board, milestones } = standing;
  const old = sql.first<{ milestones: number }>(
    'SELECT milestones FROM standings WHERE guild = ? AND board = ? AND user = ?',
    guild,
    board,
    user,
  );
  if (milestones === 0) {
    if (!old) return;
    sql.run('DELETE FROM standings WHERE guild = ? AND board = ? AND user = ?', guild, board, user);
  } else {
    sql.run(
      `INSERT INTO standings (guild, board, user, score, milestones) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (guild, board, user) DO UPDATE SET score = excluded.score, milestones = excluded.milestones`,
      ...[guild, board, user, score(standing), milestones],
    );
  }
  if (old?.milestones === milestones) return;
  if (old) count(sql, guild, board, old.milestones, -1);
  if (milestones > 0) count(sql, guild, board, milestones, 1);
}

function count(sql: Sql, guild: string, board: Board, milestones: number, by: 1 | -1): void {
  sql.run(
    `INSERT INTO tally (guild, board, milestones, n) VALUES (?, ?, ?, ?)
     ON CONFLICT (guild, board, milestones) DO UPDATE SET n = n + excluded.n`,
    ...[guild, board, milestones, by],
  );
  sql.run('DELETE FROM tally WHERE guild = ? AND board = ? AND milestones = ? AND n = 0', guild, board, milestones);
}

/** Never later than it was, always different. */
export function mark(sql: Sql, { guild, kind }: Pick<DueEntry, 'guild' | 'kind'>, at: number): void {
  sql.run(
    `INSERT INTO due (guild, kind, at) VALUES (?, ?, ?)
     ON CONFLICT (guild, kind) DO UPDATE SET at = min(excluded.at, at - 1)`,
    ...[guild, kind, at],
  );
}
