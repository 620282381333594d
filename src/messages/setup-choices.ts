/** What an owner chose, on its way through a button: a preview keeps nothing but its own custom id (at most 100 characters). */
import type { Weekday } from '../domain/guild.ts';
import type { Choices } from '../domain/schedule-changes.ts';
import { parseDate, parseZone } from '../domain/schedule-input.ts';
import type { SetupChoices } from '../domain/setup.ts';
import { actionId } from './actions.ts';

/** Snowflakes in base 36 and zones without slashes: everything at once fits. */
export function saveId(choices: SetupChoices): string {
  const { channel, day, time, timezone, challengeDay, weeksPerPhase, start, role, paused } = choices;
  return actionId(
    'setup',
    'save',
    channel ? short(channel) : '',
    day ?? '',
    time?.replace(':', '') ?? '',
    timezone?.replaceAll('/', '.').replaceAll('+', '~') ?? '',
    challengeDay ?? '',
    weeksPerPhase ?? '',
    start?.replaceAll('-', '') ?? '',
    role === undefined ? '' : role === null ? 'none' : short(role),
    paused === undefined ? '' : Number(paused),
  );
}

/** Reads the arguments of a Save button; null for what no button says. */
export function readSave(args: readonly string[]): SetupChoices | null {
  if (args.length !== 9) return null;
  const [
    channel = '',
    day = '',
    time = '',
    zone = '',
    challengeDay = '',
    weeks = '',
    start = '',
    role = '',
    paused = '',
  ] = args;
  const shapes: readonly [string, RegExp][] = [
    [channel, /^[0-9a-z]{0,14}$/],
    [day, /^[1-7]?$/],
    [time, /^(([01]\d|2[0-3])[0-5]\d)?$/],
    [zone, /^[A-Za-z0-9_.~-]*$/],
    [challengeDay, /^[1-7]?$/],
    [weeks, /^[1-4]?$/],
    [start, /^(\d{8})?$/],
    [role, /^[0-9a-z]{0,14}$/],
    [paused, /^[01]?$/],
  ];
  if (!shapes.every(([value, shape]) => shape.test(value))) return null;
  const timezone = zone.replaceAll('.', '/').replaceAll('~', '+');
  const firstDay = start && `${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6)}`;
  // Whoever forges a button must not leave a calendar behind that no job can read.
  if ((zone && parseZone(timezone) !== timezone) || (start && parseDate(firstDay) !== firstDay)) return null;
  return {
    ...(channel && { channel: long(channel) }),
    ...(day && { day: Number(day) as Weekday }),
    ...(time && { time: `${time.slice(0, 2)}:${time.slice(2)}` }),
    ...(zone && { timezone }),
    ...(challengeDay && { challengeDay: Number(challengeDay) as Weekday }),
    ...(weeks && { weeksPerPhase: Number(weeks) as Choices['weeksPerPhase'] }),
    ...(start && { start: firstDay }),
    ...(role && { role: role === 'none' ? null : long(role) }),
    ...(paused && { paused: paused === '1' }),
  };
}

function short(snowflake: string): string {
  return BigInt(snowflake).toString(36);
}

function long(shortened: string): string {
  let value = 0n;
  for (const digit of shortened) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
