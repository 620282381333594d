import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROADMAP } from '../../src/domain/limits.ts';
import { cardLength } from '../../src/domain/parse-roadmap/phase.ts';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import { roadmapOf, SEED } from './fixtures/seed.ts';

const RUST = readFileSync(new URL('../../roadmap/rust.md', import.meta.url), 'utf8');

describe('the roadmap that ships', () => {
  it('loads without a problem', () => {
    expect(parseRoadmap(RUST)).toMatchObject({ kind: 'roadmap' });
  });

  it('holds every phase and track of the seed', () => {
    const names = (markdown: string) =>
      roadmapOf(markdown).phases.map(({ number, title, subtitle, tracks }) => ({
        number,
        title,
        subtitle,
        tracks: tracks.map(({ name }) => name),
      }));
    expect(names(RUST)).toEqual(names(SEED));
  });

  it('has ids that outlive rewording', () => {
    for (const { id, topics } of roadmapOf(RUST).phases) {
      expect(id).toMatch(/[a-z]/);
      for (const topic of topics) expect(RUST).toContain(`{#${topic.id}}`);
    }
  });

  it('leaves room on every card', () => {
    for (const phase of roadmapOf(RUST).phases) expect(cardLength(phase)).toBeLessThanOrEqual(ROADMAP.phase);
  });
});
