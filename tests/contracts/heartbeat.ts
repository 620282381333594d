/** Promises of Heartbeat. */
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const HOUR = DAY / 24;

export function heartbeatPromises(name: string, open: Open): void {
  describe(`${name}: heartbeats`, () => {
    const store = opened(open);
    /** The store is one for all tests here: each begins where the one before can not reach. */
    let begin = T;
    beforeEach(async () => {
      begin += 1000 * DAY;
      await store().heartbeat.beat(begin, 0);
    });
    const since = async (spans: ReturnType<typeof beat>) => (await spans).filter(({ from }) => from >= begin);
    const beat = (at: number, from?: number) => store().heartbeat.beat(begin + at, from && begin + from);

    test('a day without one is nothing, and longer than that an absence, from the last one to the next', async () => {
      expect(await since(beat(DAY))).toEqual([]);
      const absence = { from: begin + DAY, to: begin + 3 * DAY };
      expect(await since(beat(3 * DAY))).toEqual([absence]);
      expect(await since(beat(3 * DAY + HOUR))).toEqual([absence]);
      expect(await since(beat(9 * DAY))).toEqual([absence, { from: begin + 3 * DAY + HOUR, to: begin + 9 * DAY }]);
    });

    test('twenty bots that start at once after an absence note it once', async () => {
      const other = await store().again();
      const ports = Array.from({ length: 20 }, (_, n) => (n % 2 ? other : store()).heartbeat);
      await Promise.all(ports.map((port, n) => port.beat(begin + 5 * DAY + n)));
      const noted = await since(other.heartbeat.look(begin + 5 * DAY));
      await other.close();
      expect(noted).toHaveLength(1);
      expect(noted[0]?.from).toBe(begin);
    });

    test('a clock that was set back notes nothing, and ends nothing', async () => {
      await beat(DAY);
      for (const at of [-50 * DAY, -20 * DAY, DAY + HOUR]) expect(await since(beat(at))).toEqual([]);
    });

    test('what a bot lived through is no absence, however far apart its heartbeats are', async () => {
      expect(await since(beat(30 * DAY, HOUR))).toEqual([]);
      expect(await since(beat(60 * DAY, 33 * DAY))).toEqual([{ from: begin + 30 * DAY, to: begin + 33 * DAY }]);
    });

    test('a look tells what a heartbeat would, and is none', async () => {
      const absence = { from: begin, to: begin + 2 * DAY };
      expect(await since(store().heartbeat.look(begin + 2 * DAY))).toEqual([absence]);
      expect(await since(beat(HOUR))).toEqual([]);
    });

    test('the newest hundred are kept', async () => {
      for (let n = 1; n <= 103; n += 1) {
        await beat(n * 2 * DAY);
        await beat(n * 2 * DAY + HOUR);
      }
      const kept = await store().heartbeat.look(begin + 206 * DAY);
      expect(kept).toHaveLength(100);
      expect(kept[0]).toEqual({ from: begin + 6 * DAY + HOUR, to: begin + 8 * DAY });
    });
  });
}
