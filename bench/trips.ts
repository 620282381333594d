/** How many round trips to Redis an answer waits for: each takes so long here that the answer's time tells. */
import { startProxy } from '../tests/adapters/redis-proxy.ts';
import { startRedis } from '../tests/adapters/redis-server.ts';
import { type Bench, median, seenOf } from './bench.ts';
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
/** Longer than all else of an answer, and short enough for two within the bot's patience. */
const ROUND_TRIP_MS = 150;

export const trips: Bench = {
  id: 'trips',
  what: `round trips to Redis that an answer waits for, told from its time where each takes ${ROUND_TRIP_MS} ms: \`/phase 3\`, \`/progress\`, \`/done\`, \`/leaderboard\``,
  goal: '0, 1, ≤ 2, 1',
  pairs: 9,
  async run(task) {
    const redis = await startRedis();
    const far = await startProxy(redis.port, (client, server) => {
      client.on('data', (data) => server.write(data));
      server.on('data', (data) => setTimeout(() => client.write(data), ROUND_TRIP_MS));
    });
    const edge = await openEdge();
    const bot = await startBot('cairn', { edge, redisUrl: far.url });
    const figures = [];
    for (const [command, expect, most] of ASKED) {
      const load = (n: number) => edge.load({ command, expect, n, pace: { outstanding: 1 }, port: null });
      // Once for the server to learn its scripts.
      await load(1);
      const { latenciesMs } = await load(task.pairs);
      const seen = latenciesMs.map((ms) => Math.floor(ms / ROUND_TRIP_MS));
      figures.push(seenOf(`\`/${command}\``, '', [median(seen)], { most }));
    }
    await bot.stop();
    edge.close();
    far.close();
    await redis.remove();
    return { figures, tried: `medians of ${task.pairs}` };
  },
};
