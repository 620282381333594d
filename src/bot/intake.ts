/** Takes interactions in and knows what is under way, so that a stop can wait for it. */

export interface Intake {
  /** Resolves when it is answered; never rejects. After `drain` began, nothing is taken any more: null. */
  take(raw: unknown): Promise<void> | null;
  /** Stops taking, and resolves when all that was taken is answered. */
  drain(): Promise<void>;
}

/** @param answer never rejects. */
export function createIntake(answer: (raw: unknown) => Promise<void>): Intake {
  const underWay = new Set<Promise<void>>();
  let open = true;
  return {
    take(raw) {
      if (!open) return null;
      const work = answer(raw).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    async drain() {
      open = false;
      await Promise.all(underWay);
    },
  };
}
