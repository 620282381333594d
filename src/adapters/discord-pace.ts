/**
 * Lets requests leave so that no second has more than Discord allows, wherever that second begins. @discordjs/rest alone counts
 * seconds of its own: fifty at the end of one and fifty at the begin of the next are a hundred for Discord. Knows no request.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** For one token, whatever it asks. */
const PER_SECOND = 50;
/** A second, and by how much one request may be faster on its way than the fiftieth before it. */
const SECOND_MS = 1_015;
/** It becomes longer where Discord counted more all the same: on this way some are faster than others by more than that. */
const LONGER_MS = 10;
const LONGEST_MS = 1_105;
/** Whatever was on its way when Discord said so is refused too, and says nothing new. */
const ONCE_IN_MS = 3_000;
/** After such a rest the way may have become another one. */
const REST_MS = 60_000;
/** What leaves in a bunch is served in a bunch, late and unevenly; a little less than a fiftieth of a second, so that lost time is made up for. */
const APART_MS = 15;

/**
 * @param tooMany whether an answer says that there were too many in a second.
 * @returns `send`, whose calls leave in the order in which they came, each as soon as it may.
 */
export function paced<Asked extends readonly unknown[], Answer>(
  send: (...asked: Asked) => Promise<Answer>,
  tooMany: (answer: Answer) => boolean,
): (...asked: Asked) => Promise<Answer> {
  /** When the newest fifty left, by this process' own clock. */
  const left: number[] = [];
  let last = Promise.resolve();
  let [secondMs, longerAt] = [SECOND_MS, -Infinity];

  const nextAt = () => Math.max((left.at(-PER_SECOND) ?? -Infinity) + secondMs, (left.at(-1) ?? -Infinity) + APART_MS);
  async function turn(): Promise<void> {
    if (performance.now() - (left.at(-1) ?? -Infinity) > REST_MS) secondMs = SECOND_MS;
    for (let wait = nextAt() - performance.now(); wait > 0; wait = nextAt() - performance.now()) await sleep(wait);
    left.push(performance.now());
    if (left.length > PER_SECOND) left.shift();
  }

  return async (...asked) => {
    last = last.then(turn);
    await last;
    const answer = await send(...asked);
    if (tooMany(answer) && performance.now() - longerAt > ONCE_IN_MS) {
      longerAt = performance.now();
      secondMs = Math.min(secondMs + LONGER_MS, LONGEST_MS);
    }
    return answer;
  };
}
