import type { Settings } from '../../src/domain/guild.ts';
import { type Choices, firstSettings } from '../../src/domain/schedule-changes.ts';

/** An instant from UTC words: `utc('2026-08-03 18:00')`. */
export function utc(words: string): number {
  return Date.parse(`${words.replace(' ', 'T')}:00Z`);
}

/** Settings of a group in UTC: Monday 18:00, challenge on Thursday, two weeks a phase; saved on Saturday 2026-08-01. */
export function someSettings(choice: Partial<Choices> = {}, now: number = utc('2026-08-01 12:00')): Settings {
  return firstSettings({ channel: '700', timezone: 'UTC', ...choice }, now);
}
