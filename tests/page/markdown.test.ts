/** Discord's Markdown, read by the page: sentences of what people type and what becomes of it. */
import { describe, expect, it, test } from 'vitest';
import { parseInline } from '../../local-discord/page/markdown/inline.ts';
import type { Block, Inline, List } from '../../local-discord/page/markdown/nodes.ts';
import { parseMarkdown } from '../../local-discord/page/markdown/parse.ts';
import { timeWords } from '../../local-discord/page/markdown/times.ts';
import fc from '../support/chance.ts';

/** `strong(a em(b))`: the tree in one line. */
const say = (nodes: readonly Inline[]): string => nodes.map(sayOne).join('');
function sayOne(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '⏎';
    case 'code':
      return `code(${node.text})`;
    case 'link':
      return `link(${say(node.children)} → ${node.url})`;
    case 'mention':
      return `${node.of}(${node.id})`;
    case 'everyone':
      return `everyone(${node.text})`;
    case 'command':
    case 'emoji':
      return `${node.kind}(${node.name})`;
    case 'time':
      return `time(${node.seconds} ${node.style})`;
    default:
      return `${node.kind}(${say(node.children)})`;
  }
}

describe('within a line', () => {
  it.each([
    ['plain words', 'plain words'],
    ['**bold** and *thin* and _thin_', 'strong(bold) and em(thin) and em(thin)'],
    ['***both***', 'strong(em(both))'],
    ['**bold with *thin* in it**', 'strong(bold with em(thin) in it)'],
    ['*thin with **bold** in it*', 'em(thin with strong(bold) in it)'],
    ['__under__ ~~gone~~ ||hidden **well**||', 'underline(under) strike(gone) spoiler(hidden strong(well))'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['`code with **marks**` after', 'code(code with **marks**) after'],
    ['``code with ` in it``', 'code(code with ` in it)'],
    ['\\*not thin\\* and \\`not code\\`', '*not thin* and `not code`'],
    ['**open', '**open'],
    ['****', '****'],
    ['[words](https://a.example/b)', 'link(words → https://a.example/b)'],
    ['[**bold** words](https://a.example "title")', 'link(strong(bold) words → https://a.example)'],
    ['[x](<https://a.example/b>)', 'link(x → https://a.example/b)'],
    ['[a](https://en.example/wiki/B_(c))', 'link(a → https://en.example/wiki/B_(c))'],
    ['[x](javascript:alert)', '[x](javascript:alert)'],
    ['[x](data:text/html,y)', '[x](data:text/html,y)'],
    ['see https://a.example/b_c_d.', 'see link(https://a.example/b_c_d → https://a.example/b_c_d).'],
    ['(https://a.example/b)', '(link(https://a.example/b → https://a.example/b))'],
    ['https://a.example/b_(c)', 'link(https://a.example/b_(c) → https://a.example/b_(c))'],
    ['<https://a.example>', 'link(https://a.example → https://a.example)'],
    ['<@1> <@!2> <@&3> <#4>', 'user(1) user(2) role(3) channel(4)'],
    ['@everyone and @here', 'everyone(@everyone) and everyone(@here)'],
    ['</phase:123> </poll create:1>', 'command(phase) command(poll create)'],
    ['<t:1785585600> <t:-1:R>', 'time(1785585600 f) time(-1 R)'],
    ['<:rock:12> <a:wave:3>', 'emoji(rock) emoji(wave)'],
    ['<b>not bold</b> & <script>', '<b>not bold</b> & <script>'],
    ['two\nlines', 'two⏎lines'],
  ])('%j reads %j', (source, wanted) => {
    expect(say(parseInline(source))).toBe(wanted);
  });
});

function sayBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `p ${say(block.children)}`;
    case 'heading':
      return `h${block.level} ${say(block.children)}`;
    case 'small':
      return `small ${say(block.children)}`;
    case 'code':
      return `code[${block.language}] ${block.text}`;
    case 'quote':
      return `quote(${block.blocks.map(sayBlock).join(', ')})`;
    case 'list':
      return sayList(block);
  }
}
const sayList = ({ start, items }: List): string =>
  `${start === null ? 'ul' : `ol ${start}`}(${items.map(({ children, list }) => say(children) + (list === null ? '' : ` ${sayList(list)}`)).join(' | ')})`;

describe('by line', () => {
  it.each([
    ['# one\n## two\n### three\n#### four', ['h1 one', 'h2 two', 'h3 three', 'p #### four']],
    ['#tag and # inside', ['p #tag and # inside']],
    ['-# small print', ['small small print']],
    ['- a\n- b\n  - c\n    - d\n- e', ['ul(a | b ul(c ul(d)) | e)']],
    ['* a\n* b', ['ul(a | b)']],
    ['3. a\n4. b', ['ol 3(a | b)']],
    ['- a\n  goes on', ['ul(a⏎goes on)']],
    ['words\n- a\nmore', ['p words', 'ul(a)', 'p more']],
    ['> quoted **bold**\n> - a\nafter', ['quote(p quoted strong(bold), ul(a))', 'p after']],
    ['>>> all\nof it', ['quote(p all⏎of it)']],
    ['>no space', ['p >no space']],
    ['> > once', ['quote(p > once)']],
    ['```rust\nlet x = 1;\n\n# no heading\n```\nafter', ['code[rust] let x = 1;\n\n# no heading', 'p after']],
    ['```\nplain\n```', ['code[] plain']],
    ['```one line```', ['code[] one line']],
    ['before ```js\n1\n``` after', ['p before ', 'code[js] 1', 'p  after']],
    ['```never closed', ['p ```never closed']],
    ['a\n\nb', ['p a⏎⏎b']],
    ['a\r\nb', ['p a⏎b']],
  ])('%j reads %j', (source, wanted) => {
    expect(parseMarkdown(source).map(sayBlock)).toEqual(wanted);
  });
});

const letters = (text: string): string[] => [...text.replace(/\s/g, '')].sort();

test('any text gives blocks in time, and nothing that was said is lost in plain words', () => {
  const sign = fc.constantFrom(
    '*',
    '_',
    '~',
    '|',
    '`',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '#',
    '-',
    ' ',
    '\n',
    'a',
    '1',
    '.',
    '\\',
    '@',
    ':',
    'https://a.example',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 120 }), (signs) => {
      expect(() => parseMarkdown(signs.join(''))).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zäß0-9 ,.;!?'"&$%=+\n]{0,200}$/), (text) => {
      const read = parseMarkdown(text).map((block) =>
        block.kind === 'paragraph' ? say(block.children).replaceAll('⏎', '') : null,
      );
      // Numbered lines are lists; all else is paragraphs as they were typed.
      fc.pre(!read.includes(null));
      expect(letters(read.join(''))).toEqual(letters(text));
    }),
  );
});

test('a long text of nothing but marks is read without delay', () => {
  const signs = ['*', '_', '||', '`', '[', '~~', '**', '> ', '<@', '[a](https://'];
  for (const sign of signs) expect(parseMarkdown(sign.repeat(4000 / sign.length)).length).toBeGreaterThan(0);
  expect(parseMarkdown('**__'.repeat(500) + '__**'.repeat(500)).length).toBeGreaterThan(0);
});

describe('moments', () => {
  const here = { zone: 'Europe/Berlin', locale: 'en-GB', now: Date.UTC(2026, 7, 1, 12) };
  const at = here.now / 1000;
  it.each([
    ['t', '14:00'],
    ['T', '14:00:00'],
    ['d', '01/08/2026'],
    ['D', '1 August 2026'],
    ['f', '1 August 2026 14:00'],
    ['F', 'Saturday 1 August 2026 14:00'],
  ])('style %s reads %s in Berlin', (style, words) => {
    // Releases of Unicode's data differ in what stands between date and time.
    expect(timeWords(at, style, here).replace(/,| at/g, '')).toBe(words);
  });
  it.each([
    [0, 'now'],
    [59, 'in 59 seconds'],
    [-3600, '1 hour ago'],
    [86_400, 'tomorrow'],
    [3 * 86_400, 'in 3 days'],
    [-400 * 86_400, 'last year'],
  ])('%i seconds from now is %s', (seconds, words) => {
    expect(timeWords(at + seconds, 'R', here)).toBe(words);
  });
});
