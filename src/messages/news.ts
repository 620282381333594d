/** How the group hears of what counts now, on the member's word or a reviewer's: one warm line, with what the member wants to show. */
import { isOpenable } from '../domain/link.ts';
import type { News } from '../domain/news.ts';
import { type Phase, phaseOf, type Roadmap } from '../domain/roadmap.ts';
import type { PostMessage } from '../message.ts';
import { actions, markerOf } from './actions.ts';
import { metWords } from './done.ts';
import { card, cut, escaped, linkButton, listed, named, row, text } from './parts.ts';
import { unitOf } from './unit.ts';
import { approvedWords } from './verdict.ts';

/** Long notes are read in full on the member's progress. */
const NOTE = 600;

export function newsMessage(news: News, roadmap: Roadmap): PostMessage {
  const phase = phaseOf(roadmap, news.phase);
  const note = news.note?.trim() ? text(`> ${escaped(cut(news.note.trim(), NOTE))}`) : null;
  const buttons = row(
    phase ? actions.openPhase(phase.id, `Open the ${unitOf(roadmap)}`) : null,
    actions.leaderboard(markerOf({ kind: 'news', id: news.id })),
    news.link && isOpenable(news.link) ? linkButton(news.link, 'Have a look') : null,
  );
  const met = phase && metWords(phase, news);
  const reviewed = news.about === 'approved';
  const line = reviewed ? approvedWords(news, roadmap) : `🪨 ${named(news.name)} ${finished(news, roadmap, phase)}`;
  const components = [card(text(met ? `${line}\n${met}` : line), note, buttons)];
  return reviewed ? { components, mentionUser: news.user } : { components };
}

function finished(news: News, roadmap: Roadmap, phase: Phase | undefined): string {
  const unit = unitOf(roadmap);
  // The roadmap may have been edited between the check-in and its post.
  if (!phase) return `finished a ${unit} that is no longer on the roadmap. The stone counts all the same.`;
  const taken = tracksOf(news, phase);
  return `finished ${unit} ${phase.number}: **${phase.title}**${taken ? ` with ${taken}` : ''}.`;
}

function tracksOf({ tracks }: News, phase: Phase): string {
  const names = phase.tracks
    .filter(({ id }) => tracks?.includes(id))
    .map(({ emoji, name }) => `${emoji ?? ''} ${name}`.trim());
  return listed(names);
}
