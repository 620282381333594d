/** One string, made harmless: what no reader can see, or what turns the reading direction around, goes. */

/** C0 and C1 controls but tab and line feed; soft hyphen, zero-width space, BOM; every bidi control. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about; ranges are four times as fast as \p{Cc}.
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const LINE_SEPARATORS = /[\u2028\u2029]/g;

export function clean(value: string): string {
  return value.replace(UNSEEN, '').replace(LINE_SEPARATORS, '\n').toWellFormed();
}

/** Drops `<!-- … -->`, also one that never ends. */
export function dropHtmlComments(html: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const open = html.indexOf('<!--', from);
    if (open < 0) return kept + html.slice(from);
    kept += html.slice(from, open);
    const close = html.indexOf('-->', open + 4);
    if (close < 0) return kept;
    from = close + 3;
  }
}
