/** That some bot of this SQLite file is alive, and when none was. Knows no Discord. */
import { beaten, type Pulse } from '../domain/pulse.ts';
import type { Heartbeat } from '../ports.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { PULSE_KEY, pulseText, readPulse } from './stored-pulse.ts';

export function createSqliteHeartbeat(link: SqliteLink): Heartbeat {
  return {
    look: (now) => link.read('tell when no bot was there', (sql) => beaten(pulseIn(sql), now).absences),
    beat: (now, since) =>
      link.write('note that a bot is there', (sql) => {
        const next = beaten(pulseIn(sql), now, since);
        sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', PULSE_KEY, pulseText(next));
        return next.absences;
      }),
  };
}

function pulseIn(sql: Sql): Pulse | null {
  return readPulse(sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', PULSE_KEY)?.value ?? null);
}
