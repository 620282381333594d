/** A claim of the roadmap as a Rust file: reads the header that says what is claimed and expected. Runs nothing. */

/** What rustc, or the program, must do. */
export type Expectation =
  /** Every error has this code or lint, or (for errors without a code) says this text. */
  | { readonly kind: 'compile-fail'; readonly code: string }
  | { readonly kind: 'compile-fail-text'; readonly text: string }
  /** The lint warns. */
  | { readonly kind: 'warning'; readonly lint: string }
  | { readonly kind: 'compiles' }
  /** All that is printed, without the last line's end. */
  | { readonly kind: 'stdout'; readonly text: string }
  /** The message of the panic contains it. */
  | { readonly kind: 'panic'; readonly text: string };

export type Need = 'cargo' | 'rustc' | 'stable';

export interface Claim {
  readonly name: string;
  readonly phase: number;
  /** Where the phase says it: `Guess`, `errors E0382`, `challenge` … */
  readonly part: string;
  readonly edition: string;
  readonly flags: readonly string[];
  readonly needs: readonly Need[];
  /** At least one. */
  readonly expectations: readonly Expectation[];
}

type Header = ReadonlyMap<string, readonly string[]>;

/** The claim of a file, or all that is wrong with its header in sentences. `name` is the file's name without `.rs`. */
export function parseClaim(name: string, source: string): Claim | readonly string[] {
  const header = headerOf(source);
  const problems: string[] = [];
  const one = (key: string): string => {
    const values = header.get(key) ?? [];
    if (values.length !== 1) problems.push(`needs one "//! ${key}: …" line, has ${values.length}`);
    return values[0] ?? '';
  };

  const where = /^phase (\d+), (.+)$/.exec(one('claim'));
  if (!where) problems.push('"//! claim:" says neither phase nor part: write "//! claim: phase 7, Guess"');
  const edition = one('edition');
  if (!/^20(15|18|21|24)$/.test(edition)) problems.push(`"${edition}" is no edition`);

  const needs = header.get('needs') ?? [];
  for (const need of needs) if (!isNeed(need)) problems.push(`"needs: ${need}" is none of cargo, rustc, stable`);

  const expectations = (header.get('expect') ?? []).flatMap((text) => {
    const expectation = parseExpectation(text);
    if (!expectation) problems.push(`cannot read "expect: ${text}"`);
    return expectation ?? [];
  });
  if (expectations.length === 0) problems.push('expects nothing: add an "//! expect: …" line');

  if (problems.length > 0 || !where) return problems;
  return {
    name,
    phase: Number(where[1]),
    part: where[2] ?? '',
    edition,
    flags: (header.get('flags') ?? []).flatMap((line) => line.split(' ')),
    needs: needs.filter(isNeed),
    expectations,
  };
}

/** True when the program has to run, not only to compile. */
export function runs(claim: Claim): boolean {
  return claim.expectations.some(({ kind }) => kind === 'stdout' || kind === 'panic');
}

/** The `key: value` lines of the `//!` comment that opens the file; its other lines are for the reader. */
function headerOf(source: string): Header {
  const header = new Map<string, string[]>();
  for (const line of source.split('\n')) {
    if (!line.startsWith('//!')) break;
    const entry = /^\/\/! (claim|edition|flags|needs|expect): (.+)$/.exec(line);
    if (!entry?.[1] || !entry[2]) continue;
    header.set(entry[1], [...(header.get(entry[1]) ?? []), entry[2].trim()]);
  }
  return header;
}

function parseExpectation(text: string): Expectation | null {
  if (text === 'compiles') return { kind: 'compiles' };
  const [, kind, rest] = /^(compile-fail|warning|stdout|panic) (.+)$/.exec(text) ?? [];
  if (!kind || !rest) return null;
  const quoted = unquote(rest);
  switch (kind) {
    case 'compile-fail':
      if (quoted !== null) return { kind: 'compile-fail-text', text: quoted };
      return isCode(rest) ? { kind, code: rest } : null;
    case 'warning':
      return isCode(rest) ? { kind, lint: rest } : null;
    case 'stdout':
    case 'panic':
      return quoted === null ? null : { kind, text: quoted };
    default:
      return null;
  }
}

/** An error code or the name of a lint. */
function isCode(text: string): boolean {
  return /^(E\d{4}|[a-z_]+)$/.test(text);
}

function isNeed(text: string): text is Need {
  return text === 'cargo' || text === 'rustc' || text === 'stable';
}

/** The text of a JSON string, or null. */
function unquote(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
