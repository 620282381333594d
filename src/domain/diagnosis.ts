/** What a check-up found, and how it reads: one line a finding, what to do below it. Knows nothing of where findings come from. */

/** `bad`: something that was promised does not work now. `warn`: it works, and somebody should know. */
export type Level = 'ok' | 'warn' | 'bad';

export interface Finding {
  readonly level: Level;
  /** One line. */
  readonly found: string;
  /** What to do, one line. */
  readonly mend?: string;
}

export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export const fine = (found: string): Finding => ({ level: 'ok', found });
export const warning = (found: string, mend?: string): Finding => ({ level: 'warn', found, ...(mend && { mend }) });
export const broken = (found: string, mend?: string): Finding => ({ level: 'bad', found, ...(mend && { mend }) });

const MARKS: Readonly<Record<Level, string>> = { ok: '✓', warn: '!', bad: '✗' };

/** The whole check-up as text that ends in a newline. */
export function formatReport(sections: readonly Section[]): string {
  const told = sections.filter(({ findings }) => findings.length > 0);
  const blocks = told.map(({ title, findings }) => [title, ...findings.flatMap(lines)].join('\n'));
  return `${[...blocks, verdict(sections)].join('\n\n')}\n`;
}

/** @returns whether anything is broken; warnings are allowed. */
export function anythingBroken(sections: readonly Section[]): boolean {
  return count(sections, 'bad') > 0;
}

function lines({ level, found, mend }: Finding): readonly string[] {
  const line = `  ${MARKS[level]} ${oneLine(found)}`;
  return mend ? [line, `      ${oneLine(mend)}`] : [line];
}

function verdict(sections: readonly Section[]): string {
  const [bad, warn] = [count(sections, 'bad'), count(sections, 'warn')];
  const warnings = warn === 0 ? '' : `${warn} ${warn === 1 ? 'warning' : 'warnings'}`;
  if (bad > 0) return [`${bad} to mend`, warnings].filter(Boolean).join(', ');
  return warn > 0 ? `Nothing is broken, ${warnings}` : 'All is well';
}

function count(sections: readonly Section[], wanted: Level): number {
  return sections.flatMap(({ findings }) => findings).filter(({ level }) => level === wanted).length;
}

/** Names of servers and channels are others' words: a terminal must not obey them, nor be turned around by them. */
function oneLine(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

/** `1.5 GB`: bytes for a person, in steps of 1024. */
export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const value = bytes / 1024 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}
