/** Every bench, in the order of docs/performance.md. */
import type { Bench } from './bench.ts';
import { boardsBot, boardsRedis, boardsSqlite } from './boards.ts';
import { fanOut, fanOutKilled, fanOutReplicas } from './fan-out.ts';
import { cpuGateway, cpuHttp, doneRedis, latencyDone, latencyPhase, outstanding } from './interactions.ts';
import { pictures } from './pictures.ts';
import { rebuild } from './rebuild.ts';
import { roadmap } from './roadmaps.ts';
import { soak } from './soak.ts';
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
  boardsRedis,
  boardsSqlite,
  boardsBot,
  fanOut,
  fanOutKilled,
  fanOutReplicas,
  rebuild,
  roadmap,
  pictures,
  soak,
];
