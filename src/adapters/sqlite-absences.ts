/** Servers that seem to have removed the bot, in SQLite: their marks stand among the documents, outside every server's. */
import { randomBytes } from 'node:crypto';
import type { Absence } from '../domain/absence.ts';
import type { Absences } from '../ports.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { NAMESPACE } from './stored.ts';
import { absenceText, readAbsence } from './stored-absence.ts';
import { UNSWEPT } from './stored-deletions.ts';

const MARKS = `${NAMESPACE}::absent:`;
/** Rows that go in one transaction: the file is not held for longer than a check-in can wait. */
const AT_ONCE = 500;

const keyOf = (guild: string): string => `${MARKS}${guild}`;

/** @param soon the file still holds what was deleted. */
export function createSqliteAbsences(link: SqliteLink, soon: () => void): Absences {
  return {
    async all() {
      // `;` follows `:`.
      const select = `SELECT key, value FROM kv WHERE key > '${MARKS}' AND key < '${NAMESPACE}::absent;'`;
      const rows = await link.read('list absent servers', (sql) => sql.all<{ key: string; value: string }>(select));
      return rows
        .map(({ key, value }) => readAbsence(key.slice(MARKS.length), value))
        .filter((absence) => absence !== null);
    },
    change: (seen, next) => link.write('note an absent server', (sql) => change(sql, seen, next)),
    clear: async (guild) => {
      await link.write('note that a server is back', (sql) => sql.run('DELETE FROM kv WHERE key = ?', keyOf(guild)));
    },
    async purge(mark) {
      let members = 0;
      for (const batch of [someMembers, someStandings, someSlots, theRest]) {
        for (let gone = AT_ONCE; gone >= AT_ONCE; ) {
          const done = await link.write('delete a server’s data', (sql) => (is(sql, mark) ? batch(sql, mark) : null));
          if (done === null) return null;
          if (batch === someMembers) members += done;
          gone = done;
        }
      }
      soon();
      return members;
    },
  };
}

function change(sql: Sql, seen: Absence | null, next: Absence): boolean {
  const row = sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', keyOf(next.guild));
  const old = row ? readAbsence(next.guild, row.value) : null;
  const same = (absence: Absence | null) => (absence && absenceText(absence)) === (old && absenceText(old));
  if (!same(seen) && !same(next)) return false;
  sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', keyOf(next.guild), absenceText(next));
  return true;
}

function is(sql: Sql, mark: Absence): boolean {
  const row = sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', keyOf(mark.guild));
  return row?.value === absenceText(mark);
}

type Guild = Pick<Absence, 'guild'>;

function someMembers(sql: Sql, { guild }: Guild): number {
  const start = `${NAMESPACE}::{${guild}}:m:`;
  const select = `SELECT key FROM kv WHERE key > ? AND key < ? ORDER BY key LIMIT ${AT_ONCE}`;
  const rows = sql.all<{ key: string }>(select, start, `${start.slice(0, -1)};`);
  for (const { key } of rows) {
    sql.run('DELETE FROM names WHERE user = ? AND guild = ?', key.slice(start.length), guild);
    sql.run('DELETE FROM kv WHERE key = ?', key);
  }
  return rows.length;
}

const someStandings = (sql: Sql, { guild }: Guild): number =>
  sql.run(
    `DELETE FROM standings WHERE guild = ?1 AND (board, user) IN
       (SELECT board, user FROM standings WHERE guild = ?1 LIMIT ${AT_ONCE})`,
    guild,
  );

const someSlots = (sql: Sql, { guild }: Guild): number =>
  sql.run(
    `DELETE FROM slots WHERE guild = ?1 AND (kind, id) IN (SELECT kind, id FROM slots WHERE guild = ?1 LIMIT ${AT_ONCE})`,
    guild,
  );

/** All that is bounded, what a crash may have left, and the mark. What stays of members' own deletions is not the server's. */
function theRest(sql: Sql, { guild }: Guild): number {
  sql.run('DELETE FROM kv WHERE key > ? AND key < ?', `${NAMESPACE}::{${guild}}:`, `${NAMESPACE}::{${guild}};`);
  for (const table of ['tally', 'names', 'news', 'due']) sql.run(`DELETE FROM ${table} WHERE guild = ?`, guild);
  sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', UNSWEPT, randomBytes(9).toString('base64url'));
  sql.run('DELETE FROM kv WHERE key = ?', keyOf(guild));
  return 0;
}
