/** Words that are sure to be drawn as letters: measured, cut to fit, or left out. Knows no font, only what one says of itself. */

/** What a font says of itself. */
export interface Font {
  /** The width of a letter at size 1; null: the font has no such letter. */
  advance(codePoint: number, bold: boolean): number | null;
}

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
}

/** Marks that did not melt into their letter may be stacked without end; joiners, direction and variants are for other scripts. */
const NEVER_DRAWN = /[\p{M}\p{C}\p{Zl}\p{Zp}]/u;

/** One line of the words, as wide as they are; null: some of it would be an empty box, or not read as it was written. */
export function measured(
  font: Font,
  words: string,
  { size, bold = false }: Style,
): { line: string; width: number } | null {
  const line = words.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim();
  if (!line || NEVER_DRAWN.test(line)) return null;
  let width = 0;
  for (const letter of line) {
    const advance = font.advance(letter.codePointAt(0) ?? 0, bold);
    if (advance === null) return null;
    width += advance * size;
  }
  return { line, width };
}

/** The words, cut with an ellipsis to at most `width`; null as for {@link measured}. */
export function fitted(font: Font, words: string, style: Style, width: number): string | null {
  const whole = measured(font, words, style);
  if (!whole || whole.width <= width) return whole?.line ?? null;
  const letters = [...whole.line];
  while (letters.length) {
    letters.pop();
    const cut = `${letters.join('').trimEnd()}…`;
    if ((measured(font, cut, style)?.width ?? 0) <= width) return cut;
  }
  return null;
}
