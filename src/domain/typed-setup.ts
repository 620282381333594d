/** Reads what an owner typed for the weekly posts. Says what is wrong in a sentence for them. */
import type { Choices } from './schedule-changes.ts';
import { parseDate, parseTime, parseWeekday, parseZone } from './schedule-input.ts';

/** From the command's options or the form's fields; absent or empty: not given. */
export interface TypedSetup {
  readonly day?: string | undefined;
  readonly time?: string | undefined;
  readonly timezone?: string | undefined;
  readonly challenge_day?: string | undefined;
  readonly weeks_per_phase?: string | number | undefined;
  readonly start?: string | undefined;
}

export type ReadSetup =
  | { readonly kind: 'choices'; readonly choices: Partial<Choices> }
  | { readonly kind: 'problem'; readonly message: string };

type Reading<T> = { readonly value?: T } | { readonly problem: string };

export function readSetup(typed: TypedSetup): ReadSetup {
  const day = reading(typed.day, parseWeekday, 'a weekday. Write it like Monday');
  const time = reading(typed.time, parseTime, 'a time I can read. Write it like 18:00 or 6pm');
  const timezone = reading(
    typed.timezone,
    parseZone,
    'a time zone I know. Type a city, such as Berlin or New York, and pick one',
  );
  const challengeDay = reading(typed.challenge_day, parseWeekday, 'a weekday. Write it like Thursday');
  const weeksPerPhase = reading(typed.weeks_per_phase?.toString(), parseWeeks, 'a number of weeks from 1 to 4');
  const start = reading(typed.start, parseDate, 'a date I can read. Write it like 2026-12-01');

  const problems = [day, time, timezone, challengeDay, weeksPerPhase, start].flatMap((one) =>
    'problem' in one ? [one.problem] : [],
  );
  if (problems.length) return { kind: 'problem', message: problems.join('\n') };
  const choices = { ...given('day', day), ...given('time', time), ...given('timezone', timezone) };
  return {
    kind: 'choices',
    choices: {
      ...choices,
      ...given('challengeDay', challengeDay),
      ...given('weeksPerPhase', weeksPerPhase),
      ...given('start', start),
    },
  };
}

function reading<T>(typed: string | undefined, parse: (words: string) => T | null, wanted: string): Reading<T> {
  const words = typed?.trim();
  if (!words) return {};
  const value = parse(words);
  // Only letters, digits and what dates and zones are made of: the rest is not worth repeating back.
  const said = words.replace(/[^\p{L}\p{N} :/+-]/gu, '').slice(0, 40);
  return value === null ? { problem: `${said ? `“${said}”` : 'That'} is not ${wanted}.` } : { value };
}

function given<K extends string, T>(name: K, read: Reading<T>): { [key in K]?: T } {
  return 'value' in read ? ({ [name]: read.value } as { [key in K]?: T }) : {};
}

function parseWeeks(words: string): Choices['weeksPerPhase'] | null {
  return /^[1-4]$/.test(words) ? (Number(words) as Choices['weeksPerPhase']) : null;
}
