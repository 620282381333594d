/** What a piece of news looks like, where it goes, and what becomes of the post that it answers. Knows no claims and no retries. */
import type { Settings } from '../domain/guild.ts';
import type { News } from '../domain/news.ts';
import { proofOf } from '../domain/progress.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import { targetIn } from '../domain/sitting.ts';
import { type Submission, submissionOf } from '../domain/submission.ts';
import type { Message, PostMessage } from '../message.ts';
import { newsMessage } from '../messages/news.ts';
import { closedPost, submissionMarker, submissionPost } from '../messages/submission.ts';
import { changesMarker, changesMessage } from '../messages/verdict.ts';
import type { Channels, Clock, Stores } from '../ports.ts';

interface Parts {
  readonly roadmap: Roadmap;
  readonly stores: Pick<Stores, 'progress'>;
  readonly channels: Pick<Channels, 'find' | 'edit'>;
  readonly clock: Clock;
}

/** Stones in the study channel, the talk about them in the milestones channel; while there is neither, where it was typed. */
export function channelFor({ about, channel }: News, settings: Settings | null): string {
  const talk = about === 'submitted' || about === 'changes';
  return (talk ? settings?.review?.channel : null) ?? settings?.channel ?? channel;
}

interface Post {
  readonly message: PostMessage;
  readonly marker?: string;
}

/** null: it is no longer so, and told to nobody. */
export async function composed({ roadmap, stores, clock }: Parts, guild: string, news: News): Promise<Post | null> {
  if (news.about === 'changes') return { message: changesMessage(news, roadmap), marker: changesMarker(news) };
  if (news.about !== 'submitted') return { message: newsMessage(news, roadmap) };
  // Posted again, or late: it shows what is true now, and asks for nobody where nobody is needed any more.
  const { user, name } = news;
  const document = await stores.progress.get({ guild, user });
  const submission = document?.left === null ? submissionOf(document.events, news.phase) : undefined;
  if (submission?.state !== 'waiting' || submission.at !== handedIn(news)) return null;
  const entry = { user, name: document?.name || name, submission };
  return { message: submissionPost(roadmap, entry, clock.now()), marker: submissionMarker(targetIn(entry)) };
}

const handedIn = ({ handed, at }: News): number => handed ?? at;

/** After a verdict the post that asked for it says so. Best effort: whoever presses its buttons is shown the same. */
export async function redrawn(
  { roadmap, channels, clock }: Parts,
  news: News,
  settings: Settings | null,
): Promise<void> {
  const message = answered(roadmap, news, clock.now());
  if (!message) return;
  const channel = channelFor({ ...news, about: 'submitted' }, settings);
  const target = { user: news.user, phase: news.phase, at: handedIn(news) };
  const found = await channels.find(channel, submissionMarker(target));
  if (typeof found !== 'string') await channels.edit(channel, found.messageId, message);
}

function answered(roadmap: Roadmap, news: News, now: number): Message | null {
  const { about, name, phase, user, reviewer, words = '', unmet = [] } = news;
  if (about === 'approved') return closedPost(roadmap, { phase, name, state: 'approved', reviewer: reviewer ?? null });
  if (about !== 'changes') return null;
  const submission: Submission = {
    ...{ phase, at: handedIn(news), day: '', gday: '', proof: proofOf(news), id: '' },
    ...{ state: 'asked', taken: null },
    requests: [{ at: news.at, reviewer: { id: '', name: reviewer ?? '' }, words, unmet }],
  };
  return submissionPost(roadmap, { user, name, submission }, now);
}
