import { describe, expect, it } from 'vitest';
import { compacted, MOST_EVENTS, summarised } from '../../src/domain/compaction.ts';
import { REVIEWERS, standingsOf } from '../../src/domain/leaderboard.ts';
import {
  behind,
  everDone,
  knownPhases,
  type ProgressEvent,
  phaseToDo,
  stoneOf,
  stones,
  tickedTopics,
  waitingOf,
} from '../../src/domain/progress.ts';
import { reviewsOf } from '../../src/domain/review.ts';
import { dateOf } from '../../src/domain/schedule-calendar.ts';
import { activeWeeks, streakOf } from '../../src/domain/streak.ts';
import { submissionOf, submissionsOf } from '../../src/domain/submission.ts';
import fc from '../support/chance.ts';

const PHASES = ['1', '2', '3'].map((id) => ({ id }));
const FIRST_DAY = 20_600;
const DAY = 86_400_000;

interface Act {
  readonly kind: Exclude<ProgressEvent['kind'], 'summary'>;
  readonly phase: string;
  readonly topic: string;
  readonly note: string | null;
  readonly met: readonly string[] | null;
  /** Whether the note may be shown to others. */
  readonly shown: boolean | null;
  readonly reviewer: string;
  /** Days since the act before. */
  readonly later: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(
    ...(['done', 'undone', 'changed', 'ticked', 'ticked', 'ticked', 'began', 'reviewed'] as const),
    ...(['submitted', 'submitted', 'taken', 'released', 'asked', 'approved'] as const),
  ),
  phase: fc.constantFrom('1', '2', '3'),
  topic: fc.constantFrom('a', 'b'),
  note: fc.constantFrom(null, 'x', 'y'),
  met: fc.constantFrom(null, [], ['It runs']),
  shown: fc.constantFrom(null, true, false),
  reviewer: fc.constantFrom('ben', 'eva'),
  later: fc.constantFrom(0, 0, 0, 1, 4, 9),
});
/** As many as that: left to itself, an array is mostly of ten. */
const acts = fc.array(act, { maxLength: 60, size: 'max' });

/** What an act makes of the events as commands would let it: nothing is taken back that is not there. */
function after(events: readonly ProgressEvent[], act: Act, n: number, day: number): readonly ProgressEvent[] {
  const { kind, phase, topic, note, met, shown } = act;
  const date = dateOf(day);
  const happened = { at: day * DAY + n, by: `i${n}`, day: date, gday: date, phase };
  const reviewer = { id: act.reviewer, name: act.reviewer };
  const said = { ...(note && { note }), ...(met && { met }), ...(shown !== null && { later: shown }) };
  const done = stoneOf(events, phase) !== undefined;
  const state = submissionOf(events, phase)?.state;
  switch (kind) {
    case 'began':
      return [...events, { kind, ...happened }];
    case 'ticked': {
      const on = !tickedTopics(events).get(phase)?.has(topic);
      return [...events, { kind, ...happened, on: on ? [topic] : [], off: on ? [] : [topic] }];
    }
    case 'reviewed':
      return [...events, { kind, ...happened, count: 1 }];
    case 'done':
      return done ? events : [...events, { kind, ...happened, ...said }];
    case 'submitted':
      return done || state === 'waiting' ? events : [...events, { kind, ...happened, ...said }];
    case 'undone':
      return done || state ? [...events, { kind, ...happened }] : events;
    case 'changed':
      return done || state ? [...events, { kind, ...happened, ...said }] : events;
    case 'taken':
      return state === 'waiting' ? [...events, { kind, ...happened, reviewer }] : events;
    case 'released':
      return state === 'waiting' ? [...events, { kind, ...happened }] : events;
    case 'asked':
      return state === 'waiting' ? [...events, { kind, ...happened, reviewer, words: 'w', unmet: [] }] : events;
    case 'approved': {
      if (state !== 'waiting') return events;
      const reviewing = new Set(['taken', 'released', 'asked']);
      const others = events.filter((event) => event.phase !== phase || !reviewing.has(event.kind));
      return [...others, { kind, ...happened }];
    }
  }
}

/** Plays acts one after the other; before those at `cuts`, what is over is put together. */
function played(acts: readonly Act[], cuts: readonly number[] = []): readonly ProgressEvent[] {
  let events: readonly ProgressEvent[] = [];
  let day = FIRST_DAY;
  for (const [n, act] of acts.entries()) {
    day += act.later;
    // As in compacted(): the days of what is put together are over.
    const over = cuts.includes(n) ? events.filter(({ at }) => at < (day - 3) * DAY) : [];
    if (over.length) events = [...summarised(over), ...events.slice(over.length)];
    events = after(events, act, n, day);
  }
  return events;
}

/** Everything that is told of a member. */
function told(events: readonly ProgressEvent[]) {
  const document = { events, left: null, hidden: false, words: 'named' } as const;
  return {
    stones: stones(events),
    ever: PHASES.map(({ id }) => everDone(events, id)),
    now: phaseToDo(PHASES, events),
    known: knownPhases(PHASES, events),
    behind: [...behind(events)].sort(),
    waiting: PHASES.map(({ id }) => waitingOf(events, id)),
    submissions: submissionsOf(events),
    reviews: reviewsOf(events),
    ticked: [...tickedTopics(events)]
      .map(([phase, topics]) => [phase, [...topics].sort()])
      .filter(([, all]) => all?.length)
      .sort(),
    weeks: [...activeWeeks(events)].sort(),
    streak: streakOf(events, dateOf(FIRST_DAY + 400)),
    // Who is named in a document is a fact of the document: who looked at what is over is named no more.
    boards: standingsOf(document)
      .filter(({ board, milestones }) => milestones && board !== REVIEWERS)
      .sort((a, b) => (a.board < b.board ? -1 : 1)),
  };
}

describe('a document that is put together', () => {
  it('tells the same, also after whatever comes later, and put together again and again', () => {
    fc.assert(
      fc.property(acts, fc.array(fc.nat(60), { maxLength: 4 }), (acts, cuts) => {
        expect(told(played(acts, cuts))).toEqual(told(played(acts)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('names nobody who looked at what is decided, and whoever looks at what is not', () => {
    const base = { topic: 'a', note: null, met: null, shown: null, reviewer: 'ben', later: 9 };
    const kinds = ['submitted', 'asked', 'submitted', 'taken'] as const;
    const open = kinds.map((kind): Act => ({ ...base, kind, phase: '1' }));
    const [first, ...others] = submissionsOf(summarised(played(open)));
    expect(others).toEqual([]);
    expect(first).toMatchObject({ requests: [{ reviewer: { id: 'ben' } }], taken: { reviewer: { id: 'ben' } } });
    const back = played([...open, { ...base, kind: 'undone', phase: '1' }]);
    expect(JSON.stringify(summarised(back))).not.toContain('ben');
  });

  it('gives no week to a topic that was unticked on the day on which it was ticked', () => {
    const acts = [
      { topic: 'a', later: 0 },
      { topic: 'b', later: 9 },
      { topic: 'b', later: 0 },
      { topic: 'a', later: 30, phase: '2' },
    ];
    const base = { kind: 'ticked', phase: '1', note: null, met: null, shown: null, reviewer: 'ben' } as const;
    const ticks = acts.map((each): Act => ({ ...base, ...each }));
    expect(told(played(ticks, [3]))).toEqual(told(played(ticks)));
  });

  const daily = (length: number, perDay = 1): readonly ProgressEvent[] =>
    Array.from({ length }, (_, n) => {
      const day = dateOf(FIRST_DAY + Math.floor(n / perDay));
      const happened = { at: n, by: `i${n}`, day, gday: day, phase: String((n >> 1) % 14) };
      return { kind: 'ticked', ...happened, on: n % 2 ? [] : ['a'], off: n % 2 ? ['a'] : [] };
    });

  it('never has more than 2,000 events, and keeps the newest as they are', () => {
    const events = daily(MOST_EVENTS + 1);
    const kept = compacted(events);
    expect(kept.length).toBeLessThan(600);
    expect(kept.slice(-500)).toEqual(events.slice(-500));
    expect(activeWeeks(kept)).toEqual(activeWeeks(events));
    expect(compacted(daily(MOST_EVENTS))).toHaveLength(MOST_EVENTS);
  });

  it('never has more, however much its member hands in, is asked for, and looks at of others', () => {
    const base = { topic: 'a', note: 'x', met: ['It runs'], shown: true, reviewer: 'ben', later: 1 };
    const kinds = ['submitted', 'taken', 'asked', 'submitted', 'approved', 'undone', 'reviewed'] as const;
    let events: readonly ProgressEvent[] = [];
    let longest = 0;
    for (let n = 0; n < 3_000; n += 1) {
      const kind = kinds[n % kinds.length] ?? 'reviewed';
      const phase = String(1 + (Math.floor(n / kinds.length) % 14));
      events = compacted(after(events, { ...base, kind, phase }, n, FIRST_DAY + n));
      longest = Math.max(longest, events.length);
    }
    expect(longest).toBeLessThanOrEqual(MOST_EVENTS);
    expect(reviewsOf(events)).toBe(Math.floor(3_000 / kinds.length));
  });

  it('keeps a day whole while what was done on it can still be taken back', () => {
    const events = daily(MOST_EVENTS + 1, 5_000);
    expect(compacted(events)).toEqual(events);
  });
});
