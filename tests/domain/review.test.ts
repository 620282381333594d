import { beforeEach, describe, expect, it } from 'vitest';
import { forgetReviewer } from '../../src/domain/forget-reviewer.ts';
import type { GuildDocument, ReviewRule } from '../../src/domain/guild.ts';
import { REVIEWERS, standingsOf, WAITING } from '../../src/domain/leaderboard.ts';
import { type MemberDocument, type Proof, phaseToDo, stones } from '../../src/domain/progress.ts';
import { type Change, checkInMember, choicesOf, leave, takeBackOf } from '../../src/domain/record.ts';
import {
  approve,
  type Decision,
  decideOn,
  holderOf,
  type Judge,
  PEERS_MS,
  release,
  requestChanges,
  reviewsOf,
  TAKEN_MS,
  take,
} from '../../src/domain/review.ts';
import { submissionOf } from '../../src/domain/submission.ts';
import { aRoadmap } from '../support/builders.ts';
import { someSettings, utc } from '../support/settings.ts';

const MONDAY = utc('2026-08-03 12:00');
const HOUR = 3_600_000;
const roadmap = aRoadmap({ phases: 3 });
const peers: ReviewRule = { by: 'peer', role: null, channel: null };
const mentors: ReviewRule = { by: 'mentor', role: '77', channel: '701' };

let serial = 0;
let rule: ReviewRule | null = peers;
const guild = (): GuildDocument => {
  const settings = { ...someSettings(), ...(rule && { review: rule }) };
  return { v: 3, rev: 'r', settings, notices: [], pauses: [] };
};

/** Ana's document, and what is done to it at `now`. */
let document: MemberDocument | null = null;
let now = MONDAY;
function change<T>(made: Change<T>) {
  const written = made(document, guild());
  const { events } = written;
  if (events) {
    const left = written.left === undefined ? (document?.left ?? null) : written.left;
    document = { v: 4, rev: 'r', name: 'Ana', ...choicesOf(document), left, events };
  }
  return written;
}
const events = () => document?.events ?? [];
const handIn = (proof: Proof = {}, id = `i${++serial}`, phase = 0) => {
  const request = { id, user: 'ana', name: 'Ana', channel: '8', now };
  return change(checkInMember(roadmap, request, roadmap.phases[phase] ?? null, proof));
};
const judge = (more: Partial<Judge> = {}): Judge => ({
  ...{ id: 'ben', name: 'Ben', by: `i${++serial}`, now, channel: '8', manages: false, roles: [], passed: true },
  ...more,
});
const deciding = (make: (judge: Judge, user: string, phase: string) => Change<unknown>, more: Partial<Judge> = {}) =>
  change(make(judge(more), 'ana', '1')).outcome;

beforeEach(() => {
  [document, now, rule, serial] = [null, MONDAY, peers, 0];
});

describe('where peers look at milestones', () => {
  it('a check-in waits, asks for a reviewer, counts nowhere, and the member goes on', () => {
    const made = handIn({ link: 'https://example.org/', note: 'n' });
    expect(made.outcome).toMatchObject({ kind: 'submitted', again: false, next: { id: '2' } });
    expect(made.news).toMatchObject({ about: 'submitted', link: 'https://example.org/', phase: '1' });
    expect(stones(events())).toEqual([]);
    expect(phaseToDo(roadmap.phases, events())?.id).toBe('2');
    expect(standingsOf(document).find(({ board }) => board === WAITING)).toMatchObject({ milestones: 1, at: MONDAY });
    expect(standingsOf(document).find(({ board }) => board === 'all')?.milestones).toBe(0);
  });

  it('what is typed while it waits is added to it, once, and delivered twice it is handed in once', () => {
    handIn({}, 'same');
    expect(handIn({}, 'same')).toMatchObject({ events: null, outcome: { kind: 'submitted' } });
    expect(handIn()).toMatchObject({ events: null, outcome: { kind: 'waiting', saved: false } });
    expect(handIn({ note: 'm' }).outcome).toMatchObject({ kind: 'waiting', saved: true });
    expect(submissionOf(events(), '1')).toMatchObject({ proof: { note: 'm' }, at: MONDAY });
  });

  it('counts from when it was handed in once a peer approves it, and names no reviewer any more', () => {
    handIn({ note: 'n' });
    deciding(take);
    now += 3 * HOUR;
    const made = change(approve(judge(), 'ana', '1'));
    expect(made).toMatchObject({
      news: { about: 'approved', reviewer: 'Ben', note: 'n', user: 'ana' },
      withdraw: ['i1'],
    });
    expect(stones(events())).toMatchObject([{ phase: '1', at: MONDAY, proof: { note: 'n' } }]);
    expect(JSON.stringify(events())).not.toContain('ben');
    expect(standingsOf(document).map(({ board, milestones }) => [board, milestones])).toEqual([
      ['all', 1],
      ['2026-08', 1],
      [WAITING, 0],
      [REVIEWERS, 0],
    ]);
  });

  it('the first decision wins; the same one delivered twice is told once more', () => {
    handIn();
    const first = judge();
    change(approve(first, 'ana', '1'));
    expect(change(approve(first, 'ana', '1'))).toMatchObject({ events: null, outcome: { kind: 'approved' } });
    expect(change(approve(judge({ id: 'eva' }), 'ana', '1'))).toEqual({ events: null, outcome: { kind: 'decided' } });
    expect(deciding((by) => requestChanges(by, 'ana', '1', { words: '', unmet: [] }))).toEqual({ kind: 'decided' });
  });

  it('nobody decides on their own, and nobody who has not passed, but whoever manages the server', () => {
    handIn();
    expect(deciding(approve, { id: 'ana', manages: true })).toEqual({ kind: 'own' });
    expect(deciding(approve, { passed: false })).toEqual({ kind: 'may-not', peers: null });
    expect(deciding(approve, { passed: false, manages: true })).toMatchObject({ kind: 'approved' });
  });

  it('what one has taken is theirs for 48 hours, or until they let go', () => {
    handIn();
    expect(deciding(take)).toMatchObject({ kind: 'taken' });
    const eva = { id: 'eva', name: 'Eva' };
    expect(deciding(approve, eva)).toMatchObject({ kind: 'held', reviewer: { id: 'ben' }, until: now + TAKEN_MS });
    expect(deciding(release)).toMatchObject({ kind: 'released' });
    expect(deciding(take, eva)).toMatchObject({ kind: 'taken' });
    now += TAKEN_MS - 1;
    expect(deciding(take)).toMatchObject({ kind: 'held', reviewer: { id: 'eva' } });
    now += 1;
    expect(deciding(take)).toMatchObject({ kind: 'taken' });
  });

  it('taking and letting go, however often, leaves a document that is not one’s own small', () => {
    handIn();
    for (let turn = 0; turn < 50; turn++) {
      expect(deciding(take)).toMatchObject({ kind: 'taken' });
      expect(deciding(release)).toMatchObject({ kind: 'released' });
    }
    const last = judge();
    change(take(last, 'ana', '1'));
    expect(change(take(last, 'ana', '1'))).toMatchObject({ events: null, outcome: { kind: 'taken' } });
    expect(events().length).toBeLessThan(10);
    expect(submissionOf(events(), '1')?.taken?.reviewer.id).toBe('ben');
  });

  it('changes are asked for, made, and seen first by whoever asked, for 48 hours', () => {
    handIn({ note: 'n' });
    const asked = change(requestChanges(judge(), 'ana', '1', { words: 'No unwrap.', unmet: ['It ends well'] }));
    expect(asked.news).toMatchObject({ about: 'changes', words: 'No unwrap.', unmet: ['It ends well'] });
    expect(standingsOf(document).find(({ board }) => board === WAITING)?.milestones).toBe(0);
    expect(deciding(approve, { id: 'eva' })).toMatchObject({ kind: 'asked' });
    now += 24 * HOUR;
    expect(handIn({ link: 'https://example.org/2' }).outcome).toMatchObject({ kind: 'submitted', again: true });
    const submission = submissionOf(events(), '1');
    expect(submission).toMatchObject({ state: 'waiting', at: now, requests: [{ words: 'No unwrap.' }] });
    expect(submission?.proof).toEqual({ note: 'n', link: 'https://example.org/2' });
    expect(deciding(take, { id: 'eva' })).toMatchObject({ kind: 'held', reviewer: { id: 'ben' } });
    now += TAKEN_MS;
    expect(deciding(approve, { id: 'eva' })).toMatchObject({ kind: 'approved' });
    expect(stones(events())).toMatchObject([{ at: now - TAKEN_MS }]);
  });

  it('what is taken back, or whose member left, can not be decided on', () => {
    handIn();
    const back = change(takeBackOf({ id: 'back', user: 'ana', name: 'Ana', channel: '8', now }, '1'));
    expect(back).toMatchObject({ withdraw: ['i1'], outcome: { kind: 'revised' } });
    expect(deciding(approve)).toEqual({ kind: 'decided' });
    handIn();
    change(leave(now));
    expect(deciding(approve)).toEqual({ kind: 'decided' });
    expect(standingsOf(document).every(({ milestones }) => milestones === 0)).toBe(true);
  });

  it('a group that asks for no look any more counts what waits, from when it was handed in', () => {
    handIn();
    now += 5 * HOUR;
    rule = null;
    expect(handIn().outcome).toMatchObject({ kind: 'completed' });
    expect(stones(events())).toMatchObject([{ at: MONDAY }]);
    expect(submissionOf(events(), '1')).toBeUndefined();
  });
});

describe('where mentors look at milestones', () => {
  beforeEach(() => {
    rule = mentors;
    handIn();
  });

  it('only their role decides, and after seven days whoever has passed the phase', () => {
    expect(deciding(approve)).toEqual({ kind: 'may-not', peers: MONDAY + PEERS_MS });
    expect(deciding(take, { passed: false, roles: ['5', '77'] })).toMatchObject({ kind: 'taken' });
    now += PEERS_MS;
    expect(deciding(approve, { passed: false })).toMatchObject({ kind: 'may-not' });
    expect(deciding(approve, { id: 'eva' })).toMatchObject({ kind: 'approved' });
  });
});

describe('a reviewer', () => {
  /** What comes of a decision, for both; whatever is written for the learner is kept, and the reviewer's is given back. */
  const decidesOn = (by: Judge, made: Change<Decision>, at = now) => {
    const target = { user: 'ana', phase: '1', at };
    const { changes, outcome } = decideOn(target, by, made)(document, null, guild());
    change(() => changes[0]);
    return { outcome, noted: changes[1] };
  };

  it('has each decision that counts noted, in the same change, and once', () => {
    handIn();
    const taker = judge();
    expect(decidesOn(taker, take(taker, 'ana', '1'))).toMatchObject({
      outcome: { kind: 'taken' },
      noted: { events: null },
    });
    const by = judge();
    const { outcome, noted } = decidesOn(by, approve(by, 'ana', '1'));
    expect(outcome).toMatchObject({ kind: 'approved' });
    expect(reviewsOf(noted.events ?? [])).toBe(1);
    const own = { v: 4, rev: 'r', name: 'Ben', ...choicesOf(null), left: null, events: noted.events ?? [] } as const;
    const again = decideOn({ user: 'ana', phase: '1', at: now }, by, approve(by, 'ana', '1'))(document, own, guild());
    expect(again).toMatchObject({ outcome: { kind: 'approved' }, changes: [{ events: null }, { events: null }] });
  });

  it('is not noted where somebody else was first, or where another one was handed in since', () => {
    handIn();
    const [late, early] = [judge(), judge({ id: 'eva' })];
    expect(decidesOn(late, approve(late, 'ana', '1'), now - 1)).toEqual({
      outcome: { kind: 'changed' },
      noted: { events: null, outcome: null },
    });
    decidesOn(early, approve(early, 'ana', '1'));
    expect(decidesOn(late, approve(late, 'ana', '1'))).toMatchObject({
      outcome: { kind: 'decided' },
      noted: { events: null },
    });
  });

  it('who is forgotten is named nowhere, and holds nothing any more', () => {
    handIn();
    deciding(take);
    expect(change(forgetReviewer('ben')).outcome).toBe(true);
    deciding((by) => requestChanges(by, 'ana', '1', { words: 'No unwrap.', unmet: [] }));
    handIn();
    expect(change(forgetReviewer('ben')).outcome).toBe(true);
    expect(JSON.stringify(events())).not.toContain('ben');
    const submission = submissionOf(events(), '1');
    expect(submission?.requests).toMatchObject([{ words: 'No unwrap.' }]);
    expect(submission && holderOf(submission, now)).toBeNull();
    expect(change(forgetReviewer('ben')).outcome).toBe(false);
    expect(standingsOf(document).find(({ board }) => board === REVIEWERS)?.milestones).toBe(0);
  });
});
