import { expect, it } from 'vitest';
import { createMayIntroduce } from '../../src/bot/introductions.ts';
import { type Pace, pace } from '../../src/domain/pace.ts';
import { StoreOutage } from '../../src/outage.ts';

const T = Date.UTC(2026, 7, 1);

/** A bot whose clock stands until somebody moves it, and its memory of introductions. */
function aBot() {
  const said: string[] = [];
  const world = { now: T, paid: null as number | null, away: false };
  const take = async (now: number, connections: number): Promise<Pace> => {
    if (world.away) throw new StoreOutage('away');
    const turn = pace(world.paid, now, connections);
    if (turn.kind === 'now') world.paid = turn.paid;
    return turn;
  };
  const mayIntroduce = createMayIntroduce({
    introductions: { take },
    clock: { now: () => world.now },
    log: { warn: (_facts, words) => said.push(words) },
  });
  return { world, said, may: (signal = new AbortController().signal) => mayIntroduce(1, signal) };
}

async function eightTimes({ may }: ReturnType<typeof aBot>): Promise<void> {
  for (let n = 0; n < 8; n += 1) await may();
}

it('waits until its turn has come, and says once until when', async () => {
  const bot = aBot();
  await eightTimes(bot);
  const gone = new AbortController();
  const first = bot.may(gone.signal);
  gone.abort();
  await expect(first).rejects.toThrow();
  const second = bot.may();
  bot.world.now += 300_000;
  await second;
  expect(bot.said).toEqual([expect.stringContaining(new Date(T + 300_000).toISOString())]);
});

it('goes by what it remembers itself while the store is away', async () => {
  const bot = aBot();
  await eightTimes(bot);
  bot.world.away = true;
  const ninth = bot.may();
  const early = await Promise.race([ninth, new Promise((resolve) => setTimeout(() => resolve('waits'), 20))]);
  expect(early).toBe('waits');
  bot.world.now += 300_000;
  await ninth;
});
