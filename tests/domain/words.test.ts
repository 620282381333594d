import { describe, expect, it } from 'vitest';
import type { MemberDocument, ProgressEvent } from '../../src/domain/progress.ts';
import { turnOf, wordsFor } from '../../src/domain/words.ts';

const passed = (user: string, more: Partial<MemberDocument> = {}, said: object = {}) => {
  const happened = { phase: '2', at: 1, by: `i${user}`, day: '2026-05-31', gday: '2026-06-01' };
  const event: ProgressEvent = { kind: 'done', ...happened, note: `hard for ${user}`, later: true, ...said };
  const choices = { zone: null, hidden: false, track: null, words: 'named' } as const;
  return { user, document: { v: 4, rev: 'r', name: user, left: null, ...choices, events: [event], ...more } as const };
};
const ana = { user: 'ana', today: '2026-11-22' };
const ben = passed('ben');

describe('words on a stone', () => {
  it('come with name and month, by the group’s calendar, and say whether that was this year', () => {
    const words = { user: 'ben', name: 'ben', note: 'hard for ben', month: '2026-06' };
    expect(wordsFor([ben], '2', ana)).toEqual({ ...words, thisYear: true });
    expect(wordsFor([ben], '2', { ...ana, today: '2027-01-01' })).toEqual({ ...words, thisYear: false });
  });

  it('come without the name of whoever wants none', () => {
    expect(wordsFor([passed('ben', { words: 'unnamed' })], '2', ana)).toMatchObject({ name: null, user: 'ben' });
  });

  it.each([
    ['nobody passed', []],
    ['they are the asker’s own', [passed('ana')]],
    ['they are of another phase', [passed('ben', {}, { phase: '3' })]],
    ['their member shows them to nobody', [passed('ben', { words: 'nobody' })]],
    ['their member left', [passed('ben', { left: 5 })]],
    [
      'nobody ticked that they may be shown',
      [passed('ben', {}, { later: false }), passed('eva', {}, { later: undefined })],
    ],
    ['there are none', [passed('ben', {}, { note: undefined })]],
    ['the milestone waits for a reviewer', [passed('ben', {}, { kind: 'submitted' })]],
  ])('are not shown where %s', (_, rows) => {
    expect(wordsFor(rows, '2', ana)).toBeNull();
  });

  it('are the first that may be shown', () => {
    const rows = [passed('ana'), passed('eva', { words: 'nobody' }), ben, passed('kim')];
    expect(wordsFor(rows, '2', ana)).toMatchObject({ user: 'ben' });
  });

  it('are looked for in the same place all day, one further each day, and elsewhere by somebody else', () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-24'].map((today) => turnOf({ user: '1'.repeat(20), today }));
    const [first = 0] = days;
    expect(days).toEqual([first, first + 1, first + 2]);
    const askers = Array.from({ length: 30 }, (_, n) => turnOf({ ...ana, user: `90000000000000${n}` }));
    expect(new Set(askers.map((turn) => turn % 3)).size).toBe(3);
    for (const turn of askers) expect(turn).toBeLessThan(1_000);
  });
});
