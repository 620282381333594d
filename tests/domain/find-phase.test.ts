import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPhases, matchLabel, resolvePhase } from '../../src/domain/find-phase.ts';
import fc from '../support/chance.ts';
import { phases, roadmapOf, SEED } from './fixtures/seed.ts';

const seed = roadmapOf(SEED);
const rust = roadmapOf(readFileSync(new URL('../../roadmap/rust.md', import.meta.url), 'utf8'));
const sixty = roadmapOf(phases(60));

const found = (roadmap: typeof seed, typed: string) => {
  const resolved = resolvePhase(roadmap, typed);
  return resolved.kind === 'found' ? resolved.phase.number : resolved.kind;
};

describe('what somebody types finds a phase', () => {
  it.each([
    ['2', 2],
    [' 2 ', 2],
    ['#2', 2],
    ['phase 2', 2],
    ['Phase #2', 2],
    ['PHASE2', 2],
    ['week 2', 2],
    ['2: Ownership, Borrowing & Lifetimes', 2],
    ['🧪 Phase 2: Ownership, Borrowing & Lifetimes', 2],
    ['2. ownership', 2],
    ['2: Ownership, Borr…', 2],
    ['Ownership, Borrowing & Lifetimes', 2],
    ['ownership', 2],
    ['borrow', 2],
    ['lifetimes ownership', 2],
    ['Bòrrowing', 2],
    ['&mut T', 2],
    ['tokio', 10],
    ['ASYNC', 10],
    ['error handling', 5],
    ['?', 5],
    ['macro_rules!', 11],
    ['!', 11],
    ['std::thread', 9],
    ['hashmap', 7],
    ['wasm', 14],
    ['game dev', 14],
    ['mindshift', 2],
    ['phase 99', 'none'],
    ['99', 'none'],
    ['-2', 'none'],
    ['0', 'none'],
    ['2: Macros', 'none'],
    ['nonsense', 'none'],
    ['', 'none'],
    ['  ', 'none'],
    ['__proto__', 'none'],
    ['constructor', 'none'],
  ])('%j: %s', (typed, expected) => {
    expect(found(seed, typed)).toBe(expected);
  });

  it.each([
    ['e0502', 2],
    ['E0382', 2],
    ['borrow', 2],
    ['tokio', 10],
    ['ownership', 2],
    ['async', 10],
  ])('%j: %s, in the roadmap that ships', (typed, expected) => {
    expect(found(rust, typed)).toBe(expected);
  });

  it('takes every phase by its number, id, title and label', () => {
    for (const roadmap of [seed, rust, sixty]) {
      for (const phase of roadmap.phases) {
        const labels = findPhases(roadmap, String(phase.number))
          .filter((match) => match.phase === phase)
          .map(matchLabel);
        for (const typed of [
          String(phase.number),
          phase.id,
          phase.title,
          `Phase ${phase.number}: ${phase.title}`,
          ...labels,
        ]) {
          expect([typed, found(roadmap, typed)]).toEqual([typed, phase.number]);
        }
      }
    }
  });

  it('takes every suggestion back as the phase it names', () => {
    for (const query of ['', '1', 'e0', 'op', 'rust', 't', 'write', 'e05', 'a']) {
      for (const match of findPhases(rust, query)) expect(found(rust, matchLabel(match))).toBe(match.phase.number);
    }
  });

  it('tells what it could have been when several fit equally well', () => {
    const resolved = resolvePhase(seed, 'option');
    expect(resolved).toMatchObject({
      kind: 'ambiguous',
      matches: [{ phase: { number: 3 } }, { phase: { number: 5 } }],
    });
  });

  it('means phase 1 by "1", however many begin with it', () => {
    expect(found(sixty, '1')).toBe(1);
    expect(findPhases(sixty, '1').map(({ phase }) => phase.number)).toEqual([
      1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
  });

  it('means no other phase by a number that is not there', () => {
    const fromFive = roadmapOf(phases(6).replace(/Phase (\d)/g, (_, n) => `Phase ${Number(n) + 4}`));
    expect(found(fromFive, '1')).toBe('none');
    expect(findPhases(fromFive, '1').map(({ phase }) => phase.number)).toEqual([10]);
  });

  it('says why', () => {
    expect(findPhases(rust, 'e0502')[0]?.because).toEqual({ kind: 'error', text: 'E0502' });
    expect(findPhases(seed, 'tokio')[0]?.because).toEqual({ kind: 'topic', text: 'tokio, async-std' });
    expect(findPhases(seed, 'own')[0]?.because).toEqual({ kind: 'title', text: 'Ownership, Borrowing & Lifetimes' });
    expect(findPhases(seed, '2')[0]?.because).toEqual({ kind: 'number', text: '2' });
  });

  it('puts a title before a topic and a topic before an error', () => {
    expect(findPhases(seed, 'trait').map(({ phase }) => phase.number)).toEqual([4, 10]);
    expect(findPhases(seed, 'err').map(({ phase, because }) => [phase.number, because.kind])[0]).toEqual([5, 'title']);
  });

  it('lists every phase in order when nothing is typed yet', () => {
    expect(findPhases(sixty, '').map(({ phase }) => phase.number)).toEqual(sixty.phases.map(({ number }) => number));
  });
});

describe('a suggestion', () => {
  it('is never longer than Discord takes, and never ends in half an emoji', () => {
    const [match] = findPhases(
      roadmapOf(`## 🧪 Phase 1: ${'x'.repeat(80)}\n\n**Topics:**\n\n- long ${'🧪'.repeat(40)}\n\n**Milestone:** x`),
      'long',
    );
    const label = match ? matchLabel(match) : '';
    expect(label.length).toBeLessThanOrEqual(100);
    expect(label).toMatch(/· .*…$/u);
    expect(label).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('any query', () => {
  it('gives each phase at most once, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...SEED.split(/\s+/))),
        (query) => {
          const matches = findPhases(seed, query);
          expect(new Set(matches.map(({ phase }) => phase.id)).size).toBe(matches.length);
          const resolved = resolvePhase(seed, query);
          if (resolved.kind === 'found') expect(matches[0]?.phase).toBe(resolved.phase);
        },
      ),
      { numRuns: 300 },
    );
  });
});
