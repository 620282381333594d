/** One stone's outline: irregular as if found, and the same each time it is drawn. */
import { shortened } from './svg.ts';

export interface Place {
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CORNERS = 10;
/** Between an ellipse (2) and a box: worn, but stacked without rolling. */
const SQUARENESS = 2.8;
/** How far a corner strays from the regular shape, as a share of the stone's height, or of half its width. */
const STRAY = 0.07;

/** @returns the `d` of a closed path. `seed` decides which of its endless shapes the stone has. */
export function outline({ x, y, width, height }: Place, seed: number): string {
  const corners = Array.from({ length: CORNERS }, (_, at) => {
    const angle = ((at + 0.5) / CORNERS) * 2 * Math.PI;
    const worn = (part: number) => Math.sign(part) * Math.abs(part) ** (2 / SQUARENESS);
    const stray = (turn: number) => STRAY * Math.min(height, width / 2) * wobble(seed, turn);
    return [
      x + (worn(Math.cos(angle)) * width) / 2 + stray(at) * 2,
      y + (worn(Math.sin(angle)) * height) / 2 + stray(at + 50),
    ] as const;
  });
  const corner = (at: number) => corners[(at + CORNERS) % CORNERS] ?? [x, y];
  // Catmull-Rom as Bézier curves: smooth through every corner.
  const curves = corners.map((from, at) => {
    const [before, to, after] = [corner(at - 1), corner(at + 1), corner(at + 2)];
    const points = [
      [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6],
      [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6],
      to,
    ];
    return `C${points.map(pair).join(' ')}`;
  });
  return `M${pair(corner(0))}${curves.join('')}Z`;
}

function pair([x = 0, y = 0]: readonly number[]): string {
  return `${shortened(x)} ${shortened(y)}`;
}

/** A number from -1 to 1 that follows from `seed` and `turn` alone. */
export function wobble(seed: number, turn: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 31 - 1;
}
