/** One outage of the store, from before its first moment to after its last, with people at the doors all the while. Knows no engine. */
import { setTimeout as sleep } from 'node:timers/promises';
import { livedMs } from '../support/lived.ts';
import { MINUTE, type Stage } from '../support/open-stage.ts';
import type { Walker } from './doors.ts';
import type { Task } from './scenario.ts';
import type { StoreFault } from './store-faults.ts';
import { type Claim, claimsOf, newsAmissIn, untrueOf, wrongIn } from './told.ts';
import { type Told, textOf, type Visitor } from './visits.ts';

export interface Scene {
  readonly stage: Stage;
  readonly faults: readonly StoreFault[];
  /** The status of `/healthz` or `/readyz`. */
  status(path: string): Promise<number>;
}

export interface Outage {
  /** Of each interaction until its answer, in milliseconds. */
  readonly took: readonly number[];
  /** Milliseconds from the store's return until everything was answered as before. */
  readonly back: number;
  readonly failures: readonly string[];
}

interface Play extends Pick<Task, 'n' | 'random'> {
  readonly limitMs: number;
}

/** What is promised once the store is back. */
const BACK_MS = 5_000;
/** Longer than a request takes to reach the store, shorter than a store that is away lets it wait. */
const IN_THE_MIDDLE_MS = 60;
/** Asked before, while and after it begins, in it, and around its end. */
const TIMES = 3;

/** About `n` interactions at as many doors as that allows, other ones in each outage. */
export async function playOutage(scene: Scene, fault: StoreFault, all: Visitor[], { n, random, limitMs }: Play) {
  const visitors = turnsOf(all, Math.ceil(n / TIMES));
  const walkers = await Promise.all(visitors.map((visitor) => visitor.prepare()));
  const [reader] = walkers;
  if (!reader) throw new Error('nobody asks for anything');
  const heard: { readonly told: Told; readonly walker: Walker }[] = [];
  const failures: string[] = [];
  const fail = (what: string) => void failures.push(`${fault.name}: ${what}`);
  const askAll = async (away: boolean) => {
    const asked = visitors.map(async (visitor, at) => {
      const [told, walker] = [await visitor.ask(), walkers[at]];
      if (!told || !walker) return;
      heard.push({ told, walker });
      for (const what of wrongIn(told, away && fault.stops === 'everything')) fail(what);
      if (told.took > limitMs) fail(`${told.door.name} was answered after ${Math.round(told.took)} ms`);
    });
    await Promise.all(asked);
  };

  const first = askAll(false);
  await sleep(random.int(0, IN_THE_MIDDLE_MS));
  await fault.begin();
  await first;
  const healthWhile = healthOf(scene, fault);
  for (let times = 1; times <= TIMES - 2 || visitors.length * (times + 2) <= n; times += 1) await askAll(true);
  for (const what of await healthWhile) fail(what);

  const last = askAll(false);
  await sleep(random.int(0, IN_THE_MIDDLE_MS));
  await fault.end();
  const back = await returned(scene, reader);
  await last;
  if (back > BACK_MS) fail(`the first right answer came ${Math.round(back)} ms after the store was back`);

  // Whoever was interrupted between a claim and its post has it for two minutes. What waits for them, such as news, comes then.
  await scene.stage.place.leasesEnd();
  await scene.stage.later(2 * MINUTE);
  const after = await Promise.all(
    walkers.map((walker) =>
      amiss(
        walker,
        heard.filter((each) => each.walker === walker),
      ),
    ),
  );
  for (const what of after.flat()) fail(what);
  return { took: heard.map(({ told }) => told.took), back, failures };
}

/** The first ones, who go to the end of the queue. */
function turnsOf(all: Visitor[], many: number): readonly Visitor[] {
  const now = all.splice(0, many);
  all.push(...now);
  return now;
}

/** The process lives, and says itself whether it can serve. */
async function healthOf({ status }: Scene, { stops }: StoreFault): Promise<readonly string[]> {
  const [alive, ready] = await Promise.all([status('/healthz'), status('/readyz')]);
  return [
    ...(alive === 200 ? [] : [`/healthz said ${alive} of a living process`]),
    ...(stops === 'some' || ready === 503 ? [] : [`/readyz said ${ready} while ${stops} stopped`]),
  ];
}

/** Milliseconds until somebody reads their stones again, and the bot says that it can serve, for which it tries to write. */
async function returned({ status, stage: { people } }: Scene, { guild, member }: Walker): Promise<number> {
  const began = livedMs();
  await people.until(async () =>
    /\d+ of 14/.test(textOf(await people.slash(member, 'study', 'progress', {}, { guild }))),
  );
  await people.until(async () => (await status('/readyz')) === 200);
  return livedMs() - began;
}

async function amiss(walker: Walker, heard: readonly { readonly told: Told }[]): Promise<readonly string[]> {
  const claims: readonly Claim[] = heard.flatMap(({ told }) => {
    const { reads, name } = told.door;
    return reads ? [] : claimsOf(told).map((claim) => ({ ...claim, door: name }));
  });
  if (!claims.length) return [];
  return [...(await untrueOf(walker, claims)), ...(await newsAmissIn(walker, claims))];
}
