/** Stones one upon the other, words beside them: the cairn that has a row for each stone. */
import type { CairnStone } from '../domain/cairn.ts';
import { COLOURS } from './colours.ts';
import { type Font, fitted } from './lettering.ts';
import { card, GROUND_WIDTH, groundLine, groundStyle, SMALL, stone, WIDTH, words } from './scene.ts';
import { wobble } from './stone.ts';
import type { Markup } from './svg.ts';

export interface Row {
  /** On the stone. */
  readonly label: string;
  /** Beside it. */
  readonly words: string | null;
  readonly state: CairnStone['state'];
  /** In units. */
  readonly width: number;
}

/** Where the cairn stands. */
const MIDDLE = 100;
const ABOVE = 22;
const ROOM = 336;
const TALLEST = 40;
/** Stones rest on each other instead of floating. */
const OVERLAP = 2.5;
const BESIDE = 18;
const EDGE = 10;
const NARROW = 46;

/** @param rows from the bottom. @param lines on the ground; what the font cannot write is left out. */
export function stacked(font: Font, rows: readonly Row[], lines: readonly string[]): Markup {
  const height = Math.min(TALLEST, ROOM / rows.length);
  const groundY = ABOVE + rows.length * height;
  const parts = rows.flatMap((row, at) => {
    const place = {
      x: MIDDLE + 5 * wobble(at, 1),
      y: groundY - (at + 0.5) * height,
      width: row.width + 6 * wobble(at, 2),
      height: height + OVERLAP,
    };
    // Beside the stone as it would be if stones were regular: the words stand in a line.
    const x = MIDDLE + Math.max(row.width / 2, NARROW) + BESIDE;
    const bold = row.state === 'next';
    const beside = row.words === null ? null : fitted(font, row.words, { size: SMALL, bold }, WIDTH - x - EDGE);
    const colour = row.state === 'next' ? COLOURS.next : row.state === 'laid' ? COLOURS.words : COLOURS.faint;
    const drawn = stone(place, at, row.state, row.label);
    return beside === null ? [drawn] : [drawn, words(beside, x, place.y + SMALL * 0.36, { size: SMALL, bold }, colour)];
  });
  return card(groundY, parts, groundLines(font, lines, groundY));
}

export function groundLines(font: Font, lines: readonly string[], groundY: number): readonly Markup[] {
  return lines
    .map((line, at) => fitted(font, line, groundStyle(at), GROUND_WIDTH))
    .filter((line) => line !== null)
    .map((line, at) => groundLine(line, groundY, at));
}
