/** That some bot of this Redis is alive, and when none was. Knows no Discord. */
import { beaten } from '../domain/pulse.ts';
import type { Heartbeat } from '../ports.ts';
import type { RedisLink } from './redis-link.ts';
import { REPLACE } from './redis-scripts.ts';
import { PULSE_KEY, pulseText, readPulse } from './stored-pulse.ts';

export function createRedisHeartbeat(link: RedisLink): Heartbeat {
  return {
    look: (now) =>
      link.operation('tell when no bot was there', async (ask) => {
        return beaten(readPulse(await ask(() => link.client.get(PULSE_KEY))), now).absences;
      }),
    beat: (now, since) =>
      link.operation('note that a bot is there', async (ask) => {
        for (;;) {
          const old = await ask(() => link.client.get(PULSE_KEY));
          const next = beaten(readPulse(old), now, since);
          const args = [old ?? '', pulseText(next)];
          if (await ask(() => link.withScripts((evaluate) => evaluate(REPLACE, [PULSE_KEY], args))))
            return next.absences;
        }
      }),
  };
}
