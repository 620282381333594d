import { describe, expect, it } from 'vitest';
import { excusedWeeks } from '../../src/domain/excused.ts';
import { weekOf } from '../../src/domain/schedule.ts';
import { weekName } from '../../src/domain/schedule-calendar.ts';
import type { Span } from '../../src/domain/spans.ts';
import { instantOf } from '../../src/domain/zones.ts';
import fc from '../support/chance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Berlin';
const NONE = { pauses: [], running: null, absences: [], zone: ZONE };
const at = (words: string, zone = ZONE) => {
  const [date = '', time = '00:00'] = words.split(' ');
  return instantOf(zone, date, time);
};
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });

/** The excused ones of all weeks from the summer of 2026 to the spring of 2028, by name. */
function weeks(reasons: Partial<Parameters<typeof excusedWeeks>[0]>): readonly string[] {
  const excused = excusedWeeks({ ...NONE, ...reasons });
  const first = weekOf('UTC', Date.UTC(2026, 6, 1));
  const all = Array.from({ length: 95 }, (_, n) => first + n);
  return all.filter(excused).map(weekName);
}

describe('a week is excused', () => {
  it('when a pause touched it, be it for a minute', () => {
    expect(weeks({})).toEqual([]);
    expect(weeks({ pauses: [span('2026-08-05', '2026-08-05 00:01')] })).toEqual(['2026-W32']);
    expect(weeks({ pauses: [span('2026-08-09 23:59', '2026-08-17 00:01')] })).toEqual([
      '2026-W32',
      '2026-W33',
      '2026-W34',
    ]);
  });

  it('but not by a pause that ended as it began', () => {
    expect(weeks({ pauses: [span('2026-08-05', '2026-08-10')] })).toEqual(['2026-W32']);
    expect(weeks({ pauses: [span('2026-08-10', '2026-08-10')] })).toEqual(['2026-W33']);
  });

  it('from the beginning of a pause that is not over', () => {
    expect(weeks({ running: { at: at('2028-04-03') } })).toEqual(['2028-W14', '2028-W15', '2028-W16']);
  });

  it('when no bot was there for more than 24 hours of it, together', () => {
    expect(weeks({ absences: [span('2026-08-04', '2026-08-05')] })).toEqual([]);
    expect(weeks({ absences: [span('2026-08-04', '2026-08-05 00:01')] })).toEqual(['2026-W32']);
    const [one, other] = [span('2026-08-09', '2026-08-10 12:00'), span('2026-08-13', '2026-08-13 12:01')];
    expect(weeks({ absences: [one] })).toEqual([]);
    expect(weeks({ absences: [one, other] })).toEqual(['2026-W33']);
    expect(weeks({ absences: [span('2026-08-08', '2026-08-18')] })).toEqual(['2026-W32', '2026-W33']);
  });

  it('in the weeks of the zone that was asked for', () => {
    const absences = [{ from: at('2026-08-08 20:00', 'UTC'), to: at('2026-08-10 00:00', 'UTC') }];
    expect(weeks({ absences, zone: 'UTC' })).toEqual(['2026-W32']);
    // There the week is over ten hours earlier, and the bot was away for 18 of them.
    expect(weeks({ absences, zone: 'Australia/Brisbane' })).toEqual([]);
  });

  it('over the ends of years, those of 53 weeks as well', () => {
    expect(weeks({ absences: [span('2026-12-30', '2027-01-09')] })).toEqual(['2026-W53', '2027-W01']);
    expect(weeks({ pauses: [span('2027-12-31', '2028-01-03 00:01')] })).toEqual(['2027-W52', '2028-W01']);
  });

  it('by the hours that went by, where the clocks went forward or back', () => {
    const [spring, autumn] = [span('2027-03-28', '2027-03-29'), span('2026-10-25', '2026-10-26')];
    expect([spring, autumn].map(({ from, to }) => (to - from) / HOUR)).toEqual([23, 25]);
    expect(weeks({ absences: [spring] })).toEqual([]);
    expect(weeks({ absences: [autumn] })).toEqual(['2026-W43']);
  });
});

describe('whatever the times are', () => {
  const spans = fc.array(
    fc.record({ from: fc.nat(600 * 24), hours: fc.nat(40 * 24) }).map(({ from, hours }) => ({
      from: at('2026-07-10') + from * HOUR,
      to: at('2026-07-10') + (from + hours) * HOUR,
    })),
    { maxLength: 8 },
  );
  const zone = fc.constantFrom(ZONE, 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Apia');

  it('their order is nothing to the weeks, nor whether they overlap', () => {
    fc.assert(
      fc.property(spans, spans, zone, (pauses, absences, there) => {
        const given = weeks({ pauses, absences, zone: there });
        const turned = { pauses: [...pauses].reverse(), absences: [...absences, ...absences].reverse() };
        expect(weeks({ ...turned, zone: there })).toEqual(given);
      }),
    );
  });

  it('more of them never excuse fewer weeks', () => {
    fc.assert(
      fc.property(spans, spans, zone, (some, more, there) => {
        const both = { pauses: [...some, ...more], absences: [...some, ...more] };
        for (const reason of ['pauses', 'absences'] as const) {
          const before = weeks({ [reason]: some, zone: there });
          expect(weeks({ [reason]: both[reason], zone: there })).toEqual(expect.arrayContaining([...before]));
        }
      }),
    );
  });

  it('an absence excuses no week that a pause would not', () => {
    fc.assert(
      fc.property(spans, zone, (times, there) => {
        const paused = weeks({ pauses: times, zone: there });
        expect(paused).toEqual(expect.arrayContaining([...weeks({ absences: times, zone: there })]));
        const long = times.filter(({ from, to }) => to - from > 14 * DAY);
        expect(weeks({ absences: long, zone: there }).length).toBeGreaterThanOrEqual(long.length ? 1 : 0);
      }),
    );
  });
});
