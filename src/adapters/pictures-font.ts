/** The letters of all pictures: Inter, read from its package once somebody wants a picture. The one home of fonts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'fontkitten';
import type { Font } from '../pictures/lettering.ts';

/** Truetype: from woff, and from a file that is not there, the library draws no letters and says nothing. */
const REGULAR = '400Regular/Inter_400Regular.ttf';
const BOLD = '600SemiBold/Inter_600SemiBold.ttf';

export function fontFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
}

interface Loaded {
  readonly font: Font;
  readonly files: readonly string[];
}

/** Rejects when a file is not there, or no font. */
export async function loadFont(folder: string): Promise<Loaded> {
  const files = [join(folder, REGULAR), join(folder, BOLD)];
  const [regular, bold] = await Promise.all(files.map(advances));
  if (!regular || !bold) throw new Error('two fonts were read');
  return { files, font: { advance: (codePoint, isBold) => (isBold ? bold : regular)(codePoint) } };
}

async function advances(file: string): Promise<(codePoint: number) => number | null> {
  const font = create(await readFile(file));
  if (font.isCollection) throw new Error(`${file} holds more than one font`);
  const known = new Map<number, number | null>();
  return (codePoint) => {
    const before = known.get(codePoint);
    if (before !== undefined) return before;
    const has = font.hasGlyphForCodePoint(codePoint);
    const advance = has ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm : null;
    known.set(codePoint, advance);
    return advance;
  };
}
