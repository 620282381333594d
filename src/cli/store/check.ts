/** Compares leaderboards and names with the documents while others write, and mends them. Knows no engine and prints nothing. */
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

/** What a check-in under way may explain is gone by then. */
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
  let [members, traces, differences] = [0, 0, 0];
  for await (const batch of census.members()) {
    members += batch.length;
    const asked = batch.map((member) => ({ ...member, boards: [] }));
    differences += await settle(parts, asked, repair, (kept) => differencesOf(kept, parts.now()));
  }
  for await (const batch of upkeep.traces()) {
    traces += batch.length;
    differences += await settle(parts, batch, repair, (kept, trace) => leftoversOf(kept, trace, parts.now()));
  }
  return { members, traces, differences: differences + (await settleTallies(parts, repair)) };
}

/** Resolves how many differences there are. */
async function settle(
  { stores: { upkeep }, tell }: CheckParts,
  asked: readonly Trace[],
  repair: boolean,
  wrong: (kept: Kept, trace: Trace) => readonly Difference[],
): Promise<number> {
  const suspects = await differing(asked);
  if (suspects.length === 0) return 0;
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  const sure = await differing(suspects.map(({ trace }) => trace));
  for (const { trace, found } of sure) {
    for (const difference of found) tell(describeDifference(difference));
    // What can not be read says nothing about what should stand beside it.
    if (repair && !found.some(({ kind }) => kind === 'unreadable')) await upkeep.align(trace);
  }
  return sure.reduce((sum, { found }) => sum + found.length, 0);

  async function differing(members: readonly Trace[]) {
    const kept = await upkeep.look(members);
    return members.flatMap((trace, index) => {
      const one = kept[index];
      const found = one ? wrong(one, trace) : [];
      return found.length ? [{ trace, found }] : [];
    });
  }
}

/** After the rows: their repair keeps the numbers in step, but begins from what the numbers were. */
async function settleTallies({ stores: { upkeep }, tell, now }: CheckParts, repair: boolean): Promise<number> {
  const differences = (await upkeep.tallies()).filter(({ board }) => isKept(board, now()));
  for (const difference of differences) tell(describeDifference(difference));
  const boards = new Map(differences.map(({ guild, board }) => [`${guild} ${board}`, { guild, board }]));
  if (repair) for (const { guild, board } of boards.values()) await upkeep.recount(guild, board);
  return differences.length;
}
