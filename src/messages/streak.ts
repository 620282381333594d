/** A member's weeks in a row, in words. */
import type { Streak } from '../domain/streak.ts';

/** "5 weeks in a row, this one still open · one week may be missed"; null: no week counts. */
export function streakWords({ weeks, freezes, thisWeek }: Streak): string | null {
  if (!weeks) return null;
  const row = weeks === 1 ? 'One active week so far' : `${weeks} weeks in a row`;
  const open = thisWeek ? '' : ', this one still open';
  const spare = freezes ? ` · ${freezes === 1 ? 'one week' : `${freezes} weeks`} may be missed` : '';
  return `${row}${open}${spare}`;
}
