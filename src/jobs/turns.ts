/** One at a time for each guild or channel, in the order in which they came. Knows nothing of what is done. */

/** Runs `run` when all that came before under the same name has ended, well or badly. Resolves and rejects as `run` does. */
type InTurn = <T>(name: string, run: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, run) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(run, run);
    last.set(name, turn);
    const leave = () => {
      if (last.get(name) === turn) last.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  };
}
