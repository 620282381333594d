/** What stands within a block of the parser's tree → phrasing of mdast. */
import type { TreeCursor } from '@lezer/common';
import type { Link, PhrasingContent } from 'mdast';
import { entity, labelOf, type Source, unescaped } from './tree-source.ts';

/** Marks and what belongs to the block around: nothing of it is text. */
const SILENT = /^(?:EmphasisMark|StrikethroughMark|HeaderMark|TaskMarker|LinkMark)$/;

/** The words and nodes in the node at the cursor, which is there again afterwards. */
export function inlineOf(cursor: TreeCursor, source: Source): PhrasingContent[] {
  const words = new Words(source);
  const { from, to } = cursor;
  let at = from;
  if (cursor.firstChild()) {
    do {
      words.add(source.text.slice(at, cursor.from), at);
      at = cursor.to;
      if (cursor.name === 'QuoteMark') words.newLine();
      else if (!SILENT.test(cursor.name)) read(cursor, source, words);
    } while (cursor.nextSibling());
    cursor.parent();
  }
  words.add(source.text.slice(at, to), at);
  return words.trimmed();
}

/** Collects text and nodes; text that follows text is one. */
class Words {
  readonly nodes: PhrasingContent[] = [];
  private readonly source: Source;
  constructor(source: Source) {
    this.source = source;
  }

  add(written: string, from: number): void {
    // Spaces around a line's end are no part of the text.
    const value = written.includes('\n') ? written.replace(/[ \t]*\n[ \t]*/g, '\n') : written;
    this.plain(this.atLineStart() ? value.replace(/^[ \t]+/, '') : value, from, from + written.length);
  }

  /** As it is. */
  plain(value: string, from: number, to: number): void {
    if (value === '') return;
    const last = this.nodes.at(-1);
    if (last?.type !== 'text') this.nodes.push({ type: 'text', value, position: this.source.position(from, to) });
    else last.value += value;
  }

  node(node: PhrasingContent): void {
    if (node.type === 'text' && this.nodes.at(-1)?.type === 'text') this.plain(node.value, 0, 0);
    else this.nodes.push(node);
  }

  /** Behind the mark of a quote. */
  newLine(): void {
    const last = this.nodes.at(-1);
    if (last?.type === 'text') last.value = last.value.replace(/[ \t]*\n[ \t]*$/, '\n');
  }

  trimmed(): PhrasingContent[] {
    trim(this.nodes[0], /^[ \t\n]+/);
    trim(this.nodes.at(-1), /[ \t\n]+$/);
    return this.nodes;
  }

  private atLineStart(): boolean {
    const last = this.nodes.at(-1);
    return last?.type === 'break' || (last?.type === 'text' && last.value.endsWith('\n'));
  }
}

function trim(node: PhrasingContent | undefined, ends: RegExp): void {
  if (node?.type === 'text') node.value = node.value.replace(ends, '');
}

function read(cursor: TreeCursor, source: Source, words: Words): void {
  const { name, from, to } = cursor;
  const written = source.text.slice(from, to);
  const position = source.position(from, to);
  switch (name) {
    case 'Escape':
      words.plain(written.slice(1), from, to);
      return;
    case 'Entity':
      words.plain(entity(written), from, to);
      return;
    case 'HardBreak':
      words.node({ type: 'break', position });
      return;
    case 'Emphasis':
      words.node({ type: 'emphasis', children: inlineOf(cursor, source), position });
      return;
    case 'StrongEmphasis':
      words.node({ type: 'strong', children: inlineOf(cursor, source), position });
      return;
    case 'Strikethrough':
      words.node({ type: 'delete', children: inlineOf(cursor, source), position });
      return;
    case 'InlineCode':
      words.node({ type: 'inlineCode', value: codeOf(cursor, source), position });
      return;
    case 'Link':
    case 'Image':
      readLink(cursor, source, words);
      return;
    case 'Autolink':
    case 'URL':
      words.node(autolink(written.replace(/^<(.*)>$/, '$1'), position));
      return;
    case 'HTMLTag':
    case 'Comment':
    case 'ProcessingInstruction':
      words.node({ type: 'html', value: written, position });
      return;
    default:
      words.add(written, from);
      return;
  }
}

function codeOf(cursor: TreeCursor, { text }: Source): string {
  const pieces: string[] = [];
  let at = cursor.from;
  if (!cursor.firstChild()) return '';
  do {
    pieces.push(text.slice(at, cursor.from));
    at = cursor.to;
  } while (cursor.nextSibling());
  cursor.parent();
  const value = pieces.join('').replace(/[ \t]*\n[ \t]*/g, ' ');
  return /^ .*[^ ].* $/s.test(value) || /^ [^ ] $/.test(value) ? value.slice(1, -1) : value;
}

function autolink(address: string, position: Link['position']): Link {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address)
    ? address
    : address.includes('@') && !address.startsWith('www.')
      ? `mailto:${address}`
      : `http://${address}`;
  return { type: 'link', url, children: [{ type: 'text', value: address }], ...(position && { position }) };
}

/** `[words](address)`, `[words][label]`, `[label]`; the second and third are resolved by whoever knows the definitions. */
function readLink(cursor: TreeCursor, source: Source, words: Words): void {
  const { name, from, to } = cursor;
  const position = source.position(from, to);
  const inner = new Words(source);
  let [url, label]: (string | null)[] = [null, null];
  let [at, marks, end] = [from, 0, to];
  if (!cursor.firstChild()) {
    words.add(source.text.slice(from, to), from);
    return;
  }
  do {
    if (marks === 1) inner.add(source.text.slice(at, cursor.from), at);
    if (cursor.name === 'LinkMark') {
      marks += 1;
      if (marks === 2) end = cursor.from;
    } else if (marks === 1) {
      if (cursor.name === 'QuoteMark') inner.newLine();
      else if (cursor.name === 'URL' || cursor.name === 'Autolink')
        inner.plain(source.text.slice(cursor.from, cursor.to), cursor.from, cursor.to);
      else read(cursor, source, inner);
    } else if (cursor.name === 'URL')
      url = unescaped(source.text.slice(cursor.from, cursor.to).replace(/^<(.*)>$/s, '$1'));
    else if (cursor.name === 'LinkLabel') label = source.text.slice(cursor.from + 1, cursor.to - 1);
    at = cursor.to;
  } while (cursor.nextSibling());
  cursor.parent();
  const open = name === 'Image' ? 2 : 1;
  const identifier = labelOf(label || source.text.slice(from + open, end));
  const children = inner.trimmed();
  const isLink = url !== null || marks > 2;
  if (!isLink && !source.labels.has(identifier)) {
    // Nothing defines it: brackets are brackets.
    words.plain(source.text.slice(from, from + open), from, from + open);
    for (const node of children) words.node(node);
    words.plain(source.text.slice(end, to), end, to);
    return;
  }
  if (name === 'Image') {
    words.node({ type: 'image', url: url ?? '', alt: plainOf(children), position });
    return;
  }
  if (isLink) {
    words.node({ type: 'link', url: url ?? '', children, position });
    return;
  }
  if (identifier.startsWith('^')) {
    words.node({ type: 'footnoteReference', identifier, position });
    return;
  }
  words.node({ type: 'linkReference', identifier, referenceType: label ? 'full' : 'shortcut', children, position });
}

function plainOf(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) =>
      'children' in node ? plainOf(node.children as PhrasingContent[]) : 'value' in node ? node.value : '',
    )
    .join('');
}
