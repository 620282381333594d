/** Whose milestones somebody may look at now, who has waited longest first. Pure: documents in, a list out. */
import type { ReviewRule } from './guild.ts';
import { type MemberDocument, type ProgressEvent, stoneOf } from './progress.ts';
import { type Judge, standing } from './review.ts';
import { inOrder, type Target } from './review-target.ts';
import { type Submission, submissionsOf } from './submission.ts';

/** Who looks, before it is said at what. */
export type Looking = Pick<Judge, 'id' | 'name' | 'now' | 'manages' | 'roles'>;

export interface Waiting {
  readonly user: string;
  /** Unescaped. */
  readonly name: string;
  readonly submission: Submission;
}

interface Sitting {
  /** What they may decide on now. */
  readonly open: readonly Waiting[];
  /** How many wait, but for somebody else. */
  readonly others: number;
}

/** @param own the events of whoever looks. */
export function sittingOf(
  rows: readonly { readonly user: string; readonly document: MemberDocument }[],
  rule: ReviewRule | null,
  looking: Looking,
  own: readonly ProgressEvent[],
): Sitting {
  const waiting = rows.flatMap(({ user, document }) =>
    submissionsOf(document.events)
      .filter(({ state }) => state === 'waiting')
      .map((submission) => ({ user, name: document.name, submission, document })),
  );
  const open = waiting.filter(({ user, document, submission: { phase } }) => {
    const passed = hasPassed(own, phase);
    return standing(document, rule, user, phase, { ...looking, passed }).kind === 'open';
  });
  return { open: open.sort((a, b) => inOrder(targetIn(a), targetIn(b))), others: waiting.length - open.length };
}

export function targetIn({ user, submission }: Pick<Waiting, 'user' | 'submission'>): Target {
  return { user, phase: submission.phase, at: submission.at };
}

export function hasPassed(own: readonly ProgressEvent[], phase: string): boolean {
  return stoneOf(own, phase) !== undefined;
}
