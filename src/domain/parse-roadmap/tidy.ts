/**
 * Makes any note-taker's syntax tree plain Markdown: Obsidian's wikilinks, tags and comments, reference links, HTML
 * comments, unseen characters. Changes the tree it is given; knows nothing of roadmaps.
 */
import type { Definition, Nodes, Parents, PhrasingContent, Root, Text } from 'mdast';
import { clean, dropHtmlComments } from './clean.ts';
import { childrenOf } from './markdown.ts';
import type { Report } from './report.ts';

export function tidy(root: Root, report: Report): void {
  const definitions = new Map<string, Definition>();
  each(root, (node) => {
    // Of front matter only the title is read, and cleaned then: places of errors count in what was written.
    if ('value' in node && node.type !== 'yaml')
      node.value = node.type === 'html' ? dropHtmlComments(clean(node.value)) : clean(node.value);
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  dropBlockComments(root, report);
  each(root, (node) => {
    if (!('children' in node)) return;
    resolveReferences(node, definitions);
    dropInlineComments(node);
    if (node.type === 'paragraph') node.children = dropTagLines(node.children);
    for (const child of node.children)
      if (child.type === 'text' && child.value.includes('[[')) child.value = unwrapWikilinks(child.value);
    if (!node.children.some(isNothing)) return;
    // The filter keeps each child's type; the union of parents hides that from the compiler.
    (node as { children: Nodes[] }).children = node.children.filter((child) => !isNothing(child));
  });
}

/** Visits parents before children, without recursion: a file may nest deeper than the stack. */
function each(root: Root, visit: (node: Nodes) => void): void {
  const todo: Nodes[] = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    visit(node);
    for (const child of childrenOf(node)) todo.push(child);
  }
}

function isNothing(node: Nodes): boolean {
  switch (node.type) {
    case 'definition':
    case 'footnoteDefinition':
    case 'footnoteReference':
      return true;
    case 'html':
      return node.value.trim() === '';
    case 'text':
      return node.value === '';
    case 'paragraph':
      return node.children.length === 0;
    default:
      return false;
  }
}

function resolveReferences(parent: Parents, definitions: ReadonlyMap<string, Definition>): void {
  if (!parent.children.some(({ type }) => type === 'linkReference')) return;
  const resolved = parent.children.map((child): Nodes => {
    if (child.type !== 'linkReference') return child;
    const url = definitions.get(child.identifier)?.url ?? '';
    return { type: 'link', url, children: child.children, ...(child.position && { position: child.position }) };
  });
  (parent as { children: Nodes[] }).children = resolved;
}

/** `[[target|alias]]` shows its alias, `[[target]]` and `![[target]]` the target. */
function unwrapWikilinks(value: string): string {
  return value.replace(/!?\[\[([^[\]|]{1,300})(?:\|([^[\]]{0,300}))?\]\]/g, (_, target: string, alias?: string) =>
    (alias || target).trim(),
  );
}

/** `%% … %%` within one paragraph, also across bold and code. One that is not closed there stays: `100 %% sure`. */
function dropInlineComments(parent: Parents): void {
  if (!parent.children.some((child) => child.type === 'text' && child.value.includes('%%'))) return;
  let toggles = parent.children.reduce((n, child) => n + (child.type === 'text' ? marks(child) : 0), 0);
  toggles -= toggles % 2;
  let hidden = false;
  const kept: Nodes[] = [];
  for (const child of parent.children) {
    if (child.type !== 'text') {
      if (!hidden) kept.push(child);
      continue;
    }
    let value = '';
    for (const [index, piece] of child.value.split('%%').entries()) {
      if (index > 0 && toggles > 0) {
        hidden = !hidden;
        toggles -= 1;
      } else if (index > 0) value += '%%';
      if (!hidden) value += piece;
    }
    kept.push({ ...child, value });
  }
  (parent as { children: Nodes[] }).children = kept;
}

function marks(node: Text): number {
  return node.value.split('%%').length - 1;
}

/** A comment that begins in one block and ends in a later one takes all of both with it, headings too. */
function dropBlockComments(root: Root, report: Report): void {
  const kept: Root['children'] = [];
  let hidden: Root['children'] = [];
  for (const block of root.children) {
    if (hidden.length === 0 && !opensComment(block)) kept.push(block);
    else if (hidden.length > 0 && closesComment(block)) hidden = [];
    else hidden.push(block);
  }
  root.children = [...kept, ...hidden];
  if (hidden[0]) report.add(hidden[0], 'this comment never ends', 'Add a line with "%%" where it ends.');
}

function opensComment(block: Nodes): boolean {
  if (block.type !== 'paragraph') return false;
  const texts = block.children.filter((child) => child.type === 'text');
  const odd = texts.reduce((n, child) => n + marks(child), 0) % 2 === 1;
  return odd && texts[0] === block.children[0] && texts[0]?.value.trimStart().startsWith('%%') === true;
}

function closesComment(block: Nodes): boolean {
  let last = block;
  for (let next = childrenOf(last).at(-1); next !== undefined; next = childrenOf(last).at(-1)) last = next;
  return last.type === 'text' && last.value.trimEnd().endsWith('%%');
}

const TAGS = /^\s*#[\p{L}\p{N}_/-]*[\p{L}_/-][\p{L}\p{N}_/-]*(?:\s+#[\p{L}\p{N}_/-]*[\p{L}_/-][\p{L}\p{N}_/-]*)*\s*$/u;

/** Drops the lines of a paragraph that hold nothing but `#tags`. */
function dropTagLines(children: readonly PhrasingContent[]): PhrasingContent[] {
  return children.map((child, index) => {
    if (child.type !== 'text' || !child.value.includes('#')) return child;
    const lines = child.value.split('\n');
    const kept = lines.filter((line, at) => {
      const begins = at > 0 || index === 0 || children[index - 1]?.type === 'break';
      const ends = at < lines.length - 1 || index === children.length - 1 || children[index + 1]?.type === 'break';
      return !(begins && ends && TAGS.test(line));
    });
    return { ...child, value: kept.join('\n') };
  });
}
