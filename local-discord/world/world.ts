/** Everything that exists at this Discord: servers, channels, people. In memory; knows no requests and no sockets. */
import type { Clock } from '../clock.ts';
import { isSnowflake, type Snowflakes } from '../snowflakes.ts';
import { basePermissions, channelPermissions, EVERYONE } from './permissions.ts';
import type { Channel, Guild, Member, Role, User } from './types.ts';

export interface World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly bot: User;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly users: Map<string, User>;
}

export function createWorld(clock: Clock, ids: Snowflakes, botName: string): World {
  const id = ids.next();
  const bot: User = { id, username: botName.toLowerCase(), displayName: botName, bot: true, locale: 'en-US' };
  return { clock, ids, bot, guilds: new Map(), channels: new Map(), users: new Map([[id, bot]]) };
}

export function addUser(world: World, name: string): User {
  const user: User = {
    id: world.ids.next(),
    username: name.toLowerCase(),
    displayName: name,
    bot: false,
    locale: 'en-US',
  };
  world.users.set(user.id, user);
  return user;
}

export function addGuild(world: World, name: string, owner: User): Guild {
  const id = world.ids.next();
  const guild: Guild = { id, name, owner: owner.id, roles: new Map(), members: new Map(), locale: 'en-US' };
  guild.roles.set(id, {
    id,
    name: '@everyone',
    permissions: EVERYONE,
    mentionable: false,
    managed: false,
    position: 0,
  });
  world.guilds.set(id, guild);
  addMember(world, guild, owner);
  return guild;
}

export function addRole(world: World, guild: Guild, name: string, permissions = 0n, managed = false): Role {
  const id = world.ids.next();
  const role: Role = { id, name, permissions, mentionable: !managed, managed, position: guild.roles.size };
  guild.roles.set(id, role);
  return role;
}

export function addMember(world: World, guild: Guild, user: User, roles: readonly Role[] = []): Member {
  const member: Member = {
    user: user.id,
    nick: null,
    roles: roles.map((role) => role.id),
    joinedAt: world.clock.now(),
  };
  guild.members.set(user.id, member);
  return member;
}

/** The bot joins with a role of its own, as after an invitation with these permissions. */
export function inviteBot(world: World, guild: Guild, permissions: bigint): Member {
  const role = addRole(world, guild, world.bot.displayName, permissions, true);
  return addMember(world, guild, world.bot, [role]);
}

export function removeMember(guild: Guild, user: string): void {
  const member = guild.members.get(user);
  for (const id of member?.roles ?? []) if (guild.roles.get(id)?.managed) guild.roles.delete(id);
  guild.members.delete(user);
}

export function addChannel(world: World, fields: Pick<Channel, 'type' | 'guild' | 'name'> & Partial<Channel>): Channel {
  const channel: Channel = {
    id: fields.id ?? world.ids.next(),
    topic: null,
    parent: null,
    position: [...world.channels.values()].filter((each) => each.guild === fields.guild).length,
    overwrites: [],
    thread: null,
    recipient: null,
    lastMessage: null,
    ...fields,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** A channel goes with the threads that hang on it. */
export function removeChannel(world: World, id: string): void {
  for (const channel of [...world.channels.values()]) {
    if (channel.id === id || channel.parent === id) world.channels.delete(channel.id);
  }
}

/** The conversation between the bot and one person; opened when first asked for. */
export function directChannel(world: World, user: string): Channel {
  for (const channel of world.channels.values()) if (channel.recipient === user) return channel;
  return addChannel(world, { type: 1, guild: null, name: '', recipient: user });
}

/** What somebody may do in a channel or thread; in direct messages, everything a conversation needs. */
export function permissionsIn(world: World, channel: Channel, user: string): bigint {
  if (channel.guild === null) {
    return user === world.bot.id || user === channel.recipient ? EVERYONE : 0n;
  }
  const guild = world.guilds.get(channel.guild);
  if (guild === undefined) return 0n;
  const place = channel.parent === null ? channel : (world.channels.get(channel.parent) ?? channel);
  return channelPermissions(guild, guild.members.get(user), place);
}

export const permissionsOf = (guild: Guild, user: string): bigint => basePermissions(guild, guild.members.get(user));

// ---- Finding by what people type: `ana`, `@ana`, `<@1>`, `#study`, `study`, an id. ----

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^<(?:@[!&]?|#)(\d+)>$/, '$1')
    .replace(/^[@#]/, '');

export function findUser(world: World, text: string): User | undefined {
  const name = bare(text);
  if (isSnowflake(name)) return world.users.get(name);
  return [...world.users.values()].find((user) => user.username === name.toLowerCase());
}

export function findGuild(world: World, text: string | undefined): Guild | undefined {
  if (text === undefined) return world.guilds.values().next().value;
  return world.guilds.get(text) ?? [...world.guilds.values()].find((guild) => guild.name === text);
}

/** Channels first, then threads, so that a thread named like a channel does not hide it. */
export function findChannel(world: World, guild: Guild | undefined, text: string): Channel | undefined {
  const name = bare(text);
  if (isSnowflake(name)) return world.channels.get(name);
  const here = [...world.channels.values()].filter((channel) => channel.guild === guild?.id && channel.name === name);
  return here.find((channel) => channel.parent === null) ?? here[0];
}

export function findRole(guild: Guild | undefined, text: string): Role | undefined {
  const name = bare(text);
  return guild?.roles.get(name) ?? [...(guild?.roles.values() ?? [])].find((role) => bare(role.name) === name);
}
