/** What every part that is a list shares: its items, and what does not belong between them. */
import type { ListItem, Paragraph, RootContent } from 'mdast';
import type { Located, Report } from './report.ts';
import type { Section } from './sections.ts';

/** What a part's reader needs to know: whom to tell, and how the phase is called in a message ("phase 9"). */
export interface Reading {
  readonly report: Report;
  readonly phase: string;
}

/**
 * The items of all lists of a part. Code, quotes and tables between them were meant to belong to an item: a problem. Where
 * `strict`, a paragraph after the first list is one too; elsewhere it is a note and left alone.
 */
export function itemsOf(section: Section, { report, phase }: Reading, strict = false): readonly ListItem[] {
  const items: ListItem[] = [];
  for (const block of section.blocks) {
    if (block.type === 'list') items.push(...block.children);
    else if (strays(block, strict && items.length > 0)) {
      const hint = 'Indent it as far as the text of the item that it belongs to.';
      report.add(block, `this stands outside of the list of ${section.part} of ${phase}`, hint);
    }
  }
  if (items.length === 0) {
    report.add(
      section.at,
      `the list of ${section.part} of ${phase} is empty`,
      'Add lines that begin with "- ", or delete the label.',
    );
  }
  return items;
}

function strays({ type }: RootContent, strict: boolean): boolean {
  return type === 'code' || type === 'blockquote' || type === 'table' || (strict && type === 'paragraph');
}

/** At most `max` items; says how many are too many, at the first of those. `nouns` is a plural. */
export function atMost(items: readonly Located[], max: number, nouns: string, { report, phase }: Reading): void {
  const first = items[max];
  if (first) report.add(first, `${phase} has ${items.length} ${nouns}, ${max} fit`, `Leave out ${items.length - max}.`);
}

/** The item's first paragraph, empty when it begins with something else. */
export function firstParagraph(item: ListItem): Paragraph {
  const [first] = item.children;
  return first?.type === 'paragraph' ? first : { type: 'paragraph', children: [] };
}

/** Everything of an item but its first paragraph. */
export function afterFirstParagraph(item: ListItem): ListItem['children'] {
  return item.children[0]?.type === 'paragraph' ? item.children.slice(1) : item.children;
}
