import { describe, expect, it } from 'vitest';
import type { GuildContent } from '../../src/domain/guild.ts';
import { bothPauses, pausesAfter } from '../../src/domain/pauses.ts';
import { someSettings } from '../contracts/builders.ts';

const guild = (savedAt: number, pausedAt: number | null, ...pauses: GuildContent['pauses']): GuildContent => ({
  settings: someSettings({ savedAt, paused: pausedAt === null ? null : { at: pausedAt, reason: 'failing' } }),
  notices: [],
  pauses,
});
const keptAfter = (document: GuildContent, savedAt: number, pausedAt: number | null = null) =>
  pausesAfter(document, guild(savedAt, pausedAt).settings ?? someSettings());

describe('the pauses that are kept', () => {
  it('gain the one that has just ended, and nothing while it runs or where none ran', () => {
    expect(keptAfter(guild(10, 10), 90)).toEqual([{ from: 10, to: 90 }]);
    expect(keptAfter(guild(10, 10, { from: 1, to: 2 }), 90)).toEqual([
      { from: 1, to: 2 },
      { from: 10, to: 90 },
    ]);
    expect(keptAfter(guild(10, 10), 90, 10)).toEqual([]);
    expect(keptAfter(guild(10, null), 90, 90)).toEqual([]);
  });

  it('are one where one began as another ended', () => {
    expect(keptAfter(guild(10, 10, { from: 1, to: 10 }), 90)).toEqual([{ from: 1, to: 90 }]);
  });

  it('end no earlier than they began, also when the clock was set back', () => {
    expect(keptAfter(guild(10, 10), 4)).toEqual([{ from: 10, to: 10 }]);
  });

  it('are two hundred at most: the oldest goes', () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ from: n * 10, to: n * 10 + 5 }));
    const kept = keptAfter(guild(5000, 5000, ...many), 6000);
    expect(kept).toHaveLength(200);
    expect([kept[0], kept.at(-1)]).toEqual([
      { from: 10, to: 15 },
      { from: 5000, to: 6000 },
    ]);
  });
});

describe('the pauses of two documents of one server', () => {
  it('are those of both, each once', () => {
    const [older, newer] = [guild(1, null, { from: 1, to: 3 }), guild(9, null, { from: 1, to: 3 }, { from: 5, to: 7 })];
    expect(bothPauses(older, newer)).toEqual(newer.pauses);
    expect(bothPauses(newer, older)).toEqual(newer.pauses);
  });

  it('end the one that ran in the older where the newer says, and else where it was saved', () => {
    expect(bothPauses(guild(5, 5), guild(90, null, { from: 5, to: 7 }))).toEqual([{ from: 5, to: 7 }]);
    expect(bothPauses(guild(5, 5), guild(90, null))).toEqual([{ from: 5, to: 90 }]);
    expect(bothPauses(guild(5, 5), guild(90, 5))).toEqual([]);
  });
});
