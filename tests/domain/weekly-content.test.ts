import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import { answerOf, challengeFor, promptFor } from '../../src/domain/weekly-content.ts';
import { aChallenge, aPhase, aRoadmap, aTrack, words } from '../support/builders.ts';

const parsed = parseRoadmap(readFileSync(new URL('./fixtures/seed-roadmap.md', import.meta.url), 'utf8'));
if (parsed.kind !== 'roadmap') throw new Error('the seed does not load');
const seed = parsed.roadmap;

const asked = (text: string, answer: string | null = null) => ({
  kind: 'Guess',
  text: words(text),
  answer: answer === null ? null : words(answer),
});
const withPrompts = {
  ...aRoadmap(),
  phases: [aPhase(1, { prompts: [asked('one', 'first answer'), asked('two')] }), aPhase(2)],
};

describe('the prompt of a week', () => {
  test('n is the n-th of its phase, and after the last one: show what you have', () => {
    const kinds = [0, 1, 2, 3].map((weekOfPhase) => promptFor(withPrompts, { phaseIndex: 0, weekOfPhase })?.prompt);
    expect(kinds.map((prompt) => [prompt?.kind, prompt?.text.plain.slice(0, 18)])).toEqual([
      ['Guess', 'one'],
      ['Guess', 'two'],
      ['Show', 'Show what you have'],
      ['Show', 'Show what you have'],
    ]);
  });

  test('is nothing where the roadmap has no such phase', () => {
    expect(promptFor(withPrompts, { phaseIndex: 2, weekOfPhase: 0 })).toBe(null);
  });

  test('has an answer only where the roadmap gives one', () => {
    const answers = [0, 1].map((weekOfPhase) => answerOf(withPrompts, { phaseIndex: 0, weekOfPhase })?.answer.plain);
    expect([...answers, answerOf(withPrompts, null)]).toEqual(['first answer', undefined, null]);
  });
});

describe('a roadmap without prompts, such as the seed,', () => {
  const all = seed.phases.map((_, phaseIndex) =>
    [0, 1, 2].map((weekOfPhase) => promptFor(seed, { phaseIndex, weekOfPhase })?.prompt),
  );

  test('keeps the rhythm Guess, Choose, Tell in each of its fourteen phases', () => {
    expect(all.map((prompts) => prompts.map((prompt) => prompt?.kind))).toEqual(
      Array.from({ length: 14 }, () => ['Guess', 'Choose', 'Tell']),
    );
  });

  test('asks nothing twice', () => {
    const texts = all.flat().map((prompt) => prompt?.text.markdown);
    expect(new Set(texts).size).toBe(42);
  });

  test('asks in the words of the phase', () => {
    for (const [index, prompts] of all.entries()) {
      const phase = seed.phases[index];
      const own = [
        ...(phase?.topics ?? []).map(({ text }) => text.markdown),
        ...(phase?.tracks ?? []).map(({ name }) => name),
      ];
      const said = prompts.map((prompt) => prompt?.text.markdown).join('\n');
      expect(
        own.some((word) => said.includes(word)),
        `phase ${index + 1}`,
      ).toBe(true);
    }
  });

  test('gives neighbouring phases questions of another shape', () => {
    const openings = all.map((prompts) => prompts[0]?.text.markdown.slice(0, 12));
    const alike = openings.slice(1).filter((opening, index) => opening === openings[index]);
    expect(alike).toEqual([]);
  });

  test('asks the phase of tracks which track it will be', () => {
    expect(all[13]?.[1]?.text.markdown).toContain('- **Backend**: Web APIs, async');
  });

  test('asks the same next time', () => {
    const again = promptFor(seed, { phaseIndex: 4, weekOfPhase: 1 });
    expect(again?.prompt).toEqual(all[4]?.[1]);
  });

  test('gets a challenge from each milestone, with three or four criteria of at most 100 characters', () => {
    for (const phase of seed.phases) {
      const { text, criteria } = challengeFor(phase);
      expect(text?.plain).toBe(
        phase.milestone?.plain ?? 'Take one track and make something in it that somebody else uses.',
      );
      expect(criteria.length).toBeGreaterThanOrEqual(3);
      expect(criteria.length).toBeLessThanOrEqual(4);
      expect(criteria.every(({ markdown }) => markdown.length <= 100)).toBe(true);
    }
  });
});

test('a challenge of the roadmap’s own is taken as it is', () => {
  const challenge = aChallenge('Read once');
  expect(challengeFor(aPhase(1, { challenge }))).toBe(challenge);
});

test('a phase of nothing but a title, and one of tracks with topics, have something to ask as well', () => {
  const bare = {
    ...aRoadmap(),
    phases: [aPhase(1, { topics: [], milestone: null, tracks: [aTrack('Systems')] }), aPhase(2, { topics: [] })],
  };
  for (const phaseIndex of [0, 1]) {
    expect(promptFor(bare, { phaseIndex, weekOfPhase: 0 })?.prompt.text.plain.length).toBeGreaterThan(80);
  }
});
