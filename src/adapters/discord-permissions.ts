/** What a member may do in a channel, computed as Discord documents it under "Permission hierarchy". */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  OverwriteType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';

const EVERYTHING = ~0n;

/** @returns the permission bits of `member` in `channel`; all of them for owners and administrators. */
export function permissionsIn(
  guild: Pick<APIGuild, 'id' | 'owner_id' | 'roles'>,
  channel: APIChannel,
  member: Pick<APIGuildMember, 'roles'> & { readonly user: { readonly id: string } },
): bigint {
  if (member.user.id === guild.owner_id) return EVERYTHING;
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  let bits = held.reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  if (bits & PermissionFlagsBits.Administrator) return EVERYTHING;

  const overwrites = ('permission_overwrites' in channel && channel.permission_overwrites) || [];
  const apply = (matching: typeof overwrites) => {
    const denied = matching.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const granted = matching.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    bits = (bits & ~denied) | granted;
  };
  apply(overwrites.filter(({ id }) => id === guild.id));
  apply(
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && member.roles.includes(id)),
  );
  apply(overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id));
  return bits;
}
