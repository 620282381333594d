/**
 * One post, once: claim → look whether an interrupted try left it there → post with a nonce → settle. Knows neither what is posted
 * nor when; it refuses to post where it can not tell that nobody else did.
 */
import { DISCORD } from '../domain/limits.ts';
import { ATTACH_FILES, SEND_MESSAGES } from '../domain/permissions.ts';
import type { PostMessage } from '../message.ts';
import { markerOf } from '../messages/actions.ts';
import type { Channels, Claim, Clock, Ledger, PostRecord, Sent, SlotKey } from '../ports.ts';
import { createClosedChannels, RETRY_AFTER_MS } from './closed-channels.ts';
import { createTurns } from './turns.ts';

/** Longer than a post can take with its time-outs and its retry. */
const LEASE_MS = 120_000;
/** A little more, so that the lease has ended by the store's clock too. */
const AFTER_LEASE_MS = 2_000;
/** Discord's error code for whatever the bot may not do in a channel that it sees. */
const MISSING_PERMISSIONS = 50013;

export interface DeliverParts {
  readonly ledger: Ledger;
  readonly channels: Pick<Channels, 'post' | 'find' | 'permissions'>;
  readonly clock: Clock;
  readonly applicationId: string;
  /** A one-way hash as base64url or hex, at least 25 characters long. */
  readonly hash: (words: string) => string;
  readonly leaseMs?: number;
  /** Hears of each post that is settled now. */
  readonly observe?: (seen: PostSeen) => void;
}

export interface PostSeen {
  readonly kind: SlotKey['kind'];
  readonly state: PostRecord['state'];
  /** From when it was due. */
  readonly lateSeconds: number;
}

interface Delivery {
  readonly slot: SlotKey;
  readonly channel: string;
  readonly message: PostMessage;
  /** The custom id in it by which it is found again; absent: that of `markerOf`. */
  readonly marker?: string;
  /** The same without its files, for where the bot may attach none. Absent: it has none. */
  readonly plain?: PostMessage;
  /** When it was to be posted, Unix milliseconds. */
  readonly dueAt: number;
  /** Too old to be posted: an interrupted try is still recorded, but nothing new is sent. */
  readonly stale: boolean;
  /** When the owner last saved settings: refusals from before say nothing about now. */
  readonly savedAt: number;
  /**
   * Runs on the post before it is settled, also when an interrupted try is found: it must bear being run twice. Resolves false
   * when nobody knows what became of it: then it is run again when the lease has ended.
   */
  readonly onPosted?: (messageId: string) => Promise<boolean>;
  /** Runs beside the settling, which either may outlive: also where it is given up. Not where it is found settled. */
  readonly whenSettled?: () => Promise<void>;
}

export type Outcome =
  /** Settled now, or (`before`) found settled. */
  | { readonly kind: 'settled'; readonly state: PostRecord['state'] | 'before' }
  /** Somebody else is at it, it waits after a refusal, or nobody knows yet: look again at `at`. */
  | { readonly kind: 'later'; readonly at: number; readonly why: 'held' | 'waiting' | 'unknown' }
  /** Discord said no; the next try is at `at`. `channelWide`: nothing else gets through there either. */
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly code: number;
      readonly first: boolean;
      readonly channelWide: boolean;
    }
  /** Discord said no for the last time. A claim is still held: give it back, or give the post up. */
  | {
      readonly kind: 'exhausted';
      readonly code: number;
      /** Something else may be tried there from then on. */
      readonly at: number;
      giveBack(): Promise<void>;
      giveUp(): Promise<void>;
    };

export type Deliver = (delivery: Delivery) => Promise<Outcome>;

export function createDeliver(parts: DeliverParts): Deliver {
  const { ledger, channels, clock, leaseMs = LEASE_MS } = parts;
  const closed = createClosedChannels();
  const inTurn = createTurns();

  async function claimed({ slot, savedAt }: Delivery): Promise<Claim> {
    const claim = await ledger.claim(slot, leaseMs, clock.now());
    if (claim.kind !== 'waiting') return claim;
    const refusedAt = claim.until - (RETRY_AFTER_MS[claim.failures - 1] ?? 0);
    // The owner saved settings since it was refused: what was wrong may be mended, so it does not wait any longer.
    return savedAt > refusedAt ? ledger.claim(slot, leaseMs, claim.until) : claim;
  }

  const unknown = (): Outcome => ({ kind: 'later', at: clock.now() + leaseMs + AFTER_LEASE_MS, why: 'unknown' });

  async function settle(
    delivery: Delivery,
    token: string,
    state: PostRecord['state'],
    messageId: string | null,
  ): Promise<Outcome> {
    const { slot, channel } = delivery;
    if (messageId && delivery.onPosted && !(await delivery.onPosted(messageId))) return unknown();
    const at = clock.now();
    const record = ledger.settle(token, { slot, state, channel, messageId, at });
    // What failed is still to be told, by whoever finds it unsettled: only what is posted may be settled twice at once.
    if (state !== 'posted') await record;
    await Promise.all([record, delivery.whenSettled?.()]);
    parts.observe?.({ kind: slot.kind, state, lateSeconds: Math.max(0, at - delivery.dueAt) / 1000 });
    return { kind: 'settled', state };
  }

  /** What an interrupted try left behind; null: certainly nothing, so post. */
  async function interrupted(delivery: Delivery, token: string): Promise<Outcome | null> {
    const found = await channels.find(delivery.channel, delivery.marker ?? markerOf(delivery.slot));
    if (found === 'absent') return null;
    if (found === 'unknown') return unknown();
    if (found === 'unreadable') return settle(delivery, token, 'uncertain', null);
    return settle(delivery, token, 'posted', found.messageId);
  }

  /** A picture is no reason to be refused, nor to knock at a closed channel once more: what the bot may do there is asked first. */
  async function send({ slot, channel, message, plain }: Delivery, failures: number): Promise<Sent> {
    const nonce = nonceOf(parts, { slot, channel });
    if (plain && failures > 0) return channels.post(channel, plain, nonce);
    const sent = await channels.post(channel, message, nonce);
    if (!plain || sent.kind !== 'refused' || sent.code !== MISSING_PERMISSIONS) return sent;
    const may = await channels.permissions(slot.guild, channel);
    const onlyFiles = typeof may === 'bigint' && may & SEND_MESSAGES.bit && !(may & ATTACH_FILES.bit);
    return onlyFiles ? channels.post(channel, plain, nonce) : sent;
  }

  async function refused(delivery: Delivery, token: string, code: number, failures: number): Promise<Outcome> {
    const { slot, channel } = delivery;
    // A weekly post has its last try also where other posts used up the channel's; news stand for themselves.
    const tries = slot.kind === 'news' ? failures : Math.max(failures, closed.refusals(channel));
    const closedUntil = closed.refused(channel, code, clock.now());
    const wait = RETRY_AFTER_MS[tries];
    if (wait === undefined) {
      return {
        kind: 'exhausted',
        code,
        at: closedUntil ?? clock.now(),
        giveBack: () => ledger.release(slot, token, clock.now()),
        giveUp: async () => void (await settle(delivery, token, 'gone', null)),
      };
    }
    const until = clock.now() + wait;
    await ledger.release(slot, token, until);
    const channelWide = closedUntil !== null;
    return { kind: 'refused', at: Math.max(until, closedUntil ?? 0), code, first: failures === 0, channelWide };
  }

  /** The channel refused everything lately. When other posts have used its tries up, a weekly post need not knock as well. */
  function shutOut(
    { slot }: Delivery,
    { refusals, code, until }: { refusals: number; code: number; until: number },
  ): Outcome {
    if (slot.kind === 'news' || refusals <= RETRY_AFTER_MS.length) return { kind: 'later', at: until, why: 'waiting' };
    const nothing = async () => {};
    return { kind: 'exhausted', code, at: until, giveBack: nothing, giveUp: nothing };
  }

  async function deliver(delivery: Delivery): Promise<Outcome> {
    const { channel } = delivery;
    const shut = delivery.stale ? null : closed.now(channel, delivery.savedAt, clock.now());
    if (shut) return shutOut(delivery, shut);
    const claim = await claimed(delivery);
    if (claim.kind === 'settled') return { kind: 'settled', state: 'before' };
    if (claim.kind === 'waiting') return { kind: 'later', at: claim.until, why: 'waiting' };
    if (claim.kind === 'held') return { kind: 'later', at: clock.now() + leaseMs + AFTER_LEASE_MS, why: 'held' };
    const { token } = claim;
    const left = claim.resumed ? await interrupted(delivery, token) : null;
    if (left) return left;
    if (delivery.stale) return settle(delivery, token, 'gone', null);
    const sent = await send(delivery, claim.failures);
    if (sent.kind === 'sent') {
      closed.opened(channel);
      return settle(delivery, token, 'posted', sent.messageId);
    }
    // Not certain, or nothing that this post or channel could mend: the lease ends, and the next try looks first.
    if (sent.kind === 'unknown' || !isFinal(sent.status)) return unknown();
    return refused(delivery, token, sent.code, claim.failures);
  }

  // Side by side, two posts would both knock at a channel that refuses the first.
  return (delivery) => inTurn(delivery.channel, () => deliver(delivery));
}

/** A refusal of this very post: not a token that was reset, not "slow down", not trouble at Discord. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}

/** The same post always has the same nonce: Discord then gives back the message that is already there. */
function nonceOf({ applicationId, hash }: DeliverParts, { slot, channel }: Pick<Delivery, 'slot' | 'channel'>): string {
  return hash([applicationId, slot.guild, channel, slot.kind, slot.id].join('|')).slice(0, DISCORD.nonce);
}
