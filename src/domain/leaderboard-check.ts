/** What is wrong with leaderboards and names, by the documents from which they follow. Knows no store, repairs nothing. */
import { type Board, boardEnds, type Standing, score, unscore } from './leaderboard.ts';
import type { MemberDocument, MemberRef } from './progress.ts';

/** A member, and boards to look at beside those that the document's events touch. */
export interface Trace extends MemberRef {
  readonly boards: readonly Board[];
}

/** All that is kept of one member in one guild, as of one moment. */
export interface Kept extends MemberRef {
  /** null: there is none; an Error, whose message is a sentence: it can not be read. */
  readonly document: MemberDocument | null | Error;
  /** Those of the document; none where it can not be read. */
  readonly standings: readonly Standing[];
  readonly rows: ReadonlyMap<Board, Row>;
  /** The name that leaderboards show; null: none. */
  readonly name: string | null;
  /** Whether the guild is found when the user's guilds are listed. */
  readonly listed: boolean;
}

export interface Row {
  readonly score: number;
  readonly milestones: number;
}

/** How many members of a board have how many milestones, where the number kept is not the number of rows. */
export interface TallyDifference {
  readonly kind: 'tally';
  readonly guild: string;
  readonly board: Board;
  readonly milestones: number;
  readonly stored: number;
  readonly right: number;
}

export type Difference =
  | (MemberRef & {
      readonly kind: 'row';
      readonly board: Board;
      readonly stored: Row | null;
      /** null: nothing should be there. */
      readonly right: Standing | null;
    })
  | (MemberRef & { readonly kind: 'name'; readonly stored: boolean; readonly right: boolean })
  | (MemberRef & { readonly kind: 'unlisted' })
  | (MemberRef & { readonly kind: 'unreadable'; readonly why: string })
  | TallyDifference;

/** `now` in Unix milliseconds: boards of months whose time is over are no longer kept, there or not. */
export function differencesOf(kept: Kept, now: number): readonly Difference[] {
  const { guild, user, document, standings, rows, name } = kept;
  const member = { guild, user };
  if (document instanceof Error) return [{ kind: 'unreadable', ...member, why: document.message }];
  const found: Difference[] = [];
  const compare = (board: Board, right: Standing | null) => {
    const stored = rows.get(board) ?? null;
    if (agree(stored, right) || !isKept(board, now)) return;
    found.push({ kind: 'row', ...member, board, stored, right });
  };
  for (const each of standings) compare(each.board, each.milestones ? each : null);
  for (const board of rows.keys()) if (!standings.some((each) => each.board === board)) compare(board, null);
  if (name !== (document?.name ?? null)) {
    found.push({ kind: 'name', ...member, stored: name !== null, right: document !== null });
  }
  if (document && !kept.listed) found.push({ kind: 'unlisted', ...member });
  return found;
}

/**
 * What only a walk over rows and names can find, so that a walk over the documents before it and this one tell nothing twice:
 * rows and names without a document, and rows on boards that the events never touched.
 */
export function leftoversOf(kept: Kept, trace: Trace, now: number): readonly Difference[] {
  const { document, standings } = kept;
  if (document instanceof Error) return [];
  const touched = new Set(standings.map(({ board }) => board));
  return differencesOf(kept, now).filter((difference) => {
    if (difference.kind === 'row') return document === null || !touched.has(difference.board);
    return document === null && difference.kind === 'name' && trace.boards.length === 0;
  });
}

export function isKept(board: Board, now: number): boolean {
  const ends = boardEnds(board);
  return ends === null || now < ends * 1000;
}

/** To the second, as boards tell times. */
function agree(stored: Row | null, right: Standing | null): boolean {
  if (!stored || !right) return stored === right;
  return stored.score === score(right) && stored.milestones === right.milestones;
}

/** One line: where, who, what stands there and what should. Never a name or what a member wrote. */
export function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'row': {
      const { board, stored, right } = difference;
      const is = stored ? `the row says ${row(stored)}` : 'there is no row';
      return `${who(difference)}, board ${board}: ${is}, but ${right ? `${standing(right)} would be right` : 'there should be none'}`;
    }
    case 'name':
      if (!difference.right) return `${who(difference)}: a name is kept without a document`;
      return `${who(difference)}: ${difference.stored ? 'the name on the leaderboard is not the document’s' : 'the name on the leaderboard is missing'}`;
    case 'unlisted':
      return `${who(difference)}: the server is missing among those of the member`;
    case 'unreadable':
      return `${who(difference)}: ${difference.why}`;
    case 'tally': {
      const { guild, board, stored, right } = difference;
      const rows = right === 1 ? '1 row has' : `${right} rows have`;
      return `server ${guild}, board ${board}: ${rows} ${count(difference.milestones)}, ${stored} counted`;
    }
  }
}

const who = ({ guild, user }: MemberRef): string => `server ${guild}, member ${user}`;
const count = (milestones: number): string => `${milestones} milestone${milestones === 1 ? '' : 's'}`;
const standing = ({ milestones, at }: Pick<Standing, 'milestones' | 'at'>): string =>
  `${count(milestones)} (the last at ${new Date(at).toISOString().slice(0, 19)}Z)`;

function row({ score: value, milestones }: Row): string {
  const told = unscore(value);
  if (told.milestones !== milestones) return `${count(milestones)} and stands among those with ${told.milestones}`;
  return standing(told);
}
