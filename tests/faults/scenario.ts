/** The form of a fault scenario: a promise, how often it is tried, and what was seen from outside of the bot. Knows no fault. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Scenario {
  /** kebab-case; names the row of docs/reliability.md. */
  readonly id: string;
  /** What must hold, in the words of docs/reliability.md: "acknowledged check-ins lost, bot killed under load, SQLite" */
  readonly promise: string;
  /** What `n` counts: "rounds", "slots", "files". */
  readonly unit: string;
  /** How often in `npm test`: few seconds, yet every kind of fault at least once. */
  readonly short: number;
  /** How often by hand, for the figures. */
  readonly long: number;
  run(task: Task): Promise<Finding>;
}

export interface Task {
  readonly n: number;
  /** All choices come from here, so that the same seed plays the same faults. */
  readonly random: Random;
  /** For libraries that want a seed of their own. */
  readonly seed: number;
  /** Says how far it is; for whoever waits at a terminal. */
  say(words: string): void;
}

export interface Finding {
  /** What was measured: "0 of 8,412 acknowledged check-ins lost". */
  readonly figure: string;
  /** One sentence for each time that the promise did not hold, with what is needed to see it again. */
  readonly failures: readonly string[];
}

export interface Random {
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** True with this probability, 0–1. */
  chance(probability: number): boolean;
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number) => uniformInt(generator, min, max);
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    chance: (probability) => int(0, 999_999) < probability * 1_000_000,
  };
}

/** "1,234" */
export const count = (n: number): string => n.toLocaleString('en');
