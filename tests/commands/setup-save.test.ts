import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { parseZone, zoneChoices } from '../../src/domain/schedule-input.ts';
import type { SetupChoices } from '../../src/domain/setup.ts';
import { readSave, saveId } from '../../src/messages/setup-choices.ts';

it('is shown by Discord to Manage Server alone', () => {
  const definition = commands.find((command) => command.definition.name === 'setup')?.definition;
  expect(definition?.default_member_permissions).toBe('32');
});

describe('a Save button', () => {
  const carried = (choices: SetupChoices) => readSave(saveId(choices).split(':').slice(3));

  it('brings back what was chosen, and nothing that was not', () => {
    const choices: SetupChoices[] = [
      {},
      { channel: '1099511627776123456', role: null },
      { role: '18446744073709551615', paused: false },
      { day: 7, time: '00:05', challengeDay: 1, weeksPerPhase: 4, start: '2026-12-01', paused: true },
    ];
    for (const chosen of choices) expect(carried(chosen)).toEqual(chosen);
  });

  it('brings every zone back that may be chosen, in at most 100 characters', () => {
    for (const { value: timezone } of ['Etc', '', 'a', '+5', 'gmt'].flatMap((typed) => zoneChoices(typed, 0))) {
      expect(carried({ timezone })).toEqual({ timezone });
    }
    const written = 'Etc/GMT+5';
    expect(parseZone(written)).toBe(written);
    expect(carried({ timezone: written })).toEqual({ timezone: written });
    const all = { channel: '9'.repeat(19), role: '9'.repeat(19), timezone: 'America/Argentina/ComodRivadavia' };
    const rest = {
      day: 7,
      time: '23:59',
      challengeDay: 6,
      weeksPerPhase: 4,
      start: '2026-12-31',
      paused: true,
    } as const;
    expect(saveId({ ...all, ...rest }).length).toBeLessThanOrEqual(100);
  });
});
