import { describe, expect, it } from 'vitest';
import { ROADMAP } from '../../src/domain/limits.ts';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import fc from '../support/chance.ts';
import { EXAMPLE, SEED } from './fixtures/seed.ts';

/** A text is answered: with a roadmap within the limits, or with problems that a person can find and mend. */
function answers(markdown: string): void {
  const parsed = parseRoadmap(markdown);
  if (parsed.kind === 'roadmap') {
    expect(parsed.roadmap.phases.length).toBeGreaterThan(0);
    for (const phase of parsed.roadmap.phases) {
      expect(phase.milestone !== null || phase.tracks.length > 0).toBe(true);
      expect(phase.title.length).toBeLessThanOrEqual(ROADMAP.title);
    }
    return;
  }
  const lines = markdown.split(/\r\n?|\n/).length;
  expect(parsed.problems.length).toBeGreaterThan(0);
  for (const { line, column, message, hint } of parsed.problems) {
    expect(line >= 1 && line <= lines && column >= 1, `${message} at ${line}:${column} of ${lines} lines`).toBe(true);
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
  }
}

const FRAGMENTS = [
  ...[
    '\n',
    '\n\n',
    '# ',
    '## ',
    '### ',
    '**',
    '_',
    '`',
    '```',
    '> ',
    '- ',
    '1. ',
    '  ',
    '|',
    '|-|-|',
    '---',
    '===',
    '%%',
    '[[',
    ']]',
  ],
  ...[
    '<!--',
    '-->',
    '<b>',
    '&#0;',
    '{#id}',
    '{#',
    '[x](https://a.example)',
    '![a](b)',
    '[^1]',
    '[a]: b',
    '~~',
    '\\',
    '\t',
    '\u0000',
  ],
  ...[
    'Phase 1: A',
    '## Phase 2: B — _C_',
    '**Milestone:**',
    '**Topics:**',
    '**Prompts:**',
    '**Challenge: x**',
    '**Tip:**',
    '- [ ] x',
  ],
  ...[
    '> [!note] x',
    '#tag',
    'title: x',
    '\uD800',
    '\uDC00',
    '\u202E',
    '\uFEFF',
    '\r',
    '\r\n',
    '🧪',
    '__proto__',
    'constructor',
  ],
];
const fragments = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map((parts) => parts.join(''));

const line = fc.nat({ max: SEED.split('\n').length - 1 });
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: line, to: line }),
  fc.record({ kind: fc.constant('swap' as const), at: line, to: line }),
  fc.record({ kind: fc.constant('double' as const), at: line, to: line }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: line,
    text: fc.oneof(fragments, fc.string({ unit: 'binary' })),
  }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(original: string, changes: readonly Mutation[]): string {
  const lines = original.split('\n');
  for (const change of changes) {
    const { at } = change;
    if (change.kind === 'cut') lines.splice(at, Math.min(1 + Math.abs(change.to - at), 20));
    else if (change.kind === 'swap') [lines[at], lines[change.to]] = [lines[change.to] ?? '', lines[at] ?? ''];
    else if (change.kind === 'double') lines.splice(at, 0, ...lines.slice(change.to, change.to + 12));
    else lines[at] = `${lines[at] ?? ''}${change.text}`;
  }
  return lines.join('\n');
}

describe('any text gives a roadmap or problems, and never throws', () => {
  it('whatever characters it is made of', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), answers), { numRuns: 300 });
  });

  it('whatever Markdown it is made of', () => {
    fc.assert(fc.property(fragments, answers), { numRuns: 600 });
  });

  it('whatever happened to a good one', () => {
    const changes = fc.array(mutation, { minLength: 1, maxLength: 6 });
    const originals = fc.constantFrom(SEED, EXAMPLE, `${EXAMPLE}\n${EXAMPLE}`);
    fc.assert(
      fc.property(originals, changes, (original, each) => answers(mutated(original, each))),
      { numRuns: 100 },
    );
  });

  it('cut off at any place', () => {
    for (let end = 0; end < SEED.length; end += 199) answers(SEED.slice(0, end));
  });
});

/** Longer than a file may be, and as nasty at that length as at any other. */
const MANY = 60_000;

describe('hostile text is answered like any other', () => {
  it.each([
    ...[
      '>',
      '[',
      ']',
      '*',
      '_',
      '`',
      '|',
      '<',
      '&',
      '!',
      '\\',
      '#',
      '~',
      '%%',
      '[[',
      '> ',
      '- ',
      '* ',
      '1. ',
      '*a **b ',
      'a**b',
      '~~a',
      '[a](',
      '![',
      '[^a]',
    ],
    ...[
      '<!--',
      '&lt;',
      'https://a.example/ ',
      'a@b.c ',
      '\t',
      ' ',
      '\n',
      '\r',
      '\r\n',
      '\u0000',
      '{#',
      '---\n',
      'a\n---\n',
      '```\n',
      '- a\n',
      '> a\n',
      '## Phase 1: A\n',
    ],
    ...['|a', '|a|\n|-|\n', '[a]: b\n', '%%\n\n', '**a:** b\n', '{{{[[[', '\uD83E'],
  ])('%j, again and again', (unit) => {
    answers(unit.repeat(Math.ceil(MANY / unit.length)));
  });

  it.each([
    ['lists within lists', Array.from({ length: 400 }, (_, n) => `${' '.repeat(2 * n)}- a`).join('\n')],
    ['quotes within quotes', Array.from({ length: 100 }, (_, n) => `${'> '.repeat(n)}a`).join('\n')],
    ['quotes just not too deep', `${'> '.repeat(16)}a\n`.repeat(300)],
    ['emphasis just short enough', `${'*a **b '.repeat(560)}${'c** d* '.repeat(560)}`.slice(0, 3990)],
    ['brackets just short enough', `${'['.repeat(1990)}a${']'.repeat(1990)}`],
    ['a very wide table', `|${'a|'.repeat(900)}\n|${'-|'.repeat(900)}\n|${'b|'.repeat(900)}`],
    ['brackets of YAML', `---\n${'[\n'.repeat(390)}\n---\n`],
    [
      'aliases of YAML',
      `---\na: &a [x, x]\n${Array.from({ length: 60 }, (_, n) => `b${n}: &b${n} [*a, *${n === 0 ? 'a' : `b${n - 1}`}, *a]`).join('\n')}\n---\n`,
    ],
    ['a phase number of a thousand digits', `## Phase ${'9'.repeat(1000)}: A\n`],
    ['a label of a thousand letters', `## Phase 1: A\n**${'Milestone '.repeat(100)}:** x\n`],
  ])('%s', (_, markdown) => {
    answers(markdown);
  });

  it('in a time that grows with the text, not with its square', () => {
    const time = (times: number) => {
      const text = '## Phase 1: A\n\n**Why:** a_b *c* [d](https://e.example)\n\n- f\n- g\n\n'.repeat(times);
      const from = performance.now();
      answers(text);
      return performance.now() - from;
    };
    time(50);
    // Eight times the text: a square would take sixty-four times as long.
    expect(Math.min(time(400), time(400))).toBeLessThan(30 * Math.max(time(50), time(50), 5));
  });
});
