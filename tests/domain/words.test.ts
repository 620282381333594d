import { describe, expect, it } from 'vitest';
import type { MemberDocument, ProgressEvent } from '../../src/domain/progress.ts';
import { wordsFor } from '../../src/domain/words.ts';

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

  it('are the same all day, another’s on the next, and everybody’s in their turn', () => {
    const rows = ['ben', 'eva', 'kim'].map((user) => passed(user));
    const seen = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map(
      (today) => wordsFor(rows, '2', { user: 'ana', today })?.user,
    );
    expect([...seen].slice(0, 3).sort()).toEqual(['ben', 'eva', 'kim']);
    expect(seen[3]).toBe(seen[0]);
    expect(wordsFor(rows, '2', ana)).toEqual(wordsFor(rows, '2', ana));
  });

  it('are not everybody’s the same on one day', () => {
    const rows = ['ben', 'eva', 'kim'].map((user) => passed(user));
    const askers = Array.from({ length: 30 }, (_, n) => ({ ...ana, user: `90000000000000${n}` }));
    expect(new Set(askers.map((asker) => wordsFor(rows, '2', asker)?.user)).size).toBe(3);
  });
});
