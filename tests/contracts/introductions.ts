/** Promises of Introductions. */
import { describe, expect, test } from 'vitest';
import { T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function introductionPromises(name: string, open: Open): void {
  describe(`${name}: introductions`, () => {
    const store = opened(open);

    test('of thirty at once, on two connections, eight may; the others wait, and one more may later', async () => {
      const other = await store().again();
      const asked = Array.from({ length: 30 }, (_, n) => (n % 2 ? other : store().stores).introductions.take(T, 1));
      const turns = await Promise.all(asked);
      expect(turns.filter(({ kind }) => kind === 'now')).toHaveLength(8);
      const waits = new Set(turns.flatMap((turn) => (turn.kind === 'wait' ? [turn.until] : [])));
      expect([...waits]).toEqual([T + 300_000]);
      expect((await other.introductions.take(T + 300_000, 1)).kind).toBe('now');
      expect((await store().stores.introductions.take(T + 300_000, 1)).kind).toBe('wait');
      await other.close();
    });
  });
}
