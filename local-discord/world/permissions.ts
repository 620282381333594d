/** Who may do what where, as Discord computes it (developer docs, "Permissions"). Pure; knows no requests. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Channel, Guild, Member, Overwrite } from './types.ts';

const ALL = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** What everybody may do in a new server. */
export const EVERYONE =
  P.ViewChannel |
  P.SendMessages |
  P.ReadMessageHistory |
  P.AddReactions |
  P.EmbedLinks |
  P.AttachFiles |
  P.UseExternalEmojis |
  P.CreatePublicThreads |
  P.SendMessagesInThreads |
  P.UseApplicationCommands |
  P.ChangeNickname |
  P.CreateInstantInvite |
  P.Connect |
  P.Speak;

/** Permissions in the server, before any channel's overwrites. A member who is not there has none. */
export function basePermissions(guild: Guild, member: Member | undefined): bigint {
  if (member === undefined) return 0n;
  if (guild.owner === member.user) return ALL;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of member.roles) bits |= guild.roles.get(id)?.permissions ?? 0n;
  return (bits & P.Administrator) !== 0n ? ALL : bits;
}

/** Permissions in a channel. For a thread pass its parent: threads have no overwrites of their own. */
export function channelPermissions(guild: Guild, member: Member | undefined, channel: Channel): bigint {
  const base = basePermissions(guild, member);
  if (member === undefined || base === ALL) return base;
  const find = (id: string): Overwrite | undefined => channel.overwrites.find((each) => each.id === id);
  const apply = (bits: bigint, over: { allow: bigint; deny: bigint } | undefined): bigint =>
    over === undefined ? bits : (bits & ~over.deny) | over.allow;
  const roles = member.roles
    .map(find)
    .reduce<{ allow: bigint; deny: bigint }>(
      (sum, over) => ({ allow: sum.allow | (over?.allow ?? 0n), deny: sum.deny | (over?.deny ?? 0n) }),
      { allow: 0n, deny: 0n },
    );
  return apply(apply(apply(base, find(guild.id)), roles), find(member.user));
}

export const has = (bits: bigint, wanted: bigint): boolean => (bits & wanted) === wanted;

const ALIASES = new Map(Object.entries(P).map(([name, bit]) => [name.toLowerCase(), bit]));

/** `SEND_MESSAGES`, `SendMessages` or a bit field in digits → bits. Throws on a name Discord does not have. */
export function parsePermission(name: string): bigint {
  if (/^\d+$/.test(name)) return BigInt(name);
  const bit = ALIASES.get(name.replaceAll('_', '').toLowerCase());
  if (bit === undefined) throw new Error(`Discord has no permission called ${name}`);
  return bit;
}
