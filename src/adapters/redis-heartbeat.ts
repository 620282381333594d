/** That some bot of this Redis is alive, and when none was. Knows no Discord. */
import { beaten, bothPulses, type Pulse } from '../domain/pulse.ts';
import type { Heartbeat } from '../ports.ts';
import type { RedisLink } from './redis-link.ts';
import { REPLACE } from './redis-scripts.ts';
import { PULSE_KEY, pulseText, readPulse } from './stored-pulse.ts';

export function createRedisHeartbeat(link: RedisLink): Heartbeat {
  const change = (next: (pulse: Pulse | null) => Pulse): Promise<Pulse> =>
    link.operation('note that a bot is there', async (ask) => {
      for (;;) {
        const old = await ask(() => link.client.get(PULSE_KEY));
        const pulse = next(readPulse(old));
        const args = [old ?? '', pulseText(pulse)];
        if (await ask(() => link.withScripts((evaluate) => evaluate(REPLACE, [PULSE_KEY], args)))) return pulse;
      }
    });
  return {
    beat: async (now, since) => (await change((pulse) => beaten(pulse, now, since))).absences,
    look: (now) =>
      link.operation('tell when no bot was there', async (ask) => {
        return beaten(readPulse(await ask(() => link.client.get(PULSE_KEY))), now).absences;
      }),
    remember: async (told) => void (await change((pulse) => bothPulses(pulse, told))),
  };
}
