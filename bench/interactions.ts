/** What an interaction costs, and how long it takes: Cairn beside the bare bots, at the same load. */

import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../tests/adapters/redis-server.ts';
import { type Bench, count, inTurn, type Pair, quantile, ratioOf, type Task } from './bench.ts';
import { type BotOptions, type Kind, startBot } from './bots.ts';
import { openEdge } from './edge/edge.ts';
import type { Load } from './edge/words.ts';
import { cpuMs } from './measure.ts';

interface Seen {
  /** Processor time an interaction, in microseconds. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers a second. */
  readonly rate: number;
}

interface Side {
  readonly kind: Kind;
  readonly redis: boolean;
  readonly expect: string;
}

interface Setting {
  readonly ours: Side;
  readonly theirs: Side;
  readonly delayMs?: number;
  readonly http?: boolean;
  /** The servers with the bot, who share the check-ins. */
  readonly guilds?: number;
}

type Asked = Omit<Load, 'port' | 'expect'>;

/** After it was frozen, a bot looks after its connections first. */
const AWAKE_MS = 500;
const STARTS = 3;
/** Functions are compiled for good after some thousand calls. */
const WARM_UP = { full: 6_000, least: 20 } as const;

const PHASE: Setting = {
  ours: { kind: 'cairn', redis: false, expect: 'Custom Data Types' },
  theirs: { kind: 'bare', redis: false, expect: 'Custom Data Types' },
};
/** Against a bot that keeps nothing. */
const DONE: Setting = {
  ours: { kind: 'cairn', redis: true, expect: 'is on your cairn' },
  theirs: { kind: 'bare', redis: false, expect: 'Custom Data Types' },
  guilds: 500,
};
/** Against a bot that keeps one word. */
const DONE_AND_SET: Setting = { ...DONE, theirs: { ...DONE.theirs, redis: true } };
const PHASE_OVER_HTTP: Setting = { ...PHASE, theirs: { ...PHASE.theirs, kind: 'bare http' }, http: true };

/** What V8 makes of the same program differs from start to start, by a twentieth: so the pairs are spread over several. */
async function compare(task: Task, setting: Setting, asked: Asked): Promise<readonly Pair<Seen>[]> {
  const pairs: Pair<Seen>[] = [];
  for (let start = 0; start < STARTS; start++) {
    const share = Math.ceil((task.pairs - pairs.length) / (STARTS - start));
    if (share > 0) pairs.push(...(await compareOnce({ ...task, pairs: share }, setting, asked)));
  }
  return pairs;
}

/** Both bots live throughout, and are asked in turn; whoever is not asked is frozen. */
async function compareOnce(
  task: Task,
  { ours, theirs, delayMs = 0, http = false, guilds = 1 }: Setting,
  asked: Asked,
): Promise<readonly Pair<Seen>[]> {
  const redis = ours.redis ? await startRedis(['--appendfsync', 'everysec']) : null;
  const sides = await Promise.all(
    [ours, theirs].map(async (side) => {
      const edge = await openEdge({ delayMs, http, guilds });
      const options: BotOptions = { edge, http, redisUrl: side.redis ? redis?.url : undefined };
      const bot = await startBot(side.kind, options);
      const load = async (n: number, pace: Load['pace']): Promise<Seen> => {
        bot.resume();
        await sleep(AWAKE_MS);
        const before = cpuMs(bot.pid);
        const { seconds, latenciesMs } = await edge.load({
          ...asked,
          n,
          pace,
          port: http ? bot.port : null,
          expect: side.expect,
        });
        const cpuUs = ((cpuMs(bot.pid) - before) * 1000) / n;
        bot.pause();
        return { cpuUs, p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99), rate: n / seconds };
      };
      return { edge, bot, load };
    }),
  );
  const [left, right] = sides;
  if (!left || !right) throw new Error('two sides');
  try {
    const warm = task.amount(WARM_UP.full, WARM_UP.least);
    task.say('warming up');
    for (const { load } of sides) await load(warm, { outstanding: 8 });
    return await inTurn(
      task,
      () => left.load(asked.n, asked.pace),
      () => right.load(asked.n, asked.pace),
    );
  } finally {
    for (const { bot, edge } of sides) {
      bot.resume();
      await bot.stop();
      edge.close();
    }
    await redis?.remove();
  }
}

const seen = <K extends keyof Seen>(pairs: readonly Pair<Seen>[], what: K): readonly Pair<number>[] =>
  pairs.map(({ ours, theirs }) => ({ ours: ours[what], theirs: theirs[what] }));

export const cpuGateway: Bench = {
  id: 'cpu-gateway',
  what: 'processor time an interaction, `/phase 3` through the gateway at 1,000/s, against bare discord.js with a static embed',
  goal: '≤ 0.90×',
  pairs: 9,
  async run(task) {
    const n = task.amount(5_000, 50);
    const pairs = await compare(task, PHASE, { command: 'phase', n, pace: { aSecond: 1_000 } });
    return { figures: [ratioOf('', 'µs', seen(pairs, 'cpuUs'), { most: 0.9 })], tried: triedOf(task, n) };
  },
};

export const cpuHttp: Bench = {
  id: 'cpu-http',
  what: 'the same over HTTP, against bare `node:http` and `node:crypto`',
  goal: '≤ 1.15×',
  pairs: 9,
  async run(task) {
    const n = task.amount(5_000, 50);
    const pairs = await compare(task, PHASE_OVER_HTTP, { command: 'phase', n, pace: { aSecond: 1_000 } });
    return { figures: [ratioOf('', 'µs', seen(pairs, 'cpuUs'), { most: 1.15 })], tried: triedOf(task, n) };
  },
};

export const doneRedis: Bench = {
  id: 'done-redis',
  what: '`/done` on Redis at 500/s, against bare discord.js with one `SET`: processor time of the bot, and the median of the answers',
  goal: '≤ 1.5×',
  pairs: 9,
  async run(task) {
    const n = task.amount(3_000, 30);
    const pairs = await compare(task, DONE_AND_SET, { command: 'done', n, pace: { aSecond: 500 } });
    const figures = [
      ratioOf('processor', 'µs', seen(pairs, 'cpuUs'), { most: 1.5 }),
      ratioOf('median', 'ms', seen(pairs, 'p50Ms'), { most: 1.5 }),
    ];
    return { figures, tried: triedOf(task, n) };
  },
};

export const latencyPhase: Bench = latency('latency-phase', '`/phase 3`', PHASE, 'phase');
export const latencyDone: Bench = latency('latency-done', '`/done` on Redis with AOF', DONE, 'done');

function latency(id: string, what: string, setting: Setting, command: Load['command']): Bench {
  return {
    id,
    what: `time to the answer, ${what}: half of them at 1,000/s, 99 of 100 at 100/s, against bare discord.js with a static embed`,
    goal: '≤ 1.15× and ≤ 1.5×',
    pairs: 9,
    async run(task) {
      const [many, few] = [task.amount(5_000, 50), task.amount(1_000, 20)];
      const busy = await compare(task, setting, { command, n: many, pace: { aSecond: 1_000 } });
      const calm = await compare(task, setting, { command, n: few, pace: { aSecond: 100 } });
      const figures = [
        ratioOf('median', 'ms', seen(busy, 'p50Ms'), { most: 1.15 }),
        ratioOf('99 %', 'ms', seen(calm, 'p99Ms'), { most: 1.5 }),
      ];
      return { figures, tried: `${triedOf(task, many)} and of ${count(few)}` };
    },
  };
}

export const outstanding: Bench = {
  id: 'outstanding',
  what: 'answers a second, 64 at a time on their way to a Discord that is 50 ms away, against bare discord.js',
  goal: '≥ 0.95×',
  pairs: 9,
  async run(task) {
    const n = task.amount(5_000, 100);
    const pairs = await compare(task, { ...PHASE, delayMs: 50 }, { command: 'phase', n, pace: { outstanding: 64 } });
    return { figures: [ratioOf('', 'a second', seen(pairs, 'rate'), { least: 0.95 })], tried: triedOf(task, n) };
  },
};

const triedOf = ({ pairs }: Task, n: number) =>
  `${pairs} pairs of ${count(n)}, ${Math.min(STARTS, pairs)} starts of each`;
