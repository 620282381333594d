/** The due index in SQLite: one table for all guilds. */
import type { DueEntry, DueIndex } from '../ports.ts';
import { mark } from './sqlite-changes.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { NOW } from './sqlite-schema.ts';
import { NAMESPACE } from './stored.ts';

export function createSqliteDue(link: SqliteLink): DueIndex {
  return {
    due: (now, limit, order) =>
      link.read('say what is due', (sql) => {
        const by = order ? 'at DESC, kind, guild' : 'at, kind, guild';
        return sql
          .all<DueEntry>(`SELECT guild, kind, at FROM due WHERE at <= ? ORDER BY ${by} LIMIT ?`, now, limit)
          .map(({ guild, kind, at }) => ({ guild, kind, at }));
      }),
    move: async (seen, at) => {
      await link.write('move what is due', (sql) => {
        const { guild, kind } = seen;
        if (at === null) sql.run('DELETE FROM due WHERE guild = ? AND kind = ? AND at = ?', guild, kind, seen.at);
        else sql.run('UPDATE due SET at = ? WHERE guild = ? AND kind = ? AND at = ?', at, guild, kind, seen.at);
      });
    },
    lead: (holder, leaseMs) => link.write('say who leads', (sql) => lead(sql, holder, leaseMs)),
    isLed: (holder) => link.read('say who leads', (sql) => ![undefined, holder].includes(leaderIn(sql))),
    mark: (entry, at) => link.write('note what is due', (sql) => mark(sql, entry, at)),
  };
}

const LEAD = `${NAMESPACE}::lead`;

/** Among the documents, with an end: a table of its own would be one row. */
function lead(sql: Sql, holder: string, leaseMs: number): boolean {
  if (![undefined, holder].includes(leaderIn(sql))) return false;
  if (leaseMs === 0) sql.run('DELETE FROM kv WHERE key = ?', LEAD);
  else sql.run(`INSERT OR REPLACE INTO kv (key, value, expires) VALUES (?, ?, ${NOW} + ?)`, LEAD, holder, leaseMs);
  return leaseMs > 0;
}

function leaderIn(sql: Sql): string | undefined {
  return sql.first<{ value: string }>(`SELECT value FROM kv WHERE key = ? AND expires > ${NOW}`, LEAD)?.value;
}
