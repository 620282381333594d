/**
 * By which words a time zone is known: city, country in English and its own language, "Central European Time", "CET". All of it
 * from the machine's own tables, so that there is no list here to grow old. Knows nothing of what anybody typed.
 */

export interface NamedZone {
  /** The name to store and show: the current spelling where the machine still uses an older one. */
  readonly zone: string;
  readonly city: string;
  readonly continent: string;
  /** In English, in their own language, and as codes: "germany", "deutschland", "de". */
  readonly countries: readonly string[];
  /** "central european standard time", its initials "cest" and "cet", and what the city was called before. */
  readonly names: readonly string[];
  /** 0 is the best known; zones nobody listed share the last place. */
  readonly rank: number;
}

/** The machine's tables keep the first spelling for ever; people look for today's. */
const CURRENT: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Shown before anything is typed (the first 25), and first among equals. */
const WELL_KNOWN = [
  'Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Warsaw Europe/Athens Europe/Kyiv',
  'Europe/Istanbul Africa/Cairo Africa/Lagos Africa/Nairobi Africa/Johannesburg Asia/Dubai Asia/Karachi Asia/Kolkata',
  'Asia/Jakarta Asia/Shanghai Asia/Tokyo Australia/Sydney America/Los_Angeles America/Denver America/Chicago',
  'America/New_York America/Sao_Paulo UTC Europe/Amsterdam Europe/Zurich Europe/Vienna Europe/Stockholm Europe/Lisbon',
  'Europe/Dublin Europe/Prague Europe/Moscow America/Toronto America/Vancouver America/Mexico_City America/Bogota',
  'America/Argentina/Buenos_Aires America/Lima Asia/Singapore Asia/Hong_Kong Asia/Seoul Asia/Manila Asia/Bangkok',
  'Asia/Dhaka Asia/Tehran Asia/Jerusalem Australia/Melbourne Australia/Perth Pacific/Auckland',
].flatMap((line) => line.split(' '));

const MORE_CODES: Readonly<Record<string, string>> = { GB: 'uk', US: 'usa' };

let known: readonly NamedZone[] | null = null;

/** All zones of this machine, the best known first. Made once, at the first question: it takes some 200 ms. */
export function namedZones(): readonly NamedZone[] {
  known ??= collect();
  return known;
}

/** Lower case, without accents, with spaces for underscores: how words are compared. */
export function plain(words: string): string {
  const bare = words.normalize('NFD').replace(/\p{M}/gu, '');
  return bare
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim();
}

function collect(): readonly NamedZone[] {
  const countries = countriesByZone();
  const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC'].map((old) => {
    const zone = CURRENT[old] ?? old;
    const rank = WELL_KNOWN.indexOf(zone);
    return {
      zone,
      city: plain(zone.split('/').at(-1) ?? zone),
      continent: plain(zone.split('/')[0] ?? zone),
      countries: countries.get(old) ?? [],
      names: zone === old ? namesOf(old) : [plain(old.split('/').at(-1) ?? old), ...namesOf(old)],
      rank: rank < 0 ? WELL_KNOWN.length : rank,
    };
  });
  return zones.sort((a, b) => a.rank - b.rank || (a.zone < b.zone ? -1 : 1));
}

/** The long name in January and in July, each with its initials, with and without the "standard" that nobody says. */
function namesOf(zone: string): readonly string[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' });
  const names = new Set<string>();
  for (const month of [0, 6]) {
    const parts = format.formatToParts(Date.UTC(2026, month, 1));
    const name = plain(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
    // "GMT+01:00" says nothing that the offset does not.
    if (/\d/.test(name)) continue;
    for (const words of [name, name.replace(/ (standard|daylight|summer) /, ' ')]) {
      names.add(words).add(words.replace(/(\w)\w*\s*/g, '$1'));
    }
  }
  return [...names];
}

function countriesByZone(): ReadonlyMap<string, readonly string[]> {
  const byZone = new Map<string, string[]>();
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english.of(code);
    if (!name) continue;
    const locale = new Intl.Locale(`und-${code}`);
    const own = new Intl.DisplayNames(locale.maximize().language, { type: 'region' }).of(code) ?? name;
    const words = [name, own, code, MORE_CODES[code] ?? code].map(plain);
    for (const zone of zonesOf(locale)) byZone.set(zone, [...(byZone.get(zone) ?? []), ...new Set(words)]);
  }
  return byZone;
}

/** A property in older engines, a method in newer ones; TypeScript knows neither yet. */
function zonesOf(locale: Intl.Locale): readonly string[] {
  const { timeZones, getTimeZones } = locale as {
    timeZones?: readonly string[];
    getTimeZones?: () => readonly string[];
  };
  return timeZones ?? getTimeZones?.call(locale) ?? [];
}
