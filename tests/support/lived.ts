/** How long something took, without the times in which the whole machine stood still, as a busy one does for seconds. Knows nothing of what is measured. */

const LOOK_MS = 20;
/** What a look may be late by while this process is merely busy. */
const BUSY_MS = 200;

let [lived, looked, looking] = [0, performance.now(), false];

/** Milliseconds that this process has lived through since some moment; as `performance.now()` wherever the machine runs. */
export function livedMs(): number {
  if (!looking) setInterval(look, LOOK_MS).unref();
  looking = true;
  look();
  return lived;
}

/** What came of it, the first of three times that it took no longer: what a busy machine adds is not its own, and nothing takes away what is. */
export async function inTime<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const took: number[] = [];
  while (took.length < 3) {
    const began = livedMs();
    const result = await ask();
    took.push(livedMs() - began);
    if (Math.min(...took) < ms) return result;
  }
  throw new Error(`too late, three times: ${took.map(Math.round).join(', ')} ms`);
}

function look(): void {
  const now = performance.now();
  lived += Math.min(now - looked, BUSY_MS);
  looked = now;
}
