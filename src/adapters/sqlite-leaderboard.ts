/** Leaderboard pages from SQLite: rows by key, by OFFSET only where lists are read round and round, and places from the tally, never by counting members. */
import { score, unscore } from '../domain/leaderboard.ts';
import type { LeaderboardRow, LeaderboardStore } from '../ports.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { memberKey, storedKey } from './stored.ts';
import { firstRow } from './stored-documents.ts';

type Query = Parameters<LeaderboardStore['page']>[0];

interface Row {
  readonly user: string;
  readonly score: number;
}

export function createSqliteLeaderboard(link: SqliteLink): LeaderboardStore {
  return {
    page: (query) =>
      link.read('give the leaderboard', (sql) => {
        const { guild, board, asker, from } = query;
        const total = totalOf(sql, query);
        const found = from !== 'top' && 'before' in from ? rowsBefore(sql, query) : rowsAfter(sql, query);
        const own = sql.first<Row>(
          'SELECT user, score FROM standings WHERE guild = ? AND board = ? AND user = ?',
          ...[guild, board, asker],
        );
        return {
          rows: found.rows.map((row) => rowOf(sql, query, row)),
          hasBefore: found.hasBefore,
          hasAfter: found.hasAfter,
          total,
          own: own ? rowOf(sql, query, own) : null,
        };
      }),
    first: (guild, board, limit, turn = 0) =>
      link.read('give the first of a list', (sql) => {
        const all = turn && totalOf(sql, { guild, board });
        const from = all && turn % all;
        const behind = rowsFrom(sql, { guild, board, limit, from });
        const before = rowsFrom(sql, { guild, board, limit: Math.min(limit - behind.length, from), from: 0 });
        return [...behind, ...before].flatMap(({ user }) => {
          const member = { guild, user };
          const key = storedKey(memberKey(member));
          return firstRow(
            member,
            sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', key)?.value ?? null,
          );
        });
      }),
    heights: (guild, most) =>
      link.read('give the heights', (sql) => {
        const tally = sql.all<{ milestones: number; n: number }>(
          'SELECT milestones, n FROM tally WHERE guild = ? AND board = ?',
          ...[guild, 'all'],
        );
        return Array.from({ length: most }, (_, at) =>
          tally.reduce((sum, { milestones, n }) => (milestones > at ? sum + n : sum), 0),
        );
      }),
  };
}

type Place = Pick<Query, 'guild' | 'board'>;

function rowsFrom(sql: Sql, query: Place & { readonly limit: number; readonly from: number }): readonly Row[] {
  const { guild, board, limit, from } = query;
  return sql.all<Row>(
    'SELECT user, score FROM standings WHERE guild = ? AND board = ? ORDER BY score DESC, user DESC LIMIT ? OFFSET ?',
    ...[guild, board, limit, from],
  );
}

interface Found {
  readonly rows: readonly Row[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

function rowsAfter(sql: Sql, query: Query): Found {
  const { guild, board, limit, from } = query;
  const [value, user] = from !== 'top' && 'after' in from ? keyOf(from.after) : [Number.MAX_SAFE_INTEGER, ''];
  const rows = sql.all<Row>(
    `SELECT user, score FROM standings WHERE guild = ? AND board = ? AND (score, user) < (?, ?)
     ORDER BY score DESC, user DESC LIMIT ?`,
    ...[guild, board, value, user, limit + 1],
  );
  const first = rows[0];
  const hasBefore = first ? exists(sql, query, '>', first) : totalOf(sql, query) > 0;
  return { rows: rows.slice(0, limit), hasBefore, hasAfter: rows.length > limit };
}

function rowsBefore(sql: Sql, query: Query): Found {
  const { guild, board, limit, from } = query;
  const [value, user] = from !== 'top' && 'before' in from ? keyOf(from.before) : [0, ''];
  const rows = sql.all<Row>(
    `SELECT user, score FROM standings WHERE guild = ? AND board = ? AND (score, user) > (?, ?)
     ORDER BY score ASC, user ASC LIMIT ?`,
    ...[guild, board, value, user, limit + 1],
  );
  const last = rows[0];
  const hasAfter = last ? exists(sql, query, '<', last) : totalOf(sql, query) > 0;
  return { rows: rows.slice(0, limit).reverse(), hasBefore: rows.length > limit, hasAfter };
}

function exists(sql: Sql, { guild, board }: Query, side: '<' | '>', row: Row): boolean {
  const found = sql.first(
    `SELECT 1 FROM standings WHERE guild = ? AND board = ? AND (score, user) ${side} (?, ?) LIMIT 1`,
    ...[guild, board, row.score, row.user],
  );
  return found !== undefined;
}

function keyOf(cursor: { readonly milestones: number; readonly at: number; readonly user: string }): [number, string] {
  return [score({ milestones: cursor.milestones, at: cursor.at * 1000 }), cursor.user];
}

function totalOf(sql: Sql, { guild, board }: Place): number {
  const counted = 'SELECT coalesce(sum(n), 0) AS n FROM tally WHERE guild = ? AND board = ?';
  return sql.first<{ n: number }>(counted, guild, board)?.n ?? 0;
}

function rowOf(sql: Sql, { guild, board }: Query, { user, score: value }: Row): LeaderboardRow {
  const { milestones, at } = unscore(value);
  const above = 'SELECT coalesce(sum(n), 0) AS n FROM tally WHERE guild = ? AND board = ? AND milestones > ?';
  const place = 1 + (sql.first<{ n: number }>(above, guild, board, milestones)?.n ?? 0);
  const named = sql.first<{ name: string }>('SELECT name FROM names WHERE user = ? AND guild = ?', user, guild);
  return { user, name: named?.name ?? '', milestones, at: at / 1000, place };
}
