/** Markdown text → syntax tree: with `tree-blocks.ts` and `tree-inline.ts` the one place that knows the Markdown packages. Knows nothing of roadmaps. */
import { GFM, InlineContext, type MarkdownConfig, parser } from '@lezer/markdown';
import type { Nodes, PhrasingContent, Root, Yaml } from 'mdast';
import { blocksOf } from './tree-blocks.ts';
import { labelOf, sourceOf } from './tree-source.ts';

const FRONT_MATTER = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?=\n|$)/;

/** Takes time linear in the text, where {@link guard} let it through; may throw on text nested by the thousand. */
export function parseMarkdown(markdown: string): Root {
  const [head = '', yaml] = FRONT_MATTER.exec(markdown) ?? [];
  // Blank instead of gone, so that everything keeps its line and column.
  const text = head === '' ? markdown : head.replace(/[^\n]/g, ' ') + markdown.slice(head.length);
  const source = sourceOf(text);
  const tree = parser.configure([GFM, RULES_END_TABLES, onlyKnownLinks(source.labels)]).parse(text);
  const children = blocksOf(tree.cursor(), source);
  if (head === '') return { type: 'root', children };
  const front: Yaml = { type: 'yaml', value: yaml ?? '', position: source.position(0, head.length) };
  return { type: 'root', children: [front, ...children] };
}

/** A line of `---` below a table would make a heading of it. */
const RULES_END_TABLES: MarkdownConfig = {
  parseBlock: [
    {
      name: 'RuleEndsTable',
      endLeaf: (_, line, leaf) => UNDERLINE.test(line.text.slice(line.pos)) && TABLE.test(leaf.content),
    },
  ],
};
const UNDERLINE = /^(?:-+|=+)[ \t]*$/;
const TABLE = /^[^\n]*\|[^\n]*\n[ \t]*[:|-][ \t:|-]*\|[ \t:|-]*(?:\n|$)/;

/** `[x]` is a link only where something defines it; else its brackets must not keep a link around it from being one. */
function onlyKnownLinks(known: ReadonlySet<string>): MarkdownConfig {
  return {
    parseInline: [
      {
        name: 'PlainBrackets',
        before: 'LinkEnd',
        parse(context: InlineContext, next: number, at: number): number {
          if (next !== CLOSING || context.char(at + 1) === OPENING) return -1;
          // Without an end in sight the parser would look for it to the end of the block, at each of these again.
          if (context.char(at + 1) === ROUND && context.slice(at, at + ADDRESS).includes(')')) return -1;
          const open = context.findOpeningDelimiter(InlineContext.linkStart);
          const image = context.findOpeningDelimiter(InlineContext.imageStart);
          if (open === null || (image !== null && image > open)) return -1;
          const begin = context.getDelimiterAt(open)?.to ?? at;
          if (known.has(labelOf(context.slice(begin, at)))) return -1;
          for (const element of context.takeContent(open)) context.addElement(element);
          return at + 1;
        },
      },
    ],
  };
}

const OPENING = 91;
const CLOSING = 93;
const ROUND = 40;
/** Longest address with its title, in characters: three times what a roadmap may hold. */
const ADDRESS = 1000;

/** The children of any node, none for a leaf. */
export function childrenOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? node.children : [];
}

export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}
