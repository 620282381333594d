/** What a heading says: a phase with number, title and id, nearly one, or something else. Knows one heading at a time. */
import type { Heading, PhrasingContent } from 'mdast';
import { splitEmoji } from './emoji.ts';
import { inlinePlain } from './phrasing.ts';
import { splitId } from './slug.ts';

export interface PhaseHeading {
  readonly kind: 'phase';
  readonly node: Heading;
  /** `Phase`, `Module` … */
  readonly word: string;
  readonly number: number;
  readonly emoji: string | null;
  readonly title: string;
  readonly subtitle: string | null;
  /** As written between `{#` and `}`. */
  readonly id: string | null;
}

export type HeadingMeaning =
  | PhaseHeading
  | { readonly kind: 'broken'; readonly word: string; readonly message: string; readonly hint: string }
  | { readonly kind: 'other' };

const WORD = /^(phase|module|stage|week|level|part|step)\b\s*/i;
const NUMBERED = /^#?(\d{1,4})\s*(?:[:.—–-]\s*(.*))?$/s;
/** `1–2: …`, `2.5: …`: looks like a number with a title that begins with a digit, and is neither. */
const RANGE = /^#?\d+\s*[-–.]\s*\d+\s*[:—–]/;
const SPELLED = new RegExp(
  `^(?:${'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.replaceAll(' ', '|')})\\b|^[ivxlc]+\\s*[:.—–-]`,
  'i',
);
const UNNUMBERED = /^(?:[:—–]|-\s)/;

export function readHeading(node: Heading): HeadingMeaning {
  const segments = segmentsOf(node.children);
  const whole = segments.map(({ text }) => text).join('');
  const { text: withoutId, id } = splitId(whole);
  const { emoji, text } = splitEmoji(withoutId);
  const word = WORD.exec(text);
  if (!word?.[1]) return { kind: 'other' };
  const rest = text.slice(word[0].length);
  const unit = capitalised(word[1]);
  const numbered = RANGE.test(rest) ? null : NUMBERED.exec(rest);
  if (!numbered?.[1]) return nearly(unit, rest);
  const name = numbered[2]?.trim() ?? '';
  const [title, subtitle] = splitSubtitle(name, trailingItalic(segments, id));
  if (title === '') {
    const message = `${unit.toLowerCase()} ${Number(numbered[1])} has no title`;
    return { kind: 'broken', word: unit, message, hint: `Write "${unit} ${Number(numbered[1])}: What it is about".` };
  }
  return { kind: 'phase', node, word: unit, number: Number(numbered[1]), emoji, title, subtitle, id };
}

function nearly(word: string, rest: string): HeadingMeaning {
  const unit = word.toLowerCase();
  const hint = `Write the number in digits and a colon behind it: "${word} 3: What it is about".`;
  const broken = (message: string): HeadingMeaning => ({ kind: 'broken', word, message, hint });
  if (/^#?\d+\s+\S/.test(rest) && !RANGE.test(rest))
    return broken(`nothing stands between the number of this ${unit} and its title`);
  if (/^#?\d/.test(rest)) return broken(`the number of this ${unit} cannot be read`);
  if (SPELLED.test(rest)) return broken(`the number of this ${unit} is written as a word`);
  if (UNNUMBERED.test(rest)) return broken(`this ${unit} has no number`);
  return { kind: 'other' };
}

interface Segment {
  readonly text: string;
  readonly italic: boolean;
}

function segmentsOf(nodes: readonly PhrasingContent[]): Segment[] {
  return nodes.map((node) => ({
    text: node.type === 'break' ? ' ' : rawPlain(node),
    italic: node.type === 'emphasis' || (node.type === 'strong' && node.children[0]?.type === 'emphasis'),
  }));
}

/** {@link inlinePlain} trims, and the spaces between segments matter here. */
function rawPlain(node: PhrasingContent): string {
  return inlinePlain([{ type: 'text', value: '|' }, node, { type: 'text', value: '|' }]).slice(1, -1);
}

/** The italic words that end a heading, before its id; null when it ends otherwise. */
function trailingItalic(segments: readonly Segment[], id: string | null): string | null {
  const ends = [...segments];
  for (let last = ends.pop(); last !== undefined; last = ends.pop()) {
    if (last.italic) return last.text.trim();
    const text = (id === null ? last.text : splitId(last.text).text).trim();
    if (text !== '') return null;
  }
  return null;
}

/** Behind an em or en dash; behind a hyphen only when italic follows, because titles hold hyphens. */
function splitSubtitle(name: string, italic: string | null): readonly [string, string | null] {
  if (italic && name.endsWith(italic)) {
    const before = name.slice(0, -italic.length).trimEnd();
    const title = before.replace(/\s+[—–-]$/, '');
    if (title !== before) return [title, italic];
  }
  const dash = /\s[—–]\s/.exec(name);
  if (!dash) return [name.replace(/\s+[—–]$/, ''), null];
  const subtitle = name.slice(dash.index + dash[0].length).trim();
  return [name.slice(0, dash.index).trim(), subtitle === '' ? null : subtitle];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
