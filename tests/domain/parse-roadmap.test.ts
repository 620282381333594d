import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import { phaseOf, phases, roadmapOf, SEED } from './fixtures/seed.ts';

const GOLDEN: unknown = JSON.parse(readFileSync(new URL('./fixtures/seed-roadmap.json', import.meta.url), 'utf8'));

describe('the seed roadmap', () => {
  it('is the file that was given, to the byte', () => {
    const hash = createHash('sha256').update(SEED).digest('hex');
    expect(hash).toBe('4c4016aec8c639b7383c8880b18cd531b6212380f27559c51d3b2958b2d6067e');
  });

  it('loads unchanged, with everything it says', () => {
    expect(roadmapOf(SEED)).toEqual(GOLDEN);
  });

  it('has fourteen phases with ids from their numbers', () => {
    const { phases } = roadmapOf(SEED);
    expect(phases.map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, n) => String(n + 1)));
    expect(phases.filter(({ subtitle }) => subtitle === null).map(({ number }) => number)).toEqual([7, 8, 9, 11, 13]);
  });

  it('ends in five tracks instead of a milestone', () => {
    const last = roadmapOf(SEED).phases.at(-1);
    expect(last?.tracks.map(({ emoji, name }) => `${emoji} ${name}`)).toEqual([
      '🧵 Systems',
      '🌐 Backend',
      '🕹️ Game Dev',
      '🌍 WASM',
      '🧠 Tooling',
    ]);
    expect(last).toMatchObject({ milestone: null, why: null, topics: [], teaches: [] });
  });

  it('can not be changed by whoever holds it', () => {
    const { phases } = roadmapOf(SEED);
    expect(Object.isFrozen(phases)).toBe(true);
    expect(Object.isFrozen(phases[0]?.topics[0]?.text)).toBe(true);
    expect(() => Object.assign(phases[0] ?? {}, { title: 'Mine' })).toThrow(TypeError);
  });
});

describe('the heading of a phase', () => {
  it.each([
    ['## Phase 1: Start', { emoji: null, title: 'Start', subtitle: null, id: '1' }],
    ['## 🧪 Phase 1: Start — _Here_', { emoji: '🧪', title: 'Start', subtitle: 'Here' }],
    ['## 👩‍💻 Phase 1: Start', { emoji: '👩‍💻', title: 'Start' }],
    ['## 🇩🇪 Phase 1: Start', { emoji: '🇩🇪', title: 'Start' }],
    ['## 1️⃣ Phase 1: Start', { emoji: '1️⃣', title: 'Start' }],
    ['## Phase 1. Start', { title: 'Start' }],
    ['## Phase 1 — Start', { title: 'Start', subtitle: null }],
    ['## Phase 1 - Start', { title: 'Start', subtitle: null }],
    ['## Phase 1 — Start — Here', { title: 'Start', subtitle: 'Here' }],
    ['## Phase 1: Start – *Here*', { title: 'Start', subtitle: 'Here' }],
    ['## Phase 1: Start - *Here*', { title: 'Start', subtitle: 'Here' }],
    ['## Phase 1: Start - here', { title: 'Start - here', subtitle: null }],
    ['## Phase 1: Non-Blocking IO', { title: 'Non-Blocking IO', subtitle: null }],
    ['## Phase 1: Start — now — _Here_', { title: 'Start — now', subtitle: 'Here' }],
    ['## Phase 1: Start — _Here_ {#begin}', { title: 'Start', subtitle: 'Here', id: 'begin' }],
    ['## Phase 1: Start {#begin} ##', { title: 'Start', id: 'begin' }],
    ['## **Phase 1: Start**', { title: 'Start' }],
    ['## Phase 1: `Result` & friends', { title: 'Result & friends' }],
    ['## PHASE #1: Start', { title: 'Start' }],
    ['Phase 1: Start\n---', { title: 'Start' }],
    ['## Phase 1: 3D graphics', { title: '3D graphics' }],
    ['## Phase 1 - 3D graphics', { title: '3D graphics' }],
  ])('%s', (heading, expected) => {
    expect(phaseOf('', heading)).toMatchObject(expected);
  });

  it.each(['Phase', 'Module', 'Stage', 'Week', 'Level', 'Part', 'Step'])('may say %s', (word) => {
    const roadmap = roadmapOf(phases(3).replaceAll('Phase', word));
    expect(roadmap).toMatchObject({ unit: word, phases: [{ number: 1 }, { number: 2 }, { number: 3 }] });
  });

  it('counts from whatever the first says', () => {
    expect(roadmapOf(phases(3).replace(/Phase (\d)/g, (_, n) => `Week ${Number(n) + 4}`)).phases[0]?.id).toBe('5');
  });

  it('leaves deeper headings with another word to their phase', () => {
    const roadmap = roadmapOf(
      '# Part 1: All\n## Phase 1: A\n**Milestone:** x\n### Step 1: Install\n## Phase 2: B\n**Milestone:** y\n',
    );
    expect(roadmap.phases.map(({ title }) => title)).toEqual(['A', 'B']);
  });

  it('leaves headings that are no phase alone, before and after', () => {
    const text = `## Introduction\n\n- a list\n\n${phases(2)}\n## Level up with friends\n\n**Milestone:** none\n`;
    expect(roadmapOf(text).phases.map(({ milestone }) => milestone?.plain)).toEqual(['Build 1.', 'Build 2.']);
  });
});

describe('the title of a roadmap', () => {
  it.each([
    ['---\ntitle: From YAML\n---\n\n# From a heading\n\n', 'From YAML'],
    ['---\ntitle: 2048\n---\n\n', '2048'],
    ['---\ntags: [a]\n---\n\n# 🦀 From a heading\n\n', 'From a heading'],
    ['# From `a` heading {#x}\n\n', 'From a heading'],
    ['', 'Roadmap'],
    ['---\n- a list\n---\n\n', 'Roadmap'],
    ['---\n__proto__: {title: x}\n---\n\n', 'Roadmap'],
  ])('%j', (head, title) => {
    expect(roadmapOf(head + phases(1)).title).toBe(title);
  });
});

describe('ids', () => {
  it.each(['__proto__', 'constructor', 'hasownproperty'])('are harmless when they read %s', (name) => {
    const text = phases(2)
      .replace('Title 1', `${name} {#constructor}`)
      .replace('**Milestone:** Build 1', `**Topics:**\n\n- ${name}\n\n**Milestone:** Build 1`);
    const parsed = parseRoadmap(text);
    expect(parsed).toMatchObject({ kind: 'roadmap', roadmap: { phases: [{ id: 'constructor' }, { id: '2' }] } });
  });

  it('come from the words of a topic, without accents, cut between words', () => {
    const { topics } = phaseOf(
      '**Topics:**\n\n- `Vec<T>` & naïve **slices**\n- Reading other people’s crates without fear\n- 所有权\n- x {#own-id}',
    );
    expect(topics.map(({ id }) => id)).toEqual([
      'vec-t-naive-slices',
      'reading-other-people-s-crates',
      expect.stringMatching(/^x-[0-9a-z]+$/),
      'own-id',
    ]);
    expect(topics.at(-1)?.text).toEqual({ markdown: 'x', plain: 'x' });
  });
});
