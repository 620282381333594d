/** Every message and form of what is looked at before it counts, as full as members can make them. */
import type { News } from '../../src/domain/news.ts';
import { targetArgs } from '../../src/domain/review-target.ts';
import type { Submission } from '../../src/domain/submission.ts';
import { criteriaOf } from '../../src/domain/typed-proof.ts';
import type { Message, PostMessage } from '../../src/message.ts';
import { newsMessage } from '../../src/messages/news.ts';
import { askForm } from '../../src/messages/review-form.ts';
import { doneWords, hindranceWords, sittingCard, sittingEnds } from '../../src/messages/reviews.ts';
import { closedPost, metBits, submissionPost } from '../../src/messages/submission.ts';
import { submittedCard, waitingCard } from '../../src/messages/submitted.ts';
import { changesMessage } from '../../src/messages/verdict.ts';
import type { Shown, State } from './rendered.ts';

const USER = '9'.repeat(19);
const NAME_OF_NOBODY = '';

/** Taken, after three requests. */
function submissionOf({ roadmap, phase, names, note, typed, link, now, page }: State): Submission {
  const unmet = criteriaOf(phase);
  const reviewer = { id: USER, name: names.at(-1) ?? NAME_OF_NOBODY };
  const request = { at: now, reviewer, words: `${typed} ${note} ${typed}`.slice(0, 600), unmet };
  const proof = { link, note, tracks: phase.tracks.map(({ id }) => id), ...(page % 3 && { met: unmet.slice(1) }) };
  const where = roadmap.phases.includes(phase) ? phase.id : 'gone';
  return {
    ...{ phase: where, at: now, day: '', gday: '', id: '1', proof },
    ...{ state: 'waiting', taken: page % 2 ? { reviewer, at: now } : null, requests: [request, request, request] },
  };
}

function newsOf(state: State): News {
  const { names, now, typed, note } = state;
  const { phase, proof, requests } = submissionOf(state);
  const words = { words: `${typed} ${note} ${typed}`.slice(0, 600), unmet: requests[0]?.unmet ?? [] };
  return {
    id: USER,
    user: USER,
    name: names[0],
    reviewer: names.at(-1) ?? '',
    phase,
    at: now,
    channel: USER,
    ...proof,
    ...words,
  };
}

export function ofReviews(state: State): Pick<Shown, 'replies' | 'posts' | 'forms'> {
  const { roadmap, phase, names, now, page } = state;
  const [name] = names;
  const submission = submissionOf(state);
  const entry = { user: USER, name, submission };
  const asked = { ...entry, submission: { ...submission, state: 'asked' as const } };
  const held = { kind: 'held', reviewer: { id: USER, name }, until: now } as const;
  const remark = hindranceWords(roadmap, held, name, phase.id);
  const gone = { phase: submission.phase, name, reviewer: name };
  const replies: Record<string, Message> = {
    submittedCard: submittedCard({ roadmap, phase, again: page > 3, next: roadmap.phases.at(-1) ?? null }),
    waitingCard: waitingCard(roadmap, phase, submission, true),
    sittingCard: sittingCard({ roadmap, entry, now, remark, more: page, others: page }),
    sittingEnds: sittingEnds({
      remark: doneWords(roadmap, 'approved', name, phase.id),
      skipped: page,
      others: page,
      onWord: false,
    }),
    submissionAsked: submissionPost(roadmap, asked, now),
    submissionApproved: closedPost(roadmap, { ...gone, state: 'approved' }),
    submissionGone: closedPost(roadmap, { ...gone, state: 'gone' }),
  };
  const posts: Record<string, PostMessage> = {
    submission: submissionPost(roadmap, entry, now),
    approved: newsMessage({ ...newsOf(state), about: 'approved' }, roadmap),
    changes: changesMessage(newsOf(state), roadmap),
  };
  const target = { user: USER, phase: phase.id, at: now };
  const forms = {
    askForm: askForm({ roadmap, target, met: metBits(phase, submission.proof), to: 'sit-asked' }),
    askFormOfGone: askForm({ roadmap, target: { ...target, phase: 'gone' }, met: targetArgs(target)[2], to: 'asked' }),
  };
  return { replies, posts, forms };
}
