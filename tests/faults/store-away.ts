/** The store goes away in every way there is and comes back, while people ask for everything there is: answered in time, in its own words. */
import { freePort } from '../adapters/redis-server.ts';
import { openStage } from '../support/open-stage.ts';
import { fileIn, STORES, type StoreKind } from '../support/place.ts';
import { boardsThatDiffer } from './boards.ts';
import { type Door, findDoors } from './doors.ts';
import { redisLine } from './redis-line.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';
import { redisFaults, sqliteFaults } from './store-faults.ts';
import { type Outage, playOutage, type Scene } from './store-outage.ts';
import { createVisitor, newWalker } from './visits.ts';

/** What is promised, and what Discord gives at most: the short form is played where others are busy, too. */
const ANSWERED_MS = 2_500;
const DISCORD_MS = 3_000;
/** Late answers are counted here, not taken away by the local Discord. */
const PATIENCE_MS = 60_000;
/** By the number of ways in which each can be away. */
const PART = { sqlite: 0.3, redis: 0.7 } as const;

export const storeAway: Scenario = {
  id: 'store-away',
  promise:
    'store frozen, dead, full, back: every interaction answered ≤ 2.5 s, in its own words, never “saved”, never “nothing yet”; works again ≤ 5 s after the store does, without a restart',
  unit: 'interactions',
  short: 120,
  long: 4_000,
  run,
};

interface Played {
  readonly outages: readonly Outage[];
  readonly failures: readonly string[];
}

async function run(task: Task): Promise<Finding> {
  const played: Played[] = [];
  let doors: readonly Door[] | null = null;
  for (const kind of STORES) {
    const scene = await openScene(kind, task);
    try {
      doors ??= await findDoors(() => newWalker(scene.stage));
      played.push(await playOn(kind, scene, doors, task));
    } finally {
      await scene.close();
    }
  }
  const failures = played.flatMap((each) => each.failures);
  return {
    figure: figureOf(
      played.flatMap(({ outages }) => outages),
      failures.length,
    ),
    failures,
  };
}

function figureOf(outages: readonly Outage[], wrong: number): string {
  const took = outages.flatMap((outage) => outage.took).sort((a, b) => a - b);
  return [
    `${count(wrong)} wrong of ${count(took.length)} in ${outages.length} outages`,
    `slowest answer ${seconds(took.at(-1))}, p99 ${seconds(took[Math.floor(took.length * 0.99)])}`,
    `slowest return ${seconds(Math.max(...outages.map(({ back }) => back)))}`,
  ].join('; ');
}

const seconds = (ms = 0): string => `${(ms / 1000).toFixed(1)} s`;

/** One bot for all faults: it is never started again. */
async function openScene(kind: StoreKind, { random }: Task): Promise<Scene & { close(): Promise<void> }> {
  const stage = await openStage(kind, { timing: { answerWithinMs: PATIENCE_MS } });
  const port = await freePort();
  const env = { PORT: String(port) };
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  if (kind === 'sqlite') {
    const { pid } = await stage.bot(env);
    return { stage, faults: sqliteFaults(fileIn(stage.place.folder), pid), status, close: stage.close };
  }
  const redis = stage.place.redis();
  const line = await redisLine(redis.port, random);
  await stage.bot({ ...env, REDIS_URL: line.url });
  const close = async () => {
    await stage.close();
    line.close();
  };
  return { stage, faults: redisFaults(redis, line), status, close };
}

async function playOn(kind: StoreKind, scene: Scene, doors: readonly Door[], task: Task): Promise<Played> {
  const { stage, faults } = scene;
  const n = Math.ceil((task.n * PART[kind]) / faults.length);
  const limitMs = task.n < storeAway.long ? DISCORD_MS : ANSWERED_MS;
  const visitors = doors.map((door) => createVisitor(stage, door));
  const outages: Outage[] = [];
  for (const fault of faults) {
    task.say(fault.name);
    outages.push(await playOutage(scene, fault, visitors, { ...task, n, limitMs }));
  }
  const after = [...(await boardsThatDiffer(stage.place)), ...(await stage.people.problems())];
  return { outages, failures: [...outages.flatMap(({ failures }) => failures), ...after] };
}
