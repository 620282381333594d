/** Refuses files that would keep the Markdown parser busy for minutes or overflow its stack; looks at lines, not at Markdown. */
import { FILE } from '../limits.ts';
import type { Problem } from '../roadmap.ts';

const WRITTEN_FOR_PEOPLE = 'A roadmap is written for people: shorten this part, or keep it in another file.';
/** A rule such as `* * *` is no nesting, however long. */
const RULE = /^\s*(?:(?:\*\s*)+|(?:-\s*)+|(?:_\s*)+)$/;
const MARK = /[*_~`[\]<>|&!@\\]|www\.|:\/\//g;
/** `&amp;` counts whole: with each the parser writes anew what stands before it in its paragraph. */
const ENTITY = /&#?\w{1,31};/g;

/** Read as UTF-8, UTF-16 (which Windows calls Unicode) begins with its mark, broken, or has a zero beside each letter. */
const isUtf16 = (text: string): boolean => text.startsWith('\uFFFD\uFFFD') || text.slice(0, 2).includes('\0');

/** The first reason not to parse the file at all, or null. `markdown` has `\n` line ends. */
export function guard(markdown: string): Problem | null {
  if (markdown.length > FILE.characters) {
    return refuse(1, `the file has ${markdown.length} characters, ${FILE.characters} are read`);
  }
  if (isUtf16(markdown))
    return {
      line: 1,
      column: 1,
      message: 'the file is not written in UTF-8',
      hint: 'Save it once more, with UTF-8 as its encoding.',
    };
  const seen: Seen = { marks: 0, items: 0, blockLines: 0, blockCharacters: 0, blockMarks: 0 };
  let number = 0;
  for (let from = 0; from <= markdown.length; ) {
    const end = markdown.indexOf('\n', from);
    const line = markdown.slice(from, end < 0 ? undefined : end);
    from = end < 0 ? markdown.length + 1 : end + 1;
    number += 1;
    const reason = number > FILE.lines ? `the file has more than ${FILE.lines} lines` : refuseLine(line, seen);
    if (reason !== null) return refuse(number, reason);
  }
  return null;
}

interface Seen {
  marks: number;
  items: number;
  blockLines: number;
  blockCharacters: number;
  blockMarks: number;
}

function refuseLine(line: string, seen: Seen): string | null {
  if (line.length > FILE.line) return `the line has ${line.length} characters, ${FILE.line} are read`;
  if (line.trim() === '') {
    seen.blockLines = 0;
    seen.blockCharacters = 0;
    seen.blockMarks = 0;
    return null;
  }
  const entities = line.includes('&') ? (line.match(ENTITY)?.join('').length ?? 0) : 0;
  const marks = (line.match(MARK)?.length ?? 0) + entities;
  seen.blockLines += 1;
  seen.blockCharacters += line.length + 1;
  seen.blockMarks += marks;
  seen.marks += marks;
  if (seen.blockLines > FILE.blockLines)
    return `more than ${FILE.blockLines} lines follow one another without an empty one`;
  if (seen.blockCharacters > FILE.blockCharacters) {
    return `more than ${FILE.blockCharacters} characters follow one another without an empty line`;
  }
  if (seen.blockMarks > FILE.blockMarks) {
    return `more than ${FILE.blockMarks} characters of markup follow one another without an empty line`;
  }
  if (seen.marks > FILE.marks) return `the file has more than ${FILE.marks} characters of markup`;
  return refuseNesting(line, seen);
}

function refuseNesting(line: string, seen: Seen): string | null {
  if (RULE.test(line)) return null;
  let depth = 0;
  let indentation = 0;
  let at = 0;
  while (at < line.length) {
    const marker = /^(?:>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$))/.exec(line.slice(at, at + 12))?.[0];
    if (marker !== undefined) {
      depth += 1;
      at += marker.length;
    } else if (line[at] === ' ' || line[at] === '\t') {
      indentation += line[at] === '\t' ? 4 : 1;
      at += 1;
    } else break;
    if (depth > FILE.nesting) return `quotes and lists stand more than ${FILE.nesting} deep within one another`;
    if (indentation > FILE.indentation && at < line.length)
      return `the line is indented by more than ${FILE.indentation}`;
  }
  seen.items += depth;
  return seen.items > FILE.items ? `the file has more than ${FILE.items} items of lists and lines of quotes` : null;
}

function refuse(line: number, message: string): Problem {
  return { line, column: 1, message, hint: WRITTEN_FOR_PEOPLE };
}
