import { describe, expect, it } from 'vitest';
import type { GuildDocument } from '../../src/domain/guild.ts';
import { type MemberDocument, type ProgressEvent, type Proof, stones } from '../../src/domain/progress.ts';
import { checkInMember, leave, meet, type ProgressChange, reviseMember, takeBackOf } from '../../src/domain/record.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { aDocument, aRoadmap, aTrack } from '../support/builders.ts';
import { someSettings } from '../support/settings.ts';

const NOW = Date.UTC(2026, 6, 31, 23, 30);
const roadmap = aRoadmap({ phases: 3, last: { tracks: [aTrack('Systems'), aTrack('Backend')], milestone: null } });

const request = (id: string, now = NOW) => ({ id, user: '1', name: 'Ana', channel: '8', now });

/** A member's document, and what each change of it asked to be written. */
function member(guild: GuildDocument | null = null) {
  let events: readonly ProgressEvent[] = [];
  let serial = 0;
  function make<T>(change: (document: MemberDocument | null, guild: GuildDocument | null) => ProgressChange<T>) {
    const made = change(events.length ? aDocument(events) : null, guild);
    events = made.events ?? events;
    return made;
  }
  const next = () => `i${++serial}`;
  return {
    events: () => events,
    checkIn: (phase: number | null, proof: Proof = {}, id = next(), on: Roadmap = roadmap) =>
      make(checkInMember(on, request(id), phase === null ? null : (on.phases[phase - 1] ?? null), proof)),
    takeBack: (phase: string, id = next()) => make(takeBackOf(request(id), phase)),
    revise: (phase: string, proof: Proof, id = next()) => make(reviseMember(request(id), phase, proof)),
  };
}

describe('a check-in', () => {
  it('is recorded with its news, in one change', () => {
    const made = member().checkIn(2, { link: 'https://example.org/', note: 'n' });
    expect(made.events).toMatchObject([{ kind: 'done', phase: '2', by: 'i1', at: NOW, note: 'n' }]);
    expect(made.news).toEqual({
      id: 'i1',
      user: '1',
      name: 'Ana',
      channel: '8',
      at: NOW,
      phase: '2',
      link: 'https://example.org/',
      note: 'n',
    });
    expect(made.outcome).toMatchObject({ kind: 'completed', count: 1, next: { id: '3' } });
  });

  it('counts on the group’s day, not on UTC’s', () => {
    const berlin: GuildDocument = {
      v: 3,
      rev: 'r',
      settings: someSettings({ timezone: 'Europe/Berlin' }),
      notices: [],
      pauses: [],
    };
    expect(member(berlin).checkIn(1).events).toMatchObject([{ day: '2026-08-01', gday: '2026-08-01' }]);
    expect(member().checkIn(1).events).toMatchObject([{ day: '2026-07-31', gday: '2026-07-31' }]);
  });

  it('that is delivered twice writes nothing the second time, and means the same phase', () => {
    const ana = member();
    ana.checkIn(null, {}, 'same');
    const again = ana.checkIn(null, {}, 'same');
    expect(again).toMatchObject({ events: null, outcome: { kind: 'completed', phase: { id: '1' }, count: 1 } });
    expect(again.news).toBeUndefined();
  });

  it('of a milestone that was taken back is news no second time', () => {
    const ana = member();
    ana.checkIn(1);
    ana.takeBack('1');
    const made = ana.checkIn(1);
    expect(made.outcome).toMatchObject({ kind: 'completed' });
    expect(made.news).toBeUndefined();
  });

  it('counts only what is on the roadmap', () => {
    const ana = member();
    ana.checkIn(1, {}, 'old', aRoadmap({ phases: 1, last: { id: 'gone' } }));
    expect(ana.checkIn(1).outcome).toMatchObject({ kind: 'completed', count: 1 });
  });

  it('finds nothing to do once every phase is done', () => {
    const ana = member();
    for (const phase of [1, 2]) ana.checkIn(phase);
    ana.checkIn(3, { tracks: ['backend'] });
    expect(ana.checkIn(null)).toEqual({ events: null, outcome: { kind: 'all-done' } });
  });
});

describe('tracks', () => {
  it('are asked for where the phase has them, and nothing is written before', () => {
    expect(member().checkIn(3, { note: 'n' })).toMatchObject({ events: null, outcome: { kind: 'needs-track' } });
    expect(member().checkIn(3, { tracks: ['cobol'] })).toMatchObject({
      events: null,
      outcome: { kind: 'needs-track' },
    });
  });

  it('are kept only where the phase has them', () => {
    expect(member().checkIn(1, { tracks: ['backend'] }).events?.[0]).not.toHaveProperty('tracks');
    expect(member().checkIn(3, { tracks: ['backend', 'cobol'] }).events).toMatchObject([{ tracks: ['backend'] }]);
  });

  it('add up on one stone', () => {
    const ana = member();
    ana.checkIn(3, { tracks: ['backend'] });
    const made = ana.checkIn(3, { tracks: ['systems'] });
    expect(made.outcome).toMatchObject({ kind: 'already-done', saved: true });
    expect(made.events?.at(-1)).toMatchObject({ kind: 'changed', tracks: ['backend', 'systems'] });
    expect(made.news).toBeUndefined();
  });
});

describe('a phase that is done already', () => {
  it('changes only by what was typed with it', () => {
    const ana = member();
    ana.checkIn(1, { link: 'https://example.org/a', note: 'n' });
    expect(ana.checkIn(1)).toMatchObject({ events: null, outcome: { kind: 'already-done', saved: false } });
    const linked = ana.checkIn(1, { link: 'https://example.org/b' });
    expect(linked.events?.at(-1)).toMatchObject({ kind: 'changed', link: 'https://example.org/b', note: 'n' });
  });

  it('writes nothing where nothing new is said', () => {
    const ana = member();
    ana.checkIn(1, { link: 'https://example.org/a', met: ['It runs'] });
    for (const proof of [{}, { link: 'https://example.org/a' }, { met: ['It runs'] }]) {
      expect(ana.checkIn(1, proof)).toMatchObject({ events: null, outcome: { kind: 'already-done', saved: false } });
    }
  });

  it('changes once what came to a stone and is delivered twice, and means the same thing', () => {
    const ana = member();
    ana.checkIn(1, { link: 'https://example.org/a' });
    const saved = { kind: 'already-done', saved: true, stone: { proof: { note: 'hard' } } };
    expect(ana.checkIn(1, { note: 'hard' }, 'again').outcome).toMatchObject(saved);
    expect(ana.checkIn(1, { note: 'hard' }, 'again')).toMatchObject({ events: null, outcome: saved });
    expect(ana.events()).toHaveLength(2);
  });
});

describe('a phase that waits for a reviewer', () => {
  const settings = { ...someSettings(), review: { by: 'peer', role: null, channel: null } } as const;
  const reviewing: GuildDocument = { v: 3, rev: 'r', settings, notices: [], pauses: [] };

  it('takes what is added to it once, however often it is delivered, and nothing that is not new', () => {
    const ana = member(reviewing);
    ana.checkIn(1, { link: 'https://example.org/a' });
    const saved = { kind: 'waiting', saved: true, submission: { proof: { note: 'hard' } } };
    expect(ana.checkIn(1, { note: 'hard' }, 'again').outcome).toMatchObject(saved);
    expect(ana.checkIn(1, { note: 'hard' }, 'again')).toMatchObject({ events: null, outcome: saved });
    expect(ana.checkIn(1, { note: 'hard' })).toMatchObject({
      events: null,
      outcome: { kind: 'waiting', saved: false },
    });
    expect(ana.events().map(({ kind }) => kind)).toEqual(['submitted', 'changed']);
  });
});

describe('words that others may see', () => {
  it('are those that the tick was for: newer ones ask for a tick of their own', () => {
    const ana = member();
    ana.checkIn(1, { note: 'n', later: true });
    expect(ana.checkIn(1, { link: 'https://example.org/' }).events?.at(-1)).toMatchObject({ note: 'n', later: true });
    expect(ana.checkIn(1, { note: 'm' }).events?.at(-1)).not.toHaveProperty('later');
    ana.checkIn(1, { note: 'm', later: true });
    ana.takeBack('1');
    ana.checkIn(1, { note: 'o' });
    expect(stones(ana.events())[0]?.proof).toEqual({ note: 'o', link: 'https://example.org/' });
  });
});

describe('taking back', () => {
  it('withdraws the news of every check-in of that phase, and of no other', () => {
    const ana = member();
    ana.checkIn(1);
    ana.checkIn(2);
    ana.takeBack('1');
    ana.checkIn(1);
    expect(ana.takeBack('1')).toMatchObject({ withdraw: ['i1', 'i4'], outcome: { kind: 'revised' } });
  });

  it('of what is not done, or delivered twice, writes nothing', () => {
    const ana = member();
    expect(ana.takeBack('1')).toEqual({ events: null, outcome: { kind: 'not-done' } });
    ana.checkIn(1);
    ana.takeBack('1', 'same');
    expect(ana.takeBack('1', 'same')).toEqual({ events: null, outcome: { kind: 'revised', counted: true } });
  });
});

describe('a change of what was said', () => {
  it('replaces it as a whole, once, and only where there is a stone', () => {
    const ana = member();
    expect(ana.revise('1', { note: 'm' })).toEqual({ events: null, outcome: { kind: 'not-done' } });
    ana.checkIn(1, { link: 'https://example.org/a', note: 'n' });
    const made = ana.revise('1', { note: 'm' }, 'same');
    expect(made.outcome).toMatchObject({ kind: 'revised', stone: { proof: { note: 'm' } } });
    expect(ana.events()).toHaveLength(2);
    expect(ana.revise('1', { note: 'm' }, 'same').events).toBeNull();
  });
});

describe('a member who left', () => {
  const ana = member();
  ana.checkIn(1);
  ana.checkIn(2);
  ana.takeBack('1');
  const there = aDocument(ana.events());

  it('is noted once, with every fact kept and all their news withdrawn', () => {
    const made = leave(NOW)(there, null);
    expect(made).toEqual({ events: there.events, left: NOW, withdraw: ['i1', 'i2'], outcome: true });
    expect(leave(NOW + 1)({ ...there, left: NOW }, null)).toMatchObject({ events: null, outcome: false });
    expect(leave(NOW)(null, null)).toMatchObject({ events: null, outcome: false });
  });

  it('is back with whatever they do, and with a check-in in its own change', () => {
    const gone = { ...there, left: NOW };
    expect(meet(gone, null)).toEqual({ events: there.events, left: null, outcome: null });
    expect(meet(null, null).events).toBeNull();
    const phase = roadmap.phases[0] ?? null;
    expect(checkInMember(roadmap, request('i9'), phase, {})(gone, null)).toMatchObject({ left: null });
  });

  it('stays away when somebody else takes a check-in of theirs back', () => {
    const made = takeBackOf(request('i9'), '2')({ ...there, left: NOW }, null);
    expect(made.outcome).toEqual({ kind: 'revised', counted: true });
    expect(made).not.toHaveProperty('left');
  });
});
