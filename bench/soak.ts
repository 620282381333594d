/** Whether the bot grows while everything happens to it that happens in a month: members, restarts of the gateway, errors, a store that hangs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../tests/adapters/redis-server.ts';
import { type Bench, count, quantile } from './bench.ts';
import { startBot } from './bots.ts';
import { openEdge } from './edge/edge.ts';
import type { Load } from './edge/words.ts';
import { residentBytes } from './measure.ts';
import { slopeOf } from './slope.ts';

/** Of `/phase`, `/done`, `/progress` and `/leaderboard` in turn. */
const A_SECOND = 100;
/** A trouble each. */
const STEP_S = 5;
/** `--pairs 12` is an hour. */
const PIECE_S = 300;
/** On top, so that every kind of trouble was there before anything is measured. */
const FIRST_S = 120;
/** What is remembered of the newest ten thousand members and changes is full by then. */
const WARM_UP = 12_000;
/** The allocator keeps what a burst once took. One that is greater than any later comes first: what grows behind it is no burst. */
const BURST = { n: 4_000, outstanding: 512 };

export const soak: Bench = {
  id: 'soak',
  what: 'memory of the bot under 100 commands a second, every five seconds a new connection asked for, a line cut, twenty answers 503, or Redis hanging for a second',
  goal: 'no different from 0 (95 %), no unhandled rejection',
  pairs: 1,
  async run(task) {
    const redis = await startRedis();
    const edge = await openEdge();
    const bot = await startBot('cairn', { edge, redisUrl: redis.url });
    let ended = false;
    void bot.gone.then(() => {
      ended = true;
    });
    const load = (n: number, pace: Load['pace']) => edge.load({ command: 'all', n, pace, port: null, expect: null });
    task.say('warming up');
    await edge.load({
      command: 'done',
      n: task.amount(WARM_UP, 50),
      pace: { outstanding: 8 },
      port: null,
      expect: null,
    });
    await load(task.amount(BURST.n, 50), { outstanding: BURST.outstanding });

    const troubles = [
      () => edge.trouble({ what: 'restart' }),
      () => edge.trouble({ what: 'cut' }),
      () => edge.trouble({ what: 'refuse', times: 20 }),
      async () => {
        redis.pause();
        await sleep(1_000);
        redis.resume();
      },
    ];
    const steps = (task.pairs * task.amount(PIECE_S, STEP_S)) / STEP_S;
    const samples: { readonly at: number; readonly bytes: number }[] = [];
    const latencies: number[] = [];
    let sent = 0;
    const began = performance.now();
    const warm = task.amount(FIRST_S, 0) / STEP_S;
    for (let step = 0; step < warm + steps && !ended; step++) {
      task.say(`${Math.round((performance.now() - began) / 1000)} s`);
      const loading = load(A_SECOND * STEP_S, { aSecond: A_SECOND });
      await sleep(1_000);
      await troubles[step % troubles.length]?.();
      for (let second = 2; second < STEP_S && step >= warm; second++) {
        await sleep(800);
        samples.push({ at: (performance.now() - began) / 1000, bytes: residentBytes(bot.pid) });
      }
      const { latenciesMs } = await loading;
      sent += A_SECOND * STEP_S;
      latencies.push(...latenciesMs);
    }
    const errors = bot.errors();
    if (!ended) await bot.stop();
    const code = await bot.gone;
    edge.close();
    await redis.remove();

    const { slope, low, high } = slopeOf(samples.map(({ at, bytes }) => [at / 3_600, bytes / 1e6]));
    const flat = low <= 0;
    const unanswered = sent - latencies.length;
    return {
      figures: [
        {
          words: `${slope.toFixed(1)} MB an hour (95 %: ${low.toFixed(1)} to ${high.toFixed(1)}) at ${((samples.at(-1)?.bytes ?? 0) / 1e6).toFixed(0)} MB`,
          reached: flat,
        },
        { words: `p99 ${quantile(latencies, 0.99).toFixed(0)} ms`, reached: null },
        { words: `${count(unanswered)} of ${count(sent)} unanswered`, reached: null },
        {
          words: code === 0 && !errors ? 'no unhandled rejection' : `ended with ${code}: ${errors.slice(0, 300)}`,
          reached: code === 0 && !errors,
        },
      ],
      tried: `${count(steps * STEP_S)} s`,
    };
  },
};
