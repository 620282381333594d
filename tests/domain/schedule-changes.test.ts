import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/domain/guild.ts';
import { dueSlots, nextSlots, promptBefore } from '../../src/domain/schedule.ts';
import {
  acknowledge,
  type Choices,
  changeSettings,
  NOTHING_POSTED,
  type Posted,
  pause,
  resume,
} from '../../src/domain/schedule-changes.ts';
import { someSettings, utc } from '../support/settings.ts';

const PHASES = 4;
/** Both posts of phase 1's first week are out. */
const AFTER_W32: Posted = { prompt: '2026-W32', challenge: '2026-W32' };
const PROMPT_OUT: Posted = { prompt: '2026-W32', challenge: null };

function upcoming(settings: Settings, now: string, count = 3): string[] {
  return nextSlots(settings, PHASES, utc(now), count).map(({ kind, at, position }) => {
    const place = position.kind === 'phase' ? `${position.phaseIndex}/${position.weekOfPhase}` : 'closing';
    return `${kind} ${new Date(at).toISOString().slice(5, 16).replace('T', ' ')} ${place}`;
  });
}

function changed(changes: Partial<Choices>, now: string, posted: Posted, old = someSettings()): string[] {
  return upcoming(changeSettings(old, changes, utc(now), posted, PHASES), now);
}

describe('the first settings', () => {
  test('need only a channel and a zone: Monday 18:00, challenge on Thursday, two weeks a phase, from today', () => {
    const { day, time, challengeDay, weeksPerPhase, start, role, paused } = someSettings();
    expect({ day, time, challengeDay, weeksPerPhase, start, role, paused }).toEqual({
      day: 1,
      time: '18:00',
      challengeDay: 4,
      weeksPerPhase: 2,
      start: '2026-08-01',
      role: null,
      paused: null,
    });
  });

  test('begin with the first prompt on or after the start date', () => {
    const settings = someSettings({ start: '2026-09-01' });
    expect(upcoming(settings, '2026-08-01 12:00', 1)).toEqual(['prompt 09-07 18:00 0/0']);
  });

  test('saved after today’s time begin next week, and lose nothing', () => {
    const now = '2026-08-03 18:30';
    expect(upcoming(someSettings({}, utc(now)), now, 1)).toEqual(['prompt 08-10 18:00 0/0']);
  });

  test('with a start in the past count the weeks since: the group is under way', () => {
    const settings = someSettings({ start: '2026-07-06' });
    expect(upcoming(settings, '2026-08-01 12:00', 2)).toEqual(['prompt 08-03 18:00 2/0', 'challenge 08-06 18:00 2/0']);
  });

  test('of a group under way still bring this week’s challenge', () => {
    const now = '2026-08-04 12:00';
    expect(upcoming(someSettings({ start: '2026-08-01' }, utc(now)), now, 2)).toEqual([
      'challenge 08-06 18:00 0/0',
      'prompt 08-10 18:00 0/1',
    ]);
  });

  test('keep prompt and challenge on different days', () => {
    expect(someSettings({ day: 4 }).challengeDay).toBe(7);
  });
});

describe('a change', () => {
  test('of the day brings the next prompt on the new day, with its place', () => {
    expect(changed({ day: 3 }, '2026-08-07 12:00', AFTER_W32)).toEqual([
      'prompt 08-12 18:00 0/1',
      'prompt 08-19 18:00 1/0',
      'challenge 08-20 18:00 1/0',
    ]);
  });

  test('never brings a second prompt into a week that has one', () => {
    expect(changed({ day: 5 }, '2026-08-04 12:00', PROMPT_OUT)[1]).toBe('prompt 08-14 18:00 0/1');
  });

  test('to a day of this week that is still to come posts this week when nothing was posted', () => {
    expect(changed({ day: 5 }, '2026-08-03 12:00', NOTHING_POSTED)[0]).toBe('prompt 08-07 18:00 0/0');
  });

  test('after the time of a prompt that was not posted keeps its place for the next week', () => {
    expect(changed({ channel: '8' }, '2026-08-03 18:30', NOTHING_POSTED)[0]).toBe('prompt 08-10 18:00 0/0');
  });

  test('right after a prompt goes on with the one after it', () => {
    expect(changed({ channel: '8' }, '2026-08-03 18:30', PROMPT_OUT)).toEqual([
      'challenge 08-06 18:00 0/0',
      'prompt 08-10 18:00 0/1',
      'prompt 08-17 18:00 1/0',
    ]);
  });

  test('to fewer weeks than were spent goes to the next phase', () => {
    expect(changed({ weeksPerPhase: 1 }, '2026-08-07 12:00', AFTER_W32)[0]).toBe('prompt 08-10 18:00 1/0');
  });

  test('to more weeks lengthens the phase the group is in', () => {
    expect(changed({ weeksPerPhase: 3 }, '2026-08-07 12:00', AFTER_W32)).toEqual([
      'prompt 08-10 18:00 0/1',
      'prompt 08-17 18:00 0/2',
      'prompt 08-24 18:00 1/0',
    ]);
  });

  test('of the zone moves the time, not the place', () => {
    const old = someSettings();
    expect(changed({ timezone: 'America/New_York' }, '2026-08-07 12:00', AFTER_W32, old)[0]).toBe(
      'prompt 08-10 22:00 0/1',
    );
  });

  test('of the start to a new date begins anew there', () => {
    expect(changed({ start: '2026-10-01' }, '2026-08-18 12:00', AFTER_W32)).toEqual([
      'prompt 10-05 18:00 0/0',
      'challenge 10-08 18:00 0/0',
      'prompt 10-12 18:00 0/1',
    ]);
  });

  test('of the start to today waits for the next week when this one has its prompt', () => {
    expect(changed({ start: '2026-08-04', day: 5 }, '2026-08-04 12:00', PROMPT_OUT)[0]).toBe('prompt 08-14 18:00 0/0');
  });

  test('that names the same start again begins nothing anew', () => {
    expect(changed({ start: '2026-08-01' }, '2026-08-07 12:00', AFTER_W32)[0]).toBe('prompt 08-10 18:00 0/1');
  });

  test('of the prompt’s day onto the challenge’s moves the challenge', () => {
    expect(changeSettings(someSettings(), { day: 4 }, utc('2026-08-07 12:00'), AFTER_W32, PHASES).challengeDay).toBe(7);
  });

  test('does not lose the answer to the prompt before it', () => {
    const settings = changeSettings(someSettings(), { time: '19:00' }, utc('2026-08-07 12:00'), AFTER_W32, PHASES);
    const [slot] = nextSlots(settings, PHASES, utc('2026-08-07 12:00'), 1);
    expect(slot && promptBefore(settings, slot, PHASES)).toEqual({ phaseIndex: 0, weekOfPhase: 0 });
  });

  test('after the closing leaves the schedule at rest', () => {
    const posted = { prompt: '2026-W40', challenge: '2026-W38' };
    expect(changed({ day: 2 }, '2026-10-20 12:00', posted)).toEqual([]);
  });
});

describe('the challenge of a phase that has begun', () => {
  test('comes on the new challenge day after a change', () => {
    expect(changed({ challengeDay: 6 }, '2026-08-04 12:00', PROMPT_OUT)[0]).toBe('challenge 08-08 18:00 0/0');
  });

  test('comes the next day when the next phase would have begun by its new day', () => {
    const old = someSettings({ weeksPerPhase: 1 });
    expect(changed({ challengeDay: 2 }, '2026-08-05 12:00', PROMPT_OUT, old)).toEqual([
      'challenge 08-05 18:00 0/0',
      'prompt 08-10 18:00 1/0',
      'challenge 08-11 18:00 1/0',
    ]);
  });

  test('comes after a save also when it was due and refused', () => {
    expect(changed({ channel: '8' }, '2026-08-06 20:00', PROMPT_OUT)[0]).toBe('prompt 08-10 18:00 0/1');
    const settings = changeSettings(someSettings(), { channel: '8' }, utc('2026-08-06 20:00'), PROMPT_OUT, PHASES);
    expect(upcoming(settings, '2026-08-06 20:00')).toContain('challenge 08-13 18:00 0/0');
  });

  test('is not repeated once it was posted', () => {
    expect(changed({ challengeDay: 6 }, '2026-08-06 20:00', AFTER_W32)[0]).toBe('prompt 08-10 18:00 0/1');
  });

  test('is dropped by a new start', () => {
    expect(changed({ start: '2026-09-01' }, '2026-08-04 12:00', PROMPT_OUT)[0]).toBe('prompt 09-07 18:00 0/0');
  });

  test('waits through a pause, with the prompt', () => {
    const paused = pause(someSettings(), utc('2026-08-04 12:00'), 'owner', PROMPT_OUT, PHASES);
    expect(upcoming(resume(paused, utc('2026-11-10 12:00')), '2026-11-10 12:00')).toEqual([
      'challenge 11-12 18:00 0/0',
      'prompt 11-16 18:00 0/1',
      'prompt 11-23 18:00 1/0',
    ]);
  });
});

describe('a pause', () => {
  test('skips no phase, however long it takes', () => {
    const paused = pause(someSettings(), utc('2026-08-07 12:00'), 'owner', AFTER_W32, PHASES);
    expect(upcoming(resume(paused, utc('2027-02-01 12:00')), '2027-02-01 12:00', 1)).toEqual([
      'prompt 02-01 18:00 0/1',
    ]);
  });

  test('because posts failed brings the failed prompt again after the resume', () => {
    const now = utc('2026-08-05 00:30');
    const paused = pause(someSettings(), now, 'failing', NOTHING_POSTED, PHASES);
    expect(upcoming(resume(paused, now), '2026-08-05 00:30', 1)).toEqual(['prompt 08-10 18:00 0/0']);
  });

  test('ended in the same week brings no second prompt, also on a new day', () => {
    const paused = pause(someSettings(), utc('2026-08-04 12:00'), 'owner', AFTER_W32, PHASES);
    const moved = changeSettings(paused, { day: 5 }, utc('2026-08-04 13:00'), AFTER_W32, PHASES);
    expect(upcoming(resume(moved, utc('2026-08-04 14:00')), '2026-08-04 14:00', 1)).toEqual(['prompt 08-14 18:00 0/1']);
  });

  test('of what is paused and a resume of what is not change nothing', () => {
    const settings = someSettings();
    const paused = pause(settings, utc('2026-08-04 12:00'), 'owner', AFTER_W32, PHASES);
    expect(pause(paused, utc('2026-08-05 12:00'), 'failing', AFTER_W32, PHASES)).toBe(paused);
    expect(resume(settings, utc('2026-08-05 12:00'))).toBe(settings);
  });
});

describe('a post that was on its way while settings were saved', () => {
  const slotAt = utc('2026-08-03 18:00');

  test('takes its place and its week: it does not come again', () => {
    const old = someSettings();
    const [slot] = dueSlots(old, PHASES, slotAt);
    const saved = changeSettings(old, { day: 5 }, slotAt + 1, NOTHING_POSTED, PHASES);
    expect(upcoming(saved, '2026-08-03 18:01', 1)).toEqual(['prompt 08-07 18:00 0/0']);
    const mended = slot && acknowledge(saved, slot, PHASES, slotAt + 2);
    expect(mended && upcoming(mended, '2026-08-03 18:01', 2)).toEqual([
      'challenge 08-06 18:00 0/0',
      'prompt 08-14 18:00 0/1',
    ]);
  });

  test('changes nothing in settings that were saved before it was due', () => {
    const settings = someSettings();
    const [slot] = dueSlots(settings, PHASES, slotAt);
    expect(slot && acknowledge(settings, slot, PHASES, slotAt)).toBe(settings);
  });
});
