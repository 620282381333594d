/** Takes interactions in and knows what is under way, so that a stop can wait for it. */

export interface Intake {
  /** Returns at once. After `drain` began, nothing is taken any more. */
  take(raw: unknown): void;
  /** Stops taking, and resolves when all that was taken is answered. */
  drain(): Promise<void>;
}

/** @param answer never rejects. */
export function createIntake(answer: (raw: unknown) => Promise<void>): Intake {
  const underWay = new Set<Promise<void>>();
  let open = true;
  return {
    take(raw) {
      if (!open) return;
      const work = answer(raw).finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async drain() {
      open = false;
      await Promise.all(underWay);
    },
  };
}
