/** The world's things as Discord's API returns them. Pure shapes; who may see them is decided elsewhere. */
import type { Channel, Guild, Member, Role, User } from './types.ts';
import { permissionsIn, permissionsOf, type World } from './world.ts';

/** Discord's timestamps: microseconds and an explicit offset. */
export const timestamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00');

export const userPayload = (user: User) => ({
  id: user.id,
  username: user.username,
  global_name: user.bot ? null : user.displayName,
  discriminator: user.bot ? '0001' : '0',
  avatar: null,
  avatar_decoration_data: null,
  banner: null,
  accent_color: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
  ...(user.bot ? { bot: true } : {}),
});

export const memberPayload = (world: World, member: Member) => {
  const user = world.users.get(member.user);
  return {
    ...(user === undefined ? {} : { user: userPayload(user) }),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: timestamp(member.joinedAt),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  };
};

export const rolePayload = (role: Role) => ({
  id: role.id,
  name: role.name,
  permissions: role.permissions.toString(),
  position: role.position,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: role.managed,
  mentionable: role.mentionable,
  icon: null,
  unicode_emoji: null,
  flags: 0,
});

export function channelPayload(world: World, channel: Channel): Record<string, unknown> & { id: string } {
  const base = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.lastMessage };
  if (channel.guild === null) {
    const other = channel.recipient === null ? undefined : world.users.get(channel.recipient);
    return { ...base, recipients: other === undefined ? [] : [userPayload(other)] };
  }
  const place = { ...base, guild_id: channel.guild, name: channel.name, parent_id: channel.parent };
  if (channel.thread !== null) return { ...place, ...threadPart(channel, channel.thread) };
  return {
    ...place,
    position: channel.position,
    topic: channel.topic,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map((each) => ({
      id: each.id,
      type: each.type,
      allow: each.allow.toString(),
      deny: each.deny.toString(),
    })),
  };
}

const threadPart = (channel: Channel, thread: NonNullable<Channel['thread']>) => ({
  owner_id: thread.owner,
  rate_limit_per_user: 0,
  message_count: 0,
  member_count: 1,
  total_message_sent: 0,
  thread_metadata: {
    archived: thread.archived,
    locked: thread.locked,
    auto_archive_duration: thread.autoArchiveMinutes,
    archive_timestamp: timestamp(thread.archivedAt),
    create_timestamp: timestamp(thread.createdAt),
    ...(channel.type === 12 ? { invitable: true } : {}),
  },
});

/** A channel inside an interaction: with the acting member's permissions, and the bot's when the bot is in the server. */
export function resolvedChannel(world: World, channel: Channel, user: string): Record<string, unknown> {
  const { permission_overwrites: _, ...rest } = channelPayload(world, channel);
  const guild = channel.guild === null ? undefined : world.guilds.get(channel.guild);
  const present = guild?.members.has(world.bot.id) === true;
  return {
    ...rest,
    permissions: permissionsIn(world, channel, user).toString(),
    ...(present ? { app_permissions: permissionsIn(world, channel, world.bot.id).toString() } : {}),
  };
}

export const guildPayload = (guild: Guild) => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  owner_id: guild.owner,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 1,
  roles: [...guild.roles.values()].map(rolePayload),
  default_message_notifications: 1,
  mfa_level: 0,
  explicit_content_filter: 2,
  max_presences: null,
  max_members: 25_000_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: guild.locale,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
});

/** A server as GET /users/@me/guilds lists it. */
export const myGuildPayload = (world: World, guild: Guild) => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  banner: null,
  owner: false,
  permissions: permissionsOf(guild, world.bot.id).toString(),
  features: [],
});

interface ApplicationFacts {
  readonly applicationId: string;
  readonly endpoint: { readonly publicKey: string; readonly url: string | null };
}

export const applicationPayload = (world: World, { applicationId, endpoint }: ApplicationFacts) => ({
  id: applicationId,
  name: world.bot.displayName,
  icon: null,
  description: '',
  type: null,
  flags: 0,
  flags_new: '0',
  bot: userPayload(world.bot),
  bot_public: true,
  bot_require_code_grant: false,
  integration_types_config: { '0': {} },
  verify_key: endpoint.publicKey,
  redirect_uris: [],
  interactions_endpoint_url: endpoint.url,
  role_connections_verification_url: null,
  owner: userPayload(world.bot),
  approximate_guild_count: world.guilds.size,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  explicit_content_filter: 0,
  team: null,
  eligible_oauth2_scopes: ['bot', 'applications.commands'],
  hook: true,
});
