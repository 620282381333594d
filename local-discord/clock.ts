/** The local Discord's time: real time until somebody moves it. Knows nothing of what the time is used for. */

export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** From now on it is `ms`, and time goes on from there at its usual pace. */
  set(ms: number): void;
}

export function createClock(start?: number): Clock {
  let offset = start === undefined ? 0 : start - Date.now();
  return {
    now: () => Date.now() + offset,
    set: (ms) => {
      offset = ms - Date.now();
    },
  };
}
