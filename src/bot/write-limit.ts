/** How much one member may change at a time, kept in this process. Knows no command and no store. */
import { createNewest } from './newest.ts';

/**
 * A whole roadmap of twenty phases checked in without a pause; then one change every six seconds, faster than anybody finishes a
 * milestone or reads the card that comes of it. A script gets ten a minute, which the store and the group bear.
 */
const AT_ONCE = 20;
const ONE_EVERY_MS = 6_000;
/** Who wrote last; others begin anew. A member who paused for two minutes needs no entry. */
const MEMBERS = 10_000;
/** Answers to the newest interactions: one that is delivered twice gets the same one. */
const ANSWERS = 10_000;

export interface WriteLimit {
  /**
   * Counts one change by a member.
   * @param id the interaction's: the same again is counted once.
   * @param now Unix milliseconds.
   * @returns null: go on; else when the next change is taken, Unix milliseconds.
   */
  take(user: string, id: string, now: number): number | null;
}

export function createWriteLimit(): WriteLimit {
  /** When each member has the full number again. */
  const fullAt = createNewest<number>(MEMBERS);
  const answers = createNewest<number | null>(ANSWERS);

  function count(user: string, now: number): number | null {
    // A clock that was set back must not keep a member waiting for longer than all of it takes.
    const full = Math.min(Math.max(fullAt.get(user) ?? now, now), now + AT_ONCE * ONE_EVERY_MS);
    const next = full - (AT_ONCE - 1) * ONE_EVERY_MS;
    fullAt.set(user, next <= now ? full + ONE_EVERY_MS : full);
    return next <= now ? null : next;
  }

  return {
    take(user, id, now) {
      const given = answers.get(id);
      if (given !== undefined) return given;
      const answer = count(user, now);
      answers.set(id, answer);
      return answer;
    },
  };
}
