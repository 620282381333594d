import { describe, expect, it } from 'vitest';
import { type Absence, judge, type Verdict } from '../../src/domain/absence.ts';

const mark = (first: string, last: string, removed = false): Absence => ({ guild: '9', first, last, removed });
const note = (absence: Absence): Verdict => ({ kind: 'note', absence });
const on = (today: string, before: Absence | null) => judge('9', before, today);

describe('a server that is missing in a complete list', () => {
  it('is noted, and nothing else comes of the same day', () => {
    expect(on('2026-12-31', null)).toEqual(note(mark('2026-12-31', '2026-12-31')));
    expect(on('2026-12-31', mark('2026-12-31', '2026-12-31'))).toEqual({ kind: 'rest' });
  });

  it('counts as removed the day after, since the first day, if Discord refuses it; else it is asked for again', () => {
    expect(on('2027-01-01', mark('2026-12-31', '2026-12-31'))).toEqual({
      kind: 'ask',
      refused: mark('2026-12-31', '2027-01-01', true),
      absence: mark('2026-12-31', '2027-01-01'),
    });
  });

  it('begins anew after a day without a list: nobody knows what was in between', () => {
    expect(on('2027-01-02', mark('2026-12-31', '2026-12-31'))).toEqual(note(mark('2027-01-02', '2027-01-02')));
  });

  it.each([
    ['2026-12-02', '2026-12-01', 'note'],
    ['2026-12-30', '2026-12-29', 'note'],
    ['2026-12-31', '2026-12-30', 'purge'],
    ['2026-12-31', '2026-12-31', 'purge'],
    ['2027-01-09', '2027-01-08', 'purge'],
    // A bot that was off for long looks for two days.
    ['2027-03-01', '2026-12-20', 'note'],
    ['2027-03-02', '2027-03-01', 'purge'],
  ])('and is removed since 1 December: on %s, last missing on %s, it is a %s', (today, last, expected) => {
    const verdict = on(today, mark('2026-12-01', last, true));
    if (expected === 'note') expect(verdict).toEqual(note(mark('2026-12-01', today, true)));
    else expect(verdict).toEqual({ kind: 'ask', refused: 'purge', absence: mark('2026-12-01', today, true) });
  });

  it('is left to the process whose clock is ahead', () => {
    expect(on('2026-12-01', mark('2026-12-02', '2026-12-02'))).toEqual({ kind: 'rest' });
    expect(on('2026-12-01', mark('2026-11-30', '2026-12-02', true))).toEqual({ kind: 'rest' });
  });
});
