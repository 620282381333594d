/** Names and notes as a hostile member would type them, and whether one of their signs came through unescaped. */
import type { Random } from './scenario.ts';

/** Around every planted text; in no font that a roadmap or a sentence of the bot is written in. */
const BEGIN = 'ᛒ';
const END = 'ᛖ';

const SIGNS = [
  ...(['@everyone', '@here', '<@1>', '<@!1>', '<@&1>', '<#1>', '</done:1>', '<t:1:R>', '<:a:1>', '<id:home>'] as const),
  ...[
    '**',
    '*',
    '__',
    '_',
    '~~',
    '`',
    '```',
    '```\n',
    '||',
    '[x](https://evil.test)',
    '<https://evil.test>',
    'https://evil.test',
  ],
  ...[
    '\\',
    '\\\\',
    '\n# ',
    '\n- ',
    '\n> ',
    '\n>>> ',
    '\n-# ',
    '\n1. ',
    ':smile:',
    '](',
    '{',
    '%s',
    '#{x}',
    '__proto__',
    '\u0000',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200f',
    '\ufeff',
    '\u2028',
    '\u00ad',
    'ẓ̴̢̛̮͓̗̿',
    '👩‍👩‍👧',
    '🇩🇪',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'مرحبا',
    '\ud83d',
    '\udc00',
    'ﷺ',
  ],
  ...['a', 'B', '7', ' ', '\t', 'long'.repeat(20), 'x'.repeat(300)],
] as const;

/** At most `length` UTF-16 units, and at least two. */
export function memberText(random: Random, length: number): string {
  let words = '';
  for (let pieces = random.int(0, 30); pieces > 0 && words.length < length; pieces -= 1) words += random.pick(SIGNS);
  return `${BEGIN}${words.slice(0, length - 2)}${END}`;
}

/** What Discord would read as formatting, a mention, a link or a command. */
const ALIVE = /[\\`*_~|<>[\]@#:]/;
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;

/** A line that begins with nothing that makes a list of it. */
const PLAIN_LINE = /\n(?![-+]|\d+[.)])/g;

/**
 * Each planted text in `shown` with a sign in it that is alive; an empty list: all is plain words. A block of code draws no Markdown
 * up to the first fence, whoever put it there.
 * @param lines whether it may have several.
 */
export function alive(shown: string, lines = false): readonly string[] {
  const outside = shown.replace(/```\n[\s\S]*?```/g, '');
  return planted(outside).filter(
    (zone) =>
      UNSEEN.test(lines ? zone.replace(PLAIN_LINE, '') : zone) || ALIVE.test(zone.replace(/\\[!-/:-@[-`{-~]/g, '')),
  );
}

/** The same for a place that draws no Markdown: a label, a form's field, a thread's name. */
export function unseen(shown: string): readonly string[] {
  return planted(shown).filter((zone) => UNSEEN.test(zone.replaceAll('\n', '')));
}

/** From a beginning to its end, or to where it was cut. */
function planted(shown: string): readonly string[] {
  return shown.match(new RegExp(`${BEGIN}[^${END}…]*`, 'gu')) ?? [];
}
