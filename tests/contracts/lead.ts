/** Promises of DueIndex.lead: one at a time goes through what is due, and nobody for ever. */
import { describe, expect, test } from 'vitest';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const LONG = 60_000;

export function leadPromises(name: string, open: Open): void {
  describe(`${name}: the lead`, () => {
    const store = opened(open);

    test('is one’s at a time, who may keep it and give it up', async () => {
      const other = await store().again();
      const { due } = store();
      expect(await due.lead('a', LONG)).toBe(true);
      expect(await other.due.lead('b', LONG)).toBe(false);
      expect([await other.due.isLed('b'), await due.isLed('a')]).toEqual([true, false]);
      expect(await due.lead('a', LONG)).toBe(true);
      expect(await other.due.lead('b', 0)).toBe(false);
      expect(await other.due.lead('b', LONG)).toBe(false);
      expect(await due.lead('a', 0)).toBe(false);
      expect([await other.due.isLed('b'), await due.isLed('a')]).toEqual([false, false]);
      expect(await other.due.lead('b', LONG)).toBe(true);
      await other.due.lead('b', 0);
      await other.close();
    });

    test('passes on from who has died', async () => {
      expect(await store().due.lead('dead', 1)).toBe(true);
      await expect.poll(() => store().due.isLed('b')).toBe(false);
      expect(await store().due.lead('b', LONG)).toBe(true);
      await store().due.lead('b', 0);
    });
  });
}
