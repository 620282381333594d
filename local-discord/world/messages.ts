/** Where messages are kept: written, found, changed, deleted. Who may do so, and what a body may hold, is decided elsewhere. */
import { numberComponents } from './components.ts';
import { type AllowedMentions, applyMentions } from './mentions.ts';
import { timestamp, userPayload } from './payloads.ts';
import { type Attachment, type Component, Flag, type Message, type StoredMessage, type User } from './types.ts';
import type { World } from './world.ts';

/** The parts of a message that a body sets; absent fields keep (edit) or default (create). */
export interface Draft {
  readonly content?: string | null | undefined;
  readonly components?: Component[] | null | undefined;
  readonly embeds?: Record<string, unknown>[] | null | undefined;
  readonly flags?: number | null | undefined;
  readonly allowed_mentions?: AllowedMentions | null | undefined;
  readonly nonce?: string | number | null | undefined;
  readonly tts?: boolean | null | undefined;
  /** What the message has afterwards, files already stored. */
  readonly attachments?: Attachment[] | undefined;
}

interface Placement {
  readonly channel: string;
  readonly author: User;
  readonly visibleTo?: string | null;
  readonly type?: number;
  readonly enforcedNonce?: string | null;
  /** Fields such as interaction_metadata, webhook_id, message_reference. */
  readonly extra?: Record<string, unknown>;
}

interface MessageEvent {
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly stored: StoredMessage;
}

export interface Messages {
  create(place: Placement, draft: Draft): StoredMessage;
  edit(stored: StoredMessage, draft: Draft): StoredMessage;
  remove(id: string): void;
  get(id: string): StoredMessage | undefined;
  /** Oldest first. */
  in(channel: string): StoredMessage[];
  /** The same author's message with the same enforced nonce of the past few minutes. */
  withNonce(author: string, nonce: string): StoredMessage | undefined;
  /** Returns what ends the subscription. */
  subscribe(listener: (event: MessageEvent) => void): () => void;
}

/** "Unique in the past few minutes" (developer docs, Create Message, enforce_nonce). */
const NONCE_WINDOW_MS = 5 * 60_000;

export function createMessages(world: World): Messages {
  const all = new Map<string, StoredMessage>();
  // Ids only grow, so what was put in last is the newest: each channel's map is in Discord's order.
  const byChannel = new Map<string, Map<string, StoredMessage>>();
  const byNonce = new Map<string, StoredMessage>();
  const listeners = new Set<(event: MessageEvent) => void>();
  const tell = (kind: MessageEvent['kind'], stored: StoredMessage): StoredMessage => {
    for (const listener of listeners) listener({ kind, stored });
    return stored;
  };
  return {
    create(place, draft) {
      const now = world.clock.now();
      const message: Message = {
        id: world.ids.next(),
        channel_id: place.channel,
        type: place.type ?? 0,
        author: userPayload(place.author),
        content: draft.content ?? '',
        components: numberComponents(draft.components ?? []),
        embeds: draft.embeds ?? [],
        attachments: draft.attachments ?? [],
        mentions: [],
        mention_roles: [],
        mention_everyone: false,
        timestamp: timestamp(now),
        edited_timestamp: null,
        flags: draft.flags ?? 0,
        pinned: false,
        tts: draft.tts ?? false,
        ...(draft.nonce === undefined || draft.nonce === null ? {} : { nonce: draft.nonce }),
        ...place.extra,
      };
      applyMentions(world, message, draft.allowed_mentions);
      const stored: StoredMessage = {
        message,
        visibleTo: place.visibleTo ?? null,
        createdAt: now,
      };
      all.set(message.id, stored);
      const here = byChannel.get(place.channel) ?? new Map<string, StoredMessage>();
      byChannel.set(place.channel, here.set(message.id, stored));
      if (place.enforcedNonce) byNonce.set(`${place.author.id} ${place.enforcedNonce}`, stored);
      const channel = world.channels.get(place.channel);
      if (channel !== undefined && stored.visibleTo === null) channel.lastMessage = message.id;
      return tell('created', stored);
    },
    edit(stored, draft) {
      const { message } = stored;
      // A deferred answer that gets its content is not shown as edited.
      const first = (message.flags & Flag.LOADING) !== 0;
      if (draft.content !== undefined) message.content = draft.content ?? '';
      if (draft.components !== undefined) message.components = numberComponents(draft.components ?? []);
      if (draft.embeds !== undefined) message.embeds = draft.embeds ?? [];
      if (draft.attachments !== undefined) message.attachments = draft.attachments;
      if (draft.flags !== undefined && draft.flags !== null) message.flags |= draft.flags;
      message.flags &= ~Flag.LOADING;
      if (!first) message.edited_timestamp = timestamp(world.clock.now());
      applyMentions(world, message, draft.allowed_mentions);
      return tell('changed', stored);
    },
    remove(id) {
      const stored = all.get(id);
      if (stored === undefined) return;
      all.delete(id);
      byChannel.get(stored.message.channel_id)?.delete(id);
      tell('deleted', stored);
    },
    get: (id) => all.get(id),
    in: (channel) => [...(byChannel.get(channel)?.values() ?? [])],
    withNonce(author, nonce) {
      const stored = byNonce.get(`${author} ${nonce}`);
      const fresh = stored !== undefined && world.clock.now() - stored.createdAt < NONCE_WINDOW_MS;
      return fresh && all.has(stored.message.id) ? stored : undefined;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
