/** Lets the page move time and play a history, one thing at a time, and tells how far it is. Knows no bot and no script. */
import type { Clock } from '../clock.ts';
import { CannotDo } from '../interactions/cannot.ts';
import type { Messages } from '../world/messages.ts';

/** What only the program that started the local Discord can do. */
export interface Hands {
  /** Moves the clock here and wherever else it has to go round; resolves when what was due is done. Unix milliseconds. */
  moveClock(now: number): Promise<void>;
  /** Plays a history through real commands. Absent: there is none. */
  readonly playHistory?: (tell: (words: string, done: number, total: number) => void) => Promise<void>;
}

export interface Progress {
  readonly kind: 'skip' | 'history';
  readonly running: boolean;
  readonly words: string;
  readonly done: number;
  readonly total: number;
  /** Unix milliseconds by the local Discord's clock. */
  readonly now: number;
}

export type SkipTo = 'day' | 'week' | 'post';

export interface Skipped {
  readonly now: number;
  /** Where the bot wrote something by itself meanwhile, the newest first; null: nowhere. */
  readonly post: { readonly channel: string; readonly message: string } | null;
}

export interface Stage {
  /** Whether there is one that was not played yet. */
  hasHistory(): boolean;
  /** Throws CannotDo while something else is going on. */
  skip(to: SkipTo): Promise<Skipped>;
  playHistory(): Promise<void>;
  subscribe(listener: (progress: Progress) => void): () => void;
}

const HOUR_MS = 3_600_000;
const HOURS: Record<SkipTo, number> = { day: 24, week: 7 * 24, post: 8 * 7 * 24 };

interface World {
  readonly clock: Clock;
  readonly messages: Messages;
  readonly botId: string;
}

export function createStage({ clock, messages, botId }: World, hands: Hands): Stage {
  const listeners = new Set<(progress: Progress) => void>();
  let busy = false;
  let played = false;
  const tell = (progress: Omit<Progress, 'now'>): void => {
    for (const listener of listeners) listener({ ...progress, now: clock.now() });
  };

  async function alone<T>(kind: Progress['kind'], work: () => Promise<T>): Promise<T> {
    if (busy) throw new CannotDo('time is moving already; wait until it stands still');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
      tell({ kind, running: false, words: '', done: 0, total: 0 });
    }
  }

  async function skip(to: SkipTo): Promise<Skipped> {
    const seen: { post: Skipped['post'] } = { post: null };
    const stop = messages.subscribe(({ kind, stored }) => {
      const { author, channel_id: channel, id } = stored.message;
      if (kind === 'created' && stored.visibleTo === null && author.id === botId) seen.post = { channel, message: id };
    });
    const start = clock.now();
    const end = start + HOURS[to] * HOUR_MS;
    try {
      // Hour by hour: a bot that was there all week posts on the day, not everything at its end.
      for (let now = start; now < end && !(to === 'post' && seen.post !== null); ) {
        now = Math.min(nextHour(now), end);
        await hands.moveClock(now);
        tell({ kind: 'skip', running: true, words: '', done: now - start, total: end - start });
      }
    } finally {
      stop();
    }
    return { now: clock.now(), post: seen.post };
  }

  return {
    hasHistory: () => hands.playHistory !== undefined && !played,
    skip: (to) => alone('skip', () => skip(to)),
    playHistory: () =>
      alone('history', async () => {
        if (hands.playHistory === undefined || played) throw new CannotDo('there is no history to play');
        played = true;
        await hands.playHistory((words, done, total) => tell({ kind: 'history', running: true, words, done, total }));
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** On the hour, where schedules like to be. */
const nextHour = (now: number): number => (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
