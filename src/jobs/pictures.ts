/** Pictures of many posts at the same time: a few wait for theirs, so that a slow painter holds nobody's post back. Draws nothing. */
import type { Pictures } from '../ports.ts';

/** Of those in flight at a time, so many may wait as long as they like; */
const FEW = 8;
/** the others no longer than this: with all of them waiting, posts still leave as fast as Discord allows. */
const BRIEF_MS = 500;

export function withFewWaiting(pictures: Pictures): Pictures {
  let waiting = 0;
  return {
    async draw(what, patienceMs) {
      waiting += 1;
      try {
        return await pictures.draw(what, waiting > FEW ? Math.min(patienceMs, BRIEF_MS) : patienceMs);
      } finally {
        waiting -= 1;
      }
    },
  };
}
