/** What the wire log says of a refusal: whether the bot's body was at fault, or only the world. */
import { DiscordError } from '../errors.ts';
import type { Verdict } from '../wire.ts';

/** What counts as the bot's mistake in form, as against being refused for what the world is like. */
const FORM_CODES = new Set([50035, 50006, 50109, 40005, 50041]);

/** null: nothing was wrong with the body. */
export function verdictFor(error: unknown): Verdict | null {
  if (!(error instanceof DiscordError))
    return { ok: false, problems: [{ path: [], code: 'BUG', message: String(error) }] };
  const noSuchRoute = (error.status === 404 || error.status === 405) && error.code === 0;
  if (!FORM_CODES.has(error.code) && !noSuchRoute) return null;
  const problems =
    error.problems.length > 0 ? error.problems : [{ path: [], code: String(error.code), message: error.message }];
  return { ok: false, problems };
}
