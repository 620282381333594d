/** Collects what is wrong in a file, in the file's order. Knows nothing of what a roadmap is. */
import type { Problem } from '../roadmap.ts';
import { clean } from './clean.ts';

/** Anything with a place in the file: every node of the syntax tree. */
export interface Located {
  readonly position?: { readonly start: { readonly line: number; readonly column: number } } | undefined;
}

export interface Report {
  add(at: Located | undefined, message: string, hint: string): void;
  /** A problem when `value` has more than `max` characters; says by how much. */
  limit(at: Located | undefined, what: string, value: string | null | undefined, max: number): void;
  sorted(): readonly Problem[];
}

export function createReport(): Report {
  const problems: Problem[] = [];
  const add: Report['add'] = (at, message, hint) => {
    const { line, column } = at?.position?.start ?? { line: 1, column: 1 };
    // A message may quote the file: it is read on a terminal, where a control character does something.
    problems.push({ line, column, message: printable(message), hint: printable(hint) });
  };
  return {
    add,
    limit(at, what, value, max) {
      const over = (value?.length ?? 0) - max;
      if (over <= 0) return;
      add(at, `${what} has ${max + over} characters, ${max} fit`, `Shorten it by ${count(over, 'character')}.`);
    },
    sorted: () => [...problems].sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

function printable(words: string): string {
  return clean(words).replace(/\s+/g, ' ');
}

/** `1 character`, `2 characters` */
function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
