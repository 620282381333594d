/**
 * Deadlines: one for one piece of work, or many of the same length with one timer. What has arrived by then is in time, also where this
 * process stood still and has not read it yet: timers have their turn before sockets, so a deadline waits for one turn of those. Knows
 * nothing of what waits.
 */

/** What comes of the work; `late`: nothing within so long. It goes on, and is not waited for any more. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, 'late'), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A timer that is later than this tells that the process, or its whole machine, stood still. */
const STOOD_STILL_MS = 50;

/** Calls `late` after so long, unless what it returns is called before. */
export type Deadlines = (late: () => void) => () => void;

/**
 * The one timer nearly always finds that those it was set for are long since met.
 * @param againMs where the process stood still, and could neither send nor hear anything, whoever waits is given so much once more.
 */
export function createDeadlines(ms: number, againMs = 0): Deadlines {
  /** The earliest first, since all are as long. */
  const waiting = new Set<{ at: number; again: boolean; late(): void }>();
  let set = false;
  const lookIn = (left: number) => {
    set = true;
    const wanted = performance.now() + left;
    // Whoever waits has a connection, or a next try, that keeps the program running.
    setTimeout(() => setImmediate(look, wanted), Math.ceil(left)).unref();
  };
  const giveAgain = (at: number) => {
    for (const each of waiting) {
      if (!each.again) each.at = Math.max(each.at, at);
      each.again = true;
    }
  };
  const look = (wanted: number) => {
    set = false;
    const now = performance.now();
    if (againMs && now - wanted > STOOD_STILL_MS) giveAgain(now + againMs);
    for (const each of waiting) {
      const left = each.at - performance.now();
      if (left > 0) return lookIn(left);
      waiting.delete(each);
      each.late();
    }
  };
  return (late) => {
    const each = { at: performance.now() + ms, again: false, late };
    waiting.add(each);
    if (!set) lookIn(ms);
    return () => void waiting.delete(each);
  };
}
