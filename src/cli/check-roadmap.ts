/**
 * `npm run roadmap:check -- FILE [NEWER]`: tells what is wrong in a roadmap, or what it holds; with two files also which
 * check-ins the change would orphan. Exits 0 when all is well, 1 on problems, 2 when it was asked wrongly.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Orphans, orphans } from '../domain/orphans.ts';
import { parseRoadmap } from '../domain/parse-roadmap.ts';
import { formatProblems } from '../domain/problems.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import { summary } from '../domain/roadmap-summary.ts';

const USAGE = 'Name the file to check: npm run roadmap:check -- roadmap/rust.md, and a newer one behind it to compare.';

type Loaded = { readonly roadmap: Roadmap } | { readonly exit: 1 | 2 };

async function check(files: readonly string[]): Promise<0 | 1 | 2> {
  const [file, newer, ...others] = files;
  if (file === undefined || others.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const before = await load(file);
  if (newer === undefined) return 'exit' in before ? before.exit : 0;
  const after = await load(newer);
  if ('roadmap' in before && 'roadmap' in after) console.log(tellOrphans(orphans(before.roadmap, after.roadmap)));
  if ('exit' in after) return after.exit;
  return 'exit' in before ? before.exit : 0;
}

async function load(file: string): Promise<Loaded> {
  let markdown: string;
  try {
    markdown = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    console.error(
      `${file} cannot be read (${code}). ${code === 'EACCES' ? 'May this user read it?' : 'Is the name right?'}`,
    );
    return { exit: 2 };
  }
  const parsed = parseRoadmap(markdown);
  if (parsed.kind === 'problems') {
    console.log(formatProblems(file, parsed.problems));
    return { exit: 1 };
  }
  console.log(`${basename(file)}: ${summary(parsed.roadmap)}`);
  return { roadmap: parsed.roadmap };
}

function tellOrphans({ phases, tracks, topics, moved }: Orphans): string {
  const lines = [
    ...phases.map(
      ({ id, number, title }) => `phase "${id}" (${number}: ${title}) is gone: its check-ins would belong to no phase`,
    ),
    ...moved.map(
      ({ phase, nowUnderId, movedTo }) =>
        `check-ins of "${phase.id}" (${phase.title}) would count for ${nowUnderId.title}: ${phase.title} is now "${movedTo.id}"`,
    ),
    ...tracks.map(
      ({ phase, track }) => `track "${track.id}" of phase "${phase.id}" is gone: check-ins that name it would lose it`,
    ),
    ...topics.map(({ phase, topic }) => `topic "${topic.id}" of phase "${phase.id}" is gone`),
  ];
  if (lines.length === 0) return 'No check-in would be orphaned.';
  return [
    'The change would orphan:',
    ...lines.map((line) => `  ${line}`),
    'Keep an id with {#id} at the end of the heading or line.',
  ].join('\n');
}

process.exitCode = await check(process.argv.slice(2));
