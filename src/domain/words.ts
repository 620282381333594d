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

/** So many of a phase are looked at: enough that another is shown tomorrow, few enough to come in one round trip. */
export const WORDS_LOOKED_AT = 5;

interface Asker {
  readonly user: string;
  /** Their date, by which another one's turn comes each day. */
  readonly today: LocalDate;
}

/**
 * The words that the asker sees in a phase today, never their own; null: nobody left any. Who sees whose first depends on the
 * asker, so that not everybody reads the same.
 */
export function wordsFor(
  rows: readonly { readonly user: string; readonly document: MemberDocument }[],
  phase: string,
  { user, today }: Asker,
): StoneWords | null {
  const all = rows.flatMap((row) => (row.user === user ? [] : wordsOf(row.user, row.document, phase, today)));
  if (!all.length) return null;
  const turn = [...user].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9_973, 0);
  return all[(turn + dayNumber(today)) % all.length] ?? null;
}

/** Asked of the document itself: whoever changed their mind a moment ago is not shown. */
function wordsOf(
  user: string,
  { events, name, words, left }: MemberDocument,
  phase: string,
  today: LocalDate,
): readonly StoneWords[] {
  const stone = stoneOf(events, phase);
  const { note, later } = stone?.proof ?? {};
  if (!stone || !note || !later || words === 'nobody' || left !== null) return [];
  const month = stone.gday.slice(0, 7);
  return [
    { user, name: words === 'named' ? name : null, note, month, thisYear: month.slice(0, 4) === today.slice(0, 4) },
  ];
}
