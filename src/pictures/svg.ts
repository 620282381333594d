/** Writes SVG: the one place where words and numbers become markup, and where words are escaped. Knows nothing of what is drawn. */

/** Markup that is finished: nothing in it is escaped again. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number;

/** `el('text', { x: 4.004 }, 'a < b')` is `<text x="4">a &lt; b</text>`. Strings are words; numbers keep one decimal. */
export function el(
  name: string,
  attributes: Readonly<Record<string, Value | undefined>>,
  ...children: readonly (Markup | string | null)[]
): Markup {
  const said = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escaped(shortened(value))}"`))
    .join('');
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : (child?.markup ?? ''))).join('');
  return { markup: inner ? `<${name}${said}>${inner}</${name}>` : `<${name}${said}/>` };
}

/** Tenths are finer than any pixel here. */
export function shortened(value: Value): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML 1.0 has no place for, escaped or not. */
const FOREIGN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escaped(words: string): string {
  return words
    .toWellFormed()
    .replace(FOREIGN, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
