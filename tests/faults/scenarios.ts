/** All fault scenarios, in the order of docs/reliability.md. */
import { boardsFit } from './boards-fit.ts';
import { botKilledOnRedis, botKilledOnSqlite } from './bot-killed.ts';
import { channelsGone } from './channels-gone.ts';
import { crashLoops } from './crash-loops.ts';
import { fatalEnds } from './fatal-ends.ts';
import { foreignHosts } from './foreign-hosts.ts';
import { gatewayFaults } from './gateway.ts';
import { everyMessage } from './messages.ts';
import { oneMemberTwoBots } from './one-member-two-bots.ts';
import { postsOnce } from './posts-once.ts';
import { rateLimits } from './rate-limits.ts';
import { redisKilledAlways, redisKilledEverysec } from './redis-killed.ts';
import { hostileRoadmaps } from './roadmaps.ts';
import type { Scenario } from './scenario.ts';
import { secrets } from './secrets.ts';
import { sigterm } from './sigterm.ts';
import { storeAway } from './store-away.ts';

export const SCENARIOS: readonly Scenario[] = [
  botKilledOnSqlite,
  botKilledOnRedis,
  redisKilledEverysec,
  redisKilledAlways,
  sigterm,
  oneMemberTwoBots,
  boardsFit,
  storeAway,
  hostileRoadmaps,
  everyMessage,
  postsOnce,
  channelsGone,
  rateLimits,
  gatewayFaults,
  crashLoops,
  fatalEnds,
  secrets,
  foreignHosts,
];
