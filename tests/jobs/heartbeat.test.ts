import { expect, it } from 'vitest';
import { beaten, type Pulse } from '../../src/domain/pulse.ts';
import { createHeartbeat } from '../../src/jobs/heartbeat.ts';
import { StoreOutage } from '../../src/outage.ts';

const T = Date.UTC(2026, 7, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A bot whose clock stands until somebody moves it, and a store that remembers one pulse. */
function aBot() {
  const world = { now: T, serves: true, away: null as Error | null, pulse: null as Pulse | null, beats: 0 };
  const said: string[] = [];
  const answer = (pulse: Pulse) => {
    if (world.away) throw world.away;
    return pulse.absences;
  };
  const heartbeat = {
    look: async (now: number) => answer(beaten(world.pulse, now)),
    beat: async (now: number, since?: number) => {
      const next = beaten(world.pulse, now, since);
      const absences = answer(next);
      world.pulse = next;
      world.beats += 1;
      return absences;
    },
  };
  const parts = {
    stores: { heartbeat },
    serves: () => world.serves,
    clock: { now: () => world.now },
    log: { error: (_facts: object, words: string) => void said.push(words) },
  };
  return { world, said, ...createHeartbeat(parts) };
}

/** Ticks each minute, as the program does. */
async function minutes({ world, tick }: ReturnType<typeof aBot>, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    world.now += MINUTE;
    await tick();
  }
}

it('beats every ten minutes, however often it is asked', async () => {
  const bot = aBot();
  await minutes(bot, 31);
  expect(bot.world.beats).toBe(4);
});

it('knows of an absence before it serves anybody, and notes it only when it serves', async () => {
  const bot = aBot();
  bot.world.pulse = { last: T - 2 * DAY, absences: [] };
  bot.world.serves = false;
  await bot.look();
  await minutes(bot, 3);
  expect(bot.absences()).toEqual([{ from: T - 2 * DAY, to: T }]);
  expect(bot.world.pulse).toEqual({ last: T - 2 * DAY, absences: [] });
  bot.world.serves = true;
  await minutes(bot, 1);
  expect(bot.absences()).toEqual([{ from: T - 2 * DAY, to: T + 4 * MINUTE }]);
});

it('was not there while it heard nothing of Discord, although its process was', async () => {
  const bot = aBot();
  await minutes(bot, 1);
  bot.world.serves = false;
  await minutes(bot, 26 * 60);
  expect(bot.absences()).toEqual([]);
  bot.world.serves = true;
  await minutes(bot, 1);
  expect(bot.absences()).toEqual([{ from: T + MINUTE, to: bot.world.now }]);
});

it('asks again at the next tick of a store that was away, and says only what is no outage', async () => {
  const bot = aBot();
  bot.world.away = new StoreOutage('away');
  await bot.look();
  await minutes(bot, 3);
  expect(bot.said).toEqual([]);
  bot.world.away = null;
  await minutes(bot, 1);
  expect(bot.world.beats).toBe(1);
  bot.world.away = new Error('a bug');
  await minutes(bot, 10);
  expect(bot.said).toEqual(['a heartbeat could not be kept']);
});

it('lived through the time by which somebody moved its clock', async () => {
  const bot = aBot();
  await minutes(bot, 1);
  const from = bot.world.now;
  bot.world.now += 30 * DAY;
  bot.movedFrom(from);
  await bot.tick();
  expect(bot.absences()).toEqual([]);
  bot.world.now += 30 * DAY;
  await bot.tick();
  expect(bot.absences()).toEqual([{ from: T + MINUTE + 30 * DAY, to: bot.world.now }]);
});
