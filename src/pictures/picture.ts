/** From facts to SVG: which picture a cairn gets. Pure; a font only says how wide its letters are. */
import { type Cairn, type CairnStone, type GroupCairn, levelsOf } from '../domain/cairn.ts';
import type { Font } from './lettering.ts';
import { fitted, measured } from './lettering.ts';
import { piled } from './pile.ts';
import { GROUND_WIDTH, groundStyle, SMALL } from './scene.ts';
import { type Row, stacked } from './stack.ts';

/** More stones than this have no room for names beside them. */
const MOST_ROWS = 16;
const BOTTOM = 160;
const TOP = 66;

/** @returns an SVG document, 400 units wide. */
export function svgOf(font: Font, facts: Cairn | GroupCairn): string {
  return (facts.kind === 'cairn' ? cairn(font, facts) : group(font, facts)).markup;
}

function cairn(font: Font, { unit, name, stones, streak }: Cairn) {
  const laid = stones.filter(({ state }) => state === 'laid');
  const word = unit.toLowerCase();
  // "3 of 14 phases"; only the figures where the roadmap's own word is in letters that are not at hand.
  const what = measured(font, word, { size: SMALL }) ? ` ${word}${stones.length === 1 ? '' : 's'}` : '';
  const count = `${laid.length} of ${stones.length}${what}`;
  const whose = name === null ? null : ownersLine(font, name);
  const lines = [whose, count, ...(streak === null ? [] : inLines(font, streak))].filter((line) => line !== null);
  if (stones.length <= MOST_ROWS) return stacked(font, stones.map(row), lines);
  const next = stones.find(({ state }) => state === 'next');
  return piled(font, stones, [...lines, ...(next ? [`Now: ${next.number} · ${next.title}`] : [])]);
}

/** "5 weeks in a row, this one still open · one week may be missed" is wider than the ground: each part has a line of its own then. */
function inLines(font: Font, words: string): readonly string[] {
  const whole = measured(font, words, groundStyle(1));
  return whole && whole.width > GROUND_WIDTH ? words.split(' · ') : [words];
}

/** "Ana’s cairn": a long name is cut, what it is about is not. */
function ownersLine(font: Font, name: string): string | null {
  const OF = '’s cairn';
  const style = groundStyle(0);
  const short = fitted(font, name, style, GROUND_WIDTH - (measured(font, OF, style)?.width ?? 0));
  return short && `${short}${OF}`;
}

/** What stands beside a stone says the same as its look. */
const BESIDE: Readonly<Record<CairnStone['state'], (title: string) => string | null>> = {
  laid: (title) => title,
  next: (title) => `Now: ${title}`,
  known: () => 'Known before',
  open: () => null,
};

function row({ number, title, state }: CairnStone, at: number, { length }: readonly unknown[]): Row {
  const width = length === 1 ? BOTTOM : BOTTOM - ((BOTTOM - TOP) * at) / (length - 1);
  return { label: String(number), words: BESIDE[state](title), state, width };
}

function group(font: Font, facts: GroupCairn) {
  const levels = levelsOf(facts);
  const [first] = levels;
  const members = first?.members ?? 0;
  const rows = levels.map(({ stones, members: reached }, at): Row => {
    const who = at ? `${reached}` : `${reached} ${reached === 1 ? 'member' : 'members'}`;
    const words = `${who} with ${stones} or more`;
    return { label: String(stones), words, state: 'laid', width: TOP + (BOTTOM - TOP) * (reached / members) };
  });
  const stones = facts.heights.reduce((sum, reached) => sum + reached, 0);
  const total = `${stones} ${stones === 1 ? 'stone' : 'stones'} from ${members} ${members === 1 ? 'member' : 'members'}`;
  return stacked(font, rows, ['The group’s cairn', total]);
}
