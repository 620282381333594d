/** The news of check-ins in one guild: posting what is pending, in order, and when to look again. */
import type { Settings } from '../domain/guild.ts';
import type { News } from '../domain/news.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import { CATCH_UP_MS } from '../domain/schedule.ts';
import type { Channels, Clock, Stores } from '../ports.ts';
import type { Deliver } from './deliver.ts';
import { channelFor, composed, redrawn } from './news-post.ts';
import { type Log, tell } from './trouble.ts';

/** How an owner is told what could not be posted. */
const WHAT = {
  stone: 'the news of a check-in',
  submitted: 'a milestone that waits for a reviewer',
  approved: 'what a reviewer said',
  changes: 'what a reviewer said',
} as const;

export interface NewsParts {
  readonly roadmap: Roadmap;
  readonly stores: Pick<Stores, 'guilds' | 'news' | 'progress'>;
  readonly channels: Pick<Channels, 'find' | 'edit'>;
  readonly clock: Clock;
  readonly deliver: Deliver;
  readonly log: Log;
  /** The program is stopping: begin nothing new. */
  readonly stopping: () => boolean;
}

/** Posts a guild's pending news, oldest first. Resolves when to look there again, or null: nothing is pending. */
export function createNews(parts: NewsParts): (guild: string) => Promise<number | null> {
  const { stores, clock } = parts;
  return async (guild) => {
    const tried = new Set<string>();
    let again: number | null = null;
    for (;;) {
      if (parts.stopping()) return clock.now();
      // Read afresh for each post: what was taken back meanwhile is not told any more.
      const most = tried.size + 2;
      const [pending, document] = await Promise.all([stores.news.pending(guild, most), stores.guilds.get(guild)]);
      const [next, ...others] = pending.filter(({ id }) => !tried.has(id));
      if (!next) return again;
      tried.add(next.id);
      const result = await postNews(parts, guild, next, document?.settings ?? null);
      if (result.at !== null) again = Math.min(result.at, again ?? result.at);
      // Whoever records one later wakes us then.
      if (result.stop || !others.length) return again;
    }
  };
}

interface Result {
  readonly at: number | null;
  /** What comes after would meet the same, or overtake it. */
  readonly stop: boolean;
}

const DONE: Result = { at: null, stop: false };

async function postNews(parts: NewsParts, guild: string, news: News, settings: Settings | null): Promise<Result> {
  const { stores, clock, deliver } = parts;
  const channel = channelFor(news, settings);
  const settle = () => stores.news.settle(guild, news.id);
  const post = await composed(parts, guild, news);
  if (!post) {
    await settle();
    return DONE;
  }
  const outcome = await deliver({
    slot: { guild, kind: 'news', id: news.id },
    channel,
    ...post,
    dueAt: news.at,
    stale: clock.now() - news.at > CATCH_UP_MS,
    savedAt: Math.max(settings?.savedAt ?? 0, settings?.review?.savedAt ?? 0),
    whenSettled: settle,
  });
  const notify = (kind: 'cannot-post' | 'uncertain', code?: number) =>
    tell({ ...stores, ...parts }, guild, {
      kind,
      channel,
      what: WHAT[news.about ?? 'stone'],
      at: clock.now(),
      ...(code !== undefined && { code }),
    });
  switch (outcome.kind) {
    case 'settled':
      if (outcome.state === 'before') await settle();
      await redrawn(parts, news, settings);
      if (outcome.state === 'gone') await notify('cannot-post');
      if (outcome.state === 'uncertain') await notify('uncertain');
      return DONE;
    case 'later':
      return { at: outcome.at, stop: true };
    case 'refused':
      if (outcome.first) await notify('cannot-post', outcome.code);
      return { at: outcome.at, stop: outcome.channelWide };
    case 'exhausted':
      await outcome.giveUp();
      await notify('cannot-post', outcome.code);
      return { at: outcome.at, stop: true };
  }
}
