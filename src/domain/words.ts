/** What members wrote on their stones for those who come later: whose words somebody sees. Knows nothing of how they look. */
import { type MemberDocument, stoneOf } from './progress.ts';
import { dayNumber, type LocalDate } from './schedule-calendar.ts';

/** Words that their member ticked to be shown. */
export interface StoneWords {
  /** Whose they are. */
  readonly user: string;
  /** The display name, unescaped; null: they do not want to be named. */
  readonly name: string | null;
  /** Unescaped. */
  readonly note: string;
  /** The group's month in which they passed, such as `2026-05`. */
  readonly month: string;
  readonly thisYear: boolean;
}

/** So many of a phase are looked at: the first that may be shown is, and some may be the asker's own, or out of date. */
export const WORDS_LOOKED_AT = 5;
/** A prime, so that whose turn it is follows from all of the asker's id; and the row of a board that is looked for is not far down. */
const TURNS = 997;

interface Asker {
  readonly user: string;
  /** Their date, by which another one's turn comes each day. */
  readonly today: LocalDate;
}

/**
 * Where in a phase's list the asker begins to look today: one further each day, so that everybody's words get their turn, and elsewhere
 * than others, so that not everybody reads the same.
 */
export function turnOf({ user, today }: Asker): number {
  const own = [...user].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % TURNS, 0);
  return (own + dayNumber(today)) % TURNS;
}

/** The words that the asker sees of these rows: the first that may be shown, never their own; null: nobody left any. */
export function wordsFor(
  rows: readonly { readonly user: string; readonly document: MemberDocument }[],
  phase: string,
  { user, today }: Asker,
): StoneWords | null {
  for (const row of rows) {
    const words = row.user === user ? null : wordsOf(row.user, row.document, phase, today);
    if (words) return words;
  }
  return null;
}

/** Asked of the document itself: whoever changed their mind a moment ago is not shown. */
function wordsOf(
  user: string,
  { events, name, words, left }: MemberDocument,
  phase: string,
  today: LocalDate,
): StoneWords | null {
  const stone = stoneOf(events, phase);
  const { note, later } = stone?.proof ?? {};
  if (!stone || !note || !later || words === 'nobody' || left !== null) return null;
  const month = stone.gday.slice(0, 7);
  const thisYear = month.slice(0, 4) === today.slice(0, 4);
  return { user, name: words === 'named' ? name : null, note, month, thisYear };
}
