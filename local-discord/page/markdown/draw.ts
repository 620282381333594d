/** Draws parsed Markdown as elements. Text stays text; links lead out in a tab of their own. */
import { h } from '../dom.ts';
import type { Block, Inline, List } from './nodes.ts';
import { parseMarkdown } from './parse.ts';
import { type Here, timeWords } from './times.ts';

export interface Surroundings {
  /** The name of somebody or something, without its sign; undefined: unknown here. */
  readonly nameOf: (of: 'user' | 'role' | 'channel', id: string) => string | undefined;
  readonly here: () => Here;
}

export function drawMarkdown(source: string, around: Surroundings): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...parseMarkdown(source).map((block) => drawBlock(block, around)));
  return fragment;
}

function drawBlock(block: Block, around: Surroundings): HTMLElement {
  const inline = (nodes: readonly Inline[]): Node[] => nodes.map((node) => drawInline(node, around));
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, inline(block.children));
    case 'heading':
      // One level for all: a message may begin with its smallest, and the page's own are above these.
      return h('h3', { class: `size-${block.level}` }, inline(block.children));
    case 'small':
      return h('p', { class: 'small' }, inline(block.children));
    case 'code':
      // Long lines scroll sideways, which has to work without a mouse as well.
      return h(
        'pre',
        { tabindex: 0, role: 'group', 'aria-label': block.language ? `Code, ${block.language}` : 'Code' },
        h('code', {}, block.text),
      );
    case 'quote':
      return h(
        'blockquote',
        {},
        block.blocks.map((each) => drawBlock(each, around)),
      );
    case 'list':
      return drawList(block, around);
  }
}

function drawList({ start, items }: List, around: Surroundings): HTMLElement {
  const drawn = items.map(({ children, list }) =>
    h(
      'li',
      {},
      children.map((node) => drawInline(node, around)),
      list === null ? null : drawList(list, around),
    ),
  );
  return start === null ? h('ul', {}, drawn) : h('ol', { start }, drawn);
}

const TAGS = { strong: 'strong', em: 'em', underline: 'u', strike: 's' } as const;
const SIGNS = { user: '@', role: '@', channel: '#' } as const;

function drawInline(node: Inline, around: Surroundings): Node {
  switch (node.kind) {
    case 'text':
      return document.createTextNode(node.text);
    case 'break':
      return h('br');
    case 'code':
      return h('code', {}, node.text);
    case 'spoiler':
      return drawSpoiler(node.children.map((child) => drawInline(child, around)));
    case 'link':
      return h(
        'a',
        { href: node.url, title: node.title || null, target: '_blank', rel: 'noopener noreferrer' },
        node.children.map((child) => drawInline(child, around)),
      );
    case 'mention': {
      const name = around.nameOf(node.of, node.id);
      return h('span', { class: 'mention' }, name === undefined ? `${SIGNS[node.of]}unknown` : SIGNS[node.of] + name);
    }
    case 'everyone':
      return h('span', { class: 'mention' }, node.text);
    case 'command':
      return h('span', { class: 'mention' }, `/${node.name}`);
    case 'time':
      return drawTime(node, around);
    case 'emoji':
      return h('span', { class: 'emoji', title: `:${node.name}:` }, `:${node.name}:`);
    default:
      return h(
        TAGS[node.kind],
        {},
        node.children.map((child) => drawInline(child, around)),
      );
  }
}

/** Seconds and style stay on the element, so that it can be redrawn when the clock moves. */
function drawTime({ seconds, style }: { seconds: number; style: string }, around: Surroundings): HTMLElement {
  const element = h('time', { 'data-seconds': seconds, 'data-style': style });
  const inRange = Math.abs(seconds) < 8_640_000_000_000;
  if (inRange) element.dateTime = new Date(seconds * 1000).toISOString();
  if (inRange) redrawTime(element, around.here());
  else element.textContent = 'a moment beyond all calendars';
  return element;
}

export function redrawTime(element: HTMLTimeElement, here: Here): void {
  const seconds = Number(element.dataset.seconds);
  const words = timeWords(seconds, element.dataset.style ?? 'f', here);
  if (element.textContent !== words) element.textContent = words;
  element.title = timeWords(seconds, 'F', here);
}

/** Hidden until somebody wants to see it, with a mouse or without. */
export function drawSpoiler(children: readonly Node[]): HTMLElement {
  const inner = h('span', { class: 'hidden-words' }, children);
  const cover: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      class: 'cover',
      onclick: () => {
        cover.remove();
        inner.hidden = false;
        inner.classList.remove('hidden-words');
      },
    },
    'Spoiler: show it',
  );
  inner.hidden = true;
  return h('span', { class: 'spoiler' }, cover, inner);
}
