/** A reviewer's own sitting, and what they are told when something is not theirs to decide. */
import { holderOf, type Refusal } from '../domain/review.ts';
import { targetArgs } from '../domain/review-target.ts';
import { phaseOf, type Roadmap } from '../domain/roadmap.ts';
import { targetIn, type Waiting } from '../domain/sitting.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { button, card, named, row, separator, text, timestamp } from './parts.ts';
import { metBits, nameOf, openButton, said, seeButton } from './submission.ts';
import { unitOf } from './unit.ts';

interface Shown {
  readonly roadmap: Roadmap;
  readonly entry: Waiting;
  readonly now: number;
  /** What was just done; null: they have only come. */
  readonly remark: string | null;
  /** How many more they may decide on. */
  readonly more: number;
  /** How many wait for somebody else. */
  readonly others: number;
}

export function sittingCard({ roadmap, entry, now, remark, more, others }: Shown): Message {
  const { submission, name } = entry;
  const head = `## 🔎 ${named(name)} · ${nameOf(roadmap, submission.phase)}\nHanded in ${timestamp(submission.at, 'R')}${held(entry, now)}.`;
  const left = [more ? `${more} more after this` : null, elsewhere(others)].filter(Boolean).join(' · ');
  return {
    components: [
      ...(remark ? [text(remark)] : []),
      card(
        text(head),
        ...said(roadmap, submission),
        separator(),
        decisions(roadmap, entry, now),
        row(
          seeButton(submission.proof),
          openButton(roadmap, submission.phase),
          button(actionId('reviews', 'post', ...targetArgs(targetIn(entry))), 'Post again', { emoji: '📣' }),
        ),
        left ? text(`-# ${left}`) : null,
      ),
    ],
  };
}

function held({ submission }: Waiting, now: number): string {
  const holder = holderOf(submission, now);
  return holder ? `, yours until ${timestamp(holder.until, 'R')}` : '';
}

function decisions(roadmap: Roadmap, entry: Waiting, now: number) {
  const { submission } = entry;
  const target = targetArgs(targetIn(entry));
  const id = (action: string, ...more: readonly string[]) => actionId('reviews', action, ...target, ...more);
  const mine = submission.taken !== null && holderOf(submission, now) !== null;
  return row(
    button(id('sit-approve'), 'Approve', { style: 'success', emoji: '🪨' }),
    button(id('sit-ask', metBits(phaseOf(roadmap, submission.phase), submission.proof)), 'Ask for changes', {
      emoji: '✏️',
    }),
    mine ? button(id('sit-let-go'), 'Let go') : button(id('sit-take'), 'Take', { emoji: '🔎' }),
    button(id('sit'), 'Skip', { emoji: '⏭️' }),
  );
}

/** Nothing comes after it. `skipped`: how many do, once more from the beginning. */
export function sittingEnds(given: {
  readonly remark: string | null;
  readonly skipped: number;
  readonly others: number;
  /** Nobody has to look at anything here. */
  readonly onWord: boolean;
}): Message {
  const { remark, skipped, others, onWord } = given;
  const words = skipped
    ? `That is all for now. ${skipped === 1 ? 'One that you skipped waits' : `${skipped} that you skipped wait`} still.`
    : onWord && !others
      ? '☕ Here a milestone counts on the member’s word, so nobody waits. An owner can change that in `/setup`.'
      : '☕ Nothing waits for you now. Thank you for looking.';
  const more = skipped ? elsewhere(others) : onlyElsewhere(others);
  return {
    components: [
      ...(remark ? [text(remark)] : []),
      card(
        text(words),
        more ? text(`-# ${more}`) : null,
        row(skipped ? button(actionId('reviews', 'sit'), 'Begin again', { emoji: '🔎' }) : null, actions.nextStep()),
      ),
    ],
  };
}

function elsewhere(others: number): string | null {
  if (!others) return null;
  return others === 1 ? 'one more waits for somebody else' : `${others} more wait for somebody else`;
}

/** The same, where nothing else waits that it could be more than. */
function onlyElsewhere(others: number): string | null {
  if (!others) return null;
  return others === 1 ? 'One waits for somebody else' : `${others} wait for somebody else`;
}

/** What was decided, said to whoever decided; `phase` is its id. */
export function doneWords(
  roadmap: Roadmap,
  kind: 'taken' | 'released' | 'approved' | 'requested',
  name: string,
  phase: string,
): string {
  switch (kind) {
    case 'approved':
      return `🪨 Done: ${nameOf(roadmap, phase)} counts for ${named(name)}, and the group hears of it. Thank you!`;
    case 'requested':
      return `✏️ Done: ${named(name)} is told what you would change. When they hand it in again, you see it first.`;
    case 'taken':
      return '🔎 It is yours for 48 hours; nobody else decides on it meanwhile.';
    case 'released':
      return 'You let go of it: anybody may take it.';
  }
}

export function standsThere(guild: string, channel: string, message: string): string {
  return `📣 It still stands in <#${channel}>: https://discord.com/channels/${guild}/${channel}/${message}`;
}

export function postedAgain(channel: string): string {
  return `📣 It comes once more in <#${channel}>.`;
}

/**
 * `changed`: handed in again since the button was drawn, so that nobody decides on what they did not see. `counts`: nothing is open,
 * since it counts.
 */
export type Hindrance = Refusal | { readonly kind: 'changed' | 'counts' };

/** One kind sentence; `phase` is the id of what it is about, `name` whose it is. */
export function hindranceWords(roadmap: Roadmap, hindrance: Hindrance, name: string, phase: string): string {
  switch (hindrance.kind) {
    case 'own':
      return 'This one is yours, so somebody else looks at it. Go on meanwhile: `/next`.';
    case 'may-not':
      if (hindrance.peers === null)
        return `Whoever looks at it has passed it: once ${nameOf(roadmap, phase)} counts for you, you can.`;
      return `Mentors look at this one. From ${timestamp(hindrance.peers, 'f')} on, members for whom this ${unitOf(roadmap)} counts may look as well.`;
    case 'held':
      return `${named(hindrance.reviewer.name)} has it until ${timestamp(hindrance.until, 'R')}. If nobody has decided by then, it is free again.`;
    case 'asked':
      return `Changes were asked for, so now it waits for ${named(name)}.`;
    case 'changed':
      return 'It was handed in again since: what you see now is what stands. Please look once more.';
    case 'counts':
      return `🪨 ${nameOf(roadmap, phase)} counts for ${named(name)} already: somebody was faster, or you pressed twice.`;
    case 'decided':
      return 'Nothing is open here any more: it was taken back, or its member is not here now.';
  }
}
