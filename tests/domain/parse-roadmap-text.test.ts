import { describe, expect, it } from 'vitest';
import { phaseOf } from './fixtures/seed.ts';

const why = (markdown: string) => phaseOf(`**Why:**\n\n${markdown}`).why;

describe('text becomes what Discord renders, and bare words', () => {
  it.each([
    ['**bold** _it_ *it* ~~gone~~ `co*de`', '**bold** _it_ _it_ ~~gone~~ `co*de`', 'bold it it gone co*de'],
    ['a **_both_** b', 'a **_both_** b', 'a both b'],
    ['un*frigging*believable', 'un*frigging*believable', 'unfriggingbelievable'],
    ['*snake_case* word', '*snake_case* word', 'snake_case word'],
    ['one\ntwo', 'one two', 'one two'],
    ['one  \ntwo\\\nthree', 'one\ntwo\nthree', 'one two three'],
    ['one\n\ntwo', 'one\n\ntwo', 'one two'],
    ['[The Book](https://a.example/b_c "title")', '[The Book](https://a.example/b_c)', 'The Book'],
    ['[Book][b]\n\n[b]: https://a.example', '[Book](https://a.example)', 'Book'],
    ['[x](https://a.example/a_(b))', '[x](https://a.example/a_%28b%29)', 'x'],
    ['[notes](../notes.md)', 'notes', 'notes'],
    ['see https://a.example/b_c_d now', 'see https://a.example/b_c_d now', 'see https://a.example/b_c_d now'],
    ['<https://a.example>', 'https://a.example', 'https://a.example'],
    ['![a picture](x.png)', 'a picture', 'a picture'],
    ['``a`b``', '`` a`b ``', 'a`b'],
    ['2 \\* 3 \\* 4', '2 \\* 3 \\* 4', '2 * 3 * 4'],
    ['snake_case, _\\_init\\__, a \\_b\\_', 'snake_case, *\\_init\\_*, a \\_b\\_', 'snake_case, _init_, a _b_'],
    ['\\# no heading', '\\# no heading', '# no heading'],
    ['1\\. no list', '1\\. no list', '1. no list'],
    ['\\- no list', '\\- no list', '- no list'],
    ['\\> no quote', '\\> no quote', '> no quote'],
    ['a \\|\\|spoiler\\|\\| and a | b', 'a \\|\\|spoiler\\|\\| and a | b', 'a ||spoiler|| and a | b'],
    ['\\~\\~no\\~\\~ ~3 h', '\\~\\~no\\~\\~ ~3 h', '~~no~~ ~3 h'],
    ['C:\\dir \\`x\\`', 'C:\\\\dir \\`x\\`', 'C:\\dir `x`'],
    ['\\[x](https://a.example)', '\\[x](https://a.example)', '[x](https://a.example)'],
    ['Vec<T> and a < b', 'Vec<T> and a < b', 'Vec<T> and a < b'],
    ['\\<@123> <#4>', '\\<@123> \\<#4>', '<@123> <#4>'],
    ['an <b>html</b> word', 'an <b>html\\</b> word', 'an <b>html</b> word'],
    ['a<br>b', 'a\nb', 'a b'],
    ['a <!-- secret --> b', 'a  b', 'a b'],
    ['a %%secret%% b', 'a  b', 'a b'],
    ['a %% **secret** %%b', 'a b', 'a b'],
    ['100 %% sure', '100 %% sure', '100 %% sure'],
    [
      'a [[Page]], [[Page|its name]], ![[picture.png]]',
      'a Page, its name, picture.png',
      'a Page, its name, picture.png',
    ],
    ['#rust #study/rust\nwords\n#end', 'words', 'words'],
    ['an issue #12 and C#', 'an issue #12 and C#', 'an issue #12 and C#'],
    ['> quoted\n> lines', '> quoted lines', 'quoted lines'],
    ['> [!note] Look\n> here', 'Look\nhere', 'Look here'],
    ['> [!tip]-\n> here', 'here', 'here'],
    ['- a\n    - b\n        - c\n- d', '- a\n  - b\n    - c\n- d', 'a: b: c, d'],
    ['3. a\n4. b', '3. a\n4. b', 'a, b'],
    ['- [x] a\n- [ ] b', '- ☑ a\n- ☐ b', 'a, b'],
    ['```rust,ignore\nlet a = *b;\n```', '```rust\nlet a = *b;\n```', 'let a = *b;'],
    ['````\n```\n````', '```\n`\u200b``\n```', '```'],
    ['a\u202Eb\u0007c\u200Bd &#x202E;e', 'abcd e', 'abcd e'],
    ['👩‍💻 ok', '👩‍💻 ok', '👩‍💻 ok'],
    ['a[^1]\n\n[^1]: note', 'a', 'a'],
  ])('%j', (written, markdown, plain) => {
    expect(why(written)).toEqual({ markdown, plain });
  });
});

describe('a resource', () => {
  const resource = (item: string) => phaseOf(`**Resources:**\n\n- ${item}`).resources[0];
  const url = 'https://a.example/x';

  it.each([
    [`[Name](${url})`, { name: 'Name', url, note: null }],
    [
      `[Name](${url}) — read _it_ twice`,
      { name: 'Name', url, note: { markdown: 'read _it_ twice', plain: 'read it twice' } },
    ],
    [`[Name](${url}): read`, { name: 'Name', note: { plain: 'read' } }],
    [`[Name](${url}) - read`, { name: 'Name', note: { plain: 'read' } }],
    [`**[Name](${url})** – read`, { name: 'Name', note: { plain: 'read' } }],
    [`Name: ${url}`, { name: 'Name', url }],
    [url, { name: 'a.example/x', url }],
    [`Read [Name](${url})`, { name: 'Read Name' }],
    ['[Name](https://a.example/ä)', { url: 'https://a.example/%C3%A4' }],
  ])('%s', (item, expected) => {
    expect(resource(item)).toMatchObject(expected);
  });
});

describe('an error', () => {
  const error = (item: string) => phaseOf(`**Errors you will meet:**\n\n- ${item}`).errors[0];
  const url = 'https://doc.rust-lang.org/error_codes/E0382.html';

  it.each([
    [`[E0382](${url}): the value moved away.`, { code: 'E0382', url, text: { plain: 'the value moved away.' } }],
    [`[\`E0382\`](${url}) — moved`, { code: 'E0382', url, text: { plain: 'moved' } }],
    [`**[E0382](${url})**: moved`, { code: 'E0382', url, text: { plain: 'moved' } }],
    ['**E0382:** moved', { code: 'E0382', url: null, text: { plain: 'moved' } }],
    [
      '`unused_must_use` a `Result` was dropped',
      { code: 'unused_must_use', text: { markdown: 'a `Result` was dropped' } },
    ],
    ['E0382 moved', { code: 'E0382', url: null, text: { plain: 'moved' } }],
    ['E0382: moved', { code: 'E0382', text: { plain: 'moved' } }],
  ])('%s', (item, expected) => {
    expect(error(item)).toMatchObject(expected);
  });
});

describe('a prompt', () => {
  const prompt = (item: string) => phaseOf(`**Weekly prompts:**\n\n1. ${item}`).prompts[0];

  it.each([
    ['**Guess:** Which?', { kind: 'Guess', text: { markdown: 'Which?', plain: 'Which?' }, answer: null }],
    ['**Guess**: Which?', { kind: 'Guess', text: { markdown: 'Which?', plain: 'Which?' }, answer: null }],
    ['**Which** one?', { kind: null, text: { markdown: '**Which** one?', plain: 'Which one?' }, answer: null }],
    [
      'Which?\n   > B, because.',
      {
        kind: null,
        text: { markdown: 'Which?', plain: 'Which?' },
        answer: { markdown: 'B, because.', plain: 'B, because.' },
      },
    ],
    [
      '**Guess:** Which?\n\n   ```rust\n   let a = 1;\n   ```\n\n   And why?\n\n   > [!success]- Answer\n   > B.',
      {
        kind: 'Guess',
        text: { markdown: 'Which?\n\n```rust\nlet a = 1;\n```\n\nAnd why?', plain: 'Which? let a = 1; And why?' },
        answer: { markdown: 'Answer\n\nB.', plain: 'Answer B.' },
      },
    ],
  ])('%j', (item, expected) => {
    expect(prompt(item)).toEqual(expected);
  });
});

describe('a challenge', () => {
  it.each([
    [
      '**Challenge: Read once**\n\nParse it.\n\n- [ ] fast',
      { title: 'Read once', text: { plain: 'Parse it.' }, criteria: [{ plain: 'fast' }] },
    ],
    [
      '### Challenge: Read once\n\n* fast\n* right',
      { title: 'Read once', text: null, criteria: [{ plain: 'fast' }, { plain: 'right' }] },
    ],
    ['**Challenge:** Read once\n\n- fast', { title: 'Read once', text: null }],
    ['**Challenge:**\nParse it.\n\n- fast', { title: 'First steps', text: { plain: 'Parse it.' } }],
    ['**Challenge**\n\n- fast', { title: 'First steps', text: null }],
  ])('%j', (body, expected) => {
    expect(phaseOf(body).challenge).toMatchObject(expected);
  });
});

describe('a table of tracks', () => {
  it('has each track’s own criterion in a third column', () => {
    const { tracks } = phaseOf(
      '**Tracks**\n\n| Track | Focus | Criterion |\n|-|-|-|\n| 🌐 Web API {#web} | `axum`, a \\| b | It _answers_ |\n| Games | Bevy | |',
    );
    expect(tracks).toEqual([
      {
        id: 'web',
        emoji: '🌐',
        name: 'Web API',
        focus: { markdown: '`axum`, a | b', plain: 'axum, a | b' },
        criterion: { markdown: 'It _answers_', plain: 'It answers' },
      },
      { id: 'games', emoji: null, name: 'Games', focus: { markdown: 'Bevy', plain: 'Bevy' }, criterion: null },
    ]);
  });

  it('stands beside a milestone, topics and a challenge', () => {
    const phase = phaseOf('**Topics:**\n\n- a\n\n**Challenge: c**\n\n- d\n\n| Track | Focus |\n|-|-|\n| e | f |');
    expect(phase).toMatchObject({ topics: [{}], milestone: {}, challenge: { criteria: [{}] }, tracks: [{ id: 'e' }] });
  });
});
