/** What a leaderboard and a check-in cost beside few members, and beside very many. */
import { openRedisStore } from '../src/adapters/redis-store.ts';
import { openSqliteStore } from '../src/adapters/sqlite-store.ts';
import type { ProgressEvent } from '../src/domain/progress.ts';
import type { Stores } from '../src/ports.ts';
import { fileIn, openPlace, type StoreKind } from '../tests/support/place.ts';
import { type Bench, count, type Figure, inTurn, median, quantile, ratioOf, type Task } from './bench.ts';
import { startBot } from './bots.ts';
import { gather, MONTH, memberAt } from './crowd.ts';
import { openEdge } from './edge/edge.ts';
import { guildId } from './edge/payloads.ts';

const GUILD = guildId(0);
/** Each of them is timed; their median is one run. */
const OPERATIONS = 200;

/** Redis would write its growing file anew in the midst of it. */
const CALM = ['--auto-aof-rewrite-percentage', '0'];

interface Crowd {
  readonly stores: Stores;
  readonly size: number;
  close(): Promise<void>;
}

async function openCrowd(kind: StoreKind, size: number): Promise<Crowd> {
  const place = await openPlace(kind, CALM);
  const { REDIS_URL: url } = place.env;
  const log = (error: unknown) => console.error(error);
  // Opened first: the file's tables are made by it.
  const stores = url ? await openRedisStore({ url, log }) : await openSqliteStore({ file: fileIn(place.folder), log });
  await gather(place, GUILD, size);
  const close = async () => {
    await stores.close();
    await place.remove();
  };
  return { stores, size, close };
}

type Operation = (stores: Stores, n: number) => Promise<unknown>;

/** From any row of the board, with one's own place, which is a page of ten as members ask for it. */
const page: Operation = ({ leaderboard }, n) => {
  const { user, standings } = memberAt(n);
  const { milestones = 1, at = 0 } = standings[0] ?? {};
  const after = { user, milestones, at: Math.floor(at / 1000) };
  return leaderboard.page({ guild: GUILD, board: n % 2 ? 'all' : MONTH, asker: user, limit: 10, from: { after } });
};

/** As `/done` writes, with another time for a milestone that is there: documents stay as long as they are. */
const done: Operation = ({ progress }, n) =>
  progress.update({ guild: GUILD, user: memberAt(n).user }, (document) => {
    const events = document?.events ?? [];
    const again = events.map(
      (event, at): ProgressEvent => (at === events.length - 1 ? { ...event, at: event.at + 1000 } : event),
    );
    return { events: again, outcome: null };
  });

/** The median of many, of members from all over the crowd, in microseconds. */
async function timed({ stores, size }: Crowd, operation: Operation, operations: number): Promise<number> {
  const took: number[] = [];
  for (let each = 0; each < operations; each++) {
    const n = Math.floor(Math.random() * size);
    const began = performance.now();
    await operation(stores, n);
    took.push((performance.now() - began) * 1000);
  }
  return median(took);
}

function storesBench(kind: StoreKind, sizes: readonly [number, ...number[]], most: number): Pick<Bench, 'run'> {
  return {
    async run(task: Task) {
      const crowds: Crowd[] = [];
      const operations = task.amount(OPERATIONS, 5);
      try {
        for (const size of sizes) {
          task.say(`gathering ${count(size)}`);
          crowds.push(await openCrowd(kind, task.amount(size, Math.min(size, 200))));
        }
        const [least, ...others] = crowds;
        if (!least) throw new Error('no sizes');
        const figures: Figure[] = [];
        for (const [name, operation] of [
          ['page', page],
          ['`/done`', done],
        ] as const) {
          for (const crowd of crowds) await timed(crowd, operation, operations);
          for (const crowd of others) {
            const largest = crowd === others.at(-1);
            const run = (some: Crowd) => () => timed(some, operation, operations);
            const pairs = await inTurn(task, run(crowd), run(least));
            figures.push(ratioOf(`${name} at ${count(crowd.size)}`, 'µs', pairs, largest ? { most } : null));
          }
        }
        return { figures, tried: `${task.pairs} pairs of ${operations} each` };
      } finally {
        for (const { close } of crowds) await close();
      }
    },
  };
}

export const boardsRedis: Bench = {
  id: 'boards-redis',
  what: 'a page of the leaderboard with one’s own place, and the change of `/done`, against the same at 1,000 members, Redis',
  goal: '≤ 1.2× at 1,000,000',
  pairs: 9,
  ...storesBench('redis', [1_000, 10_000, 100_000, 1_000_000], 1.2),
};

export const boardsSqlite: Bench = {
  id: 'boards-sqlite',
  what: 'the same with one SQLite file',
  goal: '≤ 2× at 100,000',
  pairs: 9,
  ...storesBench('sqlite', [1_000, 10_000, 100_000], 2),
};

export const boardsBot: Bench = {
  id: 'boards-bot',
  what: '`/leaderboard` and `/done` as members wait for them, a bot whose server has 1,000,000 of them against one with 1,000, Redis',
  goal: '≤ 1.2×',
  pairs: 7,
  async run(task) {
    const n = task.amount(1_000, 20);
    const sides = [];
    for (const size of [task.amount(1_000_000, 400), task.amount(1_000, 200)]) {
      task.say(`gathering ${count(size)}`);
      const place = await openPlace('redis', CALM);
      await gather(place, GUILD, size);
      const edge = await openEdge();
      const bot = await startBot('cairn', { edge, redisUrl: place.env.REDIS_URL });
      const p50 = async (command: 'leaderboard' | 'done') => {
        const expect = command === 'done' ? 'is on your cairn' : '"type":4';
        const load = { command, expect, n, pace: { outstanding: 1 }, port: null } as const;
        return quantile((await edge.load(load)).latenciesMs, 0.5);
      };
      const close = async () => {
        await bot.stop();
        edge.close();
        await place.remove();
      };
      sides.push({ p50, close });
    }
    const [many, few] = sides;
    if (!many || !few) throw new Error('two sides');
    const figures: Figure[] = [];
    for (const command of ['leaderboard', 'done'] as const) {
      for (const { p50 } of sides) await p50(command);
      const pairs = await inTurn(
        task,
        () => many.p50(command),
        () => few.p50(command),
      );
      figures.push(ratioOf(`\`/${command}\``, 'ms', pairs, { most: 1.2 }));
    }
    for (const { close } of sides) await close();
    return { figures, tried: `${task.pairs} pairs of ${count(n)} each, one after the other` };
  },
};
