/** Checks that the roadmap can be walked. */
import { readFile } from 'node:fs/promises';
import { broken, fine, type Section } from '../../domain/diagnosis.ts';
import { parseRoadmap } from '../../domain/parse-roadmap.ts';
import type { Roadmap } from '../../domain/roadmap.ts';
import { summary } from '../../domain/roadmap-summary.ts';

/** More problems than this are for `roadmap:check` to tell. */
const MOST_PROBLEMS = 10;

export async function checkRoadmap(
  path: string,
): Promise<{ readonly section: Section; readonly roadmap: Roadmap | null }> {
  const title = 'Roadmap';
  let markdown: string;
  try {
    markdown = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const findings = [broken(`${path} cannot be read (${code})`, 'Let ROADMAP name a Markdown file that is there')];
    return { section: { title, findings }, roadmap: null };
  }
  const parsed = parseRoadmap(markdown);
  if (parsed.kind === 'roadmap') {
    const { roadmap } = parsed;
    return { section: { title, findings: [fine(`${path}: ${summary(roadmap)}`)] }, roadmap };
  }
  const told = parsed.problems.slice(0, MOST_PROBLEMS);
  const findings = told.map(({ line, column, message, hint }) => broken(`${path}:${line}:${column} ${message}`, hint));
  const more = parsed.problems.length - told.length;
  if (more > 0) findings.push(broken(`… and ${more} more`, `All of them: npm run roadmap:check -- ${path}`));
  return { section: { title, findings }, roadmap: null };
}
