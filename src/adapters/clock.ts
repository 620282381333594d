/** Time. The movable one is for whoever plays weeks in seconds; it keeps running from where it was put. */
import type { Clock } from '../ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

export interface MovableClock extends Clock {
  moveTo(now: number): void;
}

export function createMovableClock(): MovableClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    moveTo(now) {
      offset = now - Date.now();
    },
  };
}
