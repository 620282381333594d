/** Reviewers who want to be forgotten: where others' documents and news name them, and what is left without them. */
import type { News } from './news.ts';
import type { ProgressEvent } from './progress.ts';
import { type Change, nothing } from './record.ts';

/** Whose name must not stand beside what happened then (Unix milliseconds). */
type Forgotten = (user: string, at: number) => boolean;

/** What they took is free, what they asked for stays without them. */
export function withoutReviewers(events: readonly ProgressEvent[], forgotten: Forgotten): readonly ProgressEvent[] {
  return events.flatMap((event): readonly ProgressEvent[] => {
    if (event.kind !== 'taken' && event.kind !== 'asked') return [event];
    if (!event.reviewer.id || !forgotten(event.reviewer.id, event.at)) return [event];
    return event.kind === 'asked' ? [{ ...event, reviewer: { id: '', name: '' } }] : [];
  });
}

export function namesReviewer(events: readonly ProgressEvent[], user: string): boolean {
  return events.some((event) => (event.kind === 'taken' || event.kind === 'asked') && event.reviewer.id === user);
}

/** The outcome: whether they were named. */
export function forgetReviewer(user: string): Change<boolean> {
  return (document) => {
    const events = document?.events ?? [];
    if (!namesReviewer(events, user)) return nothing(false);
    return { events: withoutReviewers(events, (id) => id === user), outcome: true };
  };
}

export function unsaid({ reviewer: _, judge: _id, ...news }: News): News {
  return news;
}

/** The records of posts are kept for 90 days: what is older could not be told from what was never posted. */
const NEWS_MS = 80 * 86_400_000;

/** Writes news anew without whoever decided; old ones go, nobody needs them. Posted already, it is not posted again. */
export function unsayReviewer(news: News, now: number): Change<null> {
  return (document) => {
    if (!document) return nothing(null);
    const { events } = document;
    return { events, ...(now - news.at > NEWS_MS ? { withdraw: [news.id] } : { news: unsaid(news) }), outcome: null };
  };
}
