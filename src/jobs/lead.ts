/** One process at a time: whoever wants to work waits for the lead, and keeps it while it works. Knows nothing of the work. */
import type { DueIndex } from '../ports.ts';

/** Of a leader that died the others know this much later. */
const LEASE_MS = 5_000;
const KEPT_EVERY_MS = 1_500;
const ASKED_EVERY_MS = 250;
/** That nobody else leads is believed for so long: work that began since is not much yet. */
const KNOWN_FOR_MS = 1_000;

interface LeadParts {
  readonly due: Pick<DueIndex, 'lead' | 'isLed'>;
  /** Nobody begins to lead any more. */
  readonly stopping: () => boolean;
}

export interface Lead {
  /** Runs some work once it may. Rejects as the work does, or with the store's outage while it waits. */
  run(work: () => Promise<void>): Promise<void>;
  /** Whether another process leads. Rejects with the store's outage. */
  isLed(): Promise<boolean>;
}

export function createLead({ due, stopping }: LeadParts): Lead {
  const holder = crypto.randomUUID();
  const hold = () => due.lead(holder, LEASE_MS);
  let knownUntil = -Infinity;

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
    async isLed() {
      if (performance.now() < knownUntil) return false;
      const led = await due.isLed(holder);
      if (!led) knownUntil = performance.now() + KNOWN_FOR_MS;
      return led;
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
