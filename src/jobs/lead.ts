/** One process at a time: whoever wants to work waits for the lead, and keeps it while it works. Knows nothing of the work. */
import type { DueIndex } from '../ports.ts';

/** Of a leader that died the others know this much later. */
const LEASE_MS = 5_000;
const KEPT_EVERY_MS = 1_500;
const ASKED_EVERY_MS = 250;

interface LeadParts {
  readonly due: Pick<DueIndex, 'lead'>;
  /** Nobody begins to lead any more. */
  readonly stopping: () => boolean;
}

/** @returns what runs some work once it may; rejects as the work does, or with the store's outage while it waits. */
export function createLead({ due, stopping }: LeadParts): (work: () => Promise<void>) => Promise<void> {
  const holder = crypto.randomUUID();
  const hold = () => due.lead(holder, LEASE_MS);
  return async (work) => {
    while (!(await hold())) {
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS));
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
  };
}
