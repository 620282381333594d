/** Inline Markdown → what Discord renders, and → bare words. Escapes what Discord would read as markup; refuses to know blocks. */
import type { PhrasingContent } from 'mdast';
import { childrenOf } from './markdown.ts';

/** As Discord renders it. A soft line break is a space, because Discord would show it; a hard one is a new line. */
export function inlineMarkdown(nodes: readonly PhrasingContent[]): string {
  const joined = nodes.map((node, index) => one(node, nodes[index - 1], nodes[index + 1])).join('');
  return lineEnds(joined, '\n').trim();
}

/** Each end of a line, with the spaces around it, as something else. Most texts have none, and are not searched for spaces. */
function lineEnds(value: string, as: string): string {
  return value.includes('\n') ? value.replace(/[ \t]*\n[ \t]*/g, as) : value;
}

/** Spaces but the plain one that most words have between them, and that may stay. */
const SPACES = /\s{2,}|[^\S ]/g;

/** The words alone, on one line. */
export function inlinePlain(nodes: readonly PhrasingContent[]): string {
  return nodes.map(plain).join('').replace(SPACES, ' ').trim();
}

function one(node: PhrasingContent, before: PhrasingContent | undefined, after: PhrasingContent | undefined): string {
  switch (node.type) {
    case 'text':
      return escapeText(lineEnds(node.value, ' '));
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : escapeText(node.value.replace(/\s*\n\s*/g, ' '));
    case 'break':
      return '\n';
    case 'inlineCode':
      return code(node.value);
    case 'strong':
      return wrap('**', node.children);
    case 'delete':
      return wrap('~~', node.children);
    case 'emphasis':
      // Discord reads `_` only at the edge of a word and around none; `*` beside the `**` of bold text is ambiguous.
      return wrap(
        touchesWord(before, -1) || touchesWord(after, 0) || node.children.some((child) => plain(child).includes('_'))
          ? '*'
          : '_',
        node.children,
      );
    case 'link':
      return link(node.url, node.children);
    case 'image':
    case 'imageReference':
      return escapeText(node.alt ?? '');
    default:
      return '';
  }
}

function plain(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? ' ' : node.value;
    case 'break':
      return ' ';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    default:
      return (childrenOf(node) as PhrasingContent[]).map(plain).join('');
  }
}

/** Marks with nothing between them would show. */
function wrap(mark: string, children: readonly PhrasingContent[]): string {
  const inner = inlineMarkdown(children);
  return inner === '' ? '' : mark + inner + mark;
}

function touchesWord(neighbour: PhrasingContent | undefined, at: 0 | -1): boolean {
  return neighbour !== undefined && /[0-9A-Za-z_]/.test(plain(neighbour).at(at) ?? '');
}

function code(value: string): string {
  const inner = value.replace(/\s*\n\s*/g, ' ');
  const longest = Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length));
  if (longest === 0) return `\`${inner}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${inner} ${fence}`;
}

/** Discord links http(s) only, and not when the words are an address themselves: those stand bare. */
function link(url: string, children: readonly PhrasingContent[]): string {
  const words = inlinePlain(children);
  if (!/^https?:\/\/\S/i.test(url)) return inlineMarkdown(children);
  const address = linkAddress(url);
  if (words === '' || words === url || /^(?:https?:\/\/|www\.)/i.test(words)) return address;
  return `[${balanced(inlineMarkdown(children))}](${address})`;
}

/** An address that cannot end its own brackets early. */
function linkAddress(url: string): string {
  return url.replace(/[\s()<>\\"]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Discord counts brackets in a link's words without minding backslashes: an odd one would break the link. */
function balanced(words: string): string {
  let depth = 0;
  for (const character of words) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (depth < 0) break;
  }
  return depth === 0 ? words : words.replace(/\\?\[/g, '(').replace(/\]/g, ')');
}

const SPECIAL =
  /[\\*`[]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||<(?=[@#:/]|a:|t:|id:|https?:)/g;

/** What stood there as text stays text. `snake_case` needs no backslash, `Vec<T>` neither. */
export function escapeText(value: string): string {
  return value.replace(SPECIAL, '\\$&');
}

/** At the beginning of a line Discord reads headings, small print, quotes and lists. */
export function escapeLineStarts(markdown: string): string {
  return markdown
    .replace(/^(?:#{1,3}(?=\s)|-#(?=\s)|>+(?=\s|>)|[-+](?=\s))/gm, '\\$&')
    .replace(/^(\d+)(?=\.\s)/gm, '$1\\');
}
