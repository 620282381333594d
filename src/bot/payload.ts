/** A message as Discord takes it in an answer: components v2, and nobody is ever mentioned. */
import { type APIInteractionResponseCallbackData, MessageFlags } from 'discord-api-types/v10';
import type { Message } from '../message.ts';

const CLOSED = { parse: [] };

/** For everybody in the channel. */
export const publicly = onceIfFrozen((message) => withFlags(message, MessageFlags.IsComponentsV2));

/** For whoever acted alone. */
export const privately = onceIfFrozen((message) =>
  withFlags(message, MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral),
);

/** In place of what stands there. EPHEMERAL can not be changed by an edit, so it is not said again. */
export const edited = onceIfFrozen((message) => ({
  ...withFlags(message, MessageFlags.IsComponentsV2),
  // Without a list of what is attached now, a picture that stood there before would stay.
  attachments: (message.files ?? []).map(({ name }, at) => ({ id: String(at), filename: name })),
}));

function withFlags(message: Message, flags: MessageFlags): APIInteractionResponseCallbackData {
  return { components: [...message.components], flags, allowed_mentions: CLOSED };
}

/** A frozen message is the same for everybody; so is its payload, which is frozen as well. */
function onceIfFrozen(make: (message: Message) => APIInteractionResponseCallbackData) {
  const made = new WeakMap<Message, APIInteractionResponseCallbackData>();
  return (message: Message): APIInteractionResponseCallbackData => {
    if (!Object.isFrozen(message)) return make(message);
    const before = made.get(message);
    if (before) return before;
    const payload = Object.freeze(make(message));
    made.set(message, payload);
    return payload;
  };
}
