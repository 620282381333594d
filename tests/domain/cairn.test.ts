import { describe, expect, it } from 'vitest';
import { cairnOf, levelsOf } from '../../src/domain/cairn.ts';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import { aRoadmap } from '../support/builders.ts';

const event = (kind: 'done' | 'undone' | 'began', phase: string): ProgressEvent => ({
  ...{ kind, phase, at: 1, by: `${kind}${phase}`, day: '2026-08-05', gday: '2026-08-05' },
});
const states = (events: readonly ProgressEvent[], only?: { onlyLaid: true }) =>
  cairnOf(aRoadmap({ phases: 5 }), events, only).stones.map(({ state }) => state);

describe('a cairn', () => {
  it('has a place for each phase: laid, next, or open', () => {
    expect(states([])).toEqual(['next', 'open', 'open', 'open', 'open']);
    expect(states([event('done', '1'), event('done', '3')])).toEqual(['laid', 'open', 'laid', 'next', 'open']);
    expect(states([event('done', '1'), event('undone', '1')])).toEqual(['next', 'open', 'open', 'open', 'open']);
  });

  it('shows what was known before where one began later, and a stone where it was checked in all the same', () => {
    expect(states([event('began', '3'), event('done', '2')])).toEqual(['known', 'laid', 'next', 'open', 'open']);
  });

  it('of somebody else shows what they have laid, and nothing more', () => {
    const events = [event('began', '3'), event('done', '3')];
    expect(states(events, { onlyLaid: true })).toEqual(['open', 'open', 'laid', 'open', 'open']);
  });
});

describe('the levels of a group', () => {
  it('are those that somebody reached', () => {
    expect(levelsOf({ kind: 'group', heights: [] })).toEqual([]);
    expect(levelsOf({ kind: 'group', heights: [3, 1, 0] })).toEqual([
      { stones: 1, members: 3 },
      { stones: 2, members: 1 },
    ]);
  });

  it('of very many are some, evenly, with the first and the highest', () => {
    const levels = levelsOf({ kind: 'group', heights: Array.from({ length: 100 }, (_, at) => 100 - at) });
    const stones = levels.map((level) => level.stones);
    expect(stones).toHaveLength(14);
    expect([stones[0], stones.at(-1)]).toEqual([1, 100]);
    expect(stones).toEqual([...new Set(stones)].sort((a, b) => a - b));
  });
});
