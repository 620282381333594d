/** Many stones, several in a row like a heap by the road: numbers on the stones, a few words below. */
import type { CairnStone } from '../domain/cairn.ts';
import type { Font } from './lettering.ts';
import { card, stone, WIDTH } from './scene.ts';
import { groundLines } from './stack.ts';
import { wobble } from './stone.ts';
import type { Markup } from './svg.ts';

const ABOVE = 22;
const ROOM = 340;
const TALLEST = 36;
const BOTTOM = WIDTH - 16;
/** Three figures fit on the stones of the upper rows. */
const WIDEST = 56;
const OVERLAP = 2;

/** @param stones from the bottom, from left to right. */
export function piled(font: Font, stones: readonly CairnStone[], lines: readonly string[]): Markup {
  const rows = inRows(stones);
  const height = Math.min(TALLEST, ROOM / rows.length);
  const groundY = ABOVE + rows.length * height;
  const parts = rows.flatMap((row, level) => {
    const width = Math.min(WIDEST, (BOTTOM - level * 12) / row.length);
    const left = WIDTH / 2 - (row.length * width) / 2 + 3 * wobble(level, 1);
    return row.map(({ number, state }, at) => {
      const seed = level * 17 + at;
      const place = {
        x: left + (at + 0.5) * width,
        y: groundY - (level + 0.5) * height,
        width: width + OVERLAP * 0.5,
        height: height + OVERLAP + wobble(seed, 3),
      };
      return stone(place, seed, state, String(number));
    });
  });
  return card(groundY, parts, groundLines(font, lines, groundY));
}

/** Each row has one stone less than the one below it. */
function inRows<T>(stones: readonly T[]): readonly (readonly T[])[] {
  let size = 1;
  while ((size * (size + 1)) / 2 < stones.length) size++;
  const rows: (readonly T[])[] = [];
  for (let from = 0; from < stones.length; from += size--) rows.push(stones.slice(from, from + size));
  return rows;
}
