/** What SQLite derives from members' documents: looked at as of one moment, and made to follow again. */
import type { Board } from '../domain/leaderboard.ts';
import type { Kept, Row, TallyDifference, Trace } from '../domain/leaderboard-check.ts';
import type { Upkeep } from '../ports.ts';
import { is, stand } from './sqlite-changes.ts';
import { remember } from './sqlite-deletions.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { pages } from './sqlite-pages.ts';
import { memberKey, storedKey } from './stored.ts';
import { readText, standingsFor } from './stored-documents.ts';

/** Held no longer than some milliseconds at a time: others write meanwhile. */
const PAGE = 500;

export function createSqliteUpkeep(link: SqliteLink): Upkeep {
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
    async look(members) {
      const seen: Kept[] = [];
      for (const some of batches(members)) {
        seen.push(
          ...(await link.read('give what is kept of members', (sql) => some.map((member) => lookAt(sql, member)))),
        );
      }
      return seen;
    },
    async align(seen) {
      const aligned: Kept[] = [];
      for (const some of batches(seen)) aligned.push(...(await align(link, some)));
      return aligned;
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
  const { document, standings } = readText(member, text);
  const touched = standings.map(({ board }) => board);
  const rows = [...new Set([...touched, ...member.boards])].flatMap((board) => {
    const row = sql.first<Row>(
      'SELECT score, milestones FROM standings WHERE guild = ? AND board = ? AND user = ?',
      ...[guild, board, user],
    );
    return row ? [[board, { score: row.score, milestones: row.milestones }] as const] : [];
  });
  // Whose guilds are listed is read from the names.
  return { guild, user, document, standings, rows: new Map(rows), name: name ?? null, listed: name !== undefined };
}

function* batches<T>(things: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < things.length; from += PAGE) yield things.slice(from, from + PAGE);
}

async function align(link: SqliteLink, seen: readonly Kept[]): Promise<readonly Kept[]> {
  const aligned: Kept[] = [];
  for (let open = seen; open.length; ) {
    const some = open;
    const found = await link.write('mend a leaderboard', (sql) =>
      some.map((kept) => {
        const written = alignTo(sql, kept);
        const { guild, user, rows } = kept;
        return { written, now: lookAt(sql, { guild, user, boards: [...rows.keys()] }) };
      }),
    );
    aligned.push(...found.flatMap(({ written, now }) => (written ? [now] : [])));
    open = found.flatMap(({ written, now }) => (written ? [] : [now]));
  }
  return aligned;
}

/** Written only if the document is still this one, which stays as it is. Returns whether it was. */
function alignTo(sql: Sql, { document, ...kept }: Kept): boolean {
  if (document instanceof Error) throw document;
  const { guild, user } = kept;
  const member = { guild, user };
  if (!is(sql, memberKey(member), document?.rev ?? null)) return false;
  if (document) {
    sql.run('INSERT OR REPLACE INTO names (user, guild, name) VALUES (?, ?, ?)', user, guild, document.name);
  } else {
    sql.run('DELETE FROM names WHERE user = ? AND guild = ?', user, guild);
  }
  for (const standing of standingsFor(kept)) stand(sql, member, standing);
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
