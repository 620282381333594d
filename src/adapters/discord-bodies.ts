/** Messages in the shapes that Discord's API takes, whichever client sends them. */
import { MessageFlags } from 'discord-api-types/v10';
import type { Message, PostMessage } from '../message.ts';

/** A post of the bot's own: only whom the message names is mentioned, whatever its words say. */
export function postBody({ components, mentionRole, mentionUser }: PostMessage) {
  const allowed_mentions = {
    parse: [],
    roles: mentionRole ? [mentionRole] : [],
    users: mentionUser ? [mentionUser] : [],
  };
  return { components, flags: MessageFlags.IsComponentsV2, allowed_mentions };
}

export function rawFiles(files: Message['files']) {
  return (files ?? []).map(({ name, data, type }) => ({ name, data, contentType: type }));
}
