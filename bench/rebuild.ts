/** A large leaderboard that is gone, made again by the owner's tool while members check in. */
import { createClient } from '@keyv/redis';
import { boardKey, namesKey } from '../src/adapters/redis-keys.ts';
import { memberKey, storedKey } from '../src/adapters/stored.ts';
import { openPlace } from '../tests/support/place.ts';
import { run } from '../tests/support/run.ts';
import { type Bench, count, type Figure, seenOf } from './bench.ts';
import { startBot } from './bots.ts';
import { gather, MONTH } from './crowd.ts';
import { openEdge } from './edge/edge.ts';
import { guildId } from './edge/payloads.ts';
import { keepToFirst, keepToNone } from './measure.ts';

const GUILD = guildId(0);
const TOOL = 'dist/src/cli/leaderboard-check.js';
/** Check-ins a second meanwhile. */
const PACE = 20;

export const rebuild: Bench = {
  id: 'rebuild',
  what: 'the leaderboards of 100,000 members, gone, made again by `leaderboard:check --repair`, which looks at each again as it is mended, while 20 members a second check in, Redis',
  goal: '≤ 10 s, none lost',
  pairs: 3,
  async run(task) {
    // The tool and Redis may work side by side, as they do where nobody pins them.
    keepToNone();
    const place = await openPlace('redis');
    const client = await createClient({ url: place.env.REDIS_URL ?? '' }).connect();
    const size = task.amount(100_000, 300);
    const edge = await openEdge();
    const [seconds, lost]: [number[], string[]] = [[], []];
    let checkIns = 0;
    try {
      task.say('gathering');
      await gather(place, GUILD, size);
      const bot = await startBot('cairn', { edge, redisUrl: place.env.REDIS_URL });
      const load = (n: number) =>
        edge.load({ command: 'done', n, pace: { aSecond: PACE }, port: null, expect: 'is on your cairn' });
      await load(10);
      checkIns += 10;
      for (let each = 0; each < task.pairs; each++) {
        task.say(`${each} of ${task.pairs}`);
        await client.del([boardKey(GUILD, 'all'), boardKey(GUILD, MONTH)]);
        const n = task.amount(12 * PACE, 10);
        const loading = load(n);
        const began = performance.now();
        const { code, err } = await run([TOOL, '--repair'], place.env);
        seconds.push((performance.now() - began) / 1000);
        if (code !== 0) lost.push(`the repair ended with ${code}: ${err}`);
        await loading;
        checkIns += n;
      }
      await bot.stop();
      lost.push(...(await notKept(checkIns)));
    } finally {
      edge.close();
      client.destroy();
      await place.remove();
      keepToFirst();
    }
    const kept: Figure = {
      words: lost.length ? lost.join('; ') : `none of ${count(checkIns)} check-ins lost`,
      reached: lost.length === 0,
    };
    return { figures: [seenOf('', 's', seconds, { most: 10 }), kept], tried: `${task.pairs} times` };

    /** Whoever is beyond the crowd checked in meanwhile, and each of their milestones stands in the documents and on the board. */
    async function notKept(expected: number): Promise<readonly string[]> {
      const users = (await client.hKeys(namesKey(GUILD))).filter((user) => Number(user.slice(0, 6)) !== 115000);
      let [events, rows] = [0, 0];
      for (const user of users) {
        const text = await client.get(storedKey(memberKey({ guild: GUILD, user })));
        events += text?.match(/"kind":"done"/g)?.length ?? 0;
        rows += Math.floor(((await client.zScore(boardKey(GUILD, 'all'), user)) ?? 0) / 2 ** 30);
      }
      const last = await run([TOOL], place.env);
      return [
        ...(events === expected ? [] : [`${count(events)} of ${count(expected)} check-ins are there`]),
        ...(rows === expected ? [] : [`${count(rows)} of ${count(expected)} milestones are on the board`]),
        ...(last.code === 0 ? [] : [`differences are left: ${last.out.slice(0, 300)}`]),
      ];
    }
  },
};
