/** Dates, ISO weeks and what people type for them, as plain arithmetic. Knows nothing of time zones or of now. */
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

/** "18:00", "18.30", "18h30", "18", "6pm", "6:30 pm" → `HH:MM`; anything else is null. */
export function parseTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h]([0-5]\d)?)?\s*(?:([ap])\.?m\.?|uhr|h)?$/i.exec(typed.trim());
  const [, hours, minutes = '00', half] = match ?? [];
  if (!hours) return null;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  return hour > 23 ? null : `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** "2026-08-03", "2026/8/3" or "3.8.2026" → `YYYY-MM-DD`. Two slashes alone are ambiguous, so they give null, as does 30 February. */
export function parseDate(typed: string): LocalDate | null {
  const words = typed.trim();
  const [, y1, m1, d1] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words) ?? [];
  const [, d2, m2, y2] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(words) ?? [];
  const [year, month, day] = [y1 ?? y2, m1 ?? m2, d1 ?? d2];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const number = dayNumber(date);
  return Number.isNaN(number) || dateOf(number) !== date ? null : date;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "mon", "Monday", "MONDAYS" or "1" → 1. */
export function parseWeekday(typed: string): Weekday | null {
  const word = typed.trim().toLowerCase().replace(/[.s]$/, '');
  if (/^[1-7]$/.test(word)) return Number(word) as Weekday;
  if (word.length < 2) return null;
  const index = WEEKDAYS.findIndex((name) => name.toLowerCase().startsWith(word));
  return index < 0 ? null : ((index + 1) as Weekday);
}

export function weekdayName(weekday: Weekday): string {
  return WEEKDAYS[weekday - 1] ?? '';
}
