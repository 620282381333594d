/** Rows and names of leaderboards are spoiled while members check in: the check tells just those, and mends them, and nobody notices. */
import type { Group } from '../support/group.ts';
import { lastNoon, MINUTE, openStage, PATIENT, type Stage } from '../support/open-stage.ts';
import { STORES, type StoreKind } from '../support/place.ts';
import type { Run } from '../support/run.ts';
import { boardsThatDiffer, leaderboardCheck } from './boards.ts';
import { type Harm, harmsFor, WORDS } from './harms.ts';
import { type Acknowledged, howMany, idsIn, lostOf, nothingYet, serverWith } from './members.ts';
import { openRaw, type RawStore, type Who } from './raw-store.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';

const SPOILED = Array.from({ length: 6 }, (_, n) => `spoiled-${n + 1}`);
const BUSY = Array.from({ length: 16 }, (_, n) => `busy-${n + 1}`);
/** What the words of the harms speak of. */
const MILESTONES = [1, 2, 3];
/** Of those who check in all the while. */
const AT_ONCE = 4;
const EACH = 5;

export const boardsFit: Scenario = {
  id: 'boards-fit',
  promise:
    'leaderboards are the fold of the documents: what is spoiled is told exactly, and mended, while the bot runs',
  unit: 'rounds',
  short: 2,
  long: 20,
  run,
};

async function run({ n, ...task }: Task): Promise<Finding> {
  const found: Round[] = [];
  for (const [turn, kind] of STORES.entries()) {
    found.push(...(await roundsOn(kind, { ...task, n: Math.ceil((n - turn) / STORES.length) })));
  }
  const failures = found.flatMap(({ failures: some }) => some);
  const sum = (what: (round: Round) => number) => count(found.reduce((all, round) => all + what(round), 0));
  const figure = `${sum((r) => r.harms)} spoiled, ${sum((r) => r.told)} told and mended; meanwhile ${sum((r) => r.lost)} lost of ${sum((r) => r.acknowledged)} acknowledged`;
  return { figure, failures };
}

interface Round {
  readonly harms: number;
  readonly told: number;
  readonly lost: number;
  readonly acknowledged: number;
  readonly failures: readonly string[];
}

async function roundsOn(kind: StoreKind, { n, random, say }: Task): Promise<readonly Round[]> {
  const stage = await openStage(kind, { timing: PATIENT, now: lastNoon() });
  const rounds: Round[] = [];
  try {
    await stage.bot();
    // A new bot has the machine's time.
    await stage.later(0);
    const raw = await openRaw(stage.place);
    for (let round = 1; round <= n; round += 1) {
      say(`${kind}, ${round} of ${count(n)} rounds`);
      rounds.push(await playOne(stage, raw, harmsFor(SPOILED.length, random), `${kind}, round ${round}`));
      await stage.later(MINUTE);
    }
    raw.close();
    const problems = await stage.people.problems();
    return [...rounds, { harms: 0, told: 0, lost: 0, acknowledged: 0, failures: problems }];
  } finally {
    await stage.close();
  }
}

async function playOne(stage: Stage, raw: RawStore, harms: readonly Harm[], where: string): Promise<Round> {
  const group = await serverWith(stage, [...SPOILED, ...BUSY]);
  const { guild, users } = await idsIn(stage, group);
  const month = new Date((await stage.people.world()).now).toISOString().slice(0, 7);
  const seen = nothingYet([...SPOILED, ...BUSY]);
  await Promise.all(SPOILED.map((member) => inTurn(MILESTONES, (phase) => leaveWords(group, member, phase, seen))));
  const before = await rowsOf();

  const busy = keepBusy(group, seen);
  const spoiled = await Promise.all(
    harms.map(async (harm, n) => ({ harm, who: await harm.do(raw, whoIs(SPOILED[n] ?? ''), month) })),
  );
  const check = await leaderboardCheck(stage.place);
  const repair = await leaderboardCheck(stage.place, '--repair');
  await busy.end();

  const after = await rowsOf();
  const wrong = notToldOf(check, spoiled);
  const lost = await lostOf(group, seen);
  const failures = [
    ...wrong,
    ...(repair.code === 0 ? [] : [`--repair ended with ${repair.code}: ${repair.out}${repair.err}`]),
    ...before.filter((row, n) => row !== after[n]).map((row) => `the row ${row} is not what it was before`),
    ...(await boardsThatDiffer(stage.place)),
    ...lost,
  ];
  return {
    harms: harms.length,
    told: harms.length - wrong.length,
    lost: lost.length,
    acknowledged: howMany(seen),
    failures: failures.map((failure) => `${where}: ${failure}`),
  };

  function whoIs(member: string): Who {
    return { guild, user: users.get(member) ?? '' };
  }
  async function rowsOf(): Promise<readonly string[]> {
    const places = SPOILED.flatMap((member) => ['all', month, WORDS, 'waiting'].map((board) => ({ member, board })));
    return Promise.all(
      places.map(async ({ member, board }) => `${member} ${board} ${await raw.row(whoIs(member), board)}`),
    );
  }
}

/** One sentence for each harm that is not told as what it is, and for each member who is named without one. */
function notToldOf(check: Run, spoiled: readonly { readonly harm: Harm; readonly who: Who }[]): readonly string[] {
  const lines = check.out.split('\n');
  const nameOf = ({ guild, user }: Who) => `server ${guild}, member ${user}`;
  const silent = spoiled.filter(
    ({ harm, who }) => !lines.some((line) => line.includes(nameOf(who)) && harm.told.test(line)),
  );
  const named = lines.flatMap((line) => /^server \d+, member \d+/.exec(line) ?? []);
  const innocent = named.filter((name) => !spoiled.some(({ who }) => nameOf(who) === name));
  return [
    ...(check.code === 1 ? [] : [`the check ended with ${check.code}: ${check.err}`]),
    ...silent.map(({ harm, who }) => `${harm.what} of ${nameOf(who)} was not told`),
    ...innocent.map((name) => `${name} was told, and nothing is wrong there`),
  ];
}

/** Members check in, some at once, until somebody ends it or everybody has. */
function keepBusy(group: Group, seen: Acknowledged): { end(): Promise<void> } {
  const asks = BUSY.flatMap((member) => Array.from({ length: EACH }, (_, n) => ({ member, phase: n + 1 })));
  const left = asks.values();
  let ended = false;
  const work = async () => {
    for (const { member, phase } of left) {
      await checkIn(group, member, phase, seen);
      if (ended) return;
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    end: async () => {
      ended = true;
      await all;
    },
  };
}

async function checkIn(group: Group, member: string, phase: number, seen: Acknowledged): Promise<void> {
  const { text } = await group.person(member).done({ phase: String(phase) });
  if (text.includes(`Phase ${phase} is done`)) seen.get(member)?.add(phase);
}

/** As {@link checkIn}, with words for those who come later. */
async function leaveWords(group: Group, member: string, phase: number, seen: Acknowledged): Promise<void> {
  const person = group.person(member);
  const form = await person.slash('done', { phase: String(phase) });
  const { text } = await person.fill(form, { note: 'A note', later: ['yes'] });
  if (text.includes(`Phase ${phase} is done`)) seen.get(member)?.add(phase);
}

async function inTurn<T>(things: readonly T[], act: (thing: T) => Promise<void>): Promise<void> {
  for (const thing of things) await act(thing);
}
