/** How fast something grows, and how sure that is: a straight line through samples that follow one another. */

export interface Slope {
  /** Growth for each unit of time. */
  readonly slope: number;
  /** Between these it lies with 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

/** Samples a second apart know of each other; means over a thirtieth of the time mostly do not. */
const BLOCKS = 30;
/** Student's t for 95 % and 28 degrees of freedom. */
const T = 2.048;

/** @param samples time and value, in the order of time; at least {@link BLOCKS}, else nothing is sure. */
export function slopeOf(samples: readonly (readonly [time: number, value: number])[]): Slope {
  const size = samples.length / BLOCKS;
  const blocks = Array.from({ length: BLOCKS }, (_, n) => {
    const some = samples.slice(Math.round(n * size), Math.round((n + 1) * size));
    return { time: mean(some.map(([time]) => time)), value: mean(some.map(([, value]) => value)) };
  }).filter(({ time }) => !Number.isNaN(time));
  const [atTime, atValue] = [mean(blocks.map(({ time }) => time)), mean(blocks.map(({ value }) => value))];
  const spread = sum(blocks.map(({ time }) => (time - atTime) ** 2));
  const slope = sum(blocks.map(({ time, value }) => (time - atTime) * (value - atValue))) / spread;
  const residuals = blocks.map(({ time, value }) => value - atValue - slope * (time - atTime));
  const variance = sum(residuals.map((residual) => residual ** 2)) / (blocks.length - 2) / spread;
  const error = T * Math.sqrt(variance * inflation(residuals));
  if (blocks.length < BLOCKS) return { slope, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { slope, low: slope - error, high: slope + error };
}

/** Where a block is like the one before, there is less to know than their number says: (1 + r) / (1 − r). */
function inflation(residuals: readonly number[]): number {
  const squares = sum(residuals.map((residual) => residual ** 2));
  const r = squares === 0 ? 0 : sum(residuals.slice(1).map((each, n) => each * (residuals[n] ?? 0))) / squares;
  const bounded = Math.min(Math.max(r, 0), 0.95);
  return (1 + bounded) / (1 - bounded);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
