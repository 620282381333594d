/** Commands on a person or a message: their `data`, with the target resolved (developer docs, "Application Command Data"). */
import type { Command } from '../commands.ts';
import type { Local } from '../local.ts';
import type { Channel, User } from '../world/types.ts';
import { CannotDo } from './cannot.ts';
import { Resolved } from './resolved.ts';
import { messagesFor, personOf } from './visible.ts';

/** `target`: a name for a user command (type 2), a message's id for a message command (type 3). */
export function menuData(
  { local, user, channel }: { readonly local: Local; readonly user: User; readonly channel: Channel },
  command: Command,
  target: string,
): Record<string, unknown> {
  const base = { id: command.id, name: command.name, type: command.type };
  if (command.type === 2) {
    const resolved = new Resolved(local, channel, user);
    const id = resolved.user(personOf(local, target));
    return { ...base, target_id: id, resolved: resolved.payload() };
  }
  const stored = messagesFor(local, user, channel).find(({ message }) => message.id === target);
  // The app has no menu of apps on what only one person sees.
  if (stored !== undefined && stored.visibleTo !== null) throw new CannotDo('that message is private: it has no menu');
  if (command.type !== 3 || stored === undefined) throw new CannotDo(`/${command.name} does not work on ${target}`);
  return { ...base, target_id: target, resolved: { messages: { [target]: structuredClone(stored.message) } } };
}
