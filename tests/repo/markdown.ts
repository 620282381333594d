/** Reads a Markdown page as its parts: headings, tables, code, links. Knows no page. */
import type { Heading, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { read } from './files.ts';

function pageAt(path: string): Root {
  return fromMarkdown(read(path), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

function wordsOf(node: Nodes): string {
  return nodesOf(node)
    .map((part) => ('value' in part ? part.value : ''))
    .join('');
}

/** The rows, without their header, of the first table under a heading. Throws when there is none. */
export function tableUnder(path: string, heading: string): readonly (readonly string[])[] {
  const { children } = pageAt(path);
  const from = children.findIndex((node) => node.type === 'heading' && wordsOf(node) === heading);
  const table = children.slice(from + 1).find(({ type }) => type === 'heading' || type === 'table');
  if (from < 0 || table?.type !== 'table') throw new Error(`${path} has no table under “${heading}”`);
  return table.children.slice(1).map((row) => row.children.map((cell) => wordsOf(cell)));
}

/** The code of all fences in a language. */
export function fences(path: string, language: string): readonly string[] {
  return nodesOf(pageAt(path)).flatMap((node) => (node.type === 'code' && node.lang === language ? [node.value] : []));
}

/** Where links and pictures of a page lead, as written. */
export function targets(path: string): readonly string[] {
  return nodesOf(pageAt(path)).flatMap((node) => ('url' in node ? [node.url] : []));
}

/** The names by which a page's headings can be linked, as code hosts make them. */
export function anchors(path: string): readonly string[] {
  const headings = nodesOf(pageAt(path)).filter((node): node is Heading => node.type === 'heading');
  return headings.map((node) =>
    wordsOf(node)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
