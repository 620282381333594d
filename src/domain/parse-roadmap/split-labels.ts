/**
 * Gives every label a paragraph of its own. Without an empty line before it, Markdown takes a label for more of the
 * paragraph above, or of a list's item; whoever wrote it meant a label.
 */
import type { BlockContent, DefinitionContent, List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { paragraphLabel } from './labels.ts';

export function splitLabels(blocks: readonly RootContent[]): RootContent[] {
  return blocks.flatMap((node): RootContent[] => {
    if (node.type === 'paragraph') return splitParagraph(node, Number.POSITIVE_INFINITY);
    return node.type === 'list' ? splitList(node) : [node];
  });
}

/** Labels at the list's own margin end it, and what follows is another list; indented ones belong to their item. */
function splitList(list: List): RootContent[] {
  const margin = list.position?.start.column ?? 0;
  const pieces: RootContent[] = [];
  let items: ListItem[] = [];
  for (const item of list.children) {
    items.push(item);
    const last = lastParagraph(item);
    const [own, ...labelled] = last ? splitParagraph(last, margin) : [];
    if (!last || !own || labelled.length === 0) continue;
    last.children = own.children;
    pieces.push({ ...list, children: items }, ...labelled);
    items = [];
  }
  return items.length === 0 ? pieces : [...pieces, { ...list, children: items }];
}

/** Of the item, or of the last item nested in it. */
function lastParagraph(item: ListItem): Paragraph | null {
  let last: ListItem | undefined = item;
  while (last) {
    const block: BlockContent | DefinitionContent | undefined = last.children.at(-1);
    if (block?.type === 'paragraph') return block;
    last = block?.type === 'list' ? block.children.at(-1) : undefined;
  }
  return null;
}

/** The paragraph's own text, then one paragraph for each label that begins a line no further right than `margin`. */
function splitParagraph(paragraph: Paragraph, margin: number): [Paragraph, ...Paragraph[]] {
  const { children } = paragraph;
  const starts = children.flatMap((node, index) => (beginsLine(node, children[index - 1], margin) ? [index] : []));
  const labels = starts.filter((start, at) => {
    const label = paragraphLabel({ type: 'paragraph', children: children.slice(start, starts[at + 1]) });
    return label !== null && (label.part !== 'unknown' || label.meant !== null);
  });
  const pieces = labels.map((start, at): Paragraph => {
    const position = children[start]?.position;
    return { type: 'paragraph', children: children.slice(start, labels[at + 1]), ...(position && { position }) };
  });
  return [{ ...paragraph, children: children.slice(0, labels[0]) }, ...pieces];
}

function beginsLine(node: PhrasingContent, before: PhrasingContent | undefined, margin: number): boolean {
  if (node.type !== 'strong' || (node.position?.start.column ?? 0) > margin) return false;
  return before?.type === 'break' || (before?.type === 'text' && /\n[ \t]*$/.test(before.value));
}
