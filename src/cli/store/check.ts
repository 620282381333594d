/** Compares leaderboards and names with the documents while others write, and mends them. Knows no engine and prints nothing. */

import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Board } from '../../domain/leaderboard.ts';
import {
  type Difference,
  describeDifference,
  differencesOf,
  isKept,
  type Kept,
  leftoversOf,
  type Trace,
} from '../../domain/leaderboard-check.ts';
import type { Stores } from '../../ports.ts';

/** The server of a first check-in is listed a moment after its document is there; by then it is. */
const LOOK_AGAIN_MS = 150;

interface CheckParts {
  readonly stores: Pick<Stores, 'census' | 'upkeep'>;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Hears of each difference, in words. */
  readonly tell: (line: string) => void;
}

export interface Checked {
  /** Documents looked at. */
  readonly members: number;
  /** Rows and names looked at. */
  readonly traces: number;
  readonly differences: number;
  /** Of those, with `repair`: still there afterwards, by what the store said when it had written; without: all. */
  readonly left: number;
}

/** Tells every difference that stays; with `repair` also mends it, and looks at what it mended. */
export async function checkLeaderboards(parts: CheckParts, repair: boolean): Promise<Checked> {
  const { census, upkeep } = parts.stores;
  const compared = createCompared();
  let [members, traces] = [0, 0];
  const found: Found[] = [];
  for await (const some of inBulk(census.members())) {
    members += some.length;
    const asked = some.map((member) => ({ ...member, boards: [] }));
    const settled = settle(parts, asked, repair, (kept) => {
      compared.add(kept);
      return differencesOf(kept, parts.now());
    });
    found.push(await settled);
  }
  for await (const some of inBulk(upkeep.traces())) {
    traces += some.length;
    const others = some.filter((trace) => !compared.has(trace));
    found.push(await settle(parts, others, repair, (kept, trace) => leftoversOf(kept, trace, parts.now())));
  }
  return { members, traces, ...sumOf([...found, await settleTallies(parts, repair)]) };
}

type Found = Pick<Checked, 'differences' | 'left'>;

const sumOf = (some: readonly Found[]): Found => ({
  differences: some.reduce((all, { differences }) => all + differences, 0),
  left: some.reduce((all, { left }) => all + left, 0),
});

/** One wait for all that has to be looked at again of these. */
const BULK = 10_000;
/** Asked for together, */
const LOOKED_AT = 50;
/** so many times at once: what is read stays young, and Redis has always something to do. */
const AHEAD = 4;

async function* inBulk<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  let bulk: T[] = [];
  for await (const batch of batches) {
    bulk.push(...batch);
    if (bulk.length < BULK) continue;
    yield bulk;
    bulk = [];
  }
  if (bulk.length) yield bulk;
}

/** Whatever is seen is let go before more is looked at. */
async function settle(
  parts: CheckParts,
  asked: readonly Trace[],
  repair: boolean,
  wrong: (kept: Kept, trace: Trace) => readonly Difference[],
): Promise<Found> {
  const found: Found[] = [];
  const suspects: Trace[] = [];
  const mending: Promise<Found>[] = [];
  for await (const some of differing(parts, asked, wrong)) {
    // Document, rows and name are seen as of one moment; the list of a member's servers is not.
    const [unsure, sure] = [some.filter(isUnsure), some.filter((each) => !isUnsure(each))];
    suspects.push(...unsure.map(({ trace }) => trace));
    // Mended while the next are compared, and so many at once: one after the other, store and tool would wait for each other.
    const mended = tellAndMend(parts, sure, repair);
    // It is awaited below; where something else fails before, that is what is told.
    mended.catch(() => {});
    mending.push(mended);
    if (mending.length === AHEAD) found.push(await (mending.shift() ?? mended));
  }
  found.push(...(await Promise.all(mending)));
  if (suspects.length === 0) return sumOf(found);
  await sleep(LOOK_AGAIN_MS);
  for await (const sure of differing(parts, suspects, wrong)) found.push(await tellAndMend(parts, sure, repair));
  return sumOf(found);
}

interface Differing {
  readonly trace: Trace;
  readonly kept: Kept;
  readonly found: readonly Difference[];
}

const isUnsure = ({ found }: Differing): boolean => found.some(({ kind }) => kind === 'unlisted');

async function* differing(
  { stores: { upkeep } }: CheckParts,
  members: readonly Trace[],
  wrong: (kept: Kept, trace: Trace) => readonly Difference[],
): AsyncGenerator<readonly Differing[]> {
  const look = (from: number) => {
    const some = members.slice(from, from + LOOKED_AT);
    const seen = some.length ? upkeep.look(some) : Promise.resolve([]);
    // Whoever stops before does not hear of it.
    seen.catch(() => {});
    return { some, seen };
  };
  // The store looks at the next ones while these are read and compared.
  const asked = Array.from({ length: AHEAD }, (_, n) => look(n * LOOKED_AT));
  for (let from = AHEAD * LOOKED_AT; ; from += LOOKED_AT) {
    const next = asked.shift();
    if (!next?.some.length) return;
    const seen = await next.seen;
    asked.push(look(from));
    // What was asked for leaves when this turn of the event loop ends: only then is there something to do meanwhile.
    await nextTurn();
    yield next.some.flatMap((trace, index) => {
      const kept = seen[index];
      const found = kept ? wrong(kept, trace) : [];
      return kept && found.length ? [{ trace, kept, found }] : [];
    });
  }
}

async function tellAndMend(
  { stores: { upkeep }, tell, now }: CheckParts,
  sure: readonly Differing[],
  repair: boolean,
): Promise<Found> {
  const differences = sure.flatMap(({ found }) => found);
  for (const difference of differences) tell(describeDifference(difference));
  if (!repair) return { differences: differences.length, left: differences.length };
  // What can not be read says nothing about what should stand beside it.
  const mendable = sure.filter(({ kept }) => !(kept.document instanceof Error));
  const aligned = mendable.length ? await upkeep.align(mendable.map(({ kept }) => kept)) : [];
  const still = aligned.flatMap((kept) => differencesOf(kept, now()));
  for (const difference of still) tell(`${describeDifference(difference)}, also after it was mended`);
  return { differences: differences.length, left: sure.length - mendable.length + still.length };
}

/** Whose rows were compared with their document, so that a walk over the rows need not look at each of them again. */
function createCompared() {
  const guilds = new Map<string, Map<string, readonly Board[]>>();
  /** The same few boards for very many members. */
  const boards = new Map<string, readonly Board[]>();
  const once = (some: readonly Board[]): readonly Board[] => {
    const name = some.join(' ');
    const known = boards.get(name) ?? some;
    boards.set(name, known);
    return known;
  };
  return {
    add({ guild, user, document, standings }: Kept): void {
      const members = guilds.get(guild) ?? new Map<string, readonly Board[]>();
      guilds.set(guild, members);
      if (!document) return;
      // What can not be read is told of once; beside it nothing is wrong.
      members.set(user, document instanceof Error ? ANY : once(standings.map(({ board }) => board)));
    },
    has({ guild, user, boards: asked }: Trace): boolean {
      const touched = guilds.get(guild)?.get(user);
      return touched !== undefined && (touched === ANY || asked.every((board) => touched.includes(board)));
    },
  };
}

const ANY: readonly Board[] = [];

/** After the rows: their repair keeps the numbers in step, but begins from what the numbers were. */
async function settleTallies({ stores: { upkeep }, tell, now }: CheckParts, repair: boolean): Promise<Found> {
  const look = async () => (await upkeep.tallies()).filter(({ board }) => isKept(board, now()));
  const differences = await look();
  for (const difference of differences) tell(describeDifference(difference));
  if (!repair || differences.length === 0) return { differences: differences.length, left: differences.length };
  const boards = new Map(differences.map(({ guild, board }) => [`${guild} ${board}`, { guild, board }]));
  for (const { guild, board } of boards.values()) await upkeep.recount(guild, board);
  return { differences: differences.length, left: (await look()).length };
}
