/** Reads a script: who does what, line by line. Knows the lines, not what they cause. */

export type Step = { readonly line: number; readonly words: string } & (
  | { readonly kind: 'slash'; readonly who: string; readonly command: string; readonly typed: string }
  | { readonly kind: 'click'; readonly who: string; readonly label: string }
  | {
      readonly kind: 'choose';
      readonly who: string;
      readonly values: readonly string[];
      readonly select: string | null;
    }
  | { readonly kind: 'fill'; readonly who: string; readonly fields: Readonly<Record<string, string>> }
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
  const [, who = '', act = ''] = /^([\w-]+)> (.+)$/.exec(words) ?? [];
  const slash = /^\/([\w-]+) ?(.*)$/.exec(act);
  if (slash) return { ...step, kind: 'slash', who, command: slash[1] ?? '', typed: slash[2] ?? '' };
  const click = /^click (.+)$/.exec(act);
  if (click) return { ...step, kind: 'click', who, label: click[1] ?? '' };
  const choose = /^choose ([^=]+?)(?: in (.+))?$/.exec(act);
  if (choose)
    return { ...step, kind: 'choose', who, values: (choose[1] ?? '').split(/, ?/), select: choose[2] ?? null };
  const fill = /^fill (.+)$/.exec(act);
  if (fill) return { ...step, kind: 'fill', who, fields: readFields(fill[1] ?? '') };
  throw new Error(
    `line ${line} says nothing I know: ${words}\nA line is “ana> /command options”, “ana> click Label”, “ana> choose Value”, ` +
      '“ana> fill Field=words; Other=words”, “see #channel” or “skip 1 week”.',
  );
}

/** `Link=https://…; A note=words` */
function readFields(words: string): Record<string, string> {
  return Object.fromEntries(
    words.split('; ').map((field) => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
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
