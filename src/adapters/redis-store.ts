/** Every store port on one Redis. Knows how its parts meet; the keys and scripts have files of their own. */
import type { DeletionKey } from '../domain/deletion.ts';
import type { StoreSeen, Stores } from '../ports.ts';
import { createRedisAbsences } from './redis-absences.ts';
import { createRedisCensus } from './redis-census.ts';
import { createRedisDue } from './redis-due.ts';
import { createRedisGuilds } from './redis-guilds.ts';
import { createRedisHeartbeat } from './redis-heartbeat.ts';
import { createRedisIntroductions } from './redis-introductions.ts';
import { createRedisLeaderboard } from './redis-leaderboard.ts';
import { createRedisLedger } from './redis-ledger.ts';
import { openRedisLink } from './redis-link.ts';
import { createRedisNews } from './redis-news.ts';
import { createRedisProgress } from './redis-progress.ts';
import { createRedisSweeper } from './redis-sweep.ts';
import { createRedisUpkeep } from './redis-upkeep.ts';
import { NO_KEY } from './stored-deletions.ts';
import { createTurns } from './turns.ts';

/**
 * Rejects with a StoreOutage that says what to mend when Redis does not answer within `connectMs` (5,000). `log` hears of lost
 * connections, and of a server that keeps deleted data in its files; the store comes back by itself. Without `key` nothing can be
 * forgotten.
 */
export async function openRedisStore(options: {
  readonly url: string;
  readonly log: (error: unknown) => void;
  readonly connectMs?: number;
  readonly key?: DeletionKey;
  readonly observe?: (seen: StoreSeen) => void;
}): Promise<Stores> {
  const link = await openRedisLink({ connectMs: 5000, ...options });
  const inTurn = createTurns();
  const { key = NO_KEY, log } = options;
  const sweeper = await createRedisSweeper(link, log);
  return {
    progress: createRedisProgress(link, inTurn, { key, soon: sweeper.soon }),
    leaderboard: createRedisLeaderboard(link),
    guilds: createRedisGuilds(link, inTurn),
    news: createRedisNews(link),
    due: createRedisDue(link),
    ledger: createRedisLedger(link),
    census: createRedisCensus(link),
    upkeep: createRedisUpkeep(link),
    absences: createRedisAbsences(link, sweeper.soon),
    introductions: createRedisIntroductions(link),
    heartbeat: createRedisHeartbeat(link),
    ping: () =>
      link.operation('answer', async (ask) => {
        // Writes nothing, since there is no such key, yet is refused as writes are: PING goes on where memory is full.
        await ask(() => link.client.set('cairn-ready', '', { condition: 'XX' }));
      }),
    close: async () => {
      await sweeper.stop();
      await link.close();
    },
  };
}
