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

function look(): void {
  const now = performance.now();
  lived += Math.min(now - looked, BUSY_MS);
  looked = now;
}
