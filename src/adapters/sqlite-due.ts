/** The due index in SQLite: one table for all guilds. */
import type { DueEntry, DueIndex } from '../ports.ts';
import { mark } from './sqlite-changes.ts';
import type { SqliteLink } from './sqlite-link.ts';

export function createSqliteDue(link: SqliteLink): DueIndex {
  return {
    due: (now, limit) =>
      link.read('say what is due', (sql) =>
        sql
          .all<DueEntry>('SELECT guild, kind, at FROM due WHERE at <= ? ORDER BY at, kind, guild LIMIT ?', now, limit)
          .map(({ guild, kind, at }) => ({ guild, kind, at })),
      ),
    move: async (seen, at) => {
      await link.write('move what is due', (sql) => {
        const { guild, kind } = seen;
        if (at === null) sql.run('DELETE FROM due WHERE guild = ? AND kind = ? AND at = ?', guild, kind, seen.at);
        else sql.run('UPDATE due SET at = ? WHERE guild = ? AND kind = ? AND at = ?', at, guild, kind, seen.at);
      });
    },
    mark: (entry, at) => link.write('note what is due', (sql) => mark(sql, entry, at)),
  };
}
