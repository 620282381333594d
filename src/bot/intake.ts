/** Takes interactions in and knows what is under way, so that a stop can wait for it. */

export interface Intake {
  /** Resolves when it is answered; never rejects. After `drain` began, nothing is taken any more: null. */
  take(raw: unknown): Promise<void> | null;
  /** Stops taking, and resolves when all that was taken is answered. */
  drain(): Promise<void>;
}

/** @param answer never rejects. */
export function createIntake(answer: (raw: unknown) => Promise<void>): Intake {
  let underWay = 0;
  let open = true;
  let allAnswered = () => {};
  const drained = new Promise<void>((resolve) => {
    allAnswered = resolve;
  });
  async function counted(raw: unknown): Promise<void> {
    underWay += 1;
    try {
      await answer(raw);
    } finally {
      underWay -= 1;
      if (!open && underWay === 0) allAnswered();
    }
  }
  return {
    take: (raw) => (open ? counted(raw) : null),
    drain() {
      open = false;
      if (underWay === 0) allAnswered();
      return drained;
    },
  };
}
