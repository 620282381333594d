import { describe, expect, it } from 'vitest';
import { orphans } from '../../src/domain/orphans.ts';
import { phases, roadmapOf, SEED } from './fixtures/seed.ts';

const seed = roadmapOf(SEED);
const nothing = { phases: [], tracks: [], topics: [], moved: [] };

describe('a change of the roadmap', () => {
  it('orphans nothing when only words change and ids stay', () => {
    const before = roadmapOf(phases(2).replace('Title 1', 'One {#one}'));
    const after = roadmapOf(phases(2).replace('Title 1', 'Something else {#one}').replace('Title 2', 'Anew'));
    expect(orphans(before, after)).toEqual(nothing);
  });

  it('orphans nothing when it is none', () => {
    expect(orphans(seed, seed)).toEqual(nothing);
  });

  it('orphans the phases whose ids vanish', () => {
    const { phases: gone } = orphans(roadmapOf(phases(3)), roadmapOf(phases(3).replace('Title 2', 'Title 2 {#two}')));
    expect(gone.map(({ id, title }) => [id, title])).toEqual([['2', 'Title 2']]);
  });

  it('orphans tracks and topics whose words were their ids', () => {
    const newer = roadmapOf(SEED.replace('Game Dev', 'Games').replace('- Raw pointers', '- Pointers'));
    const { phases: gone, tracks, topics } = orphans(seed, newer);
    expect(gone).toEqual([]);
    expect(tracks.map(({ phase, track }) => [phase.id, track.id])).toEqual([['14', 'game-dev']]);
    expect(topics.map(({ phase, topic }) => [phase.id, topic.id])).toEqual([['12', 'raw-pointers']]);
  });

  it('tells which check-ins would count for another phase when one is put in between', () => {
    const inserted = phases(3)
      .replace('Phase 3', 'Phase 4')
      .replace('Phase 2', 'Phase 3')
      .replace('## Phase 3', '## Phase 2: New\n\n**Milestone:** x\n\n## Phase 3');
    const { phases: gone, moved } = orphans(roadmapOf(phases(3)), roadmapOf(inserted));
    expect(gone).toEqual([]);
    expect(moved.map(({ phase, nowUnderId, movedTo }) => [phase.title, nowUnderId.title, movedTo.id])).toEqual([
      ['Title 2', 'New', '3'],
      ['Title 3', 'Title 2', '4'],
    ]);
  });
});
