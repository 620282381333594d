/** What a member sees of a milestone that somebody has to look at before it counts. */
import type { Phase, Roadmap } from '../domain/roadmap.ts';
import type { Submission } from '../domain/submission.ts';
import type { Message } from '../message.ts';
import { onwards, saidCard, whatComesNext } from './done.ts';
import { card, text, timestamp } from './parts.ts';

interface Submitted {
  readonly roadmap: Roadmap;
  readonly phase: Phase;
  /** Changes that were asked for are made. */
  readonly again: boolean;
  readonly next: Phase | null;
}

export function submittedCard({ roadmap, phase, again, next }: Submitted): Message {
  const who = again ? 'Whoever asked for changes sees it first.' : 'Somebody from the group looks at it next.';
  const title = `## ⏳ ${roadmap.unit} ${phase.number} is handed in${again ? ' again' : ''}\n${who} Once approved, it counts from today; go on meanwhile.`;
  return {
    components: [card(text(title), text(whatComesNext(roadmap, next)), onwards(roadmap, phase, next))],
  };
}

/** `saved`: the member typed something new with it, and it is kept now. */
export function waitingCard(
  roadmap: Roadmap,
  phase: Phase,
  submission: Pick<Submission, 'at' | 'proof'>,
  saved: boolean,
): Message {
  const head = `## ⏳ ${roadmap.unit} ${phase.number} waits for a reviewer\nHanded in ${timestamp(submission.at, 'R')}. Nothing is lost meanwhile: once approved, it counts from then.`;
  return saidCard(roadmap, phase, head, { proof: submission.proof, saved });
}
