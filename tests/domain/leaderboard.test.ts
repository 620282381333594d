import { describe, expect, it } from 'vitest';
import { score, scoreAbove, standings, standingsOf, unscore } from '../../src/domain/leaderboard.ts';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import fc from '../support/chance.ts';

const at = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2058, 11, 31) });
const milestones = fc.integer({ min: 1, max: 100 });

describe('a score', () => {
  it('puts more milestones first, then the earlier second, and is read back exactly', () => {
    fc.assert(
      fc.property(milestones, at, milestones, at, (m1, t1, m2, t2) => {
        const [a, b] = [score({ milestones: m1, at: t1 }), score({ milestones: m2, at: t2 })];
        if (m1 > m2) expect(a).toBeGreaterThan(b);
        if (m1 === m2 && Math.floor(t1 / 1000) < Math.floor(t2 / 1000)) expect(a).toBeGreaterThan(b);
        expect(unscore(a)).toEqual({ milestones: m1, at: Math.floor(t1 / 1000) * 1000 });
        expect(a >= scoreAbove(m2)).toBe(m1 > m2);
        expect(Number.isSafeInteger(a)).toBe(true);
      }),
    );
  });
});

it('a score never leaves its milestones, however odd the time', () => {
  for (const at of [0, Date.UTC(2024, 11, 31), Date.UTC(2099, 0, 1)]) {
    expect(unscore(score({ milestones: 3, at })).milestones).toBe(3);
  }
});

describe('standings', () => {
  const done = (phase: string, day: string): ProgressEvent => ({
    kind: 'done',
    phase,
    at: Date.parse(day),
    by: phase + day,
    day,
    gday: day,
  });

  it('count all time and by the month of the first check-in', () => {
    expect(standings([done('1', '2026-07-31'), done('2', '2026-08-01')])).toEqual([
      { board: 'all', milestones: 2, at: Date.parse('2026-08-01') },
      { board: '2026-07', milestones: 1, at: Date.parse('2026-07-31') },
      { board: '2026-08', milestones: 1, at: Date.parse('2026-08-01') },
    ]);
  });

  it('stand at the last milestone that counts, also when it was checked in out of order', () => {
    const [first, second] = [done('1', '2026-07-30'), done('2', '2026-07-31')];
    const [back, again]: ProgressEvent[] = [
      { ...done('1', '2026-08-01'), kind: 'undone', by: 'x' },
      { ...done('1', '2026-08-02'), by: 'y' },
    ];
    const all = standings([first, second, ...[back, again].flatMap((event) => event ?? [])])[0];
    expect(all).toEqual({ board: 'all', milestones: 2, at: Date.parse('2026-07-31') });
  });

  it('are zero on every board that was touched, once a member left, and as before when they are back', () => {
    const events = [done('1', '2026-07-31'), done('2', '2026-08-01')];
    const gone = standingsOf({ left: 0, hidden: false, words: 'named', events });
    expect(gone).toEqual(['all', '2026-07', '2026-08'].map((board) => ({ board, milestones: 0, at: 0 })));
    expect(standingsOf({ left: null, hidden: false, words: 'named', events })).toEqual(standings(events));
    expect(standingsOf({ left: null, hidden: true, words: 'named', events })).toEqual(gone);
    expect(standingsOf(null)).toEqual([{ board: 'all', milestones: 0, at: 0 }]);
  });

  it('take the group’s month, not the member’s', () => {
    const event = { ...done('1', '2026-07-31'), gday: '2026-08-01' };
    expect(standings([event]).map(({ board, milestones }) => [board, milestones])).toEqual([
      ['all', 1],
      ['2026-08', 1],
    ]);
  });

  it('list a month with zero when all of it was taken back, so that its row is removed', () => {
    const undone: ProgressEvent = { ...done('1', '2026-08-01'), kind: 'undone', by: 'x' };
    expect(standings([done('1', '2026-07-31'), undone])).toEqual([
      { board: 'all', milestones: 0, at: 0 },
      { board: '2026-07', milestones: 0, at: 0 },
    ]);
  });
});
