/** Changes the world on request (permissions, servers, channels, people) and shows it. Tells the bot what its intents allow. */
import { guildCreate } from '../gateway/server.ts';
import { CannotDo } from '../interactions/cannot.ts';
import { personOf } from '../interactions/visible.ts';
import type { Local } from '../local.ts';
import { channelPayload } from '../world/payloads.ts';
import { parsePermission } from '../world/permissions.ts';
import { INVITED, seedGuild } from '../world/seed.ts';
import type { Channel, Guild, Role } from '../world/types.ts';
import {
  addChannel,
  addMember,
  addRole,
  addUser,
  findChannel,
  findGuild,
  findRole,
  findUser,
  inviteBot,
  removeChannel,
  removeMember,
} from '../world/world.ts';
import type { WorldChange, WorldView } from './types.ts';

const GUILDS = { intent: 1 << 0 };

const bits = (names: readonly string[] | undefined): bigint =>
  (names ?? []).reduce((sum, name) => sum | parsePermission(name), 0n);

function guildOf(local: Local, name: string | undefined): Guild {
  const guild = findGuild(local.world, name);
  if (guild === undefined) throw new CannotDo(`there is no server ${name ?? ''}`);
  return guild;
}

function channelOf(local: Local, guild: Guild | undefined, name: string): Channel {
  const channel = findChannel(local.world, guild, name);
  if (channel === undefined) throw new CannotDo(`there is no channel ${name}`);
  return channel;
}

function roleOf(guild: Guild, name: string): Role {
  const own = name === 'bot' ? [...guild.roles.values()].find(({ managed }) => managed) : undefined;
  const role = own ?? (name === '@everyone' ? guild.roles.get(guild.id) : findRole(guild, name));
  if (role === undefined) throw new CannotDo(`there is no role ${name} in ${guild.name}`);
  return role;
}

/** Returns the id of what was made or changed. */
export async function changeWorld(local: Local, change: WorldChange): Promise<string> {
  if (change.kind !== 'endpoint') return changed(local, change);
  await local.endpoint.set(change.url, change.lagMs);
  return local.applicationId;
}

function changed(local: Local, change: Exclude<WorldChange, { kind: 'endpoint' }>): string {
  const { world } = local;
  switch (change.kind) {
    case 'overwrite':
      return overwrite(local, change);
    case 'role-permissions': {
      const role = roleOf(guildOf(local, change.guild), change.role);
      role.permissions = (role.permissions | bits(change.allow)) & ~bits(change.deny);
      return role.id;
    }
    case 'add-guild':
      return addStudyGuild(local, change.name, change.withoutBot === true);
    case 'add-channel':
      return addChannel(world, { type: change.type ?? 0, guild: guildOf(local, change.guild).id, name: change.name })
        .id;
    case 'delete-channel': {
      const channel = channelOf(local, findGuild(world, change.guild), change.channel);
      removeChannel(world, channel.id);
      local.gateway.broadcast('CHANNEL_DELETE', channelPayload(world, channel), channel.guild, GUILDS);
      return channel.id;
    }
    case 'add-person': {
      const guild = guildOf(local, change.guild);
      const user = findUser(world, change.name) ?? addUser(world, change.name);
      addMember(world, guild, user, change.role === undefined ? [] : [roleOf(guild, change.role)]);
      return user.id;
    }
    case 'remove-person': {
      const user = personOf(local, change.name);
      removeMember(guildOf(local, change.guild), user.id);
      return user.id;
    }
    case 'nickname': {
      const user = personOf(local, change.name);
      const member = guildOf(local, change.guild).members.get(user.id);
      if (member !== undefined) member.nick = change.nick;
      return user.id;
    }
    case 'locale': {
      const user = personOf(local, change.name);
      user.locale = change.locale;
      return user.id;
    }
    case 'add-role':
      return addRole(world, guildOf(local, change.guild), change.name, bits(change.permissions)).id;
    case 'give-role': {
      const guild = guildOf(local, change.guild);
      const role = roleOf(guild, change.role);
      const member = guild.members.get(personOf(local, change.name).id);
      if (member !== undefined) {
        member.roles = [...member.roles.filter((id) => id !== role.id), ...(change.take ? [] : [role.id])];
      }
      return role.id;
    }
    case 'remove-bot': {
      const guild = guildOf(local, change.guild);
      removeMember(guild, world.bot.id);
      local.gateway.broadcast('GUILD_DELETE', { id: guild.id }, guild.id, GUILDS);
      return guild.id;
    }
    case 'invite-bot': {
      const guild = guildOf(local, change.guild);
      if (!guild.members.has(world.bot.id)) {
        inviteBot(world, guild, change.permissions === undefined ? INVITED : bits(change.permissions));
        local.gateway.broadcast('GUILD_CREATE', guildCreate(local, guild.id), guild.id, GUILDS);
      }
      return guild.id;
    }
    case 'thread': {
      const channel = channelOf(local, undefined, change.thread);
      if (channel.thread !== null && change.archived !== undefined) channel.thread.archived = change.archived;
      if (channel.thread !== null && change.locked !== undefined) channel.thread.locked = change.locked;
      return channel.id;
    }
    case 'gateway':
      local.gateway.sharding = { shards: change.shards, atOnce: change.atOnce ?? null };
      return local.applicationId;
    case 'delete-message':
      local.messages.remove(change.message);
      return change.message;
  }
}

function overwrite(local: Local, change: Extract<WorldChange, { kind: 'overwrite' }>): string {
  const guild = guildOf(local, change.guild);
  const channel = channelOf(local, guild, change.channel);
  const user = change.for === 'bot' ? local.world.bot : findUser(local.world, change.for);
  const id = user?.id ?? roleOf(guild, change.for).id;
  const before = channel.overwrites.find((each) => each.id === id) ?? { allow: 0n, deny: 0n };
  const allow = bits(change.allow);
  const deny = bits(change.deny);
  const after = { allow: (before.allow & ~deny) | allow, deny: (before.deny & ~allow) | deny };
  channel.overwrites = [
    ...channel.overwrites.filter((each) => each.id !== id),
    { id, type: user === undefined ? 0 : 1, ...after },
  ];
  return channel.id;
}

/** Another server like the first one: the same owner, the same people. */
function addStudyGuild(local: Local, name: string, withoutBot: boolean): string {
  const { world } = local;
  const owner = personOf(local, 'admin');
  const people = [...world.users.values()].filter((user) => !user.bot && user.id !== owner.id);
  const guild = seedGuild(world, name, owner, people);
  if (withoutBot) removeMember(guild, world.bot.id);
  else local.gateway.broadcast('GUILD_CREATE', guildCreate(local, guild.id), guild.id, GUILDS);
  return guild.id;
}

export function viewWorld(local: Local): WorldView {
  const { world, gateway } = local;
  return {
    now: local.clock.now(),
    bot: { id: world.bot.id, name: world.bot.displayName },
    guilds: [...world.guilds.values()].map((guild) => viewGuild(local, guild)),
    sessions: [...gateway.sessions.values()].filter(({ deliver }) => deliver !== null).length,
    identifies: gateway.identifies,
    resumes: gateway.resumes,
    commandWrites: local.commands.writes(),
    commands: local.commands.count(),
  };
}

const viewGuild = ({ world }: Local, guild: Guild): WorldView['guilds'][number] => ({
  id: guild.id,
  name: guild.name,
  owner: guild.owner,
  withBot: guild.members.has(world.bot.id),
  members: [...guild.members.values()].map(({ user, nick, roles }) => ({
    id: user,
    name: world.users.get(user)?.username ?? '',
    nick,
    roles,
  })),
  roles: [...guild.roles.values()].map(({ id, name, permissions }) => ({
    id,
    name,
    permissions: permissions.toString(),
  })),
  channels: [...world.channels.values()]
    .filter((channel) => channel.guild === guild.id)
    .map(({ id, name, type, parent, thread }) => ({
      id,
      name,
      type,
      parent,
      ...(thread === null ? {} : { archived: thread.archived, locked: thread.locked }),
    })),
});
