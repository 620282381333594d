/**
 * Lets requests leave so that no second has more than Discord allows, wherever that second begins. @discordjs/rest alone counts
 * seconds of its own: fifty at the end of one and fifty at the begin of the next are a hundred for Discord. Knows no request.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** For one token, whatever it asks. */
const PER_SECOND = 50;
/** A second, and what clocks and timers may differ by. */
const SECOND_MS = 1_003;
/** A request may have been late on its way, and the fiftieth after it not: so much of what its answer took longer than others counts. */
const UNEVEN_MS = 200;
/** A second becomes longer where Discord counted more all the same: on this way some are faster than others by more than that. */
const LONGER_MS = 10;
const LONGEST_MS = 1_105;
/** Whatever was on its way when Discord said so is refused too, and says nothing new. */
const ONCE_IN_MS = 3_000;
/** After such a rest the way may have become another one. */
const REST_MS = 60_000;
/** What leaves in a bunch is served in a bunch, late and unevenly; a little less than a fiftieth of a second, so that lost time is made up for. */
const APART_MS = 15;

interface Leaving {
  /** Milliseconds. */
  readonly at: number;
  /** Until its answer was there, in milliseconds; Infinity: it is not. */
  took: number;
}

/**
 * @param tooMany whether an answer says that there were too many in a second.
 * @returns `send`, whose calls leave in the order in which they came, each as soon as it may.
 */
export function paced<Asked extends readonly unknown[], Answer>(
  send: (...asked: Asked) => Promise<Answer>,
  tooMany: (answer: Answer) => boolean,
): (...asked: Asked) => Promise<Answer> {
  /** The newest fifty, by this process' own clock. */
  const left: Leaving[] = [];
  let last = Promise.resolve();
  let [secondMs, longerAt] = [SECOND_MS, -Infinity];

  function nextAt(): number {
    const [first, newest] = [left.at(-PER_SECOND), left.at(-1)];
    if (!newest) return -Infinity;
    return Math.max(first ? first.at + secondMs + uneven(first) : -Infinity, newest.at + APART_MS);
  }
  /** Discord met a request some time before its answer came: as long before as the quickest answer took, or earlier. */
  function uneven({ took }: Leaving): number {
    const quickest = Math.min(...left.map((each) => each.took));
    return took === Infinity ? UNEVEN_MS : Math.min(took - quickest, UNEVEN_MS);
  }
  async function turn(): Promise<Leaving> {
    if (performance.now() - (left.at(-1)?.at ?? -Infinity) > REST_MS) secondMs = SECOND_MS;
    for (let wait = nextAt() - performance.now(); wait > 0; wait = nextAt() - performance.now()) await sleep(wait);
    const leaving = { at: performance.now(), took: Infinity };
    left.push(leaving);
    if (left.length > PER_SECOND) left.shift();
    return leaving;
  }

  return async (...asked) => {
    const mine = last.then(turn);
    last = mine.then(() => {});
    const leaving = await mine;
    const answer = await send(...asked);
    leaving.took = performance.now() - leaving.at;
    if (tooMany(answer) && performance.now() - longerAt > ONCE_IN_MS) {
      longerAt = performance.now();
      secondMs = Math.min(secondMs + LONGER_MS, LONGEST_MS);
    }
    return answer;
  };
}
