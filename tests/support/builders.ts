/** Small worlds for tests: say what matters, the rest is plausible. */
import type { MemberDocument, ProgressEvent } from '../../src/domain/progress.ts';
import { choicesOf } from '../../src/domain/record.ts';
import type { Challenge, Phase, Roadmap, Text, Track } from '../../src/domain/roadmap.ts';

export function words(plain: string): Text {
  return { markdown: plain, plain };
}

export function aTrack(name: string): Track {
  return { id: name.toLowerCase(), emoji: null, name, focus: words(`${name} things`), criterion: null };
}

export function aChallenge(title = 'Build it'): Challenge {
  return { title, text: words('Make it work.'), criteria: [words('It runs'), words('It has a test')] };
}

export function aPhase(number: number, parts: Partial<Phase> = {}): Phase {
  return {
    id: String(number),
    number,
    emoji: null,
    title: `Title ${number}`,
    subtitle: null,
    why: words(`Why ${number}`),
    topics: [{ id: `topic-${number}`, text: words(`Topic ${number}`) }],
    teaches: [],
    milestone: words(`Milestone ${number}`),
    tracks: [],
    challenge: null,
    resources: [],
    errors: [],
    prompts: [],
    ...parts,
  };
}

/** `last`: parts of the last phase, such as its tracks. */
export function aRoadmap({ phases = 3, last = {} }: { phases?: number; last?: Partial<Phase> } = {}): Roadmap {
  const all = Array.from({ length: phases }, (_, at) => aPhase(at + 1, at + 1 === phases ? last : {}));
  return { title: 'A roadmap', unit: 'Phase', phases: all, tip: null };
}

/** Ana's, as somebody's who chose nothing. */
export const aDocument = (events: readonly ProgressEvent[], more: Partial<MemberDocument> = {}): MemberDocument => ({
  v: 4,
  rev: 'r',
  name: 'Ana',
  left: null,
  ...choicesOf(null),
  events,
  ...more,
});
