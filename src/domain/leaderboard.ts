/** Who stands where: scores, places and boards as numbers. Knows nothing of stores or names. */
import { type MemberDocument, type ProgressEvent, stones } from './progress.ts';

/** `all`, or a month of the guild's calendar such as `2026-11`. */
export type Board = string;

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
 * The standings that follow from a document. Who left, or does not want to be shown, stands nowhere: zero on each board that their
 * events touched.
 */
export function standingsOf(document: Pick<MemberDocument, 'events' | 'left' | 'hidden'> | null): readonly Standing[] {
  const all = standings(document?.events ?? []);
  return document && (document.left !== null || document.hidden)
    ? all.map(({ board }) => ({ board, milestones: 0, at: 0 }))
    : all;
}

/**
 * Absolute standings on every board the events ever touched, so that writing them twice changes nothing. A month whose
 * milestones were all taken back is listed with zero.
 */
export function standings(events: readonly ProgressEvent[]): readonly Standing[] {
  const boards = new Map<Board, Standing>([['all', { board: 'all', milestones: 0, at: 0 }]]);
  for (const event of events) {
    if (event.kind !== 'done') continue;
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

/** Until when a board is kept, Unix seconds; null: for ever. */
export function boardEnds(board: Board): number | null {
  if (board === 'all') return null;
  const [year = 0, month = 1] = board.split('-').map(Number);
  return Date.UTC(year, month, 1) / 1000 + KEPT_DAYS * 86_400;
}
