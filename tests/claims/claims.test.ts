import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const hasRust = spawnSync('rustc', ['--version']).status === 0;

/** The script as a person starts it, with only `path` to find programs on. */
function tryClaims({ path = process.env.PATH ?? '', args: more = [] as string[] } = {}) {
  const args = ['--import', 'tsx', 'src/cli/try-claims.ts', ...more];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, PATH: path } });
}

/** Claims that are not true, each with what the script should see instead. */
const FALSE = [
  ['code', 'compile-fail E0499', 'fn main() { let n = 1; n = 2; }', 'gives E0384'],
  ['compiles', 'compile-fail E0384', 'fn main() {}', 'compiles, E0384 expected'],
  ['lint', 'warning unused_must_use', 'fn main() {}', 'unused_must_use does not warn'],
  ['panic', 'panic "index out of bounds"', 'fn main() {}', 'ends with 0, a panic expected'],
  ['print', 'stdout "6"', 'fn main() { println!("5"); }', 'prints "5"'],
  ['refused', 'stdout "6"', 'fn main() { println!("{six}"); }', 'gives E0425'],
] as const;

describe('the script that tries the claims', () => {
  test.skipIf(!hasRust)('tells each claim that does not hold, with what it saw', () => {
    const folder = mkdtempSync(join(tmpdir(), 'false-claims-'));
    for (const [name, expected, code] of FALSE) {
      const header = `//! claim: phase 1, Guess\n//! edition: 2024\n//! expect: ${expected}\n`;
      writeFileSync(join(folder, `${name}.rs`), header + code);
    }
    writeFileSync(
      join(folder, 'true.rs'),
      '//! claim: phase 1, Guess\n//! edition: 2024\n//! expect: compiles\nfn main() {}\n',
    );
    const { stdout, status } = tryClaims({ args: ['', folder] });
    rmSync(folder, { recursive: true });
    const failed = stdout.split('\n').filter((line) => line.startsWith('fails'));
    expect(failed.sort()).toEqual(FALSE.map(([name, , , seen]) => `fails   ${name}.rs: ${seen}`));
    expect(stdout).toContain('7 claims tried, 1 hold');
    expect(status).toBe(1);
  });

  test.skipIf(!hasRust)('finds that every claim of the roadmap holds', { timeout: 300_000 }, () => {
    const { stdout, status } = tryClaims();
    expect(stdout.split('\n').filter((line) => line.startsWith('fails'))).toEqual([]);
    const [, tried, hold] = /^(\d+) claims tried, (\d+) hold/m.exec(stdout) ?? [];
    expect(Number(tried)).toBeGreaterThan(100);
    expect({ hold, status }).toEqual({ hold: tried, status: 0 });
  });

  test('says plainly that it tried nothing where there is no rustc', () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-rust-'));
    symlinkSync(process.execPath, join(folder, 'node'));
    const { stdout, status } = tryClaims({ path: folder });
    rmSync(folder, { recursive: true });
    expect({ stdout: stdout.trim(), status }).toEqual({
      stdout: 'rustc was not found, so no claim was tried. Install Rust (rustup.rs) to try them.',
      status: 0,
    });
  });
});
