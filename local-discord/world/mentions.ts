/** Whom a message really notifies, after `allowed_mentions` (developer docs, message resource). Knows no permissions. */
import { displayedText } from './components.ts';
import { userPayload } from './payloads.ts';
import type { Message } from './types.ts';
import type { World } from './world.ts';

export interface AllowedMentions {
  readonly parse?: readonly string[] | null | undefined;
  readonly users?: readonly string[] | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
  readonly replied_user?: boolean | null | undefined;
}

/** Fills mentions, mention_roles and mention_everyone. Without `allowed_mentions` everything that is written counts. */
export function applyMentions(world: World, message: Message, allowed: AllowedMentions | null | undefined): void {
  const text = `${message.content}\n${displayedText(message.components)}`;
  const permits = (kind: 'users' | 'roles', id: string): boolean =>
    !allowed || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const found = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  message.mentions = found(/<@!?(\d+)>/g)
    .filter((id) => permits('users', id))
    .flatMap((id) => world.users.get(id) ?? [])
    .map(userPayload);
  message.mention_roles = found(/<@&(\d+)>/g).filter((id) => permits('roles', id));
  message.mention_everyone =
    /@(everyone|here)\b/.test(text) && (!allowed || allowed.parse?.includes('everyone') === true);
}
