/** One at a time for each guild, in the order in which they came. Knows nothing of what is done. */

/** Runs `run` when all that came before for the same guild has ended, well or badly. Resolves and rejects as `run` does. */
type InTurn = <T>(guild: string, run: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (guild, run) => {
    const turn = (last.get(guild) ?? Promise.resolve()).then(run, run);
    last.set(guild, turn);
    const leave = () => {
      if (last.get(guild) === turn) last.delete(guild);
    };
    turn.then(leave, leave);
    return turn;
  };
}
