/** The form of a bench: what is measured against what, in runs that alternate, and how it is told. Knows no bot. */

export interface Bench {
  /** kebab-case; names the row of docs/performance.md. */
  readonly id: string;
  /** What is compared with what, in the words of docs/performance.md. */
  readonly what: string;
  /** "≤ 0.90×" */
  readonly goal: string;
  /** Pairs of runs, or runs where there is nothing to compare with: five or more where they take seconds. */
  readonly pairs: number;
  run(task: Task): Promise<Finding>;
}

export interface Task {
  readonly pairs: number;
  /** A number of things to do: `full`, or in the smoke test `least`, which only shows that the bench still works. */
  amount(full: number, least: number): number;
  /** Says how far it is; for whoever waits at a terminal. */
  say(words: string): void;
}

interface Finding {
  readonly figures: readonly Figure[];
  /** How much stands behind them: "5 pairs of 10,000" */
  readonly tried: string;
}

export interface Figure {
  /** "0.78× (0.76–0.81), 478 against 611 µs" */
  readonly words: string;
  /** null: nothing to reach, it is only told. */
  readonly reached: boolean | null;
}

export type Goal = { readonly most: number } | { readonly least: number } | null;

export interface Pair<T> {
  readonly ours: T;
  readonly theirs: T;
}

/** Ours, theirs, ours, theirs: what else the machine does meets both. */
export async function inTurn<T>(
  { pairs, say }: Pick<Task, 'pairs' | 'say'>,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
): Promise<readonly Pair<T>[]> {
  const done: Pair<T>[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    say(`pair ${pair} of ${pairs}`);
    done.push({ ours: await ours(), theirs: await theirs() });
  }
  return done;
}

/**
 * The median of the ratios, pair by pair, with the smallest and the largest; then the medians of both sides.
 * @param name "CPU"; empty where the row has one figure.
 */
export function ratioOf(name: string, unit: string, pairs: readonly Pair<number>[], goal: Goal): Figure {
  const ratios = pairs.map(({ ours, theirs }) => ours / theirs);
  const ours = median(pairs.map((pair) => pair.ours));
  const theirs = median(pairs.map((pair) => pair.theirs));
  const seen = `${times(median(ratios))} (${times(Math.min(...ratios))}–${times(Math.max(...ratios))})`;
  const words = `${name && `${name} `}${seen}, ${short(ours)} against ${short(theirs)} ${unit}`;
  return { words, reached: reaches(median(ratios), goal) };
}

/** The median of several runs with the smallest and the largest. */
export function seenOf(name: string, unit: string, values: readonly number[], goal: Goal): Figure {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = low === high ? '' : ` (${short(low)}–${short(high)})`;
  const words = `${name && `${name} `}${short(median(values))}${spread}${unit && ` ${unit}`}`;
  return { words, reached: reaches(median(values), goal) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param at 0–1. NaN of nothing. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

function reaches(value: number, goal: Goal): boolean | null {
  if (!goal) return null;
  return 'most' in goal ? value <= goal.most : value >= goal.least;
}

/** "1,234" */
export const count = (n: number): string => n.toLocaleString('en');

const times = (ratio: number) => `${ratio.toFixed(2)}×`;

/** Three digits that count, no more. */
const short = (value: number) =>
  value.toLocaleString('en', Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
