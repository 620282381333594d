import { describe, expect, test } from 'vitest';
import { dueSlots, nextDueAt, nextSlots, promptBefore, type Slot } from '../../src/domain/schedule.ts';
import { weekName, weekNumberOf } from '../../src/domain/schedule-calendar.ts';
import { someSettings, utc } from '../support/settings.ts';

const PHASES = 3;
const NOW = utc('2026-08-01 12:00');
const HOUR = 3_600_000;

/** "prompt 2026-08-03 18:00 1/0": kind, UTC time, phase and week from 0. */
function said({ kind, at, position }: Slot): string {
  const place = position.kind === 'phase' ? `${position.phaseIndex}/${position.weekOfPhase}` : 'closing';
  return `${kind} ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} ${place}`;
}

describe('the calendar', () => {
  test('has a prompt a week, a challenge in each phase’s first week, one closing, and then nothing', () => {
    expect(nextSlots(someSettings(), PHASES, NOW, 20).map(said)).toEqual([
      'prompt 2026-08-03 18:00 0/0',
      'challenge 2026-08-06 18:00 0/0',
      'prompt 2026-08-10 18:00 0/1',
      'prompt 2026-08-17 18:00 1/0',
      'challenge 2026-08-20 18:00 1/0',
      'prompt 2026-08-24 18:00 1/1',
      'prompt 2026-08-31 18:00 2/0',
      'challenge 2026-09-03 18:00 2/0',
      'prompt 2026-09-07 18:00 2/1',
      'prompt 2026-09-14 18:00 closing',
    ]);
  });

  test('puts the challenge into the next week where its day comes before the prompt’s, under the week of its prompt', () => {
    const slots = nextSlots(someSettings({ day: 5, challengeDay: 2 }), PHASES, NOW, 2);
    expect(slots.map(said)).toEqual(['prompt 2026-08-07 18:00 0/0', 'challenge 2026-08-11 18:00 0/0']);
    expect(slots.map(({ week }) => week)).toEqual(['2026-W32', '2026-W32']);
  });

  test('gives as many slots as were asked for, strictly after now', () => {
    const settings = someSettings();
    expect(nextSlots(settings, PHASES, utc('2026-08-03 18:00'), 2).map(said)).toEqual([
      'challenge 2026-08-06 18:00 0/0',
      'prompt 2026-08-10 18:00 0/1',
    ]);
  });

  test.each([
    ['in the spring gap comes at the first instant after it', '2026-03-29', '02:30', '2026-03-29 01:00'],
    ['at the very start of the gap comes at the first instant after it', '2026-03-29', '02:00', '2026-03-29 01:00'],
    ['that occurs twice in autumn comes the first time', '2026-10-25', '02:30', '2026-10-25 00:30'],
    ['in summer is two hours ahead of UTC', '2026-07-05', '18:00', '2026-07-05 16:00'],
  ])('a time %s', (_title, date, time, expected) => {
    const now = utc(`${date} 00:00`) - 12 * HOUR;
    const settings = someSettings({ timezone: 'Europe/Berlin', day: 7, time }, now);
    expect(nextSlots(settings, PHASES, now, 1).map(({ at }) => at)).toEqual([utc(expected)]);
  });

  test('keeps the week of the planned date where the clocks push a post past midnight', () => {
    // Godthab, Saturday 2026-03-28: 23:00 does not exist, the next instant is Sunday 00:00.
    const now = utc('2026-03-28 12:00');
    const [slot] = nextSlots(someSettings({ timezone: 'America/Godthab', day: 6, time: '23:30' }, now), PHASES, now, 1);
    expect([slot?.week, slot?.at]).toEqual(['2026-W13', utc('2026-03-29 01:00')]);
  });

  test.each([
    ['2026-W01', '2025-W52', '2026-W02'],
    ['2026-W53', '2026-W52', '2027-W01'],
    ['2025-W01', '2024-W52', '2025-W02'],
  ])('counts weeks across years: %s is between %s and %s', (week, before, after) => {
    expect([weekName(weekNumberOf(week) - 1), weekName(weekNumberOf(week)), weekName(weekNumberOf(week) + 1)]).toEqual([
      before,
      week,
      after,
    ]);
  });
});

describe('what is due', () => {
  const settings = someSettings();

  test.each([
    ['nothing a minute before', '2026-08-03 17:59', []],
    ['the prompt at its time', '2026-08-03 18:00', ['prompt 2026-08-03 18:00 0/0']],
    ['the prompt 48 hours later', '2026-08-05 18:00', ['prompt 2026-08-03 18:00 0/0']],
    ['nothing after 48 hours', '2026-08-05 18:01', []],
    ['the challenge', '2026-08-06 18:00', ['challenge 2026-08-06 18:00 0/0']],
  ])('is %s', (_title, now, expected) => {
    expect(dueSlots(settings, PHASES, utc(now)).map(said)).toEqual(expected);
  });

  test('is both kinds after a day away, earliest first', () => {
    const close = someSettings({ challengeDay: 2 });
    expect(dueSlots(close, PHASES, utc('2026-08-05 00:00')).map(said)).toEqual([
      'prompt 2026-08-03 18:00 0/0',
      'challenge 2026-08-04 18:00 0/0',
    ]);
  });

  test('is never what was past when the settings were saved', () => {
    const saved = { ...settings, savedAt: utc('2026-08-03 18:01') };
    expect(dueSlots(saved, PHASES, utc('2026-08-03 19:00'))).toEqual([]);
  });

  test('is nothing while paused, and nothing comes either', () => {
    const paused = { ...settings, paused: { at: NOW, reason: 'owner' } as const };
    expect([dueSlots(paused, PHASES, utc('2026-08-03 18:00')), nextSlots(paused, PHASES, NOW, 3)]).toEqual([[], []]);
  });

  test('says when to look again: at what is due, else at the next slot, and never after the closing', () => {
    const at = (now: string) => nextDueAt(settings, PHASES, utc(now));
    expect([at('2026-08-01 12:00'), at('2026-08-04 18:00'), at('2026-09-20 12:00')]).toEqual([
      utc('2026-08-03 18:00'),
      utc('2026-08-03 18:00'),
      null,
    ]);
  });
});

test('the prompt before one is that of the week before, across phases; the first one has none', () => {
  const settings = someSettings();
  const prompts = nextSlots(settings, PHASES, NOW, 20).filter(({ kind }) => kind === 'prompt');
  expect(
    prompts.map((slot) => promptBefore(settings, slot, PHASES)).map((it) => it && [it.phaseIndex, it.weekOfPhase]),
  ).toEqual([null, [0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]);
});
