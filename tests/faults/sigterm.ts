/** SIGTERM while members check in: the bot ends well and in time, however slow Discord is, and what was acknowledged is there. */

import type { FaultRule } from '../../local-discord/control/types.ts';
import type { Bot } from '../../local-discord/launch.ts';
import { livedMs } from '../support/lived.ts';
import { STORES, type StoreKind } from '../support/place.ts';
import { type Ended, endBotsUnderLoad } from './bots-ended.ts';
import { figureOf } from './members.ts';
import type { Finding, Random, Scenario, Task } from './scenario.ts';

const WITHIN_MS = 8_000;
/** Every so many rounds Discord does not answer at all, which costs the bot all the time that it may take. */
const SILENT_EVERY = 20;

export const sigterm: Scenario = {
  id: 'sigterm',
  promise: 'SIGTERM under load: exit 0 ≤ 8 s, nothing acknowledged lost',
  unit: 'rounds',
  short: 2,
  long: 100,
  run,
};

async function run({ n, ...task }: Task): Promise<Finding> {
  const { random } = task;
  const [sqlite, redis] = STORES;
  const slow: string[] = [];
  let slowest = 0;
  const played = (kind: StoreKind, rounds: number) =>
    endBotsUnderLoad(kind, { ...task, n: rounds }, async (bot, round, { people }) => {
      const discord = slowness(random, round);
      await people.fault({ method: 'POST', path: '/callback$', ...discord });
      const { ms, ...exit } = await end(bot, random.chance(0.3));
      await people.clearFaults();
      slowest = Math.max(slowest, ms);
      if (exit.code === 0 && ms <= WITHIN_MS) return;
      slow.push(`${kind}, round ${round + 1}, ${JSON.stringify(discord)}: ${JSON.stringify(exit)} after ${ms} ms`);
    });
  const first = await played(sqlite, Math.ceil(n / 2));
  const second = await played(redis, Math.floor(n / 2));
  const sum = together(first, second);
  const figure = `slowest exit ${(slowest / 1000).toFixed(1)} s, ${slow.length} not 0 or late; ${figureOf(sum)}`;
  return { figure, failures: [...slow, ...sum.lost, ...sum.differing, ...sum.problems] };
}

/** What Discord does with answers from the signal on. */
function slowness(random: Random, round: number): Partial<FaultRule> {
  if (round % SILENT_EVERY === SILENT_EVERY / 2) return { held: true };
  return { delayMs: random.pick([0, 50, 300, 1_000]) };
}

/** `twice`: as npm and a terminal do. */
async function end(bot: Bot, twice: boolean) {
  const began = livedMs();
  const stopped = bot.stop('SIGTERM');
  if (twice) void bot.stop('SIGTERM');
  const exit = await stopped;
  return { ...exit, ms: Math.round(livedMs() - began) };
}

function together(a: Ended, b: Ended): Ended {
  return {
    lost: [...a.lost, ...b.lost],
    differing: [...a.differing, ...b.differing],
    problems: [...a.problems, ...b.problems],
    acknowledged: a.acknowledged + b.acknowledged,
    sent: a.sent + b.sent,
  };
}
