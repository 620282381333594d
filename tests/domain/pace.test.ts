import { expect, it } from 'vitest';
import { MOST_AN_HOUR, pace } from '../../src/domain/pace.ts';
import fc from '../support/chance.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const T = Date.UTC(2026, 7, 1);

/** Whoever asks at each of these times, and waits when told to: when they went. */
function gone(times: readonly number[], connections = 1): readonly number[] {
  let paid: number | null = null;
  return times.filter((now) => {
    const turn = pace(paid, now, connections);
    if (turn.kind === 'now') paid = turn.paid;
    return turn.kind === 'now';
  });
}

it('lets eight go at once, then one every five minutes', () => {
  const everySecond = Array.from({ length: 1200 }, (_, n) => T + n * 1000);
  const late = gone(everySecond).slice(8);
  expect(gone(everySecond).slice(0, 8)).toEqual(everySecond.slice(0, 8));
  expect(late).toEqual([T + 5 * MINUTE, T + 10 * MINUTE, T + 15 * MINUTE]);
});

it.each([
  [4, 32],
  [16, 128],
  [100, 600],
  [700, 700],
])(
  'of a bot with %i connections lets eight starts go at once, as far as a day of Discord’s allows: %i',
  (connections, most) => {
    const atOnce = Array.from({ length: 1000 }, () => T);
    expect(gone(atOnce, connections)).toHaveLength(most);
  },
);

it.each([1, 16, 88, 150])('of a bot with %i connections never lets more than 1,000 go in any day', (connections) => {
  const everyTenSeconds = Array.from({ length: 8640 }, (_, n) => T + n * 10_000);
  expect(gone(everyTenSeconds, connections).length).toBeLessThanOrEqual(1000);
});

it('says until when to wait, and lets go just then', () => {
  let paid: number | null = null;
  for (let n = 0; n < 8; n += 1) {
    const turn = pace(paid, T, 1);
    if (turn.kind === 'now') paid = turn.paid;
  }
  expect(pace(paid, T + MINUTE, 1)).toEqual({ kind: 'wait', until: T + 5 * MINUTE });
  expect(pace(paid, T + 5 * MINUTE - 1, 1).kind).toBe('wait');
  expect(pace(paid, T + 5 * MINUTE, 1).kind).toBe('now');
});

it('never lets more than twenty go in any hour, however often somebody asks', () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: HOUR })), {
    minLength: 200,
    maxLength: 2000,
  });
  fc.assert(
    fc.property(steps, (waits) => {
      let now = T;
      const went = gone(waits.map((ms) => (now += ms)));
      for (const from of went) {
        expect(went.filter((at) => at >= from && at <= from + HOUR).length).toBeLessThanOrEqual(MOST_AN_HOUR);
      }
    }),
    { numRuns: 50 },
  );
});

it('does not wait for a clock that was set back', () => {
  expect(pace(T + 365 * 24 * HOUR, T, 1)).toEqual({ kind: 'now', paid: T + 5 * MINUTE });
});
