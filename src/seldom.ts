/** Lets something be said once that happens again and again, and then how often it went unsaid. Knows no log. */

/** Long enough for a log to stay readable, short enough to see in it that something goes on. */
const APART_MS = 30_000;

/**
 * @param now milliseconds that never go back
 * @returns how many times it was left unsaid since it was said last; null: leave it unsaid this time, too.
 */
export function createSeldom(now: () => number = () => performance.now()): () => number | null {
  let next = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return () => {
    if (now() < next) {
      unsaid += 1;
      return null;
    }
    const before = unsaid;
    next = now() + APART_MS;
    unsaid = 0;
    return before;
  };
}
