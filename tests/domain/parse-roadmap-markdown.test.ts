import { readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/parse-roadmap/markdown.ts';
import { onePhase, phaseOf, problemsOf, roadmapOf } from './fixtures/seed.ts';

const why = (written: string) => phaseOf(`**Why:**\n\n${written}`).why?.markdown;

describe('Markdown is read as its authors see it elsewhere', () => {
  it.each([
    ['[a [b] c](https://a.example)', '[a \\[b] c](https://a.example)'],
    ['[a][b] and [c]', '\\[a]\\[b] and \\[c]'],
    ['[a][b] and [b]\n\n[b]: https://b.example', '[a](https://b.example) and [b](https://b.example)'],
    ['[a](https://b.example', '\\[a](https://b.example'],
    ['www.a.example and x@a.example', 'http://www.a.example and x@a.example'],
    ['a &amp; b &#38; c &nope; \\* d', 'a & b & c &nope; \\* d'],
    ['> a `b\n> c` d\n> e', '> a `b c` d e'],
    ['`` ` `` and ` a `', '`` ` `` and `a`'],
    ['a  \nb\\\nc\n   d', 'a\nb\nc d'],
    ['- a\n  - b\n\n    ```rust\n    c\n      d\n    ```', '- a\n  - b\n    ```rust\n    c\n      d\n    ```'],
    ['a[^1]\n\n[^1]: note\n\n    more of it', 'a'],
    ['~a~ and ~~b~~', '~~a~~ and ~~b~~'],
  ])('%j', (written, shown) => {
    expect(why(written)).toBe(shown);
  });

  it.each(['rust.md', 'README.md'])('as micromark reads roadmap/%s, place by place', (name) => {
    const file = readFileSync(new URL(`../../roadmap/${name}`, import.meta.url), 'utf8');
    // Not told apart: front matter, and whether the text beside a box begins before it or behind.
    const page = file.replace(/^---\n.*?\n---\n|(?<=- )\[ \] /gs, '');
    const expected = fromMarkdown(page, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    expect(JSON.parse(JSON.stringify(parseMarkdown(page)))).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('takes a rule below a table for a rule, not for a heading', () => {
    const table = '| Track | Focus |\n|---|---|\n| A | b |\n---\n**Tip:** Go on.';
    const { phases, tip } = roadmapOf(`## Phase 1: A\n\n${table}\n`);
    expect(phases[0]?.tracks.map(({ name }) => name)).toEqual(['A']);
    expect(tip?.plain).toBe('Go on.');
  });

  it('keeps empty cells, so that what follows them stays in its column', () => {
    expect(problemsOf('## Phase 1: A\n\n| Track | Focus |\n|-|-|\n| A | |\n|| b |\n')).toMatchObject([
      { line: 5, message: 'a track of phase 1 has no focus' },
      { line: 6, message: 'a track of phase 1 has no name' },
    ]);
  });

  it('tells the place of an indented list by its marks', () => {
    const [list] = parseMarkdown('a\n\n   - b\n').children.slice(1);
    expect(list?.position?.start).toMatchObject({ line: 3, column: 4 });
  });
});

describe('front matter', () => {
  it('names the true place of an error behind a text that never closes, a few of them, and briefly', () => {
    const head = `---\ntitle: [a\n${'b "c" d\n'.repeat(40)}---\n\n`;
    const problems = problemsOf(head + onePhase(''));
    expect(problems.length).toBeLessThanOrEqual(3);
    for (const { line, column, message } of problems) {
      expect((head.split('\n')[line - 1]?.length ?? -1) + 1).toBeGreaterThanOrEqual(column);
      expect(message.length).toBeLessThan(200);
    }
  });
});

it('a problem quotes the file without its control characters', () => {
  const [problem] = problemsOf(onePhase('**Topics:**\n\n- a {#b\u0007\tc\u202e}'));
  expect(problem?.message).toBe('"b c" is no id');
});
