import { describe, expect, it } from 'vitest';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { roadmapOf, SEED } from './fixtures/seed.ts';

const unchanged = (roadmap: Roadmap): Roadmap => roadmap;
const onEachPhase =
  (change: object) =>
  (roadmap: Roadmap): Roadmap => ({
    ...roadmap,
    phases: roadmap.phases.map((phase) => ({ ...phase, ...change })),
  });

/** The seed written by another hand, and what may differ in the model. */
const VARIANTS: readonly [string, (seed: string) => string, (roadmap: Roadmap) => Roadmap][] = [
  ['CRLF line ends', (seed) => seed.replaceAll('\n', '\r\n'), unchanged],
  ['CR line ends', (seed) => seed.replaceAll('\n', '\r'), unchanged],
  ['a BOM', (seed) => `\uFEFF${seed}`, unchanged],
  ['a BOM and CRLF', (seed) => `\uFEFF${seed.replaceAll('\n', '\r\n')}`, unchanged],
  ['straight apostrophes in labels', (seed) => seed.replaceAll('What you’ll', "What you'll"), unchanged],
  ['###', (seed) => seed.replaceAll('## ', '### '), unchanged],
  [
    '# for the phases',
    (seed) => seed.replace('# 🦀 Complete Rust Mastery Roadmap', '').replaceAll('## ', '# '),
    unchanged,
  ],
  ['mixed levels', (seed) => seed.replace('## 🧱 Phase 3', '### 🧱 Phase 3'), unchanged],
  ['headings as labels', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, '### $1'), unchanged],
  ['headings with colons as labels', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, '#### $1:\n'), unchanged],
  ['labels with an emoji', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, '**🔹 $1:**  '), unchanged],
  ['labels without a colon', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, '**$1**  '), unchanged],
  ['the colon outside of the bold', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, '**$1**:  '), unchanged],
  ['labels without bold', (seed) => seed.replace(/^\*\*([^*]+:)\*\* *$/gm, '$1'), unchanged],
  ['labels in capitals', (seed) => seed.replace(/^\*\*([^*]+):\*\* *$/gm, (label) => label.toUpperCase()), unchanged],
  ['text on the label’s line', (seed) => seed.replace(/^(\*\*[^*]+:\*\*) *\n(?=\S)/gm, '$1 '), unchanged],
  [
    'short labels',
    (seed) =>
      seed
        .replaceAll('What you’ll learn', 'Topics')
        .replaceAll('Teaches you', 'Takeaways')
        .replaceAll('Milestone', 'Build'),
    unchanged,
  ],
  ['* as the marker', (seed) => seed.replace(/^- /gm, '* '), unchanged],
  ['+ as the marker', (seed) => seed.replace(/^- /gm, '+ '), unchanged],
  ['numbered lists', (seed) => seed.replace(/^- /gm, '1. '), unchanged],
  ['loose lists', (seed) => seed.replace(/^(- .*)$/gm, '$1\n'), unchanged],
  ['no empty lines around lists', (seed) => seed.replace(/:\*\*\n\n-/g, ':**\n-'), unchanged],
  ['no empty lines before labels', (seed) => seed.replace(/\n\n(?=\*\*[^🧠])/gu, '\n'), unchanged],
  [
    'hardly an empty line',
    (seed) =>
      seed
        .slice(seed.indexOf('# 🦀'))
        .replace(/^---$/gm, '')
        .replace(/\n{2,}(?!\*\*🧠)/g, '\n'),
    unchanged,
  ],
  ['no front matter', (seed) => seed.slice(seed.indexOf('# 🦀')), unchanged],
  ['no rules', (seed) => seed.slice(seed.indexOf('# 🦀')).replace(/^---$/gm, ''), unchanged],
  ['stars for rules', (seed) => seed.slice(seed.indexOf('# 🦀')).replace(/^---$/gm, '* * *'), unchanged],
  ['no emoji', (seed) => seed.replace(/^## \S+ Phase/gm, '## Phase'), onEachPhase({ emoji: null })],
  ['no subtitles', (seed) => seed.replace(/ — _.*_$/gm, ''), onEachPhase({ subtitle: null })],
  ['plain subtitles', (seed) => seed.replace(/ — _(.*)_$/gm, ' — $1'), unchanged],
  ['subtitles behind an en dash', (seed) => seed.replace(/ — _(.*)_$/gm, ' – *$1*'), unchanged],
  ['subtitles behind a hyphen', (seed) => seed.replace(/ — _(.*)_$/gm, ' - _$1_'), unchanged],
  ['a full stop after the number', (seed) => seed.replace(/(Phase \d+):/g, '$1.'), unchanged],
  ['a dash after the number', (seed) => seed.replace(/(Phase \d+):/g, '$1 —'), unchanged],
  [
    'Module as the word',
    (seed) => seed.replace(/Phase (\d)/g, 'Module $1'),
    (roadmap) => ({ ...roadmap, unit: 'Module' }),
  ],
  ['ids that say the number', (seed) => seed.replace(/^(## .*Phase (\d+).*)$/gm, '$1 {#$2}'), unchanged],
  [
    'Obsidian’s tags and comments',
    (seed) =>
      seed
        .replace(/^---$/gm, '---\n\n#rust #study/rust\n\n%% to do: shorten %%\n\n<!-- later -->\n')
        .slice(seed.indexOf('---', 3)),
    unchanged,
  ],
  [
    'an Obsidian comment over a whole phase',
    (seed) => seed.replace('## 📘', '%%\n## Phase 99: Later\n\n- idea\n\n%%\n\n## 📘'),
    unchanged,
  ],
  [
    'words in wikilinks',
    (seed) => seed.replace('Variables, mutability', '[[Variables]], [[Mut|mutability]]'),
    unchanged,
  ],
  [
    'parts as callouts',
    (seed) => seed.replace(/^\*\*Milestone:\*\* *\n(.*)$/gm, '> [!goal] Milestone\n> $1'),
    unchanged,
  ],
  ['text in a callout', (seed) => seed.replace(/^Rust isn't OOP/m, "> [!note]\n> Rust isn't OOP"), unchanged],
  [
    'notes under labels of one’s own',
    (seed) => seed.replaceAll('**Milestone:**', '**My notes:**\n\n- not a topic\n\n**Milestone:**'),
    unchanged,
  ],
  ['words in bidi controls', (seed) => seed.replace('Variables', '\u202EVariables\u202C'), unchanged],
  ['a heading for the tip', (seed) => seed.replace('**🧠 Tip:** ', '## 🧠 Tip\n\n'), unchanged],
  ['the table after an empty line', (seed) => seed.replace('specialization:\n', 'specialization:\n\n'), unchanged],
  ['the table without a label', (seed) => seed.replace('Choose a specialization:\n', ''), unchanged],
  [
    'reference links’ definitions at the end',
    (seed) => `${seed}\n[book]: https://doc.rust-lang.org/book/\n`,
    unchanged,
  ],
];

describe('the seed in another hand gives the same roadmap', () => {
  const seed = roadmapOf(SEED);

  it.each(VARIANTS)('with %s', (_, write, expected) => {
    const variant = write(SEED);
    expect(variant).not.toBe(SEED);
    expect(roadmapOf(variant)).toEqual(expected(seed));
  });

  it('with everything at once that leaves its words alone', () => {
    const names = [
      'a BOM and CRLF',
      'headings with colons as labels',
      'numbered lists',
      '###',
      'a dash after the number',
      'plain subtitles',
    ];
    const all = names.reverse().reduce((text, name) => VARIANTS.find(([key]) => key === name)?.[1](text) ?? '', SEED);
    expect(roadmapOf(all)).toEqual(seed);
  });

  it('with nested items, which belong to their topic', () => {
    const { topics } = roadmapOf(
      SEED.replace('- Variables, mutability', '- Variables, mutability\n    - `let`\n    - `mut`'),
    ).phases[0] ?? { topics: [] };
    expect(topics).toHaveLength(5);
    expect(topics[0]?.text).toEqual({
      markdown: 'Variables, mutability\n- `let`\n- `mut`',
      plain: 'Variables, mutability: let, mut',
    });
  });
});
