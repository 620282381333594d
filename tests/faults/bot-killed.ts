/** The bot dies by SIGKILL while members check in, again and again; what was acknowledged must be there ever after. */
import type { StoreKind } from '../support/place.ts';
import { endBotsUnderLoad } from './bots-ended.ts';
import { figureOf } from './members.ts';
import type { Scenario } from './scenario.ts';

const scenario = (kind: StoreKind, name: string): Scenario => ({
  id: `bot-killed-${kind}`,
  promise: `acknowledged check-ins lost, bot killed under load, ${name}`,
  unit: 'rounds',
  short: 2,
  long: 300,
  run: async (task) => {
    const ended = await endBotsUnderLoad(kind, task, (bot) => bot.stop('SIGKILL'));
    return { figure: figureOf(ended), failures: [...ended.lost, ...ended.differing, ...ended.problems] };
  },
});

export const botKilledOnSqlite = scenario('sqlite', 'SQLite');
export const botKilledOnRedis = scenario('redis', 'Redis');
