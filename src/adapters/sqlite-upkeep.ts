/** What SQLite derives from members' documents: looked at as of one moment, and made to follow again. */
import type { Keyv } from 'keyv';
import { type Board, standingsOf } from '../domain/leaderboard.ts';
import type { Kept, Row, TallyDifference, Trace } from '../domain/leaderboard-check.ts';
import type { MemberDocument } from '../domain/progress.ts';
import type { Upkeep } from '../ports.ts';
import { is, stand } from './sqlite-changes.ts';
import { remember } from './sqlite-deletions.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { pages } from './sqlite-pages.ts';
import { memberKey, storedKey } from './stored.ts';
import { fetchMember, standingsOn, tryMember } from './stored-documents.ts';

const PAGE = 500;

export function createSqliteUpkeep(link: SqliteLink, kv: Keyv): Upkeep {
  return {
    async *traces() {
      type Stood = { guild: string; board: Board; user: string };
      const rows = `SELECT guild, board, user FROM standings WHERE (guild, board, user) > (?, ?, ?)
        ORDER BY guild, board, user LIMIT ${PAGE}`;
      const afterRow = ({ guild, board, user }: Stood) => [guild, board, user];
      for await (const page of pages(link, rows, ['', '', ''], afterRow)) {
        yield page.map(({ guild, board, user }) => ({ guild, user, boards: [board] }));
      }
      type Named = { guild: string; user: string };
      const names = `SELECT guild, user FROM names WHERE (user, guild) > (?, ?) ORDER BY user, guild LIMIT ${PAGE}`;
      for await (const page of pages(link, names, ['', ''], ({ guild, user }: Named) => [user, guild])) {
        yield page.map(({ guild, user }) => ({ guild, user, boards: [] }));
      }
    },
    look: (members) => link.read('give what is kept of members', (sql) => members.map((member) => lookAt(sql, member))),
    align: async (member) => {
      for (;;) {
        const document = await fetchMember((keys) => kv.getMany(keys), member);
        if (await link.write('mend a leaderboard', (sql) => alignTo(sql, member, document))) return;
      }
    },
    tallies: () => link.read('count the leaderboards', (sql) => sql.all<Counted>(COUNTED).map(differenceOf)),
    recount: async (guild, board) => {
      await link.write('count a leaderboard', (sql) => {
        sql.run('DELETE FROM tally WHERE guild = ? AND board = ?', guild, board);
        sql.run(
          `INSERT INTO tally (guild, board, milestones, n)
           SELECT guild, board, milestones, count(*) FROM standings WHERE guild = ? AND board = ? GROUP BY milestones`,
          ...[guild, board],
        );
      });
    },
    remember: (deletion, now) => remember(link, deletion, now),
  };
}

function lookAt(sql: Sql, member: Trace): Kept {
  const { guild, user } = member;
  const key = storedKey(memberKey(member));
  const text = sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', key)?.value ?? null;
  const name = sql.first<{ name: string }>('SELECT name FROM names WHERE user = ? AND guild = ?', user, guild)?.name;
  const document = tryMember(member, text);
  const touched = document instanceof Error ? [] : standingsOf(document).map(({ board }) => board);
  const rows = [...new Set([...touched, ...member.boards])].flatMap((board) => {
    const row = sql.first<Row>(
      'SELECT score, milestones FROM standings WHERE guild = ? AND board = ? AND user = ?',
      ...[guild, board, user],
    );
    return row ? [[board, { score: row.score, milestones: row.milestones }] as const] : [];
  });
  // Whose guilds are listed is read from the names.
  return { guild, user, document, rows: new Map(rows), name: name ?? null, listed: name !== undefined };
}

/** Written only if the document is still this one, which stays as it is. */
function alignTo(sql: Sql, member: Trace, document: MemberDocument | null): boolean {
  const { guild, user, boards } = member;
  if (!is(sql, memberKey(member), document?.rev ?? null)) return false;
  if (document) {
    sql.run('INSERT OR REPLACE INTO names (user, guild, name) VALUES (?, ?, ?)', user, guild, document.name);
  } else {
    sql.run('DELETE FROM names WHERE user = ? AND guild = ?', user, guild);
  }
  for (const standing of standingsOn(document, boards)) stand(sql, member, standing);
  return true;
}

interface Counted {
  readonly guild: string;
  readonly board: Board;
  readonly milestones: number;
  readonly stored: number;
  readonly right: number;
}

const COUNTED = `
  WITH counted AS (SELECT guild, board, milestones, count(*) AS n FROM standings GROUP BY guild, board, milestones)
  SELECT guild, board, milestones, coalesce(tally.n, 0) AS stored, coalesce(counted.n, 0) AS "right"
  FROM tally FULL JOIN counted USING (guild, board, milestones) WHERE tally.n IS NOT counted.n`;

const differenceOf = ({ guild, board, milestones, stored, right }: Counted): TallyDifference => ({
  kind: 'tally',
  guild,
  board,
  milestones,
  stored,
  right,
});
