/** Reads a script: who does what, line by line. Knows the lines, not what they cause. */

/** `where` is a channel's name, or `thread` for the newest one; null: where the script is played. */
type Act = { readonly who: string; readonly where: string | null } & (
  | { readonly kind: 'slash'; readonly command: string; readonly typed: string }
  /** `all`: again and again while there is such a button. */
  | { readonly kind: 'click'; readonly label: string; readonly all: boolean }
  | { readonly kind: 'choose'; readonly values: readonly string[]; readonly select: string | null }
  | { readonly kind: 'fill'; readonly fields: Readonly<Record<string, string | readonly string[]>> }
  | { readonly kind: 'say'; readonly content: string }
  /** A command in the menu of their own newest message. */
  | { readonly kind: 'use'; readonly command: string }
);

export type Step = { readonly line: number; readonly words: string } & (
  | Act
  | { readonly kind: 'see'; readonly channel: string }
  | { readonly kind: 'skip'; readonly ms: number }
);

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** Throws an Error that names the line. Empty lines and those that begin with `;` say nothing. */
export function readScript(text: string): readonly Step[] {
  return text.split(/\r?\n/).flatMap((raw, at) => {
    const words = raw.trim();
    return words === '' || words.startsWith(';') ? [] : [readLine(words, at + 1)];
  });
}

function readLine(words: string, line: number): Step {
  const step = { line, words };
  const skip = /^skip (\d+) (minute|hour|day|week)s?$/.exec(words);
  if (skip) return { ...step, kind: 'skip', ms: Number(skip[1]) * UNITS[skip[2] as keyof typeof UNITS] };
  const see = /^see #([\w-]+)$/.exec(words);
  if (see) return { ...step, kind: 'see', channel: see[1] ?? '' };
  const [, who = '', where = null, act = ''] = /^([\w-]+)(?:@([\w-]+))?> (.+)$/.exec(words) ?? [];
  const does = readAct(act);
  if (does) return { ...step, who, where, ...does };
  throw new Error(
    `line ${line} says nothing I know: ${words}\nA line is “ana> /command options”, “ana> click Label”, “ana> click all Label”, “ana> choose Value”, ` +
      '“ana> fill Field=words; Other=words”, “ana> say words”, “ana> use Menu command”, “see #channel” or “skip 1 week”; ' +
      '“ana@milestones>” acts there, “ana@thread>” in the newest thread.',
  );
}

function readAct(act: string) {
  const [, verb = '', rest = ''] = /^(click|choose|fill|say|use) (.+)$/.exec(act) ?? [];
  switch (verb) {
    case 'click':
      return { kind: 'click', label: rest.replace(/^all /, ''), all: rest.startsWith('all ') } as const;
    case 'choose': {
      const [, values = '', select = null] = /^([^=]+?)(?: in (.+))?$/.exec(rest) ?? [];
      return values ? ({ kind: 'choose', values: values.split(/, ?/), select } as const) : null;
    }
    case 'fill':
      return { kind: 'fill', fields: readFields(rest) } as const;
    case 'say':
      return { kind: 'say', content: lines(rest) } as const;
    case 'use':
      return { kind: 'use', command: rest } as const;
  }
  const [, command, typed = ''] = /^\/([\w-]+) ?(.*)$/.exec(act) ?? [];
  return command === undefined ? null : ({ kind: 'slash', command, typed } as const);
}

/** What is said on one line may have several. */
const lines = (words: string): string => words.replaceAll('\\n', '\n');

/** `Link=https://…; A note=words`; a field that is there twice has both, as ticks do. */
function readFields(words: string): Record<string, string | readonly string[]> {
  const fields: Record<string, string | readonly string[]> = {};
  // What is written on a tick may have a semicolon itself: only before a name and `=` it ends a field.
  for (const field of words.split(/; (?=[^;=]+=)/)) {
    const equals = field.indexOf('=');
    const [name, value] = [field.slice(0, equals), lines(field.slice(equals + 1))];
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

/** `borrow` for the first option, `channel:#study timezone:Europe/Berlin` by name; a value ends where the next name begins. */
export function readOptions(typed: string, names: readonly string[]): Record<string, string> {
  const marks = [...typed.matchAll(/(?:^|\s)([\w-]+):/g)].filter(([, name]) => names.includes(name ?? ''));
  const first = typed.slice(0, marks[0]?.index ?? typed.length).trim();
  const options: Record<string, string> = first && names[0] ? { [names[0]]: first } : {};
  for (const [at, mark] of marks.entries()) {
    const from = mark.index + mark[0].length;
    options[mark[1] ?? ''] = typed.slice(from, marks[at + 1]?.index ?? typed.length).trim();
  }
  return options;
}
