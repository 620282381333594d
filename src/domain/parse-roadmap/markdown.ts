/** Markdown text → syntax tree: the one place that knows the Markdown package. Knows nothing of roadmaps. */
import type { Nodes, PhrasingContent, Root, Yaml } from 'mdast';
import { markdownToMdast } from 'satteri';

const FRONT_MATTER = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?=\n|$)/;
/** Front matter is read here: nothing else than YAML counts as such, and only where it is closed. */
const FEATURES = { frontmatter: false };

/** Takes time linear in the text, where {@link guard} let it through. */
export function parseMarkdown(markdown: string): Root {
  const [head = '', yaml] = FRONT_MATTER.exec(markdown) ?? [];
  // Blank instead of gone, so that everything keeps its line and column.
  const text = head === '' ? markdown : head.replace(/[^\n]/g, ' ') + markdown.slice(head.length);
  const root = markdownToMdast(text, { features: FEATURES }) as Root;
  if (head === '') return root;
  const start = { line: 1, column: 1, offset: 0 };
  const front: Yaml = { type: 'yaml', value: yaml ?? '', position: { start, end: start } };
  return { type: 'root', children: [front, ...root.children] };
}

/** The children of any node, none for a leaf. */
export function childrenOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? node.children : [];
}

export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}
