import { describe, expect, it } from 'vitest';
import {
  headerLine,
  isStillTrue,
  mergeEvents,
  mergeGuild,
  readHeader,
  readTrailer,
  trailerLine,
  weeksInDoubt,
} from '../../src/domain/backup.ts';
import type { GuildDocument } from '../../src/domain/guild.ts';
import type { News } from '../../src/domain/news.ts';
import type { MemberDocument, ProgressEvent } from '../../src/domain/progress.ts';
import { someNews, someSettings } from '../contracts/builders.ts';
import { aDocument } from '../support/builders.ts';
import fc from '../support/chance.ts';

const DAY = 86_400_000;
const event = (by: string, at: number, kind: 'done' | 'undone' = 'done', phase = by): ProgressEvent => ({
  kind,
  phase,
  at,
  by,
  day: '2026-11-22',
  gday: '2026-11-22',
});
const document = (...events: readonly ProgressEvent[]): MemberDocument => aDocument(events);
const names = (events: readonly ProgressEvent[] | null) => events?.map(({ by }) => by);

describe('the first and the last line', () => {
  it('are read as they were written', () => {
    const header = { at: '2026-11-22T10:00:00.000Z', store: 'redis', absences: [{ from: 1, to: 2 }] };
    const trailer = { counts: { record: 1, member: 2, news: 3, guild: 4, deletion: 5 }, sha256: 'abc' };
    expect(readHeader(headerLine(header))).toEqual(header);
    expect(readTrailer(trailerLine(trailer))).toEqual(trailer);
  });

  it.each([
    ['no JSON', 'hello', /is not a backup/],
    ['a list', '[]', /is not a backup/],
    ['another format', '{"format":"x","version":1}', /is not a backup/],
    ['a newer version', '{"format":"cairn-backup","version":3}', /newer Cairn \(backup version 3\). Update/],
    ['no version', '{"format":"cairn-backup"}', /no Cairn wrote/],
    [
      'absences of no length',
      '{"format":"cairn-backup","version":2,"at":"2026-11-22","store":"","absences":[1]}',
      /no Cairn wrote/,
    ],
    ['a time that is none', '{"format":"cairn-backup","version":2,"at":"soon","store":""}', /no Cairn wrote/],
    ['no time', '{"format":"cairn-backup","version":1,"store":"redis"}', /no Cairn wrote/],
  ])('%s is refused as a header, in words', (_, line, words) => {
    expect(readHeader(line)).toMatch(words);
  });

  it('of version 1 are read, from before deletions were kept', () => {
    const header = { at: '2026-11-22T10:00:00.000Z', store: 'redis' };
    expect(readHeader(JSON.stringify({ format: 'cairn-backup', version: 1, ...header }))).toEqual({
      ...header,
      absences: [],
    });
    const counts = { record: 1, member: 2, news: 3, guild: 4 };
    const trailer = readTrailer(JSON.stringify({ end: 'cairn-backup', counts, sha256: 'abc' }));
    expect(trailer?.counts).toEqual({ ...counts, deletion: 0 });
  });

  it('a line of a member is not the last line, also when it says so', () => {
    expect(readTrailer('{"kind":"member","end":"cairn-backup"}')).toBeNull();
    expect(readTrailer('{"end":"cairn-backup","sha256":"a","counts":{"member":"many"}}')).toBeNull();
  });
});

describe('a member’s events after a restore', () => {
  it('are those of the backup where there is no document', () => {
    const saved = document(event('b', 2), event('a', 1));
    expect(mergeEvents(null, saved)).toBe(saved.events);
  });

  it('are left alone where nothing is missing', () => {
    expect(mergeEvents(document(event('a', 1), event('b', 2)), document(event('a', 1)))).toBeNull();
  });

  it('are those of the backup in its order where the store has nothing of its own', () => {
    const saved = document(event('b', 2), event('a', 1), event('c', 3));
    expect(names(mergeEvents(document(event('b', 2)), saved))).toEqual(['b', 'a', 'c']);
  });

  it('are both, by time, where each has something of its own', () => {
    const stored = document(event('a', 1), event('d', 4));
    expect(names(mergeEvents(stored, document(event('a', 1), event('c', 3))))).toEqual(['a', 'c', 'd']);
  });

  it('are everything of both, each once, and a second restore changes nothing', () => {
    const events = fc.uniqueArray(fc.nat(20), { maxLength: 12 }).map((ids) => ids.map((id) => event(String(id), id)));
    fc.assert(
      fc.property(events, events, (stored, saved) => {
        const after = mergeEvents(document(...stored), document(...saved)) ?? stored;
        const all = new Set([...stored, ...saved].map(({ by }) => by));
        expect(names(after)?.sort()).toEqual([...all].sort());
        expect(mergeEvents(document(...after), document(...saved))).toBeNull();
      }),
    );
  });
});

describe('a server’s settings after a restore', () => {
  const notice = { id: 'n', at: 1, kind: 'paused', channel: '7', what: 'x' } as const;
  const guild = (savedAt: number | null, notices: GuildDocument['notices'] = []): GuildDocument => ({
    v: 3,
    rev: 'r',
    pauses: [],
    settings: savedAt === null ? null : someSettings({ savedAt }),
    notices,
  });
  const savedAt = (stored: GuildDocument | null, saved: GuildDocument) => mergeGuild(stored, saved)?.settings?.savedAt;

  it('are the later ones, and the same ones are not written again', () => {
    expect(savedAt(null, guild(1))).toBe(1);
    expect(savedAt(guild(1), guild(2))).toBe(2);
    expect(savedAt(guild(null), guild(2))).toBe(2);
    expect(mergeGuild(guild(2), guild(2))).toBeNull();
    expect(mergeGuild(guild(3), guild(2))).toBeNull();
    expect(mergeGuild(guild(3), guild(null))).toBeNull();
  });

  it('have the pauses of both, and a second restore changes nothing', () => {
    const spans = fc
      .uniqueArray(fc.nat(40), { maxLength: 6 })
      .map((ends) => ends.sort((a, b) => a - b))
      .map((ends) => ends.flatMap((from, n) => (n % 2 ? [] : [{ from, to: ends[n + 1] ?? from }])));
    const one = fc
      .record({ savedAt: fc.option(fc.nat(60)), pauses: spans })
      .map((parts) => ({ ...guild(parts.savedAt), pauses: parts.pauses }));
    fc.assert(
      fc.property(one, one, (stored, saved) => {
        const restored = { ...stored, ...mergeGuild(stored, saved) };
        for (const { from, to } of [...stored.pauses, ...saved.pauses])
          expect(restored.pauses.some((span) => span.from <= from && to <= span.to)).toBe(true);
        expect(mergeGuild(restored, saved)).toBeNull();
      }),
    );
    expect(mergeGuild(guild(3), { ...guild(2), pauses: [{ from: 0, to: 1 }] })?.settings?.savedAt).toBe(3);
  });

  it('keep the notices that are there: what was seen does not come back', () => {
    expect(mergeGuild(null, guild(null, [notice]))?.notices).toEqual([notice]);
    expect(mergeGuild(guild(1), guild(2, [notice]))?.notices).toEqual([]);
  });
});

describe('news after a restore', () => {
  it.each([
    ['its check-in is there', [event('x', 1, 'done', '1')], true],
    ['it is not', [event('y', 1, 'done', '1')], false],
    ['it was taken back', [event('x', 1, 'done', '1'), event('y', 2, 'undone', '1')], false],
    ['another was taken back', [event('x', 1, 'done', '1'), event('y', 2, 'undone', '2')], true],
    ['it was taken back before', [event('y', 0, 'undone', '1'), event('x', 1, 'done', '1')], true],
  ])('when %s', (_, events, expected) => {
    expect(isStillTrue(someNews('u', { id: 'x', phase: '1' }), { left: null, events })).toBe(expected);
  });

  const handedIn = { ...event('x', 1, 'done', '1'), kind: 'submitted' } as const;
  const reviewer = { id: '1', name: 'Ben' };
  const approved = { ...event('y', 2, 'done', '1'), kind: 'approved' } as const;
  const asked = { ...event('y', 2, 'done', '1'), kind: 'asked', reviewer, words: 'w', unmet: [] } as const;
  const takenBack = event('z', 3, 'undone', '1');

  it.each<[News['about'], string, string, readonly ProgressEvent[], boolean]>([
    ['submitted', 'x', 'it still waits', [handedIn], true],
    ['submitted', 'x', 'somebody took it', [handedIn, { ...event('t', 2), kind: 'taken', phase: '1', reviewer }], true],
    ['submitted', 'x', 'it was approved since', [handedIn, approved], false],
    ['submitted', 'x', 'changes were asked for since', [handedIn, asked], false],
    ['submitted', 'x', 'it was handed in again since', [handedIn, asked, { ...handedIn, by: 'w', at: 4 }], false],
    ['submitted', 'x', 'it counts on the member’s word since', [handedIn, event('w', 4, 'done', '1')], false],
    ['submitted', 'x', 'it was taken back', [handedIn, takenBack], false],
    ['submitted', 'x', 'another phase was approved', [handedIn, { ...approved, phase: '2' }], true],
    ['approved', 'y', 'the stone is there', [handedIn, approved], true],
    ['approved', 'y', 'it was taken back', [handedIn, approved, takenBack], false],
    ['approved', 'y', 'it was never approved', [handedIn], false],
    ['changes', 'y', 'the member is to do something', [handedIn, asked], true],
    ['changes', 'y', 'they did', [handedIn, asked, { ...handedIn, by: 'w', at: 4 }], false],
    ['changes', 'y', 'they took it back', [handedIn, asked, takenBack], false],
  ])('of %s (%s) when %s', (about, id, _, events, expected) => {
    const news = someNews('u', { id, phase: '1', ...(about && { about }) });
    expect(isStillTrue(news, { left: null, events })).toBe(expected);
    expect(isStillTrue(news, { left: 5, events })).toBe(false);
  });

  it('is not told of somebody who left', () => {
    const events = [event('x', 1, 'done', '1')];
    expect(isStillTrue(someNews('u', { id: 'x', phase: '1' }), { left: 2, events })).toBe(false);
  });
});

describe('the weeks in which a post may be without a record', () => {
  const monday = Date.UTC(2026, 10, 23, 9);

  it('are those of the last two days, in the server’s zone', () => {
    expect(weeksInDoubt(someSettings({ timezone: 'UTC' }), monday + 3 * DAY)).toEqual(['2026-W48']);
    expect(weeksInDoubt(someSettings({ timezone: 'UTC' }), monday)).toEqual(['2026-W47', '2026-W48']);
    const pacific = someSettings({ timezone: 'Pacific/Honolulu' });
    expect(weeksInDoubt(pacific, monday)).toEqual(['2026-W47']);
  });

  it('and that of a challenge that is still owed', () => {
    const challenge = { week: '2026-W46', phaseIndex: 1, date: '2026-11-26' };
    const settings = someSettings({ timezone: 'UTC', carried: { lastPrompt: null, challenge } });
    expect(weeksInDoubt(settings, monday + 3 * DAY)).toEqual(['2026-W48', '2026-W46']);
  });
});
