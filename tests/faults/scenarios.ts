/** All fault scenarios, in the order of docs/reliability.md. */
import { botKilledOnRedis, botKilledOnSqlite } from './bot-killed.ts';
import { everyMessage } from './messages.ts';
import { postsOnce } from './posts-once.ts';
import { rateLimits } from './rate-limits.ts';
import type { Scenario } from './scenario.ts';

export const SCENARIOS: readonly Scenario[] = [
  botKilledOnSqlite,
  botKilledOnRedis,
  everyMessage,
  postsOnce,
  rateLimits,
];
