/** Reads a text into blocks as Discord does: headings, lists, quotes and code by line. Pure; any text gives blocks. */
import { parseInline } from './inline.ts';
import type { Block, Item, List } from './nodes.ts';

const FENCE = /^```([\w+#.-]*)\n([\s\S]*?)\n?```/;
const FENCE_ON_A_LINE = /^```([^`\n]+)```/;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)$/;

/** Quotes do not nest at Discord: in a quote, another sign for one is text. */
export function parseMarkdown(source: string, quoted = false): Block[] {
  const blocks: Block[] = [];
  let plain: string[] = [];
  const flush = (): void => {
    const words = plain.join('\n').replace(/^\n+|\n+$/g, '');
    if (words !== '') blocks.push({ kind: 'paragraph', children: parseInline(words) });
    plain = [];
  };
  let rest = source.replaceAll('\r\n', '\n');
  while (rest !== '') {
    const found = blockAt(rest, quoted);
    if (found !== null) {
      flush();
      blocks.push(found.block);
      rest = found.rest;
      continue;
    }
    // A fence may begin in the middle of a line.
    const end = rest.indexOf('\n');
    const line = end < 0 ? rest : rest.slice(0, end);
    const fence = line.indexOf('```');
    if (fence > 0 && blockAt(rest.slice(fence), quoted)?.block.kind === 'code') {
      plain.push(line.slice(0, fence));
      rest = rest.slice(fence);
      continue;
    }
    plain.push(line);
    rest = end < 0 ? '' : rest.slice(end + 1);
  }
  flush();
  return blocks;
}

interface Found {
  readonly block: Block;
  readonly rest: string;
}

function blockAt(rest: string, quoted: boolean): Found | null {
  if (rest.startsWith('```')) return code(rest);
  if (!quoted && rest.startsWith('>>> ')) return { block: quoteOf(rest.slice(4)), rest: '' };
  const lines = rest.split('\n');
  const first = lines[0] ?? '';
  if (!quoted && (first.startsWith('> ') || first === '>')) return quote(lines);
  const heading = /^(#{1,3}) +(\S.*)$/.exec(first);
  if (heading !== null) {
    const level = (heading[1] ?? '#').length as 1 | 2 | 3;
    return { block: { kind: 'heading', level, children: parseInline(heading[2] ?? '') }, rest: after(lines, 1) };
  }
  const small = /^-# +(\S.*)$/.exec(first);
  if (small !== null) return { block: { kind: 'small', children: parseInline(small[1] ?? '') }, rest: after(lines, 1) };
  return ITEM.test(first) ? list(lines) : null;
}

const after = (lines: readonly string[], count: number): string => lines.slice(count).join('\n');

function code(rest: string): Found | null {
  const match = FENCE.exec(rest) ?? FENCE_ON_A_LINE.exec(rest);
  if (match === null) return null;
  const [whole, first = '', second] = match;
  const block: Block = { kind: 'code', language: second === undefined ? '' : first, text: second ?? first };
  return { block, rest: rest.slice(whole.length).replace(/^\n/, '') };
}

const quoteOf = (text: string): Block => ({ kind: 'quote', blocks: parseMarkdown(text, true) });

function quote(lines: readonly string[]): Found {
  let count = 0;
  while (lines[count]?.startsWith('> ') || lines[count] === '>') count += 1;
  const inner = lines.slice(0, count).map((line) => line.slice(2));
  return { block: quoteOf(inner.join('\n')), rest: after(lines, count) };
}

interface Line {
  readonly indent: number;
  readonly number: number | null;
  text: string;
}

function list(lines: readonly string[]): Found {
  const items: Line[] = [];
  let count = 0;
  for (const line of lines) {
    const match = ITEM.exec(line);
    const previous = items.at(-1);
    if (match !== null) {
      const [, indent = '', number, text = ''] = match;
      items.push({ indent: indent.length, number: number === undefined ? null : Number(number), text });
      // An indented line goes on with the item above.
    } else if (previous !== undefined && /^ {2,}\S/.test(line)) previous.text += `\n${line.trim()}`;
    else break;
    count += 1;
  }
  return { block: nest(items), rest: after(lines, count) };
}

/** The first item's indent is this list's; deeper ones hang on the item before them. */
function nest(lines: readonly Line[]): List {
  const indent = lines[0]?.indent ?? 0;
  const items: Item[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    let end = at + 1;
    while ((lines[end]?.indent ?? 0) > indent) end += 1;
    const below = lines.slice(at + 1, end);
    items.push({ children: parseInline(line.text), list: below.length > 0 ? nest(below) : null });
    at = end;
  }
  return { kind: 'list', start: lines[0]?.number ?? null, items };
}
