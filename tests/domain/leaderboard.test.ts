import { describe, expect, it } from 'vitest';
import {
  REVIEWERS,
  score,
  scoreAbove,
  standings,
  standingsOf,
  unscore,
  WAITING,
  wordsBoard,
} from '../../src/domain/leaderboard.ts';
import type { MemberDocument, ProgressEvent, Proof } from '../../src/domain/progress.ts';
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

describe('lists', () => {
  let ids = 0;
  const happened = (phase: string, day: number) => {
    ids += 1;
    return { phase, at: day * 86_400_000, by: `i${ids}`, day: '2026-08-01', gday: '2026-08-01' };
  };
  const done = (phase: string, day: number, proof: Proof = {}): ProgressEvent => ({
    kind: 'done',
    ...happened(phase, day),
    ...proof,
  });
  const handedIn = (phase: string, day: number): ProgressEvent => ({ kind: 'submitted', ...happened(phase, day) });
  const taken = (phase: string, id = 'ben'): ProgressEvent => ({
    kind: 'taken',
    ...happened(phase, 9),
    reviewer: { id, name: 'Ben' },
  });
  const asked = (phase: string): ProgressEvent =>
    ({ ...taken(phase), kind: 'asked', words: 'w', unmet: [] }) as ProgressEvent;
  /** The lists, by name, with the day as of which the member stands there; null: they must not. */
  const listsOf = (events: readonly ProgressEvent[], more: Partial<MemberDocument> = {}) => {
    const all = standingsOf({ left: null, hidden: false, words: 'named', ...more, events });
    const lists = all.filter(({ board }) => board !== 'all' && !/^\d/.test(board));
    return Object.fromEntries(lists.map(({ board, milestones, at }) => [board, milestones ? at / 86_400_000 : null]));
  };
  const shown = { note: 'lifetimes clicked', later: true };

  it('are none for whoever checks in on their word alone, and shows no words', () => {
    expect(listsOf([done('1', 1), done('2', 2, { note: 'n' })])).toEqual({});
  });

  it('have whoever waits for a reviewer, as of what waits longest, until somebody decides', () => {
    const both = [handedIn('1', 1), handedIn('2', 2)];
    expect(listsOf(both)).toEqual({ [WAITING]: 1, [REVIEWERS]: null });
    expect(listsOf([...both, asked('1')])).toEqual({ [WAITING]: 2, [REVIEWERS]: 9 });
    expect(listsOf([...both, asked('1'), handedIn('1', 3)])).toMatchObject({ [WAITING]: 2 });
    const approved = (['1', '2'] as const).map((phase): ProgressEvent => ({ kind: 'approved', ...happened(phase, 4) }));
    expect(listsOf([...both, ...approved])).toEqual({ [WAITING]: null, [REVIEWERS]: null });
  });

  it('have whoever’s document names a reviewer, while it names one', () => {
    expect(listsOf([handedIn('1', 1), taken('1')])).toMatchObject({ [REVIEWERS]: 9 });
    expect(listsOf([handedIn('1', 1), taken('1', '')])).toMatchObject({ [REVIEWERS]: null });
  });

  it('have the words of whoever passed and ticked that they may be shown, as of when they passed', () => {
    const events = [done('1', 1, shown), done('2', 2, { ...shown, later: false }), done('3', 3, { later: true })];
    expect(listsOf(events)).toEqual({ [wordsBoard('1')]: 1, [wordsBoard('2')]: null, [wordsBoard('3')]: null });
    const untold = { kind: 'changed', ...happened('1', 5), note: 'n', later: false } as const;
    expect(listsOf([...events, untold])[wordsBoard('1')]).toBeNull();
    const back = { kind: 'undone', ...happened('1', 5) } as const;
    expect(listsOf([...events, back])[wordsBoard('1')]).toBeNull();
  });

  it('have no words of what waits for a reviewer, and those of whoever is on no leaderboard', () => {
    const waits = { ...handedIn('1', 1), ...shown } as ProgressEvent;
    expect(listsOf([waits])[wordsBoard('1')]).toBeNull();
    expect(listsOf([waits, { kind: 'approved', ...happened('1', 2) }])[wordsBoard('1')]).toBe(1);
    expect(listsOf([done('1', 1, shown)], { hidden: true })[wordsBoard('1')]).toBe(1);
    expect(listsOf([done('1', 1, shown)], { words: 'unnamed' })[wordsBoard('1')]).toBe(1);
  });

  it('have nobody who left, nor the words of whoever shows them to nobody', () => {
    const events = [done('1', 1, shown), handedIn('2', 2), taken('2')];
    const nowhere = { [wordsBoard('1')]: null, [WAITING]: null, [REVIEWERS]: null };
    expect(listsOf(events, { left: 5 })).toEqual(nowhere);
    expect(listsOf(events, { words: 'nobody' })).toEqual({ ...nowhere, [WAITING]: 2, [REVIEWERS]: 9 });
  });
});
