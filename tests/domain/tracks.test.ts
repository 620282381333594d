import { expect, it } from 'vitest';
import { trackByName, tracksOf } from '../../src/domain/tracks.ts';
import { aPhase, aRoadmap, aTrack } from '../support/builders.ts';

const [backend, games] = [{ ...aTrack('Backend'), emoji: '🌐' }, aTrack('Games')];

it('the tracks of a roadmap are those of its phases, each once, as they come', () => {
  const later = { ...aTrack('Backend'), emoji: null };
  const phases = [aPhase(1), aPhase(2, { tracks: [backend, games] }), aPhase(3, { tracks: [aTrack('Tools'), later] })];
  expect(tracksOf({ ...aRoadmap(), phases })).toEqual([backend, games, aTrack('Tools')]);
  expect(tracksOf(aRoadmap())).toEqual([]);
});

it.each([
  ['backend', backend],
  [' Backend ', backend],
  ['🌐 Backend', backend],
  ['🌐 Backend: Backend things', backend],
  ['games', games],
  ['back', undefined],
  ['', undefined],
])('a track is found by what somebody types: “%s”', (typed, track) => {
  expect(trackByName([backend, games], typed)).toEqual(track);
});
