/** Every bench, in the order of docs/performance.md. */
import type { Bench } from './bench.ts';
import { cpuGateway, cpuHttp, doneRedis, latencyDone, latencyPhase, outstanding } from './interactions.ts';
import { memory, start } from './starts.ts';
import { trips } from './trips.ts';

export const BENCHES: readonly Bench[] = [
  cpuGateway,
  cpuHttp,
  doneRedis,
  latencyPhase,
  latencyDone,
  outstanding,
  memory,
  start,
  trips,
];
