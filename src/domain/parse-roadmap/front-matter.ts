/** The YAML between two `---` at the top of a file: only its title is read. */
import type { Yaml } from 'mdast';
import { isMap, isScalar, parseDocument } from 'yaml';
import { clean } from './clean.ts';
import type { Report } from './report.ts';

const HINT = 'Mend the lines between the two "---", or delete them: only "title:" is read.';
/** One that is open makes an error of everything behind it: more than the first few help nobody. */
const MOST_ERRORS = 3;
const MESSAGE = 120;

/** Null without a title. Broken YAML is a problem at its own line. */
export function frontMatterTitle(node: Yaml, report: Report): string | null {
  const start = node.position?.start.line ?? 1;
  try {
    const document = parseDocument(node.value, { logLevel: 'silent', prettyErrors: false });
    for (const error of document.errors.slice(0, MOST_ERRORS)) {
      // Counted here: the YAML parser's own counter misses line ends within a text that never closes.
      const before = node.value.slice(0, error.pos[0]).split('\n');
      // The YAML begins on the line after the first "---".
      const at = { line: start + before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      report.add({ position: { start: at } }, `the front matter is no YAML: ${firstLine(error.message)}`, HINT);
    }
    if (!isMap(document.contents)) return null;
    const title = document.contents.get('title', true);
    const value = isScalar(title) ? title.value : null;
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null;
  } catch {
    // Brackets nested by the thousand overflow the YAML parser's stack.
    report.add(node, 'the front matter cannot be read', HINT);
    return null;
  }
}

function firstLine(message: string): string {
  return clean(message).split('\n', 1)[0]?.slice(0, MESSAGE).toWellFormed() ?? '';
}
