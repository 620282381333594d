/** Time zones: which instant a local time is, and which local date an instant is. The one module that asks Temporal. */
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './schedule-calendar.ts';

/** An IANA name that this machine knows ("Europe/Berlin", "UTC"); bare offsets are refused, they know no summer. */
export function isZone(name: string): boolean {
  return canonicalZone(name) !== null;
}

/** The name as the machine writes it, whatever the case it was typed in; null: no such zone. */
export function canonicalZone(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The local date of an instant (Unix milliseconds). Throws RangeError for an unknown zone. */
export function localDate(zone: string, at: number): LocalDate {
  const known = spans.get(zone);
  if (known && known.from <= at && at < known.to) return known.date;
  const hour = Math.floor(at / HOUR_MS);
  const offset = offsetWithin(zone, hour);
  if (offset === null) return zoned(zone, at).toPlainDate().toString();
  const date = new Date(at + offset).toISOString().split('T')[0] ?? '';
  const midnight = Math.floor((at + offset) / DAY_MS) * DAY_MS - offset;
  spans.set(zone, {
    from: Math.max(midnight, hour * HOUR_MS),
    to: Math.min(midnight + DAY_MS, (hour + 1) * HOUR_MS),
    date,
  });
  return date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A zone's date in the hour that was asked for last, as far as it is one: each check-in wants two, and Temporal takes its time. */
const spans = new Map<string, { readonly from: number; readonly to: number; readonly date: LocalDate }>();

/** How far local time is ahead in an hour since 1970, in milliseconds; null: it changes within. */
function offsetWithin(zone: string, hour: number): number | null {
  const [first, last] = [hour * HOUR_MS, (hour + 1) * HOUR_MS - 1].map((at) => zoned(zone, at).offsetNanoseconds);
  return first === undefined || first !== last ? null : first / 1e6;
}

/** The local time of an instant, `HH:MM`. */
export function localTime(zone: string, at: number): string {
  return zoned(zone, at).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Minutes east of UTC at that instant. */
export function offsetMinutes(zone: string, at: number): number {
  return zoned(zone, at).offsetNanoseconds / 60e9;
}

/**
 * The instant (Unix milliseconds) of a local date and time `HH:MM`. A time that occurs twice is the first one; a time that does
 * not occur (the clocks go forward over it) is the first instant after the gap.
 */
export function instantOf(zone: string, date: LocalDate, time: string): number {
  const asked = `${zone} ${date} ${time}`;
  const known = instants.get(asked);
  if (known !== undefined) return known;
  const at = resolved(zone, Temporal.PlainDateTime.from(`${date}T${time}`));
  if (instants.size >= INSTANTS) instants.clear();
  instants.set(asked, at);
  return at;
}

/** Where many groups post, they ask for the same few again and again. */
const INSTANTS = 2_000;
const instants = new Map<string, number>();

function resolved(zone: string, wall: Temporal.PlainDateTime): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  // In a gap, "earlier" lands before it: the next transition is the gap, and its instant the first one after.
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? earlier.epochMilliseconds;
}

function zoned(zone: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
