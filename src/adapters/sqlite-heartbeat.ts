/** That some bot of this SQLite file is alive, and when none was. Knows no Discord. */
import { beaten, bothPulses, type Pulse } from '../domain/pulse.ts';
import type { Heartbeat } from '../ports.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { PULSE_KEY, pulseText, readPulse } from './stored-pulse.ts';

export function createSqliteHeartbeat(link: SqliteLink): Heartbeat {
  const change = (next: (pulse: Pulse | null) => Pulse): Promise<Pulse> =>
    link.write('note that a bot is there', (sql) => {
      const pulse = next(pulseIn(sql));
      sql.run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', PULSE_KEY, pulseText(pulse));
      return pulse;
    });
  return {
    beat: async (now, since) => (await change((pulse) => beaten(pulse, now, since))).absences,
    look: (now) => link.read('tell when no bot was there', (sql) => beaten(pulseIn(sql), now).absences),
    remember: async (told) => void (await change((pulse) => bothPulses(pulse, told))),
  };
}

function pulseIn(sql: Sql): Pulse | null {
  return readPulse(sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', PULSE_KEY)?.value ?? null);
}
