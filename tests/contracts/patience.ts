/** Asks a store again that did not answer: two processes on one file may keep each other waiting where the machine is busy. */
import { StoreOutage } from '../../src/outage.ts';

/** `ask` may run more than once, as any change may. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreOutage)) throw error;
    }
  }
}
