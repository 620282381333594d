/** One change of a key at a time within this process, so that only processes compete. Knows nothing of stores. */
import { StoreOutage } from '../outage.ts';

/** Runs `run` when every earlier call with the same key has ended. */
export type InTurn = <T>(key: string, run: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const tails = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const turn = afterwards(tails.get(key), run);
    tails.set(key, turn);
    const leave = () => {
      if (tails.get(key) === turn) tails.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  };
}

function afterwards<T>(before: Promise<unknown> | undefined, run: () => Promise<T>): Promise<T> {
  if (!before) return run();
  return before.then(run, (error: unknown) => {
    // Whoever waits behind an outage shares it: a hundred waiters must not each wait out a deadline of their own.
    if (error instanceof StoreOutage) throw error;
    return run();
  });
}

/** Waits for all of these keys, always in the same order: else two who want the same ones could wait for each other. */
export function inAllTurns<T>(inTurn: InTurn, keys: readonly string[], run: () => Promise<T>): Promise<T> {
  const [first, ...others] = [...keys].sort();
  return first === undefined ? run() : inTurn(first, () => inAllTurns(inTurn, others, run));
}
