/** Reads the marks within a line as Discord reads them. Pure; whatever is no mark is text. */
import type { Inline } from './nodes.ts';

/** Tried in order at each place; the first that fits wins. All are anchored (`y`), so that reading stays linear in practice. */
const RULES: readonly { readonly pattern: RegExp; readonly make: (match: RegExpExecArray) => Inline | null }[] = [
  { pattern: /\\([^0-9A-Za-z\s])/y, make: ([, sign = '']) => text(sign) },
  { pattern: /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, make: ([, , code = '']) => ({ kind: 'code', text: code.trim() }) },
  { pattern: /<@!?(\d+)>/y, make: ([, id = '']) => ({ kind: 'mention', of: 'user', id }) },
  { pattern: /<@&(\d+)>/y, make: ([, id = '']) => ({ kind: 'mention', of: 'role', id }) },
  { pattern: /<#(\d+)>/y, make: ([, id = '']) => ({ kind: 'mention', of: 'channel', id }) },
  { pattern: /<\/([^:>\n]{1,100}):\d+>/y, make: ([, name = '']) => ({ kind: 'command', name }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    make: ([, seconds, style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  },
  { pattern: /<a?:(\w{2,32}):\d+>/y, make: ([, name = '']) => ({ kind: 'emoji', name }) },
  { pattern: /@(everyone|here)/y, make: ([whole]) => ({ kind: 'everyone', text: whole as '@everyone' }) },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, make: ([, url = '']) => bare(url) },
  {
    pattern:
      /\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(<?(https?:\/\/[^\s<>]*?[^\s<>)]|https?:\/\/[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)>?(?:\s+"([^"]*)")?\)/y,
    make: ([, label = '', url = '', title = '']) => link(url, title, parseInline(label)),
  },
  { pattern: /https?:\/\/[^\s<]+[^\s<.,:;"'\]}!?*_~|]/y, make: ([url]) => bare(balanced(url)) },
  { pattern: /\*\*\*(?=\S)([\s\S]*?\S)\*\*\*(?!\*)/y, make: ([, inner]) => wrap('strong', [wrapText('em', inner)]) },
  { pattern: /\*\*(?=\S)((?:\\[\s\S]|[^\\])*?\S)\*\*(?!\*)/y, make: ([, inner]) => wrapText('strong', inner) },
  { pattern: /__(?=\S)((?:\\[\s\S]|[^\\])*?\S)__(?!_)/y, make: ([, inner]) => wrapText('underline', inner) },
  { pattern: /~~(?=\S)((?:\\[\s\S]|[^\\])*?\S)~~/y, make: ([, inner]) => wrapText('strike', inner) },
  { pattern: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, make: ([, inner]) => wrapText('spoiler', inner) },
  {
    pattern: /\*(?=\S)(?!\*{3})((?:\*\*|\\[\s\S]|[^\\*])*?(?:\*\*|[^\s*\\]|\\[\s\S]))\*(?!\*)/y,
    make: ([, inner]) => wrapText('em', inner),
  },
  // An underscore inside a word is a name, not a mark.
  {
    pattern: /(?<!\w)_(?=\S)(?!_{3})((?:__|\\[\s\S]|[^\\_])*?(?:__|[^\s_\\]|\\[\s\S]))_(?!\w)/y,
    make: ([, inner]) => wrapText('em', inner),
  },
  { pattern: /\n/y, make: () => ({ kind: 'break' }) },
];

const text = (words: string): Inline => ({ kind: 'text', text: words });
const wrap = (kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler', children: readonly Inline[]): Inline => ({
  kind,
  children,
});
const wrapText = (kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler', inner = ''): Inline =>
  wrap(kind, parseInline(inner));

/** Only http and https ever become links. */
function link(url: string, title: string, children: readonly Inline[]): Inline | null {
  return URL.canParse(url) ? { kind: 'link', url, title, children } : null;
}

const bare = (url: string): Inline | null => link(url, '', [text(url)]);

/** `(see https://a.example/b)` links without the bracket that closes the sentence's own. */
function balanced(url: string): string {
  const count = (sign: string): number => url.split(sign).length - 1;
  return url.endsWith(')') && count(')') > count('(') ? url.slice(0, -1) : url;
}

export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') nodes.push(text(plain));
    plain = '';
  };
  for (let at = 0; at < source.length; ) {
    const found = ruleAt(source, at);
    if (found === null) {
      plain += source[at];
      at += 1;
      continue;
    }
    if (found.node.kind === 'text') plain += found.node.text;
    else {
      flush();
      nodes.push(found.node);
    }
    at += found.length;
  }
  flush();
  return nodes;
}

/** Letters and spaces begin no mark but a bare link; looking that up first keeps long texts cheap. */
const MAY_BEGIN = /[\\`<@[h*_~|\n]/;

function ruleAt(source: string, at: number): { node: Inline; length: number } | null {
  if (!MAY_BEGIN.test(source[at] ?? '')) return null;
  for (const { pattern, make } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) continue;
    const node = make(match);
    if (node === null) continue;
    const length =
      node.kind === 'link' && node.children.length === 1 && match[0].startsWith('http')
        ? node.url.length
        : match[0].length;
    return { node, length };
  }
  return null;
}
