/** Which part of a phase a label opens: "Milestone", "What you'll learn" … Knows labels, not what stands under them. */
import type { Heading, Paragraph, PhrasingContent } from 'mdast';
import { splitFirstLine } from './blocks.ts';
import { splitEmoji } from './emoji.ts';
import { inlinePlain } from './phrasing.ts';

export type PartKind =
  | 'why'
  | 'topics'
  | 'teaches'
  | 'milestone'
  | 'tracks'
  | 'resources'
  | 'errors'
  | 'prompts'
  | 'challenge'
  | 'tip';

const PARTS: readonly (readonly [PartKind, RegExp])[] = [
  ['why', /^why\b/],
  ['topics', /^(?:what )?(?:you'll|you will|we'll|we will) learn$|^topics?$/],
  ['teaches', /^teaches\b|^takeaways?$/],
  ['milestone', /^milestones?$|^build$/],
  ['tracks', /^tracks?$|^choose (?:a|your) (?:specialization|specialisation|track|path)$/],
  ['resources', /^resources?$|^read$|^links?$|^further reading$/],
  ['errors', /^errors\b|^error$/],
  ['prompts', /^(?:weekly )?prompts?$|^questions?$/],
  ['challenge', /^challenge$/],
  ['tip', /^tips?$/],
];

/** What a mistyped label is compared with. Short ones are missing: "Tricks" is a note, not a mistyped "Tracks". */
const SPELLINGS = [
  'Milestone',
  'Topics',
  "What you'll learn",
  'Why this phase matters',
  'Teaches you',
  'Takeaways',
  'Resources',
  'Further reading',
  'Errors',
  'Errors you will meet',
  'Prompts',
  'Questions',
  'Weekly prompts',
  'Challenge',
];

export interface Label {
  /** `unknown` opens a part that is left alone: people keep notes. */
  readonly part: PartKind | 'unknown';
  /** The known label that an unknown one resembles. */
  readonly meant: string | null;
  /** Behind the colon within the label: a challenge's title. */
  readonly title: string | null;
  /** What follows the label in the same paragraph. */
  readonly rest: readonly PhrasingContent[];
}

export function headingLabel(node: Heading): Label {
  return labelled(inlinePlain(node.children), []);
}

/** A paragraph that begins with a bold label, or whose first line is a known label and a colon; null for other text. */
export function paragraphLabel(node: Paragraph): Label | null {
  return boldLabel(node.children) ?? bareLabel(node.children);
}

/** `**Guess:** text` → `Guess` and the text; null when no bold words with a colon begin the nodes. */
export function boldLead(nodes: readonly PhrasingContent[]): { lead: string; rest: PhrasingContent[] } | null {
  const [strong, after] = nodes;
  if (strong?.type !== 'strong') return null;
  const words = inlinePlain(strong.children);
  if (words.endsWith(':')) return { lead: words.slice(0, -1).trim(), rest: nodes.slice(1) };
  if (after?.type !== 'text' || !after.value.trimStart().startsWith(':')) return null;
  const value = after.value.trimStart().slice(1);
  return { lead: words, rest: [{ ...after, value }, ...nodes.slice(2)] };
}

function boldLabel(children: readonly PhrasingContent[]): Label | null {
  const nodes = withoutLeadingEmoji(children);
  const lead = boldLead(nodes);
  if (lead) return labelled(lead.lead, lead.rest);
  const [strong, ...rest] = nodes;
  if (strong?.type !== 'strong') return null;
  const words = inlinePlain(strong.children);
  const label = labelled(words, rest);
  const [line] = splitFirstLine(nodes);
  // A bold sentence is emphasis, not a label.
  const alone = line.length === 1 || inlinePlain(line) === words;
  if (alone && !(label.part === 'unknown' && /[.!?…:]/.test(words))) return label;
  const dash = rest[0]?.type === 'text' ? /^\s*[—–-]\s/.exec(rest[0].value) : null;
  if (label.part === 'unknown' || label.title !== null)
    return label.title !== null && label.part !== 'unknown' ? label : null;
  if (!dash || rest[0]?.type !== 'text') return null;
  return { ...label, rest: [{ ...rest[0], value: rest[0].value.slice(dash[0].length) }, ...rest.slice(1)] };
}

function bareLabel(children: readonly PhrasingContent[]): Label | null {
  const [line, rest] = splitFirstLine(children);
  const words = inlinePlain(line);
  if (!words.endsWith(':') || words.length > 60 || line.some(({ type }) => type !== 'text')) return null;
  const label = labelled(words, rest);
  return label.part === 'unknown' || label.title !== null ? null : label;
}

function withoutLeadingEmoji(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const [first, ...rest] = nodes;
  return first?.type === 'text' && splitEmoji(first.value).text === '' ? rest : nodes;
}

function labelled(words: string, rest: readonly PhrasingContent[]): Label {
  const [, name = '', behind = ''] = /^([^:]*)(?::\s*(.*))?$/s.exec(splitEmoji(words).text) ?? [];
  const said = name
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  const part = PARTS.find(([, pattern]) => pattern.test(said))?.[0] ?? 'unknown';
  const title = behind.trim() === '' ? null : behind.trim();
  return { part, meant: part === 'unknown' ? nearest(said) : null, title, rest };
}

function nearest(said: string): string | null {
  return SPELLINGS.find((known) => distance(said, known.toLowerCase()) <= (known.length < 7 ? 1 : 2)) ?? null;
}

/** Edits between two short texts; any number above two is as good as three. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 3;
}
