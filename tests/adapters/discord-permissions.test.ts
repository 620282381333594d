import { type APIChannel, type APIRole, ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { permissionsIn } from '../../src/adapters/discord-permissions.ts';

const { ViewChannel: VIEW, SendMessages: SEND, ReadMessageHistory: READ, Administrator: ADMIN } = PermissionFlagsBits;
const [GUILD, OWNER, BOT, HELPER, MUTED] = ['1', '2', '3', '10', '11'];

const role = (id: string, permissions: bigint) => ({ id, permissions: String(permissions) }) as APIRole;

interface Overwrite {
  readonly id: string;
  readonly allow?: bigint;
  readonly deny?: bigint;
  readonly type?: OverwriteType;
}

/** A server in which everybody may see and write, unless a test says otherwise. */
function bits({
  roles = [],
  held = [],
  overwrites = [],
  user = BOT,
}: {
  roles?: readonly APIRole[];
  held?: readonly string[];
  overwrites?: readonly Overwrite[];
  user?: string;
} = {}): bigint {
  const guild = { id: GUILD, owner_id: OWNER, roles: [role(GUILD, VIEW | SEND), ...roles] };
  const permission_overwrites = overwrites.map(({ id, allow = 0n, deny = 0n, type = OverwriteType.Role }) => ({
    id,
    type,
    allow: String(allow),
    deny: String(deny),
  }));
  const channel = { id: '9', type: ChannelType.GuildText, permission_overwrites } as unknown as APIChannel;
  return permissionsIn(guild, channel, { roles: [...held], user: { id: user } });
}

describe('permissions in a channel, as Discord documents them', () => {
  it('are those of @everyone and of the roles one has, and of no others', () => {
    expect(bits()).toBe(VIEW | SEND);
    expect(bits({ roles: [role(HELPER, READ)], held: [HELPER] })).toBe(VIEW | SEND | READ);
    expect(bits({ roles: [role(HELPER, READ)] })).toBe(VIEW | SEND);
  });

  it('are all for the owner and for administrators, whatever the channel denies', () => {
    const overwrites = [{ id: GUILD, deny: VIEW | SEND }];
    expect(bits({ user: OWNER, overwrites }) & (VIEW | ADMIN)).toBe(VIEW | ADMIN);
    expect(bits({ roles: [role(HELPER, ADMIN)], held: [HELPER], overwrites }) & SEND).toBe(SEND);
    expect(bits({ roles: [role(HELPER, ADMIN)], overwrites }) & SEND).toBe(0n);
  });

  it('can be denied to everybody, and granted back to a role or to one member', () => {
    const closed = { id: GUILD, deny: SEND };
    expect(bits({ overwrites: [closed] })).toBe(VIEW);
    const roles = [role(HELPER, 0n)];
    const reopened = [closed, { id: HELPER, allow: SEND }];
    expect(bits({ roles, held: [HELPER], overwrites: reopened })).toBe(VIEW | SEND);
    expect(bits({ roles, overwrites: reopened })).toBe(VIEW);
    expect(bits({ overwrites: [closed, { id: BOT, allow: SEND, type: OverwriteType.Member }] })).toBe(VIEW | SEND);
  });

  it('follow what any of one’s roles is granted over what another is denied, in whichever order they come', () => {
    const roles = [role(HELPER, 0n), role(MUTED, 0n)];
    const overwrites = [
      { id: HELPER, allow: SEND },
      { id: MUTED, deny: SEND },
    ];
    for (const order of [overwrites, overwrites.toReversed()])
      expect(bits({ roles, held: [HELPER, MUTED], overwrites: order })).toBe(VIEW | SEND);
  });

  it('end with what is said of the member: it beats every role', () => {
    const overwrites = [
      { id: BOT, deny: SEND, type: OverwriteType.Member },
      { id: HELPER, allow: SEND },
      { id: OWNER, deny: VIEW, type: OverwriteType.Member },
    ];
    expect(bits({ roles: [role(HELPER, SEND)], held: [HELPER], overwrites })).toBe(VIEW);
  });
});
