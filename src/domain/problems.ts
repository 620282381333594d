/** Problems of a roadmap as a person reads them. Knows nothing of where they are printed. */
import type { Problem } from './roadmap.ts';

/** `file:line:column message`, each with its hint indented on the next line; no newline at the end. */
export function formatProblems(file: string, problems: readonly Problem[]): string {
  return problems
    .map(({ line, column, message, hint }) => `${file}:${line}:${column} ${message}\n    ${hint}`)
    .join('\n');
}
