/** One process at a time: whoever wants to work waits for the lead, and keeps it while it works. Knows nothing of the work. */
import type { DueIndex } from '../ports.ts';

/** Of a leader that died the others know this much later. */
const LEASE_MS = 5_000;
const KEPT_EVERY_MS = 1_500;
const ASKED_EVERY_MS = 250;
/** So long an answer about others holds: work that is over by then is none to wait for. */
const KNOWN_FOR_MS = 1_000;

interface LeadParts {
  readonly due: Pick<DueIndex, 'lead' | 'isLed'>;
  /** Nobody begins to lead any more. */
  readonly stopping: () => boolean;
}

export interface Lead {
  /** Runs some work once it may. Rejects as the work does, or with the store's outage while it waits. */
  run(work: () => Promise<void>): Promise<void>;
  /** Resolves when no other process leads, or when this one stops. Rejects with the store's outage. */
  free(): Promise<void>;
}

export function createLead({ due, stopping }: LeadParts): Lead {
  const holder = crypto.randomUUID();
  const hold = () => due.lead(holder, LEASE_MS);
  let [led, askedAt] = [Promise.resolve(false), -Infinity];

  /** Who asks while an answer is under way gets that one too. */
  function isLed(): Promise<boolean> {
    if (performance.now() - askedAt > KNOWN_FOR_MS) {
      askedAt = performance.now();
      led = due.isLed(holder);
      // That nobody could tell is no answer to keep.
      led.catch(() => {
        askedAt = -Infinity;
      });
    }
    return led;
  }

  return {
    async run(work) {
      while (!(await hold())) {
        await sleep(ASKED_EVERY_MS);
        if (stopping()) return;
      }
      // A store that does not answer is told of by the work itself.
      const kept = setInterval(() => void hold().catch(() => {}), KEPT_EVERY_MS);
      try {
        await work();
      } finally {
        clearInterval(kept);
        // Else it ends by itself, when its time is over.
        await due.lead(holder, 0).catch(() => {});
      }
    },
    async free() {
      while (await isLed()) {
        await sleep(ASKED_EVERY_MS);
        if (stopping()) return;
      }
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
