/** The parts of a phase that are plain lists: topics, what it teaches, resources, errors. */
import type { Link, ListItem, PhrasingContent } from 'mdast';
import { ROADMAP } from '../limits.ts';
import type { CompilerError, Resource, Text, Topic } from '../roadmap.ts';
import { itemText } from './blocks.ts';
import { afterFirstParagraph, atMost, firstParagraph, itemsOf, type Reading } from './items.ts';
import { childrenOf, text } from './markdown.ts';
import { inlinePlain } from './phrasing.ts';
import type { Located } from './report.ts';
import type { Section } from './sections.ts';
import { isId, slug, splitId } from './slug.ts';

export function readTopics(section: Section, reading: Reading): readonly Topic[] {
  const { report, phase } = reading;
  const items = itemsOf(section, reading);
  atMost(items, ROADMAP.topics, 'topics', reading);
  const seen = new Map<string, ListItem>();
  return items.flatMap((item): Topic[] => {
    const { written, children } = itemId(item);
    const content = itemText([{ ...firstParagraph(item), children }, ...afterFirstParagraph(item)]);
    if (content.plain === '') {
      report.add(item, `a topic of ${phase} is empty`, 'Write what it is about, or delete the line.');
      return [];
    }
    report.limit(item, `a topic of ${phase}`, content.markdown, ROADMAP.topic);
    const id = written ?? slug(content.plain);
    checkId(written, item, reading);
    const twin = seen.get(id);
    if (twin) {
      const line = twin.position?.start.line ?? 1;
      report.add(
        item,
        `two topics of ${phase} have the id "${id}" (the other is on line ${line})`,
        'Give one of them an id of its own: write {#another-id} at the end of the line.',
      );
    }
    seen.set(id, item);
    return [{ id, text: content }];
  });
}

function itemId(item: ListItem): { written: string | null; children: PhrasingContent[] } {
  const { children } = firstParagraph(item);
  const last = children.at(-1);
  if (last?.type !== 'text') return { written: null, children };
  const { text: value, id } = splitId(last.value);
  return { written: id, children: id === null ? children : [...children.slice(0, -1), { ...last, value }] };
}

export function checkId(id: string | null, at: Located, { report }: Reading): void {
  if (id === null || isId(id)) return;
  const hint = `Use small letters, digits and hyphens, at most ${ROADMAP.id}: {#${slug(id)}}`;
  report.add(at, `"${id.slice(0, 40)}" is no id`, hint);
}

export function readTeaches(section: Section, reading: Reading): readonly Text[] {
  const items = itemsOf(section, reading);
  atMost(items, ROADMAP.teaches, 'lines under "Teaches you"', reading);
  return items.flatMap((item): Text[] => {
    const content = itemText(item.children);
    reading.report.limit(item, `a line under "Teaches you" of ${reading.phase}`, content.markdown, ROADMAP.teach);
    return content.plain === '' ? [] : [content];
  });
}

export function readResources(section: Section, reading: Reading): readonly Resource[] {
  const { report, phase } = reading;
  const items = itemsOf(section, reading);
  atMost(items, ROADMAP.resources, 'resources', reading);
  return items.flatMap((item): Resource[] => {
    const { children } = firstParagraph(item);
    const at = children.findIndex((node) => linkIn(node) !== null);
    const link = linkIn(children[at]);
    const url = link && httpsUrl(link.url);
    if (!link || !url) {
      report.add(
        item,
        `a resource of ${phase} has no https link`,
        'Write "- [Name](https://…) — what it is good for".',
      );
      return [];
    }
    if (children.filter((node) => linkIn(node) !== null).length > 1) {
      report.add(item, `a resource of ${phase} has two links`, 'Give each link a line of its own.');
    }
    const before = inlinePlain(children.slice(0, at)).replace(/\s*[:—–-]$/, '');
    const words = inlinePlain([link]);
    const bare = /^(?:https?:\/\/|www\.)/i.test(words);
    const name = bare ? before || words.replace(/^https?:\/\//i, '') : [before, words].filter(Boolean).join(' ');
    const note = itemText([
      { type: 'paragraph', children: trimLead(children.slice(at + 1)) },
      ...afterFirstParagraph(item),
    ]);
    if (name === '')
      report.add(item, `a resource of ${phase} has no name`, 'Write the name between the brackets: [Name](https://…).');
    report.limit(item, `the name of a resource of ${phase}`, name, ROADMAP.resourceName);
    report.limit(item, `the address of a resource of ${phase}`, url, ROADMAP.resourceUrl);
    report.limit(item, `the note of a resource of ${phase}`, note.markdown, ROADMAP.resourceNote);
    return [{ name, url, note: note.plain === '' ? null : note }];
  });
}

export function readErrors(section: Section, reading: Reading): readonly CompilerError[] {
  const { report, phase } = reading;
  const items = itemsOf(section, reading);
  atMost(items, ROADMAP.errors, 'errors', reading);
  return items.flatMap((item): CompilerError[] => {
    const [first, ...others] = firstParagraph(item).children;
    const { code, rest } = splitCode(first, others);
    const link = linkIn(first);
    const content = itemText([{ type: 'paragraph', children: trimLead(rest) }, ...afterFirstParagraph(item)]);
    if (code === '' || content.plain === '') {
      report.add(
        item,
        `an error of ${phase} has no ${code === '' ? 'code' : 'text'}`,
        'Write "- [E0382](https://…): what it means and the way out".',
      );
      return [];
    }
    report.limit(item, `the code of an error of ${phase}`, code, ROADMAP.errorCode);
    report.limit(item, `the text of an error of ${phase}`, content.markdown, ROADMAP.errorText);
    return [{ code, url: link && httpsUrl(link.url), text: content }];
  });
}

/** The code is what is marked up first, else the first word. */
function splitCode(
  first: PhrasingContent | undefined,
  others: PhrasingContent[],
): { code: string; rest: PhrasingContent[] } {
  if (first === undefined) return { code: '', rest: [] };
  if (first.type !== 'text') return { code: inlinePlain([first]).replace(/:$/, ''), rest: others };
  const [, code = '', rest = ''] = /^\s*([^\s:]*)(.*)$/s.exec(first.value) ?? [];
  return { code, rest: [text(rest), ...others] };
}

/** Without the colon or dash that stood between a name and its text. */
function trimLead(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [first, ...rest] = nodes;
  if (first?.type !== 'text') return [...nodes];
  return [{ ...first, value: first.value.replace(/^\s*(?:[:—–]|-(?=\s))?\s*/, '') }, ...rest];
}

/** The link a node is, or that stands alone within bold or italic. */
function linkIn(node: PhrasingContent | undefined): Link | null {
  if (node === undefined) return null;
  if (node.type === 'link') return node;
  if (node.type !== 'strong' && node.type !== 'emphasis') return null;
  const [only, ...others] = childrenOf(node) as PhrasingContent[];
  return only && others.length === 0 ? linkIn(only) : null;
}

/** As written where that is plain; null unless it is https and a real address. */
function httpsUrl(written: string): string | null {
  if (!/^https:\/\//i.test(written) || !URL.canParse(written)) return null;
  return /^[!-~]+$/.test(written) ? written : new URL(written).href;
}
