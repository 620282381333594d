/** Markdown → a frozen Roadmap, or everything that is wrong with the text. Pure; no text makes it throw. */
import type { Root } from 'mdast';
import { ROADMAP } from './limits.ts';
import { clean } from './parse-roadmap/clean.ts';
import { splitEmoji } from './parse-roadmap/emoji.ts';
import { frontMatterTitle } from './parse-roadmap/front-matter.ts';
import { guard } from './parse-roadmap/guard.ts';
import { parseMarkdown } from './parse-roadmap/markdown.ts';
import { checkNumbers, checkPhaseIds } from './parse-roadmap/numbering.ts';
import { readPhase, readText } from './parse-roadmap/phase.ts';
import { inlinePlain } from './parse-roadmap/phrasing.ts';
import { createReport, type Report } from './parse-roadmap/report.ts';
import { type Outline, outline, partsOf } from './parse-roadmap/sections.ts';
import { splitId } from './parse-roadmap/slug.ts';
import { tidy } from './parse-roadmap/tidy.ts';
import type { Problem, Roadmap, Text } from './roadmap.ts';

export type Parsed =
  | { readonly kind: 'roadmap'; readonly roadmap: Roadmap }
  /** At least one, in the file's order. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** `markdown` as it stands in the file: a BOM and any line ends are fine. Takes time linear in its length. */
export function parseRoadmap(markdown: string): Parsed {
  const lines = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const refused = guard(lines);
  if (refused) return { kind: 'problems', problems: [refused] };
  try {
    return readTree(parseMarkdown(lines));
  } catch (error) {
    // The guard keeps deep nesting away; should a file get past it, its owner gets a sentence instead of a crash.
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the file cannot be read as Markdown (${reason})`;
    return {
      kind: 'problems',
      problems: [{ line: 1, column: 1, message, hint: 'Look for quotes or lists nested very deep.' }],
    };
  }
}

function readTree(root: Root): Parsed {
  const report = createReport();
  tidy(root, report);
  const found = outline(root, report);
  const title = readTitle(root, found, report);
  const headings = found.phases.map(({ heading }) => heading);
  const extra = headings[ROADMAP.phases];
  if (extra)
    report.add(
      extra.node,
      `the file has ${headings.length} phases, ${ROADMAP.phases} fit`,
      'Join some of them, or make two roadmaps.',
    );
  if (headings.length === 0) {
    report.add(
      undefined,
      'there is no phase in this file',
      'Begin each with a heading such as "## Phase 1: Getting started".',
    );
  }
  checkNumbers(headings, report);
  checkPhaseIds(headings, report);
  const read = found.phases.map((phase) => readPhase(phase, report));
  const tip = readTip(found, read.at(-1)?.tip ?? null, report);
  const problems = report.sorted();
  if (problems.length > 0) return { kind: 'problems', problems };
  const unit = headings[0]?.word ?? 'Phase';
  return { kind: 'roadmap', roadmap: freeze({ title, unit, phases: read.map(({ phase }) => phase), tip }) };
}

function readTitle(root: Root, { title: heading }: Outline, report: Report): string {
  const yaml = root.children.find((node) => node.type === 'yaml');
  const written = yaml && frontMatterTitle(yaml, report);
  const fallback = heading ? splitEmoji(splitId(inlinePlain(heading.children)).text).text : '';
  const title =
    clean(written ?? fallback)
      .replace(/\s+/g, ' ')
      .trim() || 'Roadmap';
  report.limit(written ? yaml : (heading ?? undefined), 'the title of the roadmap', title, ROADMAP.title);
  return title;
}

/** Behind the last phase, or under a heading of its own after it. */
function readTip({ outro }: Outline, inLastPhase: Parameters<typeof readText>[0], report: Report): Text | null {
  const section = inLastPhase ?? partsOf(outro, createReport()).sections.find(({ part }) => part === 'tip') ?? null;
  return readText(section, 'tip', ROADMAP.tip, { report, phase: 'the roadmap' });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
