/** What a member's progress says of looks: what of theirs waits for one, what was asked of them, and thanks for those they gave. */
import type { ProgressEvent } from '../domain/progress.ts';
import { reviewsOf } from '../domain/review.ts';
import { phaseOf, type Roadmap } from '../domain/roadmap.ts';
import { type Submission, submissionsOf } from '../domain/submission.ts';
import { formId } from './done-form.ts';
import { button, cut, escaped, named, timestamp } from './parts.ts';
import { unitOf } from './unit.ts';

/** More are counted: whoever waits with so many goes on all the same. */
const SHOWN = 3;
/** Of what was asked for, before escaping: all of it stands in the channel, and in the form’s place. */
const WORDS = 160;

/** To the member alone; empty where there is nothing to say. */
export function ownReviews(roadmap: Roadmap, events: readonly ProgressEvent[]): string {
  const open = submissionsOf(events);
  const lines = open.slice(0, SHOWN).map((each) => openLine(roadmap, each));
  const more = open.length - lines.length;
  const given = reviewsOf(events);
  return [
    ...lines,
    more > 0 ? `-# … and ${more} more that ${more === 1 ? 'waits' : 'wait'}` : null,
    given
      ? `🤝 You looked at ${given === 1 ? 'a milestone of somebody else' : `others’ milestones, ${given} times`}. Thank you.`
      : null,
  ]
    .filter(Boolean)
    .join('\n');
}

/** To others: that it waits, and nothing of what was said about it. */
export function waitingLine(roadmap: Roadmap, events: readonly ProgressEvent[]): string | null {
  const open = submissionsOf(events);
  if (!open.length) return null;
  const names = open.slice(0, SHOWN).map(({ phase }) => shortName(roadmap, phase));
  const more = open.length > SHOWN ? ` and ${open.length - SHOWN} more` : '';
  return `⏳ Handed in, and not decided yet: ${names.join(', ')}${more}`;
}

/** Opens the form in which the first of what was sent back is handed in again; null: nothing was. */
export function againButton(roadmap: Roadmap, events: readonly ProgressEvent[]) {
  const asked = submissionsOf(events).find(({ state, phase }) => state === 'asked' && phaseOf(roadmap, phase));
  const phase = asked && phaseOf(roadmap, asked.phase);
  if (!phase) return null;
  return button(formId(phase, asked.proof), `Hand in ${unitOf(roadmap)} ${phase.number} again`, {
    style: 'success',
    emoji: '🪨',
  });
}

function openLine(roadmap: Roadmap, { state, phase, at, requests }: Submission): string {
  const name = shortName(roadmap, phase);
  if (state === 'waiting')
    return `⏳ Waits for a reviewer: ${name}, handed in ${timestamp(at, 'R')}. Once approved, it counts from then.`;
  const last = requests.at(-1);
  const who = last?.reviewer.name ? named(last.reviewer.name) : 'A reviewer';
  const words = last?.words ? `: ${escaped(cut(last.words, WORDS))}` : '';
  const unmet = last?.unmet.length ? `\n-# Not met yet: ${escaped(cut(last.unmet.join('; '), WORDS))}` : '';
  return `✏️ ${who} asked for changes to ${name}${words}${unmet}`;
}

function shortName(roadmap: Roadmap, id: string): string {
  const phase = phaseOf(roadmap, id);
  return phase ? `${unitOf(roadmap)} ${phase.number}` : escaped(id);
}
