/** Milestones that wait for somebody to look at them, as they follow from their member's events. Knows no rules of who may. */
import { foldStones, type ProgressEvent, type Reviewer, type Stone } from './progress.ts';

/** What a reviewer asked for. */
export interface ChangeRequest {
  /** Unix milliseconds. */
  readonly at: number;
  readonly reviewer: Reviewer;
  /** Perhaps none. */
  readonly words: string;
  readonly unmet: readonly string[];
}

/** `at`, `day` and `proof` are those of the last time it was handed in. */
export interface Submission extends Stone {
  /** The interaction's id of the last time it was handed in. */
  readonly id: string;
  /** Whether a reviewer is awaited, or the member, who was asked for changes. */
  readonly state: 'waiting' | 'asked';
  /** Who looks at it since when; whether that still holds is for review.ts to say. */
  readonly taken: { readonly reviewer: Reviewer; readonly at: number } | null;
  /** Oldest first, all of them. */
  readonly requests: readonly ChangeRequest[];
}

/** Those that are open, the oldest first. */
export function submissionsOf(events: readonly ProgressEvent[]): readonly Submission[] {
  const { waiting } = foldStones(events);
  return [...waiting.values()].map((stone) => submission(stone, events)).sort((a, b) => a.at - b.at);
}

/** undefined: nothing of this phase is open. */
export function submissionOf(events: readonly ProgressEvent[], phase: string): Submission | undefined {
  const stone = foldStones(events).waiting.get(phase);
  return stone && submission(stone, events);
}

function submission(stone: Stone, events: readonly ProgressEvent[]): Submission {
  let [id, state, taken]: [string, Submission['state'], Submission['taken']] = ['', 'waiting', null];
  let requests: readonly ChangeRequest[] = [];
  for (const event of events) {
    if (event.phase !== stone.phase) continue;
    if (event.kind === 'submitted') [id, state, taken] = [event.by, 'waiting', null];
    if (event.kind === 'taken') taken = { reviewer: event.reviewer, at: event.at };
    if (event.kind === 'released') taken = null;
    if (event.kind === 'asked') {
      const { at, reviewer, words, unmet } = event;
      [state, taken] = ['asked', null];
      requests = [...requests, { at, reviewer, words, unmet }];
    }
    // What was asked for before belongs to what was approved, or taken back.
    if (event.kind === 'approved' || event.kind === 'undone') requests = [];
  }
  return { ...stone, id, state, taken, requests };
}
