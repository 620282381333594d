/** Secrets that nobody can guess, and every form in which one may turn up in a text. Knows no program. */
import type { Random } from './scenario.ts';

export interface Secret {
  /** What it is, for whoever reads that it got out: "the Redis password". */
  readonly what: string;
  readonly value: string;
  /** `owner`: nobody reads it anywhere. `member`: what a member wrote or is called, which belongs in answers and in no log. */
  readonly whose: 'owner' | 'member';
}

/** Something that stands in no text by chance, and passes wherever a name, word or password does. */
export function marker(random: Random): string {
  const letters = Array.from({ length: 18 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[random.int(0, 31)]);
  return `Zq${letters.join('')}`;
}

/** As it is, as a part of a URL, in hexadecimal, and in base64 wherever in a text it begins. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const within = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last letters depend on what stands beside it.
    return text.slice(shift ? shift + 1 : 0, -2);
  });
  const safe = within.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([value, encodeURIComponent(value), bytes.toString('hex'), ...within, ...safe])];
}
