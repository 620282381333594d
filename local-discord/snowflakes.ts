/** Discord's ids: time-ordered and unique. Knows the clock only. */
import type { Clock } from './clock.ts';

/** The first second of 2015, where Discord's ids begin (developer docs, reference, "Snowflakes"). */
const EPOCH = 1_420_070_400_000n;

export interface Snowflakes {
  next(): string;
}

/** Ids keep growing even when the clock is moved back: a newer id must never sort before an older one. */
export function createSnowflakes(clock: Clock): Snowflakes {
  let last = 0n;
  return {
    next() {
      const candidate = (BigInt(Math.floor(clock.now())) - EPOCH) << 22n;
      last = candidate > last ? candidate : last + 1n;
      return last.toString();
    },
  };
}

/** Orders ids as Discord does: by number. */
export const compareIds = (a: string, b: string): number =>
  BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;

export const isSnowflake = (text: string): boolean => /^[1-9]\d{1,19}$/.test(text);
