/** How often Cairn introduced itself to Discord, in Redis: one number for all its processes. Knows no gateway. */
import { pace } from '../domain/pace.ts';
import type { Introductions } from '../ports.ts';
import { PACE_KEY } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { REPLACE } from './redis-scripts.ts';

export function createRedisIntroductions(link: RedisLink): Introductions {
  return {
    take: (now, connections) =>
      link.operation('remember that Cairn connects', async (ask) => {
        for (;;) {
          const old = await ask(() => link.client.get(PACE_KEY));
          const next = pace(old === null ? null : Number(old), now, connections);
          if (next.kind === 'wait') return next;
          const args = [old ?? '', String(next.paid)];
          if (await ask(() => link.withScripts((evaluate) => evaluate(REPLACE, [PACE_KEY], args)))) return next;
        }
      }),
  };
}
