/** Dates and ISO weeks as plain arithmetic. Knows nothing of time zones or of now. */
import type { Week, Weekday } from './guild.ts';

/** `YYYY-MM-DD`, somebody's local date. */
export type LocalDate = string;

const DAY = 86_400_000;
/** 1969-12-29, the Monday of the week of the Unix epoch, in days since the epoch. */
const FIRST_MONDAY = -3;

/** Days since 1970-01-01 of a local date. */
export function dayNumber(date: LocalDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** The inverse of {@link dayNumber}. */
export function dateOf(day: number): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Weeks since that of the epoch: consecutive ISO weeks have consecutive numbers, also across a year. */
export function weekNumber(day: number): number {
  return Math.floor((day - FIRST_MONDAY) / 7);
}

export function weekdayOf(day: number): Weekday {
  return (((((day - FIRST_MONDAY) % 7) + 7) % 7) + 1) as Weekday;
}

/** The day number of a weekday in the week with that number. */
export function dayInWeek(week: number, weekday: Weekday): number {
  return FIRST_MONDAY + week * 7 + weekday - 1;
}

/** `2026-W32`: the year is that of the week's Thursday. */
export function weekName(week: number): Week {
  const thursday = new Date(dayInWeek(week, 4) * DAY);
  const year = thursday.getUTCFullYear();
  const ordinal = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
  return `${year}-W${String(ordinal).padStart(2, '0')}`;
}

/** The inverse of {@link weekName}. Throws on anything else: stored weeks are parsed at the edge. */
export function weekNumberOf(name: Week): number {
  const [, year, ordinal] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  if (!year || !ordinal) throw new RangeError(`not an ISO week: ${name}`);
  // The 4th of January is always in week 1.
  return weekNumber(dayNumber(`${year}-01-04`)) + Number(ordinal) - 1;
}
