/** Cuts the syntax tree into phases, and a phase into its labelled parts. Knows order and headings, not what a part means. */
import type { Heading, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { type Callout, calloutOf } from './blocks.ts';
import { type HeadingMeaning, type PhaseHeading, readHeading } from './heading.ts';
import { headingLabel, type Label, type PartKind, paragraphLabel } from './labels.ts';
import { text } from './markdown.ts';
import type { Located, Report } from './report.ts';
import { splitLabels } from './split-labels.ts';

export interface RawPhase {
  readonly heading: PhaseHeading;
  readonly blocks: readonly RootContent[];
}

export interface Outline {
  readonly phases: readonly RawPhase[];
  /** What stands after the last phase under a heading of its own. */
  readonly outro: readonly RootContent[];
  /** The first `#` heading that is no phase. */
  readonly title: Heading | null;
}

export function outline(root: Root, report: Report): Outline {
  const meanings = new Map<Heading, HeadingMeaning>();
  for (const node of root.children) if (node.type === 'heading') meanings.set(node, readHeading(node));
  const { word, depth } = commonest([...meanings.values()]);
  const phases: { heading: PhaseHeading; blocks: RootContent[] }[] = [];
  let title: Heading | null = null;
  let blocks: RootContent[] = [];
  for (const node of root.children) {
    const meaning = node.type === 'heading' ? meanings.get(node) : undefined;
    if (node.type !== 'heading' || meaning === undefined) {
      blocks.push(node);
      continue;
    }
    const counts = meaning.kind !== 'other' && (meaning.word === word || node.depth === depth);
    if (counts && meaning.kind === 'phase') {
      blocks = [];
      phases.push({ heading: meaning, blocks });
    } else if (counts && meaning.kind === 'broken' && node.depth <= depth) {
      report.add(node, meaning.message, meaning.hint);
      blocks = [];
    } else if (phases.length === 0 || node.depth <= depth) {
      if (node.depth === 1) title ??= node;
      blocks = [node];
    } else blocks.push(node);
  }
  return { phases, outro: phases.at(-1)?.blocks === blocks ? [] : blocks, title };
}

/** The word that most phase headings use, and their level; a deeper `Step 1:` within a phase is a note of its own. */
function commonest(meanings: readonly HeadingMeaning[]): { word: string | null; depth: number } {
  const uses = new Map<string, number>();
  const headings = meanings.filter((meaning) => meaning.kind === 'phase');
  for (const { word } of headings) uses.set(word, (uses.get(word) ?? 0) + 1);
  const [word = null] = [...uses].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const depths = headings.filter((heading) => heading.word === word).map(({ node }) => node.depth);
  return { word, depth: depths.length === 0 ? 2 : Math.min(...depths) };
}

/** One labelled part of a phase. */
export interface Section {
  readonly part: PartKind;
  readonly at: Located;
  /** Behind the label's colon: a challenge's title. */
  readonly title: string | null;
  readonly blocks: RootContent[];
}

export interface Parts {
  readonly sections: readonly Section[];
  /** Tables that name tracks, wherever they stand in the phase. */
  readonly tables: readonly (RootContent & { type: 'table' })[];
}

export function partsOf(blocks: readonly RootContent[], report: Report): Parts {
  const sections: Section[] = [];
  const tables: (RootContent & { type: 'table' })[] = [];
  let current: (Section & { readonly depth: number }) | null = null;
  let ignoring = false;
  const open = (label: Label, at: Located & { type: string }, depth: number): void => {
    ignoring = label.part === 'unknown';
    current = null;
    if (label.meant !== null) {
      report.add(
        at,
        `this label is not known: did you mean "${label.meant}"?`,
        `Write "**${label.meant}:**", or another word.`,
      );
    }
    if (label.part === 'unknown') return;
    const rest = [...(label.title === null || label.part === 'challenge' ? [] : [text(label.title)]), ...label.rest];
    const first: Paragraph[] = isBlank(rest) ? [] : [{ type: 'paragraph', children: rest, ...positionOf(at) }];
    current = { part: label.part, at, title: label.title, blocks: first, depth };
    sections.push(current);
  };
  for (const node of splitLabels(unfoldCallouts(blocks))) {
    // Assigned in the closure above, which the compiler does not follow.
    const section = current as (Section & { readonly depth: number }) | null;
    if (node.type === 'heading') {
      const label = headingLabel(node);
      if (label.part === 'unknown' && label.meant === null && section && node.depth > section.depth) continue;
      open(label, node, node.depth);
    } else if (node.type === 'thematicBreak') {
      current = null;
      ignoring = false;
    } else if (node.type === 'table' && (namesTracks(node) || (!ignoring && mayHoldTracks(section)))) {
      tables.push(node);
    } else {
      const label = node.type === 'paragraph' ? paragraphLabel(node) : null;
      if (label) open(label, node, 6);
      else section?.blocks.push(node);
    }
  }
  return { sections, tables };
}

function mayHoldTracks(section: Section | null): boolean {
  return section === null || section.part === 'tracks' || section.part === 'milestone' || section.part === 'why';
}

function namesTracks(table: RootContent & { type: 'table' }): boolean {
  const first = table.children[0]?.children[0]?.children[0];
  return first?.type === 'text' && /^\s*(?:tracks?|paths?|specializations?|specialisations?)\s*$/i.test(first.value);
}

/** A callout whose title is a label opens that part: `> [!goal] Milestone`. */
function unfoldCallouts(blocks: readonly RootContent[]): RootContent[] {
  return blocks.flatMap((node): RootContent[] => {
    const callout = node.type === 'blockquote' ? calloutOf(node) : null;
    const label = callout && calloutLabel(callout, node);
    if (!callout || !label) return [node];
    // A rule closes the part again: what follows the callout is not its text.
    return [label, ...(callout.blocks as RootContent[]), { type: 'thematicBreak' }];
  });
}

function calloutLabel({ title: [title] }: Callout, at: RootContent): RootContent | null {
  if (!title) return null;
  const existing = paragraphLabel(title);
  if (existing && existing.part !== 'unknown') return title;
  const bold = boldLine(title.children, at);
  const label = paragraphLabel(bold);
  return label && label.part !== 'unknown' ? bold : null;
}

function boldLine(children: readonly PhrasingContent[], at: RootContent): Paragraph {
  return { type: 'paragraph', children: [{ type: 'strong', children: [...children] }], ...positionOf(at) };
}

function positionOf(at: Located): Pick<Paragraph, 'position'> {
  // Positions come from the parser; Located only narrows them.
  return at.position ? { position: at.position as NonNullable<Paragraph['position']> } : {};
}

function isBlank(nodes: readonly PhrasingContent[]): boolean {
  return nodes.every((node) => node.type === 'break' || (node.type === 'text' && node.value.trim() === ''));
}
