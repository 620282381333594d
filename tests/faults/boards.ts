/** Leaderboards against the documents of what members did, by the owner's own tool, while bots run. Knows no fault. */
import type { Place } from '../support/place.ts';
import { type Run, run } from '../support/run.ts';

/** `npm run leaderboard:check`, with its arguments, as it was built. */
export function leaderboardCheck({ env }: Place, ...args: readonly string[]): Promise<Run> {
  return run(['dist/src/cli/leaderboard-check.js', ...args], env);
}

/** One sentence for each row or name that does not follow from a document. */
export async function boardsThatDiffer(place: Place): Promise<readonly string[]> {
  const { code, out, err } = await leaderboardCheck(place);
  if (code === 0) return [];
  return [...out.split('\n'), ...err.split('\n')].filter(Boolean).map((line) => `leaderboard:check: ${line}`);
}
