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

/** Calls `late` after so long, unless what it returns is called before. */
export type Deadlines = (late: () => void) => () => void;

/** The one timer nearly always finds that those it was set for are long since met. */
export function createDeadlines(ms: number): Deadlines {
  /** The earliest first, since all are as long. */
  const waiting = new Set<{ readonly at: number; late(): void }>();
  let set = false;
  const lookIn = (left: number) => {
    set = true;
    // Whoever waits has a connection, or a next try, that keeps the program running.
    setTimeout(() => setImmediate(look), Math.ceil(left)).unref();
  };
  const look = () => {
    set = false;
    for (const each of waiting) {
      const left = each.at - performance.now();
      if (left > 0) return lookIn(left);
      waiting.delete(each);
      each.late();
    }
  };
  return (late) => {
    const each = { at: performance.now() + ms, late };
    waiting.add(each);
    if (!set) lookIn(ms);
    return () => void waiting.delete(each);
  };
}
