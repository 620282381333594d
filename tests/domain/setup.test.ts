import { describe, expect, it } from 'vitest';
import type { GuildDocument } from '../../src/domain/guild.ts';
import { NOTHING_POSTED } from '../../src/domain/schedule-changes.ts';
import { applySetup, previewOf, saveSetup } from '../../src/domain/setup.ts';
import { readSetup } from '../../src/domain/typed-setup.ts';
import { someSettings, utc } from '../support/settings.ts';

const NOW = utc('2026-08-01 12:00');
const apply = (old: Parameters<typeof applySetup>[0], choices: Parameters<typeof applySetup>[1]) =>
  applySetup(old, choices, NOW, NOTHING_POSTED, 3);
const stored = (parts: Partial<GuildDocument> = {}): GuildDocument => ({
  v: 3,
  rev: 'r',
  settings: someSettings(),
  notices: [],
  pauses: [],
  ...parts,
});

describe('the first setup', () => {
  it('needs channel and timezone, and nothing else', () => {
    expect(apply(null, { channel: '7' })).toEqual({ kind: 'incomplete' });
    expect(apply(null, { timezone: 'UTC' })).toEqual({ kind: 'incomplete' });
    expect(apply(null, { channel: '7', timezone: 'UTC' })).toMatchObject({
      settings: { day: 1, time: '18:00', challengeDay: 4, weeksPerPhase: 2, paused: null, role: null },
    });
  });

  it('may begin paused', () => {
    const first = apply(null, { channel: '7', timezone: 'UTC', paused: true });
    expect(first).toMatchObject({ settings: { paused: { at: NOW, reason: 'owner' } } });
  });
});

describe('a change', () => {
  it('keeps what was not named', () => {
    const old = someSettings({ role: '5', time: '09:00' });
    expect(apply(old, { day: 2 })).toMatchObject({ settings: { day: 2, role: '5', time: '09:00', channel: '700' } });
  });

  it('never puts prompt and challenge on one day', () => {
    expect(apply(someSettings(), { challengeDay: 1 })).toMatchObject({ kind: 'problem' });
    expect(apply(null, { channel: '7', timezone: 'UTC', day: 4, challengeDay: 4 })).toMatchObject({ kind: 'problem' });
    expect(apply(someSettings(), { day: 4 })).toMatchObject({ settings: { day: 4, challengeDay: 7 } });
  });

  it('pauses, goes on, and otherwise leaves a pause alone', () => {
    const paused = apply(someSettings(), { paused: true });
    if (paused.kind !== 'settings') throw new Error(paused.kind);
    expect(apply(paused.settings, { time: '09:00' })).toMatchObject({ settings: { paused: { reason: 'owner' } } });
    expect(apply(paused.settings, { paused: false })).toMatchObject({ settings: { paused: null } });
  });
});

describe('what comes next', () => {
  it('is told of a paused calendar as if it went on now', () => {
    const paused = apply(someSettings(), { paused: true });
    if (paused.kind !== 'settings') throw new Error(paused.kind);
    const later = NOW + 40 * 86_400_000;
    const [first] = previewOf(paused.settings, 3, later, 3);
    expect(first).toMatchObject({ kind: 'prompt', position: { phaseIndex: 0, weekOfPhase: 0 } });
    expect(first?.at).toBeGreaterThan(later);
  });
});

describe('saving', () => {
  const save = (choices: Parameters<typeof saveSetup>[0], document: GuildDocument | null) =>
    saveSetup(choices, NOW, NOTHING_POSTED, 3)(document);

  it('says when to look next, and forgets the notices, which were about the settings before', () => {
    const notices = [{ id: 'x', at: 0, kind: 'no-thread', channel: '1', what: 'w' }] as const;
    const saved = save({ time: '09:00' }, stored({ notices }));
    expect(saved.document).toMatchObject({ settings: { time: '09:00' }, notices: [] });
    expect(saved.dueAt).toBe(utc('2026-08-03 09:00'));
    expect(save({ paused: true }, stored()).dueAt).toBeNull();
  });

  it('writes nothing when something is missing or wrong', () => {
    expect(save({ day: 2 }, null)).toEqual({ document: null, outcome: { kind: 'incomplete' } });
    expect(save({ challengeDay: 1 }, stored())).toMatchObject({ document: null, outcome: { kind: 'problem' } });
  });
});

describe('what an owner types', () => {
  it('is read as it is meant, and left out where nothing was typed', () => {
    expect(readSetup({ day: 'mon', time: '6pm', timezone: 'berlin', weeks_per_phase: 3, start: '' })).toEqual({
      kind: 'choices',
      choices: { day: 1, time: '18:00', timezone: 'Europe/Berlin', weeksPerPhase: 3 },
    });
  });

  it.each([
    [{ day: 'someday' }, '“someday” is not a weekday'],
    [{ time: '25:00' }, '“25:00” is not a time'],
    [{ timezone: 'Atlantis' }, '“Atlantis” is not a time zone'],
    [{ weeks_per_phase: 5 }, '“5” is not a number of weeks from 1 to 4'],
    [{ start: '2026-02-30' }, '“2026-02-30” is not a date'],
  ])('and is wrong gets a sentence: %j', (typed, sentence) => {
    expect(readSetup(typed)).toMatchObject({ kind: 'problem', message: expect.stringContaining(sentence) });
  });

  it('is never said back with signs that Discord would draw or ping', () => {
    expect(readSetup({ timezone: '🦀' })).toMatchObject({ message: expect.stringMatching(/^That is not a time zone/) });
    const read = readSetup({ time: '**@everyone** <@&1> [x](https://evil)' });
    expect(read.kind === 'problem' && read.message).not.toMatch(/[*<@&[(]/);
  });
});
