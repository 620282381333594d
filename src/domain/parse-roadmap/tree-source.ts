/** The text behind a syntax tree: where things stand in it, and what their characters mean. */
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Nodes } from 'mdast';

export interface Source {
  readonly text: string;
  /** Of links that are defined somewhere, in the form of {@link labelOf}; perhaps some more. */
  readonly labels: ReadonlySet<string>;
  position(from: number, to: number): NonNullable<Nodes['position']>;
}

const DEFINITION = /^[ \t>*+-]*\[((?:[^[\]\\]|\\.){1,300})\]:/gm;

export function sourceOf(text: string): Source {
  const labels = new Set(Array.from(text.matchAll(DEFINITION), ([, label = '']) => labelOf(label)));
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const point = (offset: number) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
  };
  return { text, labels, position: (from, to) => ({ start: point(from), end: point(to) }) };
}

/** How a link's definition is found: without regard to capitals and spaces. */
export function labelOf(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** `&amp;`, `&#38;`, `&#x26;`; as written where it means nothing. */
export function entity(written: string): string {
  const name = written.slice(1, -1);
  if (!name.startsWith('#')) return decodeNamedCharacterReference(name) || written;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

/** What stands in an address, a title or a fence's first line, where only escapes and entities mean something. */
export function unescaped(written: string): string {
  return written.replace(
    /\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi,
    (all, character?: string) => (character === undefined ? entity(all) : character),
  );
}
