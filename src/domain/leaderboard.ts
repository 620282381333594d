/** Who stands where: scores, places and boards as numbers. Knows nothing of stores or names. */
import { type MemberDocument, type ProgressEvent, stones } from './progress.ts';
import { submissionsOf } from './submission.ts';

/**
 * `all`, or a month of the guild's calendar such as `2026-11`. And lists that are kept in the same way, since they follow from the
 * same documents, and are shown as no leaderboard: {@link WAITING}, {@link REVIEWERS}, {@link wordsBoard}.
 */
export type Board = string;

/** Whose milestones wait for a reviewer, who has waited longest first. */
export const WAITING: Board = 'waiting';
/** In whose documents a reviewer is named. */
export const REVIEWERS: Board = 'reviewers';
/** Who left words for those who reach this phase later, the first to pass it first. */
export const wordsBoard = (phase: string): Board => `words.${phase}`;

/** Where a member stands on one board; zero milestones means: not on it. */
export interface Standing {
  readonly board: Board;
  readonly milestones: number;
  /** When the last counted milestone was first checked in, Unix milliseconds; 0 without milestones. */
  readonly at: number;
}

/** Seconds since this instant fit in 30 bits until 2059 and leave doubles exact. */
const EPOCH_SECONDS = Date.UTC(2025, 0, 1) / 1000;
const TIE_RANGE = 2 ** 30;

/** A sortable number: more milestones first, then whoever got there earlier. */
export function score(standing: Pick<Standing, 'milestones' | 'at'>): number {
  const seconds = Math.floor(standing.at / 1000) - EPOCH_SECONDS;
  const tie = TIE_RANGE - 1 - Math.min(Math.max(seconds, 0), TIE_RANGE - 1);
  return standing.milestones * TIE_RANGE + tie;
}

/** The inverse of {@link score}, to the second. */
export function unscore(value: number): { milestones: number; at: number } {
  const milestones = Math.floor(value / TIE_RANGE);
  const seconds = TIE_RANGE - 1 - (value - milestones * TIE_RANGE);
  return { milestones, at: (seconds + EPOCH_SECONDS) * 1000 };
}

/** The smallest score that has more milestones: everybody from here up stands before a member with `milestones`. */
export function scoreAbove(milestones: number): number {
  return (milestones + 1) * TIE_RANGE;
}

/**
 * The standings that follow from a document. Who left stands nowhere: zero on each board that their events touched. So does, on
 * leaderboards, who does not want to be shown there.
 */
export function standingsOf(
  document: Pick<MemberDocument, 'events' | 'left' | 'hidden' | 'words'> | null,
): readonly Standing[] {
  if (!document) return standings([]);
  const { events, left, hidden } = document;
  const nowhere = ({ board }: Standing): Standing => ({ board, milestones: 0, at: 0 });
  const boards = standings(events);
  const lists = [...reviewLists(events), ...wordsLists(document)];
  if (left !== null) return [...boards, ...lists].map(nowhere);
  return [...(hidden ? boards.map(nowhere) : boards), ...lists];
}

/** None for whoever never submitted anything. */
function reviewLists(events: readonly ProgressEvent[]): readonly Standing[] {
  if (!events.some(({ kind }) => kind === 'submitted')) return [];
  const oldest = submissionsOf(events).find(({ state }) => state === 'waiting');
  const named = events.find((event) => (event.kind === 'taken' || event.kind === 'asked') && event.reviewer.id);
  return [listed(WAITING, oldest?.at), listed(REVIEWERS, named?.at)];
}

/** None for whoever was never asked whether their words may be shown. */
function wordsLists({ events, words }: Pick<MemberDocument, 'events' | 'words'>): readonly Standing[] {
  if (!events.some((event) => 'later' in event)) return [];
  const shown = new Map(
    stones(events).flatMap(({ phase, at, proof }) => (proof.later && proof.note ? [[phase, at]] : [])),
  );
  const phases = new Set(events.flatMap((event) => ('later' in event ? [event.phase] : [])));
  return [...phases].map((phase) => listed(wordsBoard(phase), words === 'nobody' ? undefined : shown.get(phase)));
}

/** On a list there is nothing to count. */
function listed(board: Board, at: number | undefined): Standing {
  return at === undefined ? { board, milestones: 0, at: 0 } : { board, milestones: 1, at };
}

/**
 * Absolute standings on every board the events ever touched, so that writing them twice changes nothing. A month whose
 * milestones were all taken back is listed with zero.
 */
export function standings(events: readonly ProgressEvent[]): readonly Standing[] {
  const boards = new Map<Board, Standing>([['all', { board: 'all', milestones: 0, at: 0 }]]);
  for (const event of events) {
    if (event.kind !== 'done' && event.kind !== 'submitted') continue;
    const board = monthOf(event.gday);
    boards.set(board, { board, milestones: 0, at: 0 });
  }
  for (const stone of stones(events)) {
    for (const board of ['all', monthOf(stone.gday)]) {
      const { milestones, at } = boards.get(board) ?? { milestones: 0, at: 0 };
      boards.set(board, { board, milestones: milestones + 1, at: Math.max(at, stone.at) });
    }
  }
  return [...boards.values()];
}

/** `2026-11-22` → `2026-11` */
export function monthOf(day: string): Board {
  return day.slice(0, 7);
}

/** A month's board is kept this long after the month ended. */
const KEPT_DAYS = 62;

/** Until when a board is kept, Unix seconds; null: for ever, but months all are. */
export function boardEnds(board: Board): number | null {
  if (board[4] !== '-' || !/^\d{4}-\d{2}$/.test(board)) return null;
  const [year, month] = [Number(board.slice(0, 4)), Number(board.slice(5))];
  return Date.UTC(year, month, 1) / 1000 + KEPT_DAYS * 86_400;
}
