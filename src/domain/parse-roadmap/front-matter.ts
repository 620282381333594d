/** The YAML between two `---` at the top of a file: only its title is read. */
import type { Yaml } from 'mdast';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Report } from './report.ts';

const HINT = 'Mend the lines between the two "---", or delete them: only "title:" is read.';

/** Null without a title. Broken YAML is a problem at its own line. */
export function frontMatterTitle(node: Yaml, report: Report): string | null {
  const start = node.position?.start.line ?? 1;
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(node.value, { lineCounter, logLevel: 'silent', prettyErrors: false });
    for (const error of document.errors) {
      // The YAML begins on the line after the first "---"; an error may point just behind its end.
      const { line, col } = lineCounter.linePos(error.pos[0]);
      const last = node.position?.end.line ?? start;
      const at = { position: { start: { line: Math.min(start + line, last), column: Math.max(col, 1) } } };
      report.add(at, `the front matter is no YAML: ${firstLine(error.message)}`, HINT);
    }
    if (!isMap(document.contents)) return null;
    const title = document.contents.get('title', true);
    const value = isScalar(title) ? title.value : null;
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null;
  } catch {
    // Brackets nested by the thousand overflow the YAML parser's stack.
    report.add(node, 'the front matter can not be read', HINT);
    return null;
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
