/** Roadmap files as nobody should write them, from a seed: random, mutated, deep, huge, and full of names with a meaning. */
import { LINES, NAMES, UNITS, YAML } from './hostile-text.ts';
import type { Random } from './scenario.ts';

export interface HostileFile {
  /** How it was made, in a few words: enough to find the rest in this file. */
  readonly made: string;
  readonly text: string;
}

/** 1 MiB of characters: twice what is read at all. */
const MOST = 1 << 20;

type Originals = readonly [string, ...string[]];
type Maker = (random: Random, originals: Originals) => HostileFile;

/** `originals` are roadmaps that are fine, to be spoilt. */
export function hostileFile(random: Random, originals: Originals): HostileFile {
  return random.pick(MAKERS)(random, originals);
}

/** As likely 10 as 100,000 characters long. */
function size(random: Random, most = MOST): number {
  return Math.floor(2 ** (random.int(0, Math.floor(Math.log2(most) * 1000)) / 1000));
}

const anything: Maker = (random) => {
  const most = random.pick([0x7f, 0x7f, 0xff, 0xffff, 0xffff]);
  const text = Array.from({ length: size(random, 20_000) }, () =>
    random.chance(0.05) ? '\n' : String.fromCharCode(random.int(0, most)),
  );
  return { made: `random characters up to ${most}`, text: text.join('') };
};

/** How many times something is written, in lines as wide as they may be, or all in one. */
const SHAPES = {
  'in one line': (unit: string, length: number) => repeat(unit, length),
  'in lines': (unit: string, length: number, width: number) => broken(unit, length, width, ''),
  'in paragraphs': (unit: string, length: number, width: number) => broken(unit, length, width, '\n'),
  'in items': (unit: string, length: number, width: number) => broken(`- ${unit}`, length, width, ''),
  'in quotes': (unit: string, length: number, width: number) => broken(`> ${unit}`, length, width, ''),
  'in headings': (unit: string, length: number, width: number) => broken(`## Phase 1: ${unit}`, length, width, ''),
  'in rows': (unit: string, length: number, width: number) => `|a|\n|-|\n${broken(`|${unit}`, length, width, '')}`,
  'in a phase': (unit: string, length: number, width: number) =>
    `## Phase 1: A\n\n**Topics:**\n\n- ${broken(unit, length, width, '\n')}\n**Milestone:** ${repeat(unit, 300)}`,
  'opened, then closed': (unit: string, length: number) =>
    repeat(unit, length / 2) + [...repeat(unit, length / 2)].reverse().map(mirrored).join(''),
} as const;

const again: Maker = (random) => {
  const unit = repeat(random.pick(UNITS), 1) + (random.chance(0.3) ? random.pick(UNITS) : '');
  const shape = random.pick(Object.keys(SHAPES) as [keyof typeof SHAPES, ...(keyof typeof SHAPES)[]]);
  const width = size(random, 8000);
  return { made: `${JSON.stringify(unit)} ${shape}, ${width} wide`, text: SHAPES[shape](unit, size(random), width) };
};

const lines: Maker = (random) => {
  const few = Array.from({ length: random.int(1, 12) }, () => random.pick(LINES));
  const gap = random.pick(['\n', '\n', '\n\n', '\r\n', '\r']);
  const text = repeat(few.join(gap) + gap, size(random));
  return { made: `lines ${JSON.stringify(few)}`, text };
};

const mixed: Maker = (random) => {
  const pieces = Array.from({ length: size(random, 3000) }, () =>
    random.chance(0.4) ? `\n${random.pick(LINES)}\n` : random.pick(UNITS),
  );
  return { made: `${pieces.length} pieces`, text: pieces.join('') };
};

const deep: Maker = (random) => {
  const mark = random.pick(['> ', '>', '- ', '1. ', '* ', '> - ', '- > ', '- 1. ', '\t', '  ']);
  const depth = size(random, 2000);
  const stairs = random.chance(0.5);
  const text = stairs
    ? Array.from({ length: depth }, (_, at) => `${(mark.trim() ? ' '.repeat(mark.length) : mark).repeat(at)}${mark}a`)
    : [repeat(mark, depth * mark.length), 'a'];
  return {
    made: `${JSON.stringify(mark)} ${depth} deep${stairs ? ', line by line' : ''}`,
    text: text.join(stairs ? '\n' : ''),
  };
};

const named: Maker = (random) => {
  const name = () => random.pick(NAMES);
  const phase = (number: number) =>
    `## Phase ${number}: ${name()} — _${name()}_ {#${name()}}\n\n**Topics:**\n\n- ${name()} {#${name()}}\n- ${name()}\n\n` +
    `**Milestone:** ${name()}\n\n| Track | Focus |\n|-|-|\n| ${name()} {#${name()}} | ${name()} |\n\n[${name()}]: https://a.example\n\n[${name()}]\n`;
  const text = `---\n${name()}: ${name()}\ntitle: ${name()}\n---\n${[1, 2, 3].map(phase).join('\n')}`;
  return { made: 'names', text };
};

const frontMatter: Maker = (random) => {
  const bomb = () =>
    Array.from(
      { length: random.int(2, 60) },
      (_, at) => `a${at}: &a${at} [${`*a${at - 1}, `.repeat(random.int(1, 9))}x]`,
    );
  const few = Array.from({ length: random.int(1, 8) }, () => random.pick(YAML));
  const body = random.chance(0.3) ? bomb().join('\n') : repeat(`${few.join('\n')}\n`, size(random, 200_000));
  const text = `---\n${body}\n${random.chance(0.8) ? '---\n' : ''}\n## Phase 1: A\n\n**Milestone:** b\n`;
  return { made: `front matter ${JSON.stringify(few)}`, text };
};

const spoilt: Maker = (random, originals) => {
  let text = random.pick(originals);
  const steps = Array.from({ length: random.int(1, 6) }, () => random.pick(Object.keys(SPOIL) as [keyof typeof SPOIL]));
  for (const step of steps) text = SPOIL[step](text, random).slice(0, MOST);
  return { made: `a good one: ${steps.join(', ')}`, text };
};

const SPOIL = {
  'cut off': (text: string, random: Random) => text.slice(0, random.int(0, text.length)),
  'without a piece': (text: string, random: Random) => withPiece(text, random, () => ''),
  'a piece twice': (text: string, random: Random) => withPiece(text, random, (piece) => piece + piece),
  twice: (text: string) => `${text}\n${text}`,
  'lines swapped': (text: string, random: Random) => {
    const rows = text.split('\n');
    for (let times = random.int(1, 40); times > 0; times -= 1) {
      const [one, other] = [random.int(0, rows.length - 1), random.int(0, rows.length - 1)];
      [rows[one], rows[other]] = [rows[other] ?? '', rows[one] ?? ''];
    }
    return rows.join('\n');
  },
  'characters flipped': (text: string, random: Random) => {
    let flipped = text;
    for (let times = random.int(1, 60); times > 0; times -= 1) {
      const at = random.int(0, flipped.length);
      const other = random.chance(0.7) ? random.pick(UNITS) : String.fromCharCode(random.int(0, 0xffff));
      flipped = flipped.slice(0, at) + other + flipped.slice(at + random.int(0, 2));
    }
    return flipped;
  },
  'a hostile piece': (text: string, random: Random) => {
    const at = random.int(0, text.length);
    return text.slice(0, at) + repeat(random.pick(UNITS), size(random, 10_000)) + text.slice(at);
  },
  'hostile lines': (text: string, random: Random) => {
    const at = random.int(0, text.length);
    return `${text.slice(0, at)}\n${random.pick(LINES)}\n${random.pick(LINES)}\n${text.slice(at)}`;
  },
  'other line ends': (text: string, random: Random) =>
    text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', '\u0085'])),
  'no empty lines': (text: string) => text.replace(/\n{2,}/g, '\n'),
  'all quoted': (text: string) => text.replace(/^/gm, '> '),
  'all indented': (text: string, random: Random) => text.replace(/^/gm, ' '.repeat(random.int(1, 9))),
} as const;

const MAKERS = [
  again,
  again,
  again,
  lines,
  lines,
  mixed,
  spoilt,
  spoilt,
  spoilt,
  anything,
  deep,
  named,
  frontMatter,
] as const;

function withPiece(text: string, random: Random, change: (piece: string) => string): string {
  const from = random.int(0, text.length);
  const to = Math.min(text.length, from + size(random, 5000));
  return text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
}

function repeat(unit: string, length: number): string {
  return unit.repeat(Math.max(1, Math.ceil(length / unit.length)));
}

function broken(unit: string, length: number, width: number, gap: string): string {
  const line = `${repeat(unit, width)}\n${gap}`;
  return line.repeat(Math.max(1, Math.floor(length / line.length)));
}

function mirrored(character: string): string {
  const at = '[](){}<>'.indexOf(character);
  return at < 0 ? character : ('[](){}<>'[at ^ 1] ?? character);
}
