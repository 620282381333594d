/** Words that somebody left on their stone, quoted for whoever comes later. */
import type { StoneWords } from '../domain/words.ts';
import { bare, cut, escaped, named } from './parts.ts';

/** A note may be longer: beside a step it is to be taken in at a glance. */
const QUOTED = 200;

/** "**Ana**, who passed here in May: “lifetimes clicked when …”" */
export function stoneWords({ name, note, month, thisYear }: StoneWords): string {
  const who = name === null ? 'Somebody' : `${named(name)},`;
  return `${who} who passed here in ${monthWords(month, thisYear)}: “${escaped(cut(bare(note), QUOTED))}”`;
}

function monthWords(month: string, thisYear: boolean): string {
  const format = new Intl.DateTimeFormat('en', {
    month: 'long',
    ...(!thisYear && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.format(new Date(`${month}-01`));
}
