/** How often Cairn introduced itself to Discord, in SQLite: one number for all its processes. Knows no gateway. */
import { pace } from '../domain/pace.ts';
import type { Introductions } from '../ports.ts';
import type { SqliteLink } from './sqlite-link.ts';

/** Outside of Keyv's namespace: it is no document. */
const KEY = 'cairn-pace';

export function createSqliteIntroductions(link: SqliteLink): Introductions {
  return {
    take: (now, connections) =>
      link.write('remember that Cairn connects', (sql) => {
        const old = sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', KEY);
        const next = pace(old === undefined ? null : Number(old.value), now, connections);
        if (next.kind === 'now')
          sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', KEY, String(next.paid));
        return next;
      }),
  };
}
