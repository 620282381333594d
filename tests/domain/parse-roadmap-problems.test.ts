import { describe, expect, it } from 'vitest';
import { FILE, ROADMAP } from '../../src/domain/limits.ts';
import { formatProblems } from '../../src/domain/problems.ts';
import { onePhase, phases, problemsOf, SEED } from './fixtures/seed.ts';

/** Each line: the text, and the problems as `line:column message`. */
const told = (markdown: string) =>
  problemsOf(markdown).map(({ line, column, message }) => `${line}:${column} ${message}`);
const long = (n: number) => 'x'.repeat(n);
const list = (n: number) => Array.from({ length: n }, (_, index) => `- item ${index}`).join('\n');

describe('a roadmap is refused for its phases', () => {
  it.each([
    ['', ['1:1 there is no phase in this file']],
    ['# A title\n\nSome text.', ['1:1 there is no phase in this file']],
    ['## Phase 1: A\n\nNothing.\n', ['1:1 phase 1 has no milestone']],
    ['text\n\n  ## Module 7: A\n', ['3:3 module 7 has no milestone']],
    ['## Phase 1: A\n**Milestone:**\n', ['2:1 the milestone of phase 1 is empty']],
    ['## Phase 1: A\n**Milestone:** x\n**Topics:**\n', ['3:1 the list of topics of phase 1 is empty']],
    [
      `${phases(3).replace('Phase 2', 'Phase 3')}`,
      ['9:1 phase 3 is there twice (the first is on line 5)', '5:1 phase 2 is missing: phase 3 comes next after 1'],
    ],
    [phases(3).replace('Phase 3', 'Phase 9'), ['9:1 phases 3 to 8 are missing: phase 9 comes next after 2']],
    [`${phases(1).replace('Phase 1', 'Phase 2')}\n${phases(1)}`, ['5:1 phase 1 stands after phase 2']],
    ['## Phase nine: X\n', ['1:1 the number of this phase is written as a word', '1:1 there is no phase in this file']],
    [`${phases(1)}\n## Phase IX: X\n`, ['5:1 the number of this phase is written as a word']],
    [`${phases(1)}\n## Phase: X\n`, ['5:1 this phase has no number']],
    [
      `${phases(1)}\n## Phase 2 Getting started\n`,
      ['5:1 nothing stands between the number of this phase and its title'],
    ],
    [`${phases(1)}\n## Phase 2.5: X\n`, ['5:1 the number of this phase cannot be read']],
    [`${phases(1)}\n## Phase 1–2: X\n`, ['5:1 the number of this phase cannot be read']],
    [`${phases(1)}\n## Phase 123456: X\n`, ['5:1 the number of this phase cannot be read']],
    [`${phases(1)}\n## Phase 2:\n`, ['5:1 phase 2 has no title']],
    [phases(1).replace('Title 1', 'A {#Not An Id}'), ['1:1 "Not An Id" is no id']],
    [phases(1).replace('Title 1', `A {#${long(33)}}`), [`1:1 "${long(33)}" is no id`]],
    [phases(1).replace('Title 1', 'A {#}'), ['1:1 "" is no id']],
    [phases(1).replace('Title 1', 'A {#a} — _B_'), ['1:1 the id in the heading of phase 1 does not stand at its end']],
    [phases(2).replace('Title 2', 'B {#1}'), ['5:1 phase 2 has the id "1" of phase 1 on line 1']],
    [phases(2).replace(/Title \d/g, 'B {#same}'), ['5:1 phase 2 has the id "same" of phase 1 on line 1']],
    [phases(101), ['401:1 the file has 101 phases, 100 fit']],
  ])('%j', (markdown, expected) => {
    expect(told(markdown).sort()).toEqual(expected.sort());
  });
});

describe('a roadmap in another encoding', () => {
  const utf16 = Buffer.from(`\uFEFF${SEED}`, 'utf16le');
  it.each([
    ['UTF-16', utf16],
    ['UTF-16 without its mark', utf16.subarray(2)],
    ['UTF-16, the other way round', Buffer.from(utf16).swap16()],
  ])('%s, is told so, and nothing else', (_, bytes) => {
    const problems = problemsOf(bytes.toString('utf8'));
    expect(problems).toEqual([
      {
        line: 1,
        column: 1,
        message: 'the file is not written in UTF-8',
        hint: 'Save it once more, with UTF-8 as its encoding.',
      },
    ]);
  });
});

describe('a roadmap is refused for what stands in a phase', () => {
  it.each([
    ['**Topics:**\n\n- a\n- b {#a}', ['6:1 two topics of phase 1 have the id "a" (the other is on line 5)']],
    ['**Topics:**\n\n- a\n- \n', ['6:1 a topic of phase 1 is empty']],
    ['**Topics:**\n\n- a {#B}', ['5:1 "B" is no id']],
    ['**Topics:** a, b', ['3:1 the list of topics of phase 1 is empty']],
    [
      '**Topics:**\n\n- a\n\n**Topics:**\n\n- b',
      ['7:1 phase 1 has a second part for its topics (the first is on line 3)'],
    ],
    ['**Why:**', ['3:1 the reason why of phase 1 is empty']],
    ['**Teaches you:**', ['3:1 the list of teaches of phase 1 is empty']],
    ['**Resorces:**\n\n- [a](https://a.example)', ['3:1 this label is not known: did you mean "Resources"?']],
    ['### Promts\n\n- Why?', ['3:1 this label is not known: did you mean "Prompts"?']],
    ['**Resources:**\n\n- The Book', ['5:1 a resource of phase 1 has no https link']],
    ['**Resources:**\n\n- [x](http://a.example)', ['5:1 a resource of phase 1 has no https link']],
    ['**Resources:**\n\n- [x](https://)', ['5:1 a resource of phase 1 has no https link']],
    ['**Resources:**\n\n- [x](javascript:alert(1))', ['5:1 a resource of phase 1 has no https link']],
    [
      '**Resources:**\n\n- [x](https://a.example) and [y](https://b.example)',
      ['5:1 a resource of phase 1 has two links'],
    ],
    ['**Errors:**\n\n- E0382', ['5:1 an error of phase 1 has no text']],
    ['**Prompts:**\n\n1. **Guess:**', ['5:1 a prompt of phase 1 is empty']],
    [
      '**Prompts:**\n\n1. Which?\n\n```rust\nlet x = 1;\n```',
      ['7:1 this stands outside of the list of prompts of phase 1'],
    ],
    ['**Prompts:**\n\n1. Which?\n\n> B', ['7:1 this stands outside of the list of prompts of phase 1']],
    ['**Challenge: Do it**\n\nText.', ['3:1 the challenge of phase 1 has no criteria']],
    [`**Challenge: Do it**\n\n${list(11)}`, ['15:1 phase 1 has 11 criteria, 10 fit']],
    ['**Challenge: Do it**\n\n- [ ] \n- [ ] x', ['5:1 a criterion of phase 1 is empty']],
    ['**Tracks:**\n\n- Systems', ['3:1 phase 1 names tracks but has no table of them']],
    [
      '| Track | Focus |\n|-|-|\n| A | b |\n| a | c |',
      ['6:1 two tracks of phase 1 have the id "a" (the other is on line 5)'],
    ],
    [
      '| Track | Focus |\n|-|-|\n| 🧵 | b |\n| a | |',
      ['5:1 a track of phase 1 has no name', '6:1 a track of phase 1 has no focus'],
    ],
    ['| Track | Focus |\n|-|-|', ['3:1 the table of tracks of phase 1 is empty']],
    ['%%\n\nnot closed', ['3:1 this comment never ends']],
  ])('%j', (body, expected) => {
    expect(told(onePhase(body))).toEqual(expected);
  });

  it.each([
    [`**Why:**\n${long(601)}`, 'the reason why of phase 1 has 601 characters, 600 fit'],
    [`**Topics:**\n\n${list(26)}`, 'phase 1 has 26 topics, 25 fit'],
    [`**Topics:**\n\n- ${long(101)}`, 'a topic of phase 1 has 101 characters, 100 fit'],
    [`**Teaches you:**\n\n${list(11)}`, 'phase 1 has 11 lines under "Teaches you", 10 fit'],
    [`**Teaches you:**\n\n- ${long(201)}`, 'a line under "Teaches you" of phase 1 has 201 characters, 200 fit'],
    [
      `**Resources:**\n\n- [${long(81)}](https://a.example)`,
      'the name of a resource of phase 1 has 81 characters, 80 fit',
    ],
    [
      `**Resources:**\n\n- [a](https://a.example/${long(300)})`,
      'the address of a resource of phase 1 has 318 characters, 300 fit',
    ],
    [
      `**Resources:**\n\n- [a](https://a.example) — ${long(121)}`,
      'the note of a resource of phase 1 has 121 characters, 120 fit',
    ],
    [`**Errors:**\n\n- ${long(21)}: x`, 'the code of an error of phase 1 has 21 characters, 20 fit'],
    [`**Errors:**\n\n- E1: ${long(161)}`, 'the text of an error of phase 1 has 161 characters, 160 fit'],
    [`**Prompts:**\n\n${list(5)}`, 'phase 1 has 5 prompts, 4 fit'],
    [`**Prompts:**\n\n- ${long(1201)}`, 'a prompt of phase 1 has 1201 characters, 1200 fit'],
    [`**Prompts:**\n\n- a\n  > ${long(601)}`, 'the answer of a prompt of phase 1 has 601 characters, 600 fit'],
    [`**Prompts:**\n\n- **${long(31)}:** a`, 'the word that opens a prompt of phase 1 has 31 characters, 30 fit'],
    [`**Challenge: ${long(81)}**\n\n- a`, 'the title of the challenge of phase 1 has 81 characters, 80 fit'],
    [`**Challenge: a**\n\n${long(401)}\n\n- a`, 'the text of the challenge of phase 1 has 401 characters, 400 fit'],
    [`**Challenge: a**\n\n- [ ] ${long(101)}`, 'a criterion of phase 1 has 101 characters, 100 fit'],
    [`| Track | Focus |\n|-|-|\n| ${long(61)} | b |`, 'the name of a track of phase 1 has 61 characters, 60 fit'],
    [`| Track | Focus |\n|-|-|\n| a | ${long(101)} |`, 'the focus of a track of phase 1 has 101 characters, 100 fit'],
    [
      `| Track | Focus | Criterion |\n|-|-|-|\n| a | b | ${long(101)} |`,
      'the criterion of a track of phase 1 has 101 characters, 100 fit',
    ],
  ])('too much: %#', (body, message) => {
    expect(problemsOf(onePhase(body)).map((problem) => problem.message)).toEqual([message]);
  });

  it('when a heading, the title or the tip is too long', () => {
    const text = `# ${long(81)}\n\n## Phase 1: ${long(81)} — ${long(81)}\n\n**Milestone:** ${long(401)}\n\n---\n\n**Tip:** ${long(601)}\n`;
    expect(told(text)).toEqual([
      '1:1 the title of the roadmap has 81 characters, 80 fit',
      '3:1 the title of phase 1 has 81 characters, 80 fit',
      '3:1 the subtitle of phase 1 has 81 characters, 80 fit',
      '5:1 the milestone of phase 1 has 401 characters, 400 fit',
      '9:1 the tip of the roadmap has 601 characters, 600 fit',
    ]);
  });

  it('when each part fits and their sum does not', () => {
    const body = `**Teaches you:**\n\n${Array.from({ length: 10 }, () => `- ${long(200)}`).join('\n')}\n\n**Resources:**\n\n${Array.from({ length: 6 }, () => `- [a](https://a.example/${long(250)})`).join('\n')}`;
    expect(told(onePhase(body))).toEqual([
      expect.stringMatching(/^1:1 phase 1 has \d+ characters in all, 3700 fit on its card$/),
    ]);
  });

  it('when escaping makes a text longer than it looks', () => {
    expect(told(onePhase(`**Topics:**\n\n- ${'\\*'.repeat(51)}`))).toEqual([
      '5:1 a topic of phase 1 has 102 characters, 100 fit',
    ]);
  });
});

describe('problems', () => {
  it('are all told at once, in the order of the file, each with a hint', () => {
    const broken = SEED.replace('**Milestone:**  \nWrite a simple', 'Write a simple')
      .replace('Phase 5:', 'Phase 4:')
      .replace('- Raw pointers\n', '- `unsafe` blocks\n')
      .replace('| 🧵 Systems | Embedded, OS, memory |', '| 🧵 Systems | |');
    expect(told(broken)).toEqual([
      '13:1 phase 1 has no milestone',
      '98:1 phase 4 is there twice (the first is on line 77)',
      '118:1 phase 5 is missing: phase 6 comes next after 4',
      '245:1 two topics of phase 12 have the id "unsafe-blocks" (the other is on line 244)',
      '282:1 a track of phase 14 has no focus',
    ]);
    for (const { hint } of problemsOf(broken)) expect(hint).toMatch(/^[A-Z].{10,}[.!?)"]$/);
  });

  it('read as file, line, column, what is wrong and how to mend it', () => {
    expect(formatProblems('rust.md', problemsOf(`${phases(1)}\n## Phase 2: No end\n`))).toBe(
      'rust.md:5:1 phase 2 has no milestone\n    Add "**Milestone:**" and a line under it, or a table of tracks.',
    );
  });

  it('keep their place behind a BOM and CRLF', () => {
    expect(told(`\uFEFF## Phase 1: A\r\n\r\ntext\r\n\r\n## Phase: B\r\n`)).toEqual([
      '1:1 phase 1 has no milestone',
      '5:1 this phase has no number',
    ]);
  });

  it.each([
    ['---\ntitle: "open\n---\n\n', 3],
    ['---\na: 1\na: 2\n---\n\n', 3],
    ['---\nok: 1\n\t- tab\n---\n\n', 3],
    [`---\nx: ${'{'.repeat(3000)}\n---\n\n`, 2],
  ])('of the front matter stand within it: %#', (head, line) => {
    const [first] = problemsOf(head + phases(1));
    expect(first?.message).toMatch(/^the front matter/);
    expect(Math.abs((first?.line ?? 99) - line)).toBeLessThanOrEqual(1);
  });
});

describe('a file is refused before it is parsed', () => {
  it.each([
    ['large', long(FILE.line).concat('\n\n').repeat(200), 1],
    ['of many lines', '\n'.repeat(FILE.lines + 1), FILE.lines + 1],
    ['of one long line', `a\n\n${long(FILE.line + 1)}`, 3],
    ['nested deep', `a\n${'> '.repeat(FILE.nesting + 1)}b`, 2],
    ['of items upon items', `${'> - > - a\n\n'.repeat(FILE.items / 4)}- b`, FILE.items / 2 + 1],
    ['of markup upon markup', `a\n\n${'*a_ '.repeat(40)}\n`.concat(`${'[]('.repeat(200)}\n`.repeat(2)), 5],
    ['of entities upon entities', `a\n\n${'&amp;'.repeat(120)}\n`, 3],
    ['with a wall of text', 'word word word word\n'.repeat(1000), FILE.blockLines + 1],
  ])('%s', (_, markdown, line) => {
    expect(problemsOf(markdown)).toEqual([{ line, column: 1, message: expect.any(String), hint: expect.any(String) }]);
  });

  it('but not at the limits of a roadmap', () => {
    const body = `**Prompts:**\n\n${Array.from({ length: ROADMAP.prompts }, () => `- ${'word '.repeat(239)}`).join('\n')}\n`;
    const full = Array.from({ length: ROADMAP.phases }, (_, n) => onePhase(body, `## Phase ${n + 1}: T`)).join('\n');
    expect(full.length).toBeLessThan(FILE.characters);
    expect(problemsOf(full)).toEqual([]);
  });
});
