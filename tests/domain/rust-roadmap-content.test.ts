import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import type { Phase } from '../../src/domain/roadmap.ts';

const markdown = readFileSync(new URL('../../roadmap/rust.md', import.meta.url), 'utf8');
const parsed = parseRoadmap(markdown);
const phases: readonly Phase[] = parsed.kind === 'roadmap' ? parsed.roadmap.phases : [];

/** Places that were looked at and are kept up by somebody: learners are sent nowhere else. */
const HOSTS = [
  'bevy.org',
  'bheisler.github.io',
  'book.leptos.dev',
  'crates.io',
  'doc.rust-lang.org',
  'docs.rs',
  'exercism.org',
  'github.com',
  'google.github.io',
  'nnethercote.github.io',
  'rust-unofficial.github.io',
  'tokio.rs',
  'yew.rs',
];

/** What the roadmap promised from the beginning: number, id, heading, what its topics, lessons and milestone must name. */
const FACTS: readonly (readonly [
  number,
  string,
  string,
  string,
  readonly string[],
  readonly string[],
  readonly string[],
])[] = [
  [
    1,
    'basics',
    '📘 Getting Started',
    'Rust Basics & Mental Model',
    [
      'Variables',
      'mutability',
      'Scalar & compound types',
      'Functions',
      'expressions',
      'if',
      'loops',
      'match',
      'Vec',
      'tuple',
      'array',
    ],
    ['expression', 'immutable by default'],
    ['calculator', 'guessing game', 'command line'],
  ],
  [
    2,
    'ownership',
    '🧪 Ownership, Borrowing & Lifetimes',
    'The Rust Mindshift',
    ['Move semantics', 'Copy', 'Clone', 'Borrowing', '&T', '&mut T', 'Lifetimes', "'a", 'elision rules'],
    ['compiler guarantees memory safety', 'borrow checker'],
    ['file parser', 'borrows from a buffer'],
  ],
  [
    3,
    'types',
    '🧱 Custom Data Types',
    'Modeling with Structs & Enums',
    ['struct', 'tuple struct', 'newtype', 'enum', 'nested types', 'match', 'if let', 'while let', 'Option', 'Result'],
    ['business logic', 'types'],
    ['tokenizer', 'interpreter'],
  ],
  [
    4,
    'traits',
    '🔄 Traits & Generics',
    'Abstraction in Rust',
    ['Traits', 'default methods', 'Generic types', 'bounds', 'Associated types', 'Trait objects', 'dyn Trait'],
    ['reused', 'fast'],
    ['plugin system', 'pipeline', 'traits'],
  ],
  [
    5,
    'errors',
    '🛠️ Error Handling',
    'Fallible Logic the Right Way',
    ['Result', 'Option', '?', 'Combinators', 'map', 'and_then', 'thiserror', 'anyhow', 'custom error types'],
    ['pass errors on', 'safely'],
    ['CSV', 'parser', 'cleanly'],
  ],
  [
    6,
    'modules',
    '🔍 Crates & Modules',
    'Scalable Project Architecture',
    ['mod', 'use', 'pub', 'Crate layout', 'Cargo features', 'Workspaces', 'dependencies'],
    ['professional Rust codebases'],
    ['Split', 'several files', 'workspace'],
  ],
  [
    7,
    'collections',
    '📦 Standard Library & Collections',
    '',
    ['Vec', 'HashMap', 'HashSet', 'String vs &str', 'Iterators', 'map', 'filter', 'fold'],
    ['fluent, functional', 'costs no more than the loop'],
    ['word frequency counter', 'log parser'],
  ],
  [
    8,
    'pointers',
    '🔒 Smart Pointers & Interior Mutability',
    '',
    ['Box', 'Rc', 'Arc', 'RefCell', 'Interior mutability', 'Drop', 'Deref'],
    ['share or change data at run time', 'safely'],
    ['tree structure', 'shared cache'],
  ],
  [
    9,
    'concurrency',
    '⚙️ Concurrency and Parallelism',
    '',
    ['std::thread', 'JoinHandle', 'Channels', 'Arc<Mutex<T>>', 'rayon', 'thread pools'],
    ['parallel', 'data stays safe'],
    ['multithreaded', 'scraper', 'file walker'],
  ],
  [
    10,
    'async',
    '⚡ Async Rust',
    'Non-Blocking IO',
    ['async', 'await', 'Future', 'tokio', 'async-std', 'Async traits', 'runtime control'],
    ['event loop'],
    ['async', 'REST client', 'chat server'],
  ],
  [
    11,
    'macros',
    '🧬 Macros & Metaprogramming',
    '',
    ['macro_rules!', 'Procedural macros', 'Attribute & derive macros'],
    ['abstract', 'without slowing it down'],
    ['derive(Builder)', 'DSL'],
  ],
  [
    12,
    'unsafe',
    '🧨 Unsafe & FFI',
    'Systems Programming Unleashed',
    ['unsafe blocks', 'Raw pointers', 'extern "C"', 'FFI'],
    ['borrow checker', 'safely'],
    ['C library', 'allocator'],
  ],
  [
    13,
    'testing',
    '🔬 Testing, Tooling, Performance',
    '',
    ['Unit and integration tests', 'Benchmarks', 'criterion', 'Profiling', 'perf', 'flamegraph'],
    ['robust', 'measure'],
    ['Benchmark', 'optimize', 'algorithm'],
  ],
  [14, 'paths', '🌐 Ecosystem Specialization', 'Pick Your Path', [], [], []],
];

/** Words that came with the phases' reasons. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  basics: ['familiar', 'model'],
  ownership: ['owner', 'systems code'],
  types: ['structs, enums and patterns'],
  traits: ['costs nothing at run time', 'inheritance'],
  errors: ['no exceptions', 'idiomatic'],
  modules: ['maintainers'],
  collections: ['standard tools'],
  pointers: ['checks'],
  concurrency: ['threads'],
  async: ['Servers and API clients'],
  macros: ['expressive', 'nothing at run time'],
  unsafe: ['C', 'unsafe'],
  testing: ['tested', 'measured'],
};

function missing(text: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => !text.includes(word));
}

describe('the roadmap that ships', () => {
  test('has no problem, fourteen phases and the closing tip', () => {
    expect(parsed).toMatchObject({
      kind: 'roadmap',
      roadmap: { title: 'Complete Rust Mastery Roadmap', unit: 'Phase' },
    });
    expect(phases.map(({ number }) => number)).toEqual(FACTS.map(([number]) => number));
    const tip = parsed.kind === 'roadmap' ? (parsed.roadmap.tip?.plain ?? '') : '';
    expect(missing(tip, ['Rustlings', 'Exercism', 'Leetcode', 'real-world projects'])).toEqual([]);
  });

  test.each(FACTS)(
    'phase %i (%s) keeps heading, topics, lessons and milestone',
    (number, id, title, subtitle, topics, teaches, milestone) => {
      const phase = phases[number - 1];
      expect([phase?.id, `${phase?.emoji} ${phase?.title}`, phase?.subtitle ?? '']).toEqual([id, title, subtitle]);
      expect(missing(phase?.topics.map(({ text }) => text.plain).join('\n') ?? '', topics)).toEqual([]);
      expect(missing(phase?.teaches.map(({ plain }) => plain).join('\n') ?? '', teaches)).toEqual([]);
      expect(missing(phase?.milestone?.plain ?? '', milestone)).toEqual([]);
      expect(missing(phase?.why?.plain ?? '', REASONS[id] ?? [])).toEqual([]);
    },
  );

  test('phase 14 keeps its five tracks, each with a criterion of its own', () => {
    const tracks = phases[13]?.tracks ?? [];
    expect(tracks.map(({ id, emoji, name, focus }) => [id, emoji, name, focus.plain])).toEqual([
      ['systems', '🧵', 'Systems', 'Embedded, OS, memory'],
      ['backend', '🌐', 'Backend', 'Web APIs, async'],
      ['game-dev', '🕹️', 'Game Dev', 'Bevy, ECS'],
      ['wasm', '🌍', 'WASM', 'Leptos, Yew'],
      ['tooling', '🧠', 'Tooling', 'Macros, LSPs'],
    ]);
    expect(tracks.filter(({ criterion }) => criterion === null)).toEqual([]);
    expect(phases[13]?.challenge?.criteria).toHaveLength(4);
  });

  test.each(phases.map((phase) => [phase.number, phase] as const))(
    'phase %i is rich: resources, errors, prompts, challenge',
    (_, phase) => {
      expect(phase.resources.length).toBeGreaterThanOrEqual(5);
      expect(phase.resources.length).toBeLessThanOrEqual(8);
      expect(phase.resources.filter(({ note }) => note === null)).toEqual([]);
      expect(phase.errors.length).toBeGreaterThanOrEqual(3);
      expect(phase.prompts.map(({ kind }) => kind)).toEqual(['Guess', 'Choose', 'Tell']);
      expect(phase.challenge?.criteria.length).toBeGreaterThanOrEqual(4);
      expect(phase.challenge?.text?.plain).toBeTruthy();
    },
  );

  test('every Guess has its answer', () => {
    expect(phases.filter(({ prompts }) => !prompts[0]?.answer)).toEqual([]);
  });

  test('no answer stands in the question', () => {
    const leaked = phases
      .flatMap(({ prompts }) => prompts)
      .filter(({ text, answer }) => {
        const opening = answer?.plain.slice(0, 30);
        return opening !== undefined && text.plain.includes(opening);
      });
    expect(leaked).toEqual([]);
  });

  test('a learner finds borrowing and E0502 in phase 2, and tokio among the topics of phase 10 alone', () => {
    const inTopics = (word: string) =>
      phases.filter(({ topics }) => topics.some(({ text }) => text.plain.toLowerCase().includes(word)));
    expect(inTopics('borrow').map(({ number }) => number)).toEqual([2]);
    expect(inTopics('tokio').map(({ number }) => number)).toEqual([10]);
    const withCode = phases.filter(({ errors }) => errors.some(({ code }) => code === 'E0502'));
    expect(withCode.map(({ number }) => number)).toEqual([2]);
  });

  test('what has died is named as dead, with what replaced it', () => {
    const why = phases[9]?.why?.plain ?? '';
    expect(missing(why, ['async-std', 'discontinued', 'smol', 'tokio'])).toEqual([]);
  });

  test('an error code links to its own page of the error index', () => {
    const wrong = phases
      .flatMap(({ errors }) => errors)
      .filter(({ code, url }) => /^E\d{4}$/.test(code) && url !== `https://doc.rust-lang.org/error_codes/${code}.html`);
    expect(wrong).toEqual([]);
    expect(phases.flatMap(({ errors }) => errors).filter(({ url }) => url === null)).toEqual([]);
  });

  test('every address leads to a place on the list, and every place on the list is used', () => {
    const hosts = [...markdown.matchAll(/https?:\/\/[^\s)]+/g)].map(([address]) => new URL(address));
    expect(hosts.filter(({ protocol }) => protocol !== 'https:')).toEqual([]);
    expect([...new Set(hosts.map(({ host }) => host))].sort()).toEqual(HOSTS);
  });

  test('ids of topics are written down and differ within the whole roadmap', () => {
    const ids = phases.flatMap(({ topics }) => topics.map(({ id }) => id));
    expect(ids.filter((id) => !markdown.includes(`{#${id}}`))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
