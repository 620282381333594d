/** Reads what people type for a schedule: zones, times, dates, weekdays. Null for what it does not know; sentences are made elsewhere. */
import type { Weekday } from './guild.ts';
import { DISCORD } from './limits.ts';
import { dateOf, dayNumber, type LocalDate } from './schedule-calendar.ts';
import { type NamedZone, namedZones, plain } from './zone-names.ts';
import { canonicalZone, localTime, offsetMinutes } from './zones.ts';

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

/**
 * "2026-08-03", "2026/8/3" or "3.8.2026" → `YYYY-MM-DD`. "3/8/2026" means two days, so it is null, as is 30 February. Years are from 1000
 * to 2999: weeks further away have no name that a calendar can be made of, and are typing errors.
 */
export function parseDate(typed: string): LocalDate | null {
  const words = typed.trim();
  const [, y1, m1, d1] = /^([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words) ?? [];
  const [, d2, m2, y2] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?([12]\d{3})$/.exec(words) ?? [];
  const [year, month, day] = [y1 ?? y2, m1 ?? m2, d1 ?? d2];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const number = dayNumber(date);
  return Number.isNaN(number) || dateOf(number) !== date ? null : date;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "mon", "Monday", "mondays" or "1" → 1. */
export function parseWeekday(typed: string): Weekday | null {
  const word = typed.trim().toLowerCase().replace(/[.s]$/, '');
  if (/^[1-7]$/.test(word)) return Number(word) as Weekday;
  const index = word.length < 2 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(word));
  return index < 0 ? null : ((index + 1) as Weekday);
}

const CLOCK = ' · now ';

/**
 * Zones for an autocomplete list, as many as it holds, best first: found by city, country, zone name or abbreviation, continent, and by
 * offset ("utc+2"). Their label shows the time there at `now`.
 */
export function zoneChoices(query: string, now: number): { readonly name: string; readonly value: string }[] {
  return search(query, now)
    .slice(0, DISCORD.choices)
    .map(({ zone }) => ({ name: `${zone}${CLOCK}${localTime(zone, now)}`, value: zone }));
}

/** A zone's name in any case, a label of {@link zoneChoices}, a city, or a country that has only one time. */
export function parseZone(typed: string): string | null {
  const words = wordsOf(typed);
  if (!words) return null;
  const zones = namedZones();
  const exact = zones.find(({ zone, city }) => plain(zone) === words || city === words);
  if (exact) return exact.zone;
  // Older spellings and links, such as US/Pacific. Without a slash they are abbreviations that mean different zones to different people.
  const canonical = words.includes('/') ? canonicalZone(words.replaceAll(' ', '_')) : null;
  if (canonical) return zones.find(({ zone }) => canonicalZone(zone) === canonical)?.zone ?? canonical;
  const inCountry = zones.filter(({ countries }) => countries.includes(words));
  const offsets = new Set(inCountry.flatMap(({ zone }) => HALVES.map((at) => `${at} ${offsetMinutes(zone, at)}`)));
  return offsets.size <= HALVES.length ? (inCountry[0]?.zone ?? null) : null;
}

/** Without the clock of a label, and without the country after a city's comma. */
function wordsOf(typed: string): string {
  return plain(typed.split(CLOCK)[0]?.split(',')[0] ?? '');
}

/** Zones that agree in January and in July are one time to whoever lives there. */
const HALVES = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

function search(query: string, now: number): readonly NamedZone[] {
  const words = wordsOf(query);
  if (!words) return namedZones();
  const offset = parseOffset(words);
  if (offset !== null) return namedZones().filter(({ zone }) => offsetMinutes(zone, now) === offset);
  const ranked = namedZones().map((named) => ({ named, distance: distance(named, words) }));
  const found = ranked.filter(({ distance }) => distance < NO_MATCH).sort((a, b) => a.distance - b.distance);
  return found.map(({ named }) => named);
}

const NO_MATCH = 7;

/** How well words name a zone; equals stay in the order of how well known they are. */
function distance({ zone, city, continent, countries, names }: NamedZone, words: string): number {
  if (city === words || plain(zone) === words) return 0;
  if (countries.includes(words) || names.includes(words)) return 1;
  if (city.startsWith(words) || plain(zone).startsWith(words)) return 2;
  if (words.length > 1 && countries.some((name) => name.startsWith(words))) return 3;
  if (city.includes(` ${words}`) || names.some((name) => name.startsWith(words))) return 4;
  if (continent.startsWith(words)) return 5;
  if (words.length > 2 && [plain(zone), ...countries, ...names].some((name) => name.includes(words))) return 6;
  return NO_MATCH;
}

/** "utc+2", "gmt -3:30", "+0530" → minutes east of UTC. */
function parseOffset(words: string): number | null {
  const match = /^(?:utc|gmt)?\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?$/.exec(words);
  const [, sign, hours, minutes = '0'] = match ?? [];
  if (!sign || !hours) return null;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}
