/** Blocks of the parser's tree → blocks of mdast. */
import type { TreeCursor } from '@lezer/common';
import type { BlockContent, ListItem, PhrasingContent, RootContent, TableCell, TableRow } from 'mdast';
import { inlineOf } from './tree-inline.ts';
import { labelOf, type Source, unescaped } from './tree-source.ts';

const FOOTNOTE = /^\[\^[^\]\s]{1,300}\]:/;

/** The blocks in the node at the cursor, which is there again afterwards. */
export function blocksOf(cursor: TreeCursor, source: Source): RootContent[] {
  return collect(cursor, () => blockOf(cursor, source));
}

/** What `read` makes of each child. */
function collect<T>(cursor: TreeCursor, read: () => T | null): T[] {
  const found: T[] = [];
  if (!cursor.firstChild()) return found;
  do {
    const one = read();
    if (one !== null) found.push(one);
  } while (cursor.nextSibling());
  cursor.parent();
  return found;
}

function blockOf(cursor: TreeCursor, source: Source): RootContent | null {
  const { name, from, to } = cursor;
  const position = source.position(from, to);
  switch (name) {
    case 'Paragraph':
      // Footnotes are no part of a roadmap, and links to them neither.
      if (source.text.startsWith('[^', from) && FOOTNOTE.test(source.text.slice(from, from + 304)))
        return { type: 'footnoteDefinition', identifier: 'note', children: [], position };
      return { type: 'paragraph', children: inlineOf(cursor, source), position };
    case 'BulletList':
    case 'OrderedList':
      return listOf(cursor, source);
    case 'Blockquote':
      return { type: 'blockquote', children: blocksOf(cursor, source) as BlockContent[], position };
    case 'FencedCode':
    case 'CodeBlock':
      return codeOf(cursor, source);
    case 'HorizontalRule':
      return { type: 'thematicBreak', position };
    case 'Table':
      return { type: 'table', children: collect(cursor, () => rowOf(cursor, source)), position };
    case 'LinkReference':
      return definitionOf(cursor, source);
    case 'HTMLBlock':
    case 'CommentBlock':
    case 'ProcessingInstructionBlock':
      return { type: 'html', value: withoutQuotes(cursor, source), position };
    default:
      if (!name.includes('Heading')) return null;
      return { type: 'heading', depth: Number(name.at(-1)) as 1, children: inlineOf(cursor, source), position };
  }
}

function listOf(cursor: TreeCursor, source: Source): RootContent {
  const { to } = cursor;
  const from = markerOf(cursor, source);
  const ordered = cursor.name === 'OrderedList';
  const start = ordered ? Number.parseInt(source.text.slice(from, from + 9), 10) : null;
  return {
    type: 'list',
    ordered,
    start,
    children: collect(cursor, () => (cursor.name === 'ListItem' ? itemOf(cursor, source) : null)),
    position: source.position(from, to),
  };
}

/** Where a list or an item begins to be seen: the parser counts the spaces before it in. */
function markerOf({ from }: TreeCursor, { text }: Source): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function itemOf(cursor: TreeCursor, source: Source): ListItem {
  let checked: boolean | null = null;
  const position = source.position(markerOf(cursor, source), cursor.to);
  const children = collect(cursor, (): RootContent | null => {
    if (cursor.name !== 'Task') return blockOf(cursor, source);
    const { from, to } = cursor;
    checked = /x/i.test(source.text.slice(from + 1, from + 2));
    return { type: 'paragraph', children: inlineOf(cursor, source), position: source.position(from + 4, to) };
  });
  return { type: 'listItem', checked, children: children as BlockContent[], position };
}

function codeOf(cursor: TreeCursor, source: Source): RootContent {
  const position = source.position(cursor.from, cursor.to);
  const value: string[] = [];
  let info = '';
  collect(cursor, () => {
    const words = source.text.slice(cursor.from, cursor.to);
    if (cursor.name === 'CodeText') value.push(words);
    if (cursor.name === 'CodeInfo') info = unescaped(words);
    return null;
  });
  return { type: 'code', lang: info.split(/\s/)[0] || null, value: value.join('').replace(/\n$/, ''), position };
}

function rowOf(cursor: TreeCursor, source: Source): TableRow | null {
  if (cursor.name !== 'TableHeader' && cursor.name !== 'TableRow') return null;
  const { from, to } = cursor;
  const cells: TableCell[] = [];
  let open: PhrasingContent[] | null = null;
  let at = from;
  // The parser has no node for an empty cell, only for the bars around it.
  collect(cursor, () => {
    if (cursor.name === 'TableCell') open = inlineOf(cursor, source).map(withBars);
    else if (cursor.name === 'TableDelimiter') {
      if (open !== null || cursor.from > from)
        cells.push({ type: 'tableCell', children: open ?? [], position: source.position(at, cursor.from) });
      open = null;
      at = cursor.to;
    }
    return null;
  });
  if (open !== null) cells.push({ type: 'tableCell', children: open, position: source.position(at, to) });
  return { type: 'tableRow', children: cells, position: source.position(from, to) };
}

/** In a table a bar in code needs a backslash, which is not shown. */
function withBars(node: PhrasingContent): PhrasingContent {
  return node.type === 'inlineCode' ? { ...node, value: node.value.replaceAll('\\|', '|') } : node;
}

function definitionOf(cursor: TreeCursor, source: Source): RootContent {
  const position = source.position(cursor.from, cursor.to);
  let [label, url] = ['', ''];
  collect(cursor, () => {
    const words = source.text.slice(cursor.from, cursor.to);
    if (cursor.name === 'LinkLabel') label = labelOf(words.slice(1, -1));
    if (cursor.name === 'URL') url = unescaped(words.replace(/^<(.*)>$/s, '$1'));
    return null;
  });
  return { type: 'definition', identifier: label, url, position };
}

/** The lines of a block without the marks of the quote that it stands in. */
function withoutQuotes(cursor: TreeCursor, { text }: Source): string {
  let [value, at] = ['', cursor.from];
  collect(cursor, () => {
    if (cursor.name !== 'QuoteMark') return null;
    value += text.slice(at, cursor.from);
    at = cursor.to + (text[cursor.to] === ' ' ? 1 : 0);
    return null;
  });
  const { to } = cursor;
  return value + text.slice(at, to);
}
