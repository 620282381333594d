/** redis-server dies by SIGKILL while members check in and is started again on its files; the bot lives on, and what was acknowledged is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Group } from '../support/group.ts';
import { MINUTE, openStage, PATIENT, type Stage } from '../support/open-stage.ts';
import { boardsThatDiffer } from './boards.ts';
import { type Acknowledged, figureOf, howMany, isOutage, lostOf, nothingYet, serverWith } from './members.ts';
import { count, type Finding, type Random, type Scenario, type Task } from './scenario.ts';
import { BEFORE_ANSWERS_MS, checkInUnderLoad, type Moment } from './under-load.ts';

const MEMBERS = Array.from({ length: 8 }, (_, n) => `member-${n + 1}`);
/** One behind the other, so that members are asking before, while and after Redis is gone. */
const IN_A_ROW = [1, 2, 3, 4, 5];

type Fsync = 'everysec' | 'always';

const scenario = (fsync: Fsync): Scenario => ({
  id: `redis-killed-${fsync}`,
  promise: `acknowledged check-ins lost, redis-server killed (-9) and restarted, AOF ${fsync}`,
  unit: 'rounds',
  short: 3,
  long: 100,
  run: (task) => run(fsync, task),
});

export const redisKilledEverysec = scenario('everysec');
export const redisKilledAlways = scenario('always');

async function run(fsync: Fsync, { n, random, say }: Task): Promise<Finding> {
  const stage = await openStage('redis', { timing: PATIENT }, ['--appendfsync', fsync]);
  const lost: string[] = [];
  let [acknowledged, slowest] = [0, 0];
  try {
    // The only one: were it to end, nothing would be answered ever after.
    await stage.bot();
    for (let round = 1; round <= n; round += 1) {
      say(`${round} of ${count(n)} rounds, ${count(acknowledged)} check-ins acknowledged`);
      const group = await serverWith(stage, MEMBERS);
      const seen = nothingYet(MEMBERS);
      const blow = blowFrom(random);
      slowest = Math.max(slowest, await killUnderLoad(stage, group, blow, seen));
      const gone = (await lostOf(group, seen)).map((each) => `${each} (round ${round}, ${JSON.stringify(blow)})`);
      lost.push(...gone);
      acknowledged += howMany(seen);
      // So much passes that nobody is asked to wait for having checked in too often.
      await stage.later(MINUTE);
    }
    const differing = await boardsThatDiffer(stage.place);
    const problems = await stage.people.problems();
    const figure = figureOf({ lost, acknowledged, sent: n * MEMBERS.length * IN_A_ROW.length, differing });
    const served = `served again ${(slowest / 1000).toFixed(1)} s after Redis at the latest, without a restart`;
    return { figure: `${figure}; ${served}`, failures: [...lost, ...differing, ...problems] };
  } finally {
    await stage.close();
  }
}

interface Blow {
  readonly at: Moment;
  /** For how long there is no Redis, each time that it is killed. */
  readonly down: readonly number[];
  /** From its start to the next time, where there is one. */
  readonly upMs: number;
}

function blowFrom(random: Random): Blow {
  const at = { answers: random.int(0, 30), ms: random.int(0, BEFORE_ANSWERS_MS) };
  const times = random.chance(0.25) ? 2 : 1;
  return { at, down: Array.from({ length: times }, () => random.int(0, 600)), upMs: random.int(0, 200) };
}

/** Resolves how many milliseconds after Redis was back a member was served again. */
async function killUnderLoad(stage: Stage, group: Group, { at, down, upMs }: Blow, seen: Acknowledged) {
  const redis = stage.place.redis();
  const blows = async () => {
    for (const [turn, ms] of down.entries()) {
      if (turn > 0) await sleep(upMs);
      await redis.kill9();
      await sleep(ms);
      await redis.start();
    }
    const back = performance.now();
    await stage.people.until(async () => !isOutage((await group.admin.slash('progress')).text));
    return performance.now() - back;
  };
  let served = Promise.resolve(0);
  await checkInUnderLoad({ group, members: MEMBERS, phases: IN_A_ROW, seen }, at, () => {
    served = blows();
  });
  return served;
}
