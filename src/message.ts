/** The shapes in which messages travel through the program: plain Discord payload parts, types only. */
import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';

/** Components v2 without flags or allowed_mentions: the edge adds them, closed, in one place. */
export interface Message {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly files?: readonly { readonly name: string; readonly data: Uint8Array; readonly type: string }[];
}

/** A message of the bot's own: it may mention one role and one member, nothing else. */
export interface PostMessage extends Message {
  readonly mentionRole?: string | null;
  readonly mentionUser?: string | null;
}
