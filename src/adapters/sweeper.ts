/** Cleans a store's files after deletions: once for many, later than anybody waits for, again until it worked. Knows no store. */
import { StoreOutage } from '../outage.ts';

/** `again`: somebody else is at the files, or it failed; `never`: this server does not let us. */
export type Swept = 'clean' | 'again' | 'never';

export interface Sweeper {
  /** Something was deleted. Returns at once. */
  soon(): void;
  /** Nothing runs afterwards; resolves, when a sweep under way has ended, whether one is still owed. */
  stop(): Promise<boolean>;
}

interface SweeperParts {
  /** How long deletions are collected before one sweep for all, in milliseconds. */
  readonly afterMs: number;
  /** Before the second try; each wait is twice as long as the one before, up to {@link LONGEST_MS}. */
  readonly againMs: number;
  /** `stopped` tells that nobody waits for the rest any more. */
  readonly sweep: (stopped: () => boolean) => Promise<Swept>;
  /** Hears of what was thrown; an outage is told by those whom it meets. */
  readonly log: (error: unknown) => void;
}

const LONGEST_MS = 20_000;

export function createSweeper({ afterMs, againMs, sweep, log }: SweeperParts): Sweeper {
  let [owed, allowed, stopped] = [false, true, false];
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  const attempt = (): Promise<Swept> =>
    sweep(() => stopped).catch((error: unknown) => {
      if (!(error instanceof StoreOutage)) log(error);
      return 'again';
    });
  const run = async (wait: number) => {
    // What is deleted from here on may come too late for this sweep, and gets one of its own.
    owed = false;
    const swept = await attempt();
    running = null;
    if (swept === 'never') allowed = false;
    if (swept === 'again') owed = true;
    if (owed && allowed && !stopped) plan(swept === 'again' ? wait : afterMs, Math.min(2 * wait, LONGEST_MS));
  };
  const plan = (ms: number, wait: number) => {
    timer = setTimeout(() => {
      timer = null;
      running = run(wait);
    }, ms);
    timer.unref();
  };

  return {
    soon() {
      if (!allowed || stopped) return;
      owed = true;
      if (!timer && !running) plan(afterMs, againMs);
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
      return owed && allowed;
    },
  };
}
