/**
 * What a weekly post asks: the roadmap's own prompts and challenges, or ones made from topics and milestone where it has none.
 * Pure: the same week gives the same question. Knows nothing of messages or of the calendar.
 */

import type { Challenge, Phase, Prompt, Roadmap, Text } from './roadmap.ts';
import type { PhaseWeek } from './schedule.ts';
import { generatedChallenge, generatedPrompts } from './weekly-generated.ts';

/** Asked in the weeks of a phase that has no prompt left. */
const SHOW: readonly string[] = [
  'Show what you have. A screenshot, a link, ten lines, or the thing you are stuck on: unfinished counts.\nSay one thing that works and one that does not yet, and ask somebody else one question about theirs.',
  'Show what you have, however small. Which part took longer than you thought, and what is the next small step?\nWhoever reads it: answer with one thing you would keep exactly as it is.',
];

export interface PromptOfWeek {
  readonly phase: Phase;
  /** From 0. */
  readonly weekOfPhase: number;
  readonly prompt: Prompt;
}

/** The prompt of a phase's week: its n-th, and after the last "show what you have". Null where the roadmap has no such phase. */
export function promptFor(roadmap: Roadmap, { phaseIndex, weekOfPhase }: PhaseWeek): PromptOfWeek | null {
  const phase = roadmap.phases[phaseIndex];
  if (!phase) return null;
  const prompts = phase.prompts.length ? phase.prompts : generatedPrompts(phase);
  return { phase, weekOfPhase, prompt: prompts[weekOfPhase] ?? showWhatYouHave(phase, weekOfPhase) };
}

/** The answer to an earlier prompt, with the kind of its question; null where there is none to tell. */
export function answerOf(
  roadmap: Roadmap,
  asked: PhaseWeek | null,
): { readonly kind: string | null; readonly answer: Text } | null {
  const prompt = asked && promptFor(roadmap, asked)?.prompt;
  return prompt?.answer ? { kind: prompt.kind, answer: prompt.answer } : null;
}

/** The challenge of a phase, its own or made from its milestone. */
export function challengeFor(phase: Phase): Challenge {
  return phase.challenge?.criteria.length ? phase.challenge : generatedChallenge(phase);
}

function showWhatYouHave(phase: Phase, weekOfPhase: number): Prompt {
  const words = SHOW[(phase.number + weekOfPhase) % SHOW.length] ?? '';
  return { kind: 'Show', text: { markdown: words, plain: words }, answer: null };
}
