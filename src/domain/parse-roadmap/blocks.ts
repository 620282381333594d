/** Blocks of Markdown → a Text of the model: paragraphs, lists, code, quotes as Discord renders them, and bare words. */
import type {
  BlockContent,
  Blockquote,
  DefinitionContent,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
} from 'mdast';
import type { Text } from '../roadmap.ts';
import { escapeLineStarts, escapeText, inlineMarkdown, inlinePlain } from './phrasing.ts';

type Block = Nodes | BlockContent | DefinitionContent;

export function textOf(blocks: readonly Block[]): Text {
  return { markdown: join(blocks, '\n\n'), plain: plainBlocks(blocks) };
}

/** A list item's own text: what is nested in it stays close, without an empty line. */
export function itemText(blocks: readonly Block[]): Text {
  return { markdown: join(blocks, '\n'), plain: plainBlocks(blocks) };
}

export function inlineText(nodes: readonly PhrasingContent[]): Text {
  return { markdown: escapeLineStarts(inlineMarkdown(nodes)), plain: inlinePlain(nodes) };
}

function join(blocks: readonly Block[], gap: string): string {
  return blocks
    .map(block)
    .filter((part) => part !== '')
    .join(gap);
}

function block(node: Block): string {
  switch (node.type) {
    case 'paragraph':
      return escapeLineStarts(inlineMarkdown(node.children));
    case 'heading': {
      const words = inlineMarkdown(node.children);
      return words === '' ? '' : `**${words}**`;
    }
    case 'list':
      return node.children.map((item, index) => listItem(node, item, index)).join('\n');
    case 'code': {
      const language = /^[\w+#.-]{1,30}/.exec(node.lang ?? '')?.[0] ?? '';
      // Discord knows no longer fences: a zero-width space keeps an inner one from ending the block.
      return `\`\`\`${language}\n${node.value.replace(/```/g, '`\u200b``')}\n\`\`\``;
    }
    case 'blockquote': {
      const callout = calloutOf(node);
      if (callout) return join([...callout.title, ...callout.blocks], '\n');
      return join(node.children, '\n\n').replace(/^/gm, '> ');
    }
    case 'table':
      return node.children
        .map((row) => escapeLineStarts(row.children.map((cell) => inlineMarkdown(cell.children)).join(' · ')))
        .join('\n');
    case 'html':
      return escapeLineStarts(escapeText(node.value.trim()));
    default:
      return '';
  }
}

function listItem(list: List, item: ListItem, index: number): string {
  const marker = list.ordered ? `${(list.start ?? 1) + index}. ` : '- ';
  const box = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : '';
  const [first = '', ...rest] = join(item.children, '\n').split('\n');
  // Discord wants two spaces a level; code keeps its own indentation behind them.
  return [marker + box + first, ...rest.map((line) => `  ${line}`)].join('\n').trimEnd();
}

function plainBlocks(blocks: readonly Block[]): string {
  let words = '';
  for (const node of blocks) {
    const next = plainBlock(node);
    if (next === '') continue;
    // A nested list reads on after its item: "Collections: Vec, HashMap".
    const gap = words === '' ? '' : node.type === 'list' && !/[:,.;]$/.test(words) ? ': ' : ' ';
    words += gap + next;
  }
  return words;
}

function plainBlock(node: Block): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlinePlain(node.children);
    case 'list':
      return node.children.map((item) => plainBlocks(item.children)).join(', ');
    case 'code':
    case 'html':
      return node.value.replace(/\s+/g, ' ').trim();
    case 'blockquote': {
      const callout = calloutOf(node);
      return plainBlocks(callout ? [...callout.title, ...callout.blocks] : node.children);
    }
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inlinePlain(cell.children)).join(', ')).join('; ');
    default:
      return '';
  }
}

export interface Callout {
  /** `note`, `tip` … in lower case. */
  readonly type: string;
  /** The words beside the type, none or one paragraph. */
  readonly title: readonly Paragraph[];
  readonly blocks: readonly Block[];
}

/** Obsidian's `> [!note] Title`; null for a plain quote. */
export function calloutOf(quote: Blockquote): Callout | null {
  const [first, ...rest] = quote.children;
  if (first?.type !== 'paragraph') return null;
  const [opening, ...others] = first.children;
  const marker = opening?.type === 'text' ? /^\[!([\w-]{1,40})\][+-]?[ \t]*/.exec(opening.value) : null;
  if (opening?.type !== 'text' || !marker) return null;
  const children: PhrasingContent[] = [{ ...opening, value: opening.value.slice(marker[0].length) }, ...others];
  const [title, body] = splitFirstLine(children);
  const paragraph = (nodes: PhrasingContent[]): Paragraph[] =>
    inlinePlain(nodes) === '' ? [] : [{ ...first, children: nodes }];
  return { type: (marker[1] ?? '').toLowerCase(), title: paragraph(title), blocks: [...paragraph(body), ...rest] };
}

/** What stands before the first line end of a paragraph, and what after. */
export function splitFirstLine(nodes: readonly PhrasingContent[]): readonly [PhrasingContent[], PhrasingContent[]] {
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'break') return [nodes.slice(0, index), nodes.slice(index + 1)];
    const end = node.type === 'text' ? node.value.indexOf('\n') : -1;
    if (node.type !== 'text' || end < 0) continue;
    const before = { ...node, value: node.value.slice(0, end) };
    const after = { ...node, value: node.value.slice(end + 1) };
    return [
      [...nodes.slice(0, index), before],
      [after, ...nodes.slice(index + 1)],
    ];
  }
  return [[...nodes], []];
}
