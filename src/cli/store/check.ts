/** Compares leaderboards and names with the documents while others write, and mends them. Knows no engine and prints nothing. */

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
}

/** Tells every difference that stays; with `repair` also mends it. */
export async function checkLeaderboards(parts: CheckParts, repair: boolean): Promise<Checked> {
  const { census, upkeep } = parts.stores;
  const compared = createCompared();
  let [members, traces, differences] = [0, 0, 0];
  for await (const some of inBulk(census.members())) {
    members += some.length;
    const asked = some.map((member) => ({ ...member, boards: [] }));
    differences += await settle(parts, asked, repair, (kept) => {
      compared.add(kept);
      return differencesOf(kept, parts.now());
    });
  }
  for await (const some of inBulk(upkeep.traces())) {
    traces += some.length;
    const others = some.filter((trace) => !compared.has(trace));
    differences += await settle(parts, others, repair, (kept, trace) => leftoversOf(kept, trace, parts.now()));
  }
  return { members, traces, differences: differences + (await settleTallies(parts, repair)) };
}

/** One wait for all that has to be looked at again of these. */
const BULK = 10_000;
/** Held in memory at a time. */
const LOOKED_AT = 200;

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

/** Resolves how many differences there are. Whatever is seen is let go before more is looked at. */
async function settle(
  parts: CheckParts,
  asked: readonly Trace[],
  repair: boolean,
  wrong: (kept: Kept, trace: Trace) => readonly Difference[],
): Promise<number> {
  let differences = 0;
  const suspects: Trace[] = [];
  for await (const some of differing(parts, asked, wrong)) {
    // Document, rows and name are seen as of one moment; the list of a member's servers is not.
    const [unsure, sure] = [some.filter(isUnsure), some.filter((each) => !isUnsure(each))];
    suspects.push(...unsure.map(({ trace }) => trace));
    differences += await tellAndMend(parts, sure, repair);
  }
  if (suspects.length === 0) return differences;
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  for await (const sure of differing(parts, suspects, wrong)) differences += await tellAndMend(parts, sure, repair);
  return differences;
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
  let next = look(0);
  for (let from = LOOKED_AT; next.some.length; from += LOOKED_AT) {
    const { some } = next;
    const seen = await next.seen;
    // The store looks while these are compared.
    next = look(from);
    yield some.flatMap((trace, index) => {
      const kept = seen[index];
      const found = kept ? wrong(kept, trace) : [];
      return kept && found.length ? [{ trace, kept, found }] : [];
    });
  }
}

async function tellAndMend(
  { stores: { upkeep }, tell }: CheckParts,
  sure: readonly Differing[],
  repair: boolean,
): Promise<number> {
  const differences = sure.flatMap(({ found }) => found);
  for (const difference of differences) tell(describeDifference(difference));
  // What can not be read says nothing about what should stand beside it.
  const mendable = sure.filter(({ kept }) => !(kept.document instanceof Error));
  if (repair && mendable.length) await upkeep.align(mendable.map(({ kept }) => kept));
  return differences.length;
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
async function settleTallies({ stores: { upkeep }, tell, now }: CheckParts, repair: boolean): Promise<number> {
  const differences = (await upkeep.tallies()).filter(({ board }) => isKept(board, now()));
  for (const difference of differences) tell(describeDifference(difference));
  const boards = new Map(differences.map(({ guild, board }) => [`${guild} ${board}`, { guild, board }]));
  if (repair) for (const { guild, board } of boards.values()) await upkeep.recount(guild, board);
  return differences.length;
}
