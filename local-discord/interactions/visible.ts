/** Which commands and messages a person sees, and where they are. The app's rules, not the API's. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Command } from '../commands.ts';
import type { Local } from '../local.ts';
import { has } from '../world/permissions.ts';
import type { Channel, StoredMessage, User } from '../world/types.ts';
import { directChannel, findChannel, findGuild, findUser, permissionsIn } from '../world/world.ts';
import { CannotDo } from './cannot.ts';

export function personOf(local: Local, name: string): User {
  const user = findUser(local.world, name);
  if (user === undefined) throw new CannotDo(`nobody here is called ${name}`);
  return user;
}

/** `dm` is the conversation with the bot; other names are looked up in the server (the first one, unless named). */
export function placeOf(local: Local, user: User, channel: string, guild?: string): Channel {
  if (channel === 'dm') return directChannel(local.world, user.id);
  const found = findChannel(local.world, findGuild(local.world, guild), channel);
  if (found === undefined) throw new CannotDo(`there is no channel ${channel}`);
  if (!has(permissionsIn(local.world, found, user.id), P.ViewChannel)) {
    throw new CannotDo(`${user.username} does not see #${found.name}`);
  }
  return found;
}

/** Developer docs, "Contexts" and "Permissions": what the command list shows this person in this channel. */
export function commandsFor(local: Local, user: User, channel: Channel): Command[] {
  const permissions = permissionsIn(local.world, channel, user.id);
  if (channel.guild === null) return local.commands.list(null).filter(({ contexts }) => contexts?.includes(1) ?? true);
  const guild = local.world.guilds.get(channel.guild);
  if (!guild?.members.has(local.world.bot.id) || !has(permissions, P.UseApplicationCommands)) return [];
  const global = local.commands.list(null).filter(({ contexts }) => contexts?.includes(0) ?? true);
  const all = [...local.commands.list(guild.id), ...global];
  return all.filter(({ default_member_permissions: needed }) => {
    if (needed === null || has(permissions, P.Administrator)) return true;
    // "0" hides a command from everyone but administrators.
    return needed !== '0' && has(permissions, BigInt(needed));
  });
}

/** Slash commands are of type 1, those on people and messages of types 2 and 3. */
export function commandFor(
  local: Local,
  user: User,
  channel: Channel,
  name: string,
  types: readonly number[] = [1],
): Command {
  const command = commandsFor(local, user, channel).find((each) => each.name === name && types.includes(each.type));
  if (command === undefined) throw new CannotDo(`${user.username} sees no command /${name} here`);
  return command;
}

/** Oldest first, other people's private answers left out. */
export function messagesFor(local: Local, user: User, channel: Channel): StoredMessage[] {
  return local.messages.in(channel.id).filter((stored) => stored.visibleTo === null || stored.visibleTo === user.id);
}
