/**
 * Looks whether the posts came that were due when an owner saved settings: a bot may have died, or lost Discord's answer, before
 * it could say so. What came is recorded, and the calendar goes on behind it instead of bringing it again. Posts nothing.
 */
import type { GuildDocument, Unsure } from '../domain/guild.ts';
import { nextDueAt, unsureAt } from '../domain/schedule.ts';
import { acknowledge, sure } from '../domain/schedule-changes.ts';
import { markerOf } from '../messages/actions.ts';
import type { Channels, Clock, Stores } from '../ports.ts';

/** When to ask again where Discord did not answer. */
const AGAIN_MS = 2 * 60_000;

export interface LookBackParts {
  readonly phaseCount: number;
  readonly stores: Pick<Stores, 'guilds' | 'ledger'>;
  readonly channels: Pick<Channels, 'find'>;
  readonly clock: Clock;
  /** Gives a post its thread, also where it has it already. Resolves false when nobody knows whether it has. */
  readonly openThread: (post: Unsure, messageId: string) => Promise<boolean>;
}

interface LookedBack {
  /** As it is now. */
  readonly document: GuildDocument | null;
  /** When to look again (Unix milliseconds); null: nothing is unsure. */
  readonly again: number | null;
}

export async function lookBack(parts: LookBackParts, guild: string): Promise<LookedBack> {
  const { stores, clock } = parts;
  for (;;) {
    const document = await stores.guilds.get(guild);
    const settings = document?.settings;
    const [post] = settings?.unsure ?? [];
    const at = settings ? unsureAt(settings) : null;
    if (!post || at === null) return { document, again: null };
    // Until then somebody may still be at it.
    if (at > clock.now()) return { document, again: at };
    if (!(await lookFor(parts, guild, post))) return { document, again: clock.now() + AGAIN_MS };
  }
}

/** Resolves false when Discord did not say. */
async function lookFor(parts: LookBackParts, guild: string, post: Unsure): Promise<boolean> {
  const { stores, channels, clock, phaseCount, openThread } = parts;
  const { channel, kind, week } = post;
  const slot = { guild, kind, id: week };
  const found = await channels.find(channel, markerOf(slot));
  if (found === 'unknown') return false;
  const messageId = typeof found === 'object' ? found.messageId : null;
  if (messageId) {
    if (!(await openThread(post, messageId))) return false;
    // Nobody holds the claim any more, or whoever does would find the same.
    await stores.ledger.settle('', { slot, state: 'posted', channel, messageId, at: clock.now() });
  }
  await stores.guilds.update(guild, (latest) => {
    const now = clock.now();
    if (!latest?.settings) return { document: null, outcome: undefined };
    const known = messageId ? acknowledge(latest.settings, post, phaseCount, now) : latest.settings;
    const document: GuildDocument = { ...latest, settings: sure(known, post) };
    return { document, dueAt: nextDueAt(sure(known, post), phaseCount, now), outcome: undefined };
  });
  return true;
}
