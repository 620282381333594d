/** How many round trips to Redis an answer waits for, counted at a socket between the bot and the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../tests/adapters/redis-server.ts';
import { countTrips } from '../tests/adapters/trip-counter.ts';
import { type Bench, seenOf } from './bench.ts';
import { startBot } from './bots.ts';
import { openEdge } from './edge/edge.ts';
import type { Load } from './edge/words.ts';

/** What is asked, what its answer holds, and the most round trips it may wait for. */
const ASKED: readonly (readonly [command: Load['command'], expect: string, most: number])[] = [
  ['phase', 'Custom Data Types', 0],
  ['progress', '"type":4', 1],
  ['done', 'is on your cairn', 2],
  ['leaderboard', '"type":4', 1],
];

const QUIET_MS = 100;

export const trips: Bench = {
  id: 'trips',
  what: 'round trips to Redis that an answer waits for: `/phase 3`, `/progress`, `/done`, `/leaderboard`',
  goal: '0, 1, ≤ 2, 1',
  pairs: 9,
  async run(task) {
    const redis = await startRedis();
    const counter = await countTrips(redis.port);
    const edge = await openEdge();
    const bot = await startBot('cairn', { edge, redisUrl: counter.url });
    const figures = [];
    for (const [command, expect, most] of ASKED) {
      const ask = () => edge.load({ command, expect, n: 1, pace: { outstanding: 1 }, port: null });
      // Once for the server to learn its scripts.
      await ask();
      const seen: number[] = [];
      while (seen.length < task.pairs) {
        // What happens after an answer must not count for the next one; what happens each minute, the median passes over.
        await sleep(QUIET_MS);
        seen.push(await counter.of(ask));
      }
      figures.push(seenOf(`\`/${command}\``, '', seen, { most }));
    }
    await bot.stop();
    edge.close();
    counter.close();
    await redis.remove();
    return { figures, tried: `${task.pairs} of each` };
  },
};
