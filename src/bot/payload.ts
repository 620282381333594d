/** A message as Discord takes it in an answer: components v2, and nobody is ever mentioned. */
import { type APIInteractionResponseCallbackData, MessageFlags } from 'discord-api-types/v10';
import type { Message } from '../message.ts';

const CLOSED = { parse: [] };

/** For everybody in the channel. */
export function publicly(message: Message): APIInteractionResponseCallbackData {
  return { components: [...message.components], flags: MessageFlags.IsComponentsV2, allowed_mentions: CLOSED };
}

/** For whoever acted alone. */
export function privately(message: Message): APIInteractionResponseCallbackData {
  return { ...publicly(message), flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral };
}

/** In place of what stands there. EPHEMERAL can not be changed by an edit, so it is not said again. */
export function edited(message: Message): APIInteractionResponseCallbackData {
  return publicly(message);
}
