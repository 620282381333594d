/** Every bench, in the order of docs/performance.md. */
import type { Bench } from './bench.ts';

export const BENCHES: readonly Bench[] = [];
