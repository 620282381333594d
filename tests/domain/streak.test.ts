import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import { dateOf, dayNumber, weekNumber } from '../../src/domain/schedule-calendar.ts';
import { streakOf } from '../../src/domain/streak.ts';
import { localDate } from '../../src/domain/zones.ts';
import fc from '../support/chance.ts';

/** A Monday. */
const MONDAY = dayNumber('2026-08-03');
const DAY = 86_400_000;

let ids = 0;
const done = (day: string, at = dayNumber(day) * DAY, phase = `p${ids}`): ProgressEvent => {
  ids += 1;
  return { kind: 'done', phase, at, by: `i${ids}`, day, gday: day };
};
/** A check-in in each of these weeks, counted from that of {@link MONDAY}. */
const inWeeks = (...weeks: readonly number[]) => weeks.map((week) => done(dateOf(MONDAY + week * 7 + 2)));
const dayIn = (week: number) => dateOf(MONDAY + week * 7 + 4);

describe('a streak', () => {
  it('counts weeks in a row, and this week is not missed before it is over', () => {
    expect(streakOf([], dayIn(0))).toEqual({ weeks: 0, freezes: 0, thisWeek: false });
    expect(streakOf(inWeeks(0, 1, 2), dayIn(2))).toEqual({ weeks: 3, freezes: 0, thisWeek: true });
    expect(streakOf(inWeeks(0, 1, 2), dayIn(3))).toEqual({ weeks: 3, freezes: 0, thisWeek: false });
    expect(streakOf(inWeeks(0, 1, 2), dayIn(4)).weeks).toBe(0);
    expect(streakOf(inWeeks(0, 1, 3), dayIn(3)).weeks).toBe(1);
  });

  it('earns a freeze every four weeks, keeps two at most, and uses them by itself', () => {
    expect(streakOf(inWeeks(0, 1, 2, 3), dayIn(3))).toMatchObject({ weeks: 4, freezes: 1 });
    expect(streakOf(inWeeks(0, 1, 2, 3), dayIn(5))).toMatchObject({ weeks: 4, freezes: 0 });
    expect(streakOf(inWeeks(0, 1, 2, 3), dayIn(6))).toMatchObject({ weeks: 0, freezes: 0 });
    const year = Array.from({ length: 20 }, (_, week) => week);
    expect(streakOf(inWeeks(...year), dayIn(19))).toMatchObject({ weeks: 20, freezes: 2 });
    expect(streakOf(inWeeks(...year, 22), dayIn(22))).toMatchObject({ weeks: 21, freezes: 0 });
    expect(streakOf(inWeeks(...year, 23), dayIn(23))).toMatchObject({ weeks: 1 });
  });

  it('is not broken by a week in which nobody has to do anything', () => {
    const rest = weekNumber(MONDAY + 7);
    expect(streakOf(inWeeks(0, 2), dayIn(2), (week) => week === rest)).toMatchObject({ weeks: 2, freezes: 0 });
    // Whoever did something all the same has it counted.
    expect(streakOf(inWeeks(0, 1, 2), dayIn(2), (week) => week === rest).weeks).toBe(3);
  });

  it('goes on over the end of ISO years, those with 53 weeks as well', () => {
    for (const end of ['2020-12-31', '2026-12-31', '2027-12-31']) {
      const last = dayNumber(end);
      const events = [-7, 0, 7].map((off) => done(dateOf(last + off)));
      expect(streakOf(events, dateOf(last + 7)).weeks).toBe(3);
    }
  });

  it('does not count what was taken back on the same day, and does what was taken back later', () => {
    const [day, next] = [dayIn(0), dateOf(dayNumber(dayIn(0)) + 1)];
    const undone = (on: string): ProgressEvent =>
      ({ ...done(on, dayNumber(on) * DAY + 9, 'x'), kind: 'undone' }) as ProgressEvent;
    const checked = done(day, dayNumber(day) * DAY, 'x');
    expect(streakOf([checked, undone(day)], next).weeks).toBe(0);
    expect(streakOf([checked, undone(next)], next).weeks).toBe(1);
    const tick = (on: string[], off: string[], at: number): ProgressEvent => ({
      ...checked,
      kind: 'ticked',
      at,
      by: `t${at}`,
      on,
      off,
    });
    expect(streakOf([tick(['a'], [], 1), tick([], ['a'], 2)], next).weeks).toBe(0);
    expect(streakOf([tick(['a', 'b'], [], 1), tick([], ['a'], 2)], next).weeks).toBe(1);
  });

  it('counts the week of a look at somebody’s milestone, and that in which one was handed in', () => {
    const [submitted, reviewed] = [0, 1].map((week) => done(dayIn(week), dayNumber(dayIn(week)) * DAY, 'x'));
    const events = [
      { ...submitted, kind: 'submitted' },
      { ...reviewed, kind: 'reviewed', count: 1 },
    ] as readonly ProgressEvent[];
    expect(streakOf(events, dayIn(1))).toMatchObject({ weeks: 2, thisWeek: true });
    // What others do in one's document is no week of one's own.
    const others = (['taken', 'released', 'asked', 'approved'] as const).map(
      (kind) => ({ ...done(dayIn(2)), kind, reviewer: { id: '1', name: '' } }) as unknown as ProgressEvent,
    );
    expect(streakOf([...events, ...others], dayIn(2))).toMatchObject({ weeks: 2, thisWeek: false });
    // Taken back on the same day, it was not handed in.
    const back = { ...done(dayIn(0), dayNumber(dayIn(0)) * DAY + 9, 'x'), kind: 'undone' } as ProgressEvent;
    expect(streakOf([...events, back], dayIn(1)).weeks).toBe(1);
  });

  it('is the same in whatever order the events come', () => {
    const events = fc.array(
      fc.record({
        week: fc.nat(12),
        phase: fc.constantFrom('1', '2'),
        kind: fc.constantFrom('done', 'undone', 'submitted', 'reviewed', 'approved'),
        count: fc.constant(1),
        at: fc.nat(1000),
      }),
      { maxLength: 30, size: 'max' },
    );
    fc.assert(
      fc.property(events, fc.integer(), (steps, seed) => {
        const given = steps.map(({ week, at, ...step }, n) => {
          const day = dayIn(week);
          return { ...step, at: dayNumber(day) * DAY + at, by: `i${n}`, day, gday: day } as ProgressEvent;
        });
        const shuffled = given
          .map((event, n) => ({ event, key: Math.imul(n + 1, seed) }))
          .sort((a, b) => a.key - b.key);
        expect(
          streakOf(
            shuffled.map(({ event }) => event),
            dayIn(12),
          ),
        ).toEqual(streakOf(given, dayIn(12)));
      }),
    );
  });

  it('neither gains nor loses a week by a move to another zone', () => {
    const zones = ['Pacific/Kiritimati', 'Europe/Berlin', 'UTC', 'America/Los_Angeles', 'Etc/GMT+12'];
    const zone = fc.constantFrom(...zones);
    fc.assert(
      fc.property(
        fc.array(fc.record({ zone, later: fc.nat(5 * DAY) }), { minLength: 1, maxLength: 40 }),
        zone,
        (acts, to) => {
          let at = MONDAY * DAY;
          const events = acts.map(({ zone: in_, later }) => {
            at += later;
            return done(localDate(in_, at), at);
          });
          // Two hours before the week's end nowhere, and everywhere in the same week: in the middle of it.
          const wednesday = (weekNumber(Math.floor(at / DAY)) * 7 + 7 - 3 + 2) * DAY + DAY / 2;
          const here = streakOf(events, localDate('UTC', wednesday));
          expect(streakOf(events, localDate(to, wednesday))).toEqual(here);
        },
      ),
    );
  });
});
