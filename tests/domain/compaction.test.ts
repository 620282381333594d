import { describe, expect, it } from 'vitest';
import { compacted, MOST_EVENTS, summarised } from '../../src/domain/compaction.ts';
import { standings } from '../../src/domain/leaderboard.ts';
import {
  everDone,
  knownPhases,
  type ProgressEvent,
  phaseToDo,
  stones,
  tickedTopics,
} from '../../src/domain/progress.ts';
import { dateOf } from '../../src/domain/schedule-calendar.ts';
import { activeWeeks, streakOf } from '../../src/domain/streak.ts';
import fc from '../support/chance.ts';

const PHASES = ['1', '2', '3'].map((id) => ({ id }));
const FIRST_DAY = 20_600;

interface Act {
  readonly kind: 'done' | 'undone' | 'changed' | 'ticked' | 'began';
  readonly phase: string;
  readonly topic: string;
  readonly note: string | null;
  /** Days since the act before. */
  readonly later: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('done', 'undone', 'changed', 'ticked', 'ticked', 'ticked', 'began'),
  phase: fc.constantFrom('1', '2', '3'),
  topic: fc.constantFrom('a', 'b'),
  note: fc.constantFrom(null, 'x', 'y'),
  later: fc.constantFrom(0, 0, 0, 1, 4, 9),
});

/** Plays acts as commands would let a member do them: nothing is taken back that is not there. */
function played(acts: readonly Act[]): readonly ProgressEvent[] {
  const events: ProgressEvent[] = [];
  let day = FIRST_DAY;
  for (const [n, { kind, phase, topic, note, later }] of acts.entries()) {
    day += later;
    const date = dateOf(day);
    const happened = { at: day * 86_400_000 + n, by: `i${n}`, day: date, gday: date, phase };
    const done = stones(events).some((stone) => stone.phase === phase);
    const said = note ? { note } : {};
    if (kind === 'began') events.push({ kind, ...happened });
    else if (kind === 'ticked') {
      const on = !tickedTopics(events).get(phase)?.has(topic);
      events.push({ kind, ...happened, on: on ? [topic] : [], off: on ? [] : [topic] });
    } else if (kind === 'done' && !done) events.push({ kind, ...happened, ...said });
    else if (kind === 'undone' && done) events.push({ kind, ...happened });
    else if (kind === 'changed' && done) events.push({ kind, ...happened, ...said });
  }
  return events;
}

/** Everything that is told of a member. */
function told(events: readonly ProgressEvent[]) {
  return {
    stones: stones(events),
    ever: PHASES.map(({ id }) => everDone(events, id)),
    now: phaseToDo(PHASES, events),
    known: knownPhases(PHASES, events),
    ticked: [...tickedTopics(events)]
      .map(([phase, topics]) => [phase, [...topics].sort()])
      .filter(([, all]) => all?.length)
      .sort(),
    weeks: [...activeWeeks(events)].sort(),
    streak: streakOf(events, dateOf(FIRST_DAY + 400)),
    boards: standings(events).filter(({ milestones }) => milestones),
  };
}

describe('a document that is put together', () => {
  it('tells the same, also after whatever comes later', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.nat(60), (acts, cut) => {
        const events = played(acts);
        // As in compacted(): the days of what is put together are over.
        const upTo = events[Math.min(cut, events.length - 1)]?.at ?? 0;
        const over = events.filter(({ at }) => at < upTo - 3 * 86_400_000);
        const rest = events.slice(over.length);
        expect(told([...summarised(over), ...rest])).toEqual(told(events));
      }),
    );
  });

  it('tells the same when it is put together again and again', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 4 }), (acts, cuts) => {
        const events = played(acts);
        let short: readonly ProgressEvent[] = [];
        let taken = 0;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          const upTo = (events[Math.min(cut, events.length - 1)]?.at ?? 0) - 3 * 86_400_000;
          const over = events.slice(taken).filter(({ at }) => at < upTo);
          short = summarised([...short, ...over]);
          taken += over.length;
        }
        expect(told([...short, ...events.slice(taken)])).toEqual(told(events));
      }),
    );
  });

  it('gives no week to a topic that was unticked on the day on which it was ticked', () => {
    const acts = [
      { topic: 'a', later: 0 },
      { topic: 'b', later: 9 },
      { topic: 'b', later: 0 },
      { topic: 'a', later: 30, phase: '2' },
    ];
    const events = played(acts.map((each) => ({ kind: 'ticked', phase: '1', note: null, ...each })));
    expect(told([...summarised(events.slice(0, 3)), ...events.slice(3)])).toEqual(told(events));
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

  it('keeps a day whole while what was done on it can still be taken back', () => {
    const events = daily(MOST_EVENTS + 1, 5_000);
    expect(compacted(events)).toEqual(events);
  });
});
