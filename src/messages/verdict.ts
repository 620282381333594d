/** How a learner hears what a reviewer said, where the group reads it too: the only posts that mention a member. */
import type { News } from '../domain/news.ts';
import { proofOf } from '../domain/progress.ts';
import { phaseOf, type Roadmap } from '../domain/roadmap.ts';
import type { PostMessage } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { formId } from './done-form.ts';
import { bullets, button, card, escaped, named, row, text } from './parts.ts';
import { nameOf, openButton } from './submission.ts';

/** "🪨 @ana finished phase 2: Ownership. Ben had a look." */
export function approvedWords(news: News, roadmap: Roadmap): string {
  return `🪨 <@${news.user}> finished ${nameOf(roadmap, news.phase)}. ${looker(news)} had a look.`;
}

/** What is asked for, with a button that opens the form in which it is handed in again. */
export function changesMessage(news: News, roadmap: Roadmap): PostMessage {
  const { user, words, unmet = [] } = news;
  const phase = phaseOf(roadmap, news.phase);
  const again = phase ? button(formId(phase, proofOf(news)), 'Hand in again', { style: 'success', emoji: '🪨' }) : null;
  const head = `✏️ <@${user}>, ${looker(news)} asks for changes to ${nameOf(roadmap, news.phase)}.`;
  const open = unmet.length ? text(`**Not met yet**\n${bullets(unmet.map(escaped))}`) : null;
  const buttons = [
    again,
    phase ? actions.stuck(phase.id) : null,
    openButton(roadmap, news.phase),
    actions.progress(changesMarker(news)),
  ];
  return {
    components: [
      card(
        text(head),
        words ? text(`> ${escaped(words)}`) : null,
        open,
        text('-# Nothing is lost: what you handed in stays, and only what you type anew replaces it.'),
        row(...buttons),
      ),
    ],
    mentionUser: user,
  };
}

/** By which its post is found again: that of its "My progress", with what `/progress` does not read behind the page. */
export function changesMarker({ id }: News): string {
  return actionId('progress', 'mine', 0, `n.${id}`);
}

function looker({ reviewer }: News): string {
  return named(reviewer ?? '');
}
