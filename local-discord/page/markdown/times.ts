/** Words for a moment as Discord's app writes them. Pure: zone, language and "now" are arguments. */

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

export interface Here {
  /** IANA name. */
  readonly zone: string;
  /** BCP 47; undefined: the browser's own. */
  readonly locale: string | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/** `style` as in `<t:0:R>`; an unknown one reads like `f`. */
export function timeWords(seconds: number, style: string, here: Here): string {
  if (style === 'R') return relative(seconds * 1000 - here.now, here.locale);
  const options = STYLES[style] ?? STYLES.f;
  return new Intl.DateTimeFormat(here.locale, { ...options, timeZone: here.zone }).format(seconds * 1000);
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

function relative(ms: number, locale: string | undefined): string {
  const [unit, size] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(ms / size), unit);
}
