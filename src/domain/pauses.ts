/** The times in which a server's schedule rested, and how they are kept when one ends. Knows no week and no member. */
import type { GuildContent, Settings } from './guild.ts';
import { joined, type Span } from './spans.ts';

/** Four years of a pause every week; a streak that needs an older one is very old. */
const MOST_PAUSES = 200;

/** The pauses that are over once `next` is what a server chose: the one that ran is one of them, if it runs no longer. */
export function pausesAfter({ settings, pauses }: Pick<GuildContent, 'settings' | 'pauses'>, next: Settings): Pauses {
  if (!settings?.paused || next.paused) return pauses;
  const from = settings.paused.at;
  // A clock that was set back meanwhile does not turn a pause around.
  return kept([...pauses, { from, to: Math.max(from, next.savedAt) }]);
}

/** Those of two documents of one server, the older and the newer one: what ran in the older one has ended by the newer, if it knows of no end. */
export function bothPauses(older: GuildContent, newer: GuildContent): Pauses {
  const all = kept([...older.pauses, ...newer.pauses]);
  const at = older.settings?.paused?.at;
  const known = at === undefined || all.some(({ from, to }) => from <= at && at < to);
  return known || !newer.settings ? all : pausesAfter({ settings: older.settings, pauses: all }, newer.settings);
}

type Pauses = GuildContent['pauses'];

const kept = (spans: readonly Span[]): Pauses => joined(spans).slice(-MOST_PAUSES);
