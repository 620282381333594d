/** How the program hears of its end, and of a clock that its parent moves. Knows none of the steps. */
import type { createLog } from './adapters/log.ts';

/** Supervisors kill after ten seconds; Cairn is gone before. */
const STOP_WITHIN_MS = 7_500;

type Log = ReturnType<typeof createLog>;

/** Only a parent process can reach this, and only for a bot that talks to this machine without a real token. */
export function obeyParent(
  moveTo: (now: number, from: number) => void,
  tick: () => Promise<unknown>,
  atRest: () => Promise<unknown>,
): void {
  process.on('message', async (message: { readonly clock?: unknown; readonly from?: unknown } | null) => {
    if (typeof message?.clock !== 'number') return;
    const { clock, from = clock } = message;
    moveTo(clock, typeof from === 'number' ? from : clock);
    await tick();
    // Once more: the first may have joined one that began before the move.
    await tick();
    // What a member woke may still wait for Discord, and would wake up in another week.
    await atRest();
    process.send?.({ clock, ticked: true });
  });
  // A parent that is gone leaves nobody to stop us.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

/**
 * Runs the steps one after the other, so that what was acknowledged is done before its store closes. Returns whether that has
 * begun.
 */
export function stopOnSignals(log: Log, steps: readonly (() => Promise<unknown>)[]): () => boolean {
  let stopping = false;
  const stop = async (signal: string) => {
    // npm and a terminal may both pass one signal on; the second must not cut the first one's work short.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const late = setTimeout(() => {
      log.warn({}, 'some work did not end in time; what was acknowledged is saved');
      process.exit(0);
    }, STOP_WITHIN_MS);
    for (const step of steps) await step();
    clearTimeout(late);
    log.info({}, 'stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return () => stopping;
}
