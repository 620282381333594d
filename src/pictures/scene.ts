/** What all pictures share: the card with its evening, stones in their three states, and lines of words. Knows no cairn. */
import type { CairnStone } from '../domain/cairn.ts';
import { COLOURS } from './colours.ts';
import type { Style } from './lettering.ts';
import { outline, type Place, wobble } from './stone.ts';
import { el, type Markup } from './svg.ts';

/** All measures are in units: a phone shows a card about 320 pixels wide, so 14 units are 11 pixels there. */
export const WIDTH = 400;
export const SMALL = 14;
const LARGE = 18;
const MARGIN = 20;
/** The card's corners. They are drawn round, since cutting them off costs a third of the whole picture. */
const ROUND = 16;
/** The family of all letters; its files come from outside. */
export const FAMILY = 'Inter';

/** The card around `parts`, whose ground begins at `groundY` and has room for `lines` of words. */
export function card(groundY: number, parts: readonly Markup[], lines: readonly Markup[]): Markup {
  const height = heightFor(groundY, lines.length);
  const hill = (rise: number, to: number, fill: string) =>
    el('path', {
      d: `M0 ${groundY - rise}C90 ${groundY - rise - 46} 130 ${groundY - rise + 18} 215 ${groundY - rise - 22}S330 ${groundY - to - 40} ${WIDTH} ${groundY - to}V${height - 2 * ROUND}H0Z`,
      fill,
    });
  return el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    el('defs', {}, ...gradients()),
    el(
      'g',
      { 'font-family': FAMILY },
      el('rect', { width: WIDTH, height: height - ROUND, rx: ROUND, fill: 'url(#sky)' }),
      hill(34, 60, COLOURS.farHills),
      hill(4, 16, COLOURS.nearHills),
      el('path', {
        d: `M0 ${groundY}C70 ${groundY - 9} 150 ${groundY - 7} 230 ${groundY - 1}S360 ${groundY + 4} ${WIDTH} ${groundY - 3}V${height - ROUND}a${ROUND} ${ROUND} 0 0 1 ${-ROUND} ${ROUND}H${ROUND}a${ROUND} ${ROUND} 0 0 1 ${-ROUND} ${-ROUND}Z`,
        fill: COLOURS.ground,
      }),
      ...parts,
      ...lines,
    ),
  );
}

const LINE = 24;

function heightFor(groundY: number, lines: number): number {
  return groundY + 20 + lines * LINE;
}

/** The baseline of a line of words on the ground. */
function lineY(groundY: number, at: number): number {
  return groundY + 29 + at * LINE;
}

export function words(line: string, x: number, y: number, { size, bold = false }: Style, fill: string): Markup {
  return el('text', { x, y, fill, 'font-size': size, 'font-weight': bold ? 600 : 400 }, line);
}

/** A line on the ground, from the left margin; the first is the large one. */
export function groundLine(line: string, groundY: number, at: number): Markup {
  return words(line, MARGIN, lineY(groundY, at), groundStyle(at), at ? COLOURS.faint : COLOURS.words);
}

export function groundStyle(at: number): Style {
  return at ? { size: SMALL } : { size: LARGE, bold: true };
}

export const GROUND_WIDTH = WIDTH - 2 * MARGIN;

/** Solid, outlined, hewn but flat, or dashed and faint: told apart without colour. `label` stands on it, in the middle. */
export function stone(place: Place, seed: number, state: CairnStone['state'], label: string): Markup {
  const d = outline(place, seed);
  const { x, y } = place;
  const number = (fill: string, bold: boolean) =>
    el(
      'text',
      { x, y: y + SMALL * 0.36, fill, 'font-size': SMALL, 'font-weight': bold ? 600 : 400, 'text-anchor': 'middle' },
      label,
    );
  if (state === 'next') {
    return el(
      'g',
      {},
      el('path', { d, fill: COLOURS.nearHills, stroke: COLOURS.next, 'stroke-width': 2.5 }),
      number(COLOURS.next, true),
    );
  }
  if (state === 'known') {
    const line = { stroke: COLOURS.faint, 'stroke-width': 1.2 };
    return el('g', {}, el('path', { d, fill: COLOURS.farHills, ...line }), number(COLOURS.faint, false));
  }
  if (state === 'open') {
    const line = { stroke: COLOURS.faint, 'stroke-width': 1, 'stroke-dasharray': '2 5', 'stroke-opacity': 0.7 };
    return el('g', {}, el('path', { d, fill: 'none', ...line }), number(COLOURS.faint, false));
  }
  return el('g', {}, ...solid(place, seed, d), number(COLOURS.onStone, true));
}

/** Small stones have no room for what makes a large one look like granite. */
const LARGE_STONE = 60;

function solid({ x, y, width, height }: Place, seed: number, d: string): readonly Markup[] {
  const kind = seed % COLOURS.granite.length;
  if (width < LARGE_STONE) return [el('path', { d, fill: COLOURS.granite[kind]?.[seed % 2] })];
  const shadow = el('path', { d, fill: '#000', 'fill-opacity': 0.28, transform: 'translate(1 2.6)' });
  const body = el('path', { d, fill: `url(#stone${kind})` });
  const light = { x: x - width * 0.04, y: y - height * 0.2, width: width * 0.8, height: height * 0.44 };
  const speck = (at: number) =>
    el('ellipse', {
      cx: x + (0.16 + 0.2 * wobble(seed, at + 90)) * width * (at % 2 ? 1 : -1),
      cy: y + 0.24 * wobble(seed, at + 80) * height,
      rx: 2 + wobble(seed, at),
      ry: 1,
      fill: COLOURS.onStone,
      'fill-opacity': 0.16,
    });
  return [
    shadow,
    body,
    el('path', { d: outline(light, seed + 7), fill: '#fff', 'fill-opacity': 0.1 }),
    ...[0, 1, 2, 3].map(speck),
  ];
}

function gradients(): readonly Markup[] {
  const down = (id: string, above: string, below: string) =>
    el(
      'linearGradient',
      { id, x2: 0, y2: 1 },
      el('stop', { 'stop-color': above }),
      el('stop', { offset: 1, 'stop-color': below }),
    );
  return [
    down('sky', COLOURS.skyAbove, COLOURS.skyBelow),
    ...COLOURS.granite.map(([light, shadow], at) => down(`stone${at}`, light, shadow)),
  ];
}
