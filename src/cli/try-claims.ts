/** `npm run roadmap:claims [-- PART-OF-A-NAME [FOLDER]]`: tries with rustc what the roadmap claims. Knows nothing of the bot. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { type Claim, type Expectation, parseClaim, runs } from './claim-file.ts';

const CLAIMS = fileURLToPath(new URL('../../roadmap/claims/', import.meta.url));
/** rustc is busy with itself already; more at once only makes each slower. */
const AT_ONCE = 2;
const COMPILE_MS = 60_000;
const RUN_MS = 60_000;

interface Outcome {
  /** `null`: ended by its time limit or a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What rustc says, one JSON object a line; the fields that matter here. */
interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly rendered: string;
  readonly code: { readonly code: string } | null;
}

type Result = { readonly kind: 'holds' } | { readonly kind: 'fails' | 'skipped'; readonly why: string };

/** Runs a program to its end; rejects only when it can not be started. */
function run(program: string, args: readonly string[], cwd: string, timeout: number): Promise<Outcome> {
  const env = { ...process.env, RUST_BACKTRACE: '0' };
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { cwd, env, timeout, killSignal: 'SIGKILL', maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => {
        if (typeof error?.code === 'string') reject(error);
        else resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr });
      },
    );
  });
}

/** The version line, or null where there is no such program. */
async function version(program: string): Promise<string | null> {
  const asked = await run(program, ['--version'], tmpdir(), COMPILE_MS).catch(() => null);
  return asked?.code === 0 ? asked.stdout.trim() : null;
}

function diagnostics(stderr: string): readonly Diagnostic[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Diagnostic => JSON.parse(line))
    .filter(({ message }) => !message.startsWith('aborting due to'));
}

/** One expectation against what happened: null when it holds, else what was seen instead. */
function mismatch(expectation: Expectation, said: readonly Diagnostic[], ran: Outcome | null): string | null {
  const errors = said.filter(({ level }) => level === 'error');
  const names = errors.map(({ code, message }) => code?.code ?? message);
  switch (expectation.kind) {
    case 'compile-fail':
      if (names.length === 0) return `compiles, ${expectation.code} expected`;
      return names.every((name) => name === expectation.code) ? null : `gives ${names.join(', ')}`;
    case 'compile-fail-text':
      if (errors.some(({ rendered }) => rendered.includes(expectation.text))) return null;
      return names.length === 0 ? 'compiles, an error expected' : `gives ${names.join(', ')}`;
    case 'warning':
      if (said.some(({ level, code }) => level === 'warning' && code?.code === expectation.lint)) return null;
      return `${expectation.lint} does not warn`;
    case 'compiles':
      return errors.length === 0 ? null : `gives ${names.join(', ')}`;
    case 'stdout':
      if (!ran) return `gives ${names.join(', ')}`;
      if (ran.code !== 0) return `ends with ${ran.code ?? 'a time-out'}: ${ran.stderr.trim()}`;
      return ran.stdout.trimEnd() === expectation.text ? null : `prints ${JSON.stringify(ran.stdout.trimEnd())}`;
    case 'panic':
      if (!ran) return `gives ${names.join(', ')}`;
      if (ran.code !== 101) return `ends with ${ran.code ?? 'a time-out'}, a panic expected`;
      return ran.stderr.includes(expectation.text) ? null : `panics with ${ran.stderr.trim()}`;
  }
}

/** Compiles (and where it must, runs) one claim in a folder of its own. */
async function attempt(claim: Claim, source: string, folder: string): Promise<Result> {
  await mkdir(folder);
  await writeFile(join(folder, 'claim.rs'), source);
  const target = runs(claim) ? ['--emit', 'link', '-o', 'claim'] : ['--emit', 'metadata'];
  const fixed = ['--edition', claim.edition, '--error-format', 'json', '--crate-name', 'claim'];
  const compiled = await run('rustc', ['claim.rs', ...fixed, ...target, ...claim.flags], folder, COMPILE_MS);
  const said = diagnostics(compiled.stderr);
  const ran = runs(claim) && compiled.code === 0 ? await run(join(folder, 'claim'), [], folder, RUN_MS) : null;

  const wrong = claim.expectations.flatMap((expectation) => mismatch(expectation, said, ran) ?? []);
  return wrong.length === 0 ? { kind: 'holds' } : { kind: 'fails', why: wrong.join('; ') };
}

async function tryFile(path: string, have: { stable: boolean; cargo: boolean }, temporary: string): Promise<Result> {
  const source = await readFile(path, 'utf8');
  const name = basename(path, '.rs');
  const claim = parseClaim(name, source);
  if (!('name' in claim)) return { kind: 'fails', why: claim.join('; ') };
  if (claim.needs.includes('cargo') && !have.cargo) return { kind: 'skipped', why: 'cargo was not found' };
  if (claim.needs.includes('stable') && !have.stable) return { kind: 'skipped', why: 'it is about stable Rust' };
  return attempt(claim, source, join(temporary, name));
}

/** Prints a line for each claim and a summary; the exit code. */
async function main(filter: string, folder: string): Promise<number> {
  const rustc = await version('rustc');
  if (!rustc) {
    console.log('rustc was not found, so no claim was tried. Install Rust (rustup.rs) to try them.');
    return 0;
  }
  const files = (await readdir(folder)).filter((file) => file.endsWith('.rs') && file.includes(filter)).sort();
  if (files.length === 0) {
    console.log(`No claim has "${filter}" in its name. They are the files in ${folder}.`);
    return 1;
  }
  const have = { stable: !/nightly|dev/.test(rustc), cargo: (await version('cargo')) !== null };
  const temporary = await mkdtemp(join(tmpdir(), 'claims-'));
  const limit = pLimit(AT_ONCE);
  try {
    const results = await Promise.all(
      files.map((file) =>
        limit(async () => {
          const result = await tryFile(join(folder, file), have, temporary);
          console.log(`${result.kind.padEnd(8)}${file}${result.kind === 'holds' ? '' : `: ${result.why}`}`);
          return result;
        }),
      ),
    );
    const count = (kind: Result['kind']) => results.filter((result) => result.kind === kind).length;
    const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
    const tried = results.length - count('skipped');
    console.log(`${tried} ${tried === 1 ? 'claim' : 'claims'} tried, ${count('holds')} hold${skipped} (${rustc})`);
    return count('fails') > 0 ? 1 : 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv[2] ?? '', process.argv[3] ?? CLAIMS);
