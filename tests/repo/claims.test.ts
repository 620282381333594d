import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Claim, parseClaim } from '../../src/cli/claim-file.ts';

const FOLDER = new URL('../../roadmap/claims/', import.meta.url);
const files = readdirSync(FOLDER);
const parsed = files.map((file) => {
  const claim = parseClaim(file.replace(/\.rs$/, ''), readFileSync(new URL(file, FOLDER), 'utf8'));
  return { file, claim: 'name' in claim ? claim : null, problems: 'name' in claim ? [] : claim };
});
const claims = parsed.flatMap(({ claim }) => claim ?? []);

/** Each phase of the roadmap with its number; enough of Markdown to find codes in, on purpose without the parser. */
const phases = readFileSync(new URL('../../roadmap/rust.md', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ number: Number(/Phase (\d+)/.exec(text)?.[1]), text }));

function claimsOf(phase: number, part: string): readonly Claim[] {
  return claims.filter((claim) => claim.phase === phase && claim.part === part);
}

describe('the claims of the roadmap', () => {
  test('every file in the folder is a claim whose header reads', () => {
    expect(claims.length).toBeGreaterThan(100);
    expect(parsed.filter(({ file, problems }) => problems.length > 0 || !file.endsWith('.rs'))).toEqual([]);
  });

  test('every claim is about a phase of the roadmap, and its name begins with that phase', () => {
    const numbers = phases.map(({ number }) => number);
    const strays = claims.filter(
      ({ name, phase }) => !numbers.includes(phase) || !name.startsWith(`${String(phase).padStart(2, '0')}-`),
    );
    expect(numbers).toHaveLength(14);
    expect(strays).toEqual([]);
  });

  test('every error that a phase lists is provoked by a claim of that phase', () => {
    const listed = phases.flatMap(({ number, text }) => {
      const section = text.split('**Errors you will meet:**')[1]?.split('**Prompts:**')[0] ?? '';
      return [...section.matchAll(/^- \[(.+?)\]/gm)].map(([, code]) => ({ number, code: code ?? '' }));
    });
    const unproved = listed.filter(({ number, code }) => {
      const provoked = claimsOf(number, `errors ${code}`).flatMap(({ expectations }) => expectations);
      return !provoked.some((one) => one.kind !== 'stdout' || code === 'PoisonError');
    });
    expect(listed.length).toBeGreaterThan(50);
    expect(unproved).toEqual([]);
  });

  test('every code that a phase names anywhere is given by a claim of that phase', () => {
    const named = phases.flatMap(({ number, text }) =>
      [...new Set(text.match(/\bE\d{4}\b/g))].map((code) => ({ number, code })),
    );
    const given = new Set(
      claims.flatMap(({ phase, expectations }) =>
        expectations.flatMap((one) => {
          if (one.kind === 'compile-fail') return [`${phase} ${one.code}`];
          // Claims that ask rustc themselves print the code they got.
          return one.kind === 'stdout' ? (one.text.match(/E\d{4}/g) ?? []).map((code) => `${phase} ${code}`) : [];
        }),
      ),
    );
    expect(named.filter(({ number, code }) => !given.has(`${number} ${code}`))).toEqual([]);
  });

  test.each(phases)('the Guess of phase $number was tried', ({ number }) => {
    expect(claimsOf(number, 'Guess')).not.toEqual([]);
  });

  test('no claim is about an error or a part that its phase does not have', () => {
    const strays = claims.filter(({ phase, part }) => {
      const text = phases.find(({ number }) => number === phase)?.text ?? '';
      if (part.startsWith('errors ')) return !text.includes(`- [${part.slice('errors '.length)}](`);
      if (part === 'challenge') return !text.includes('**Challenge: ');
      return !text.includes(`**${part}:** `);
    });
    expect(strays).toEqual([]);
  });
});

describe('the header of a claim', () => {
  const header = (...lines: string[]) => lines.map((line) => `//! ${line}\n`).join('');

  test('says phase, part, edition, flags, needs and what is expected', () => {
    const source = header(
      'claim: phase 7, Guess',
      'A sentence for the reader.',
      'edition: 2024',
      'flags: -O -D warnings',
      'needs: cargo',
      'expect: stdout "6 \\"5\\""',
      'expect: warning unused_must_use',
    );
    expect(parseClaim('07-lengths', source)).toEqual({
      name: '07-lengths',
      phase: 7,
      part: 'Guess',
      edition: '2024',
      flags: ['-O', '-D', 'warnings'],
      needs: ['cargo'],
      expectations: [
        { kind: 'stdout', text: '6 "5"' },
        { kind: 'warning', lint: 'unused_must_use' },
      ],
    });
  });

  test('reports everything that is missing or unreadable at once', () => {
    const source = header('claim: the seventh, Guess', 'edition: 2023', 'needs: luck', 'expect: stdout 6 5');
    expect(parseClaim('x', source)).toEqual([
      '"//! claim:" says neither phase nor part: write "//! claim: phase 7, Guess"',
      '"2023" is no edition',
      '"needs: luck" is none of cargo, rustc, stable',
      'cannot read "expect: stdout 6 5"',
      'expects nothing: add an "//! expect: …" line',
    ]);
  });

  test('ends where the comment ends', () => {
    const source = `${header('claim: phase 1, Guess', 'edition: 2024')}fn main() {}\n//! expect: compiles\n`;
    expect(parseClaim('x', source)).toEqual(['expects nothing: add an "//! expect: …" line']);
  });
});
