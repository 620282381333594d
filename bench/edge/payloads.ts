/** What Discord sends, in the shape and size that it does: servers, interactions, READY. Knows no socket. */

export const APPLICATION = '1200000000000000001';
export const TOKEN = 'local.bench';
const MEMBERS = 1_000;
/** Members who check in at the same time. */
const SEATS = 500;
/** Milestones one member can check in without being asked for a track: `/done 1` to `/done 13`. */
const MILESTONES = 13;
/** Intent GUILDS: without it, no server is ever told about. */
const GUILDS = 1;

/** Ids that rise, as Discord's do: the time in ms since 2015 above 22 bits. */
function idsFrom(at: number): () => string {
  let next = BigInt(at - 1_420_070_400_000) << 22n;
  return () => String(next++);
}

/** What members ask: `/phase 3`, `/done` of a new milestone with a link, or the command without options. */
export type Command = 'phase' | 'done' | 'progress' | 'leaderboard';
/** One after the other. */
export const COMMANDS = ['phase', 'done', 'progress', 'leaderboard'] as const;

const nextId = idsFrom(Date.now());
export const guildId = (index: number) => String(1_100_000_000_000_000_000n + (BigInt(index) << 12n));

function userOf(id: string) {
  return {
    id,
    username: `member.${id.slice(-6)}`,
    global_name: `Member ${id.slice(-6)}`,
    discriminator: '0',
    avatar: 'c7f6d6f0c0a5b3e8d9a1b2c3d4e5f607',
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    bot: false,
  };
}

const BOT = { ...userOf(APPLICATION), bot: true, verified: true, mfa_enabled: true, email: null };

/** Who asks for all but `/done`, from 0. */
export const regularAt = (index: number): string => String(1_150_000_000_000_000_000n + BigInt(index));

/** Where and by whom a command is called, and with which number as its option. */
interface Who {
  readonly user: string;
  readonly guild: string;
  readonly phase: number | null;
}

export interface Caller {
  next(): { readonly id: string; readonly text: string };
}

/** @param servers in how many servers `/done` is asked; all else in one. */
export function createCaller(command: Command, servers = 1): Caller {
  let calls = 0;
  const whose = command === 'done' ? newMember(servers) : regular(command === 'phase' ? 3 : null);
  return {
    next() {
      const id = nextId();
      return { id, text: JSON.stringify(interaction(id, command, whose(calls++))) };
    },
  };
}

/** A thousand members of one server in turn. */
function regular(phase: number | null): (call: number) => Who {
  return (call) => ({ user: regularAt(call % MEMBERS), guild: guildId(0), phase });
}

/** Milestones that nobody has checked in: five hundred members of all servers take turns until each has all, then others come. */
function newMember(servers: number): (call: number) => Who {
  const first = BigInt(nextId());
  return (call) => {
    const seat = call % SEATS;
    const cohort = Math.floor(call / SEATS / MILESTONES);
    const user = String(first + (BigInt(cohort * SEATS + seat) << 12n));
    return { user, guild: guildId(seat % servers), phase: (Math.floor(call / SEATS) % MILESTONES) + 1 };
  };
}

/** As it came from Discord in November 2026, without what is empty for most. */
function interaction(id: string, command: Command, { user, guild, phase }: Who) {
  return {
    version: 1,
    type: 2,
    token: `aW50ZXJhY3Rpb246${id}:${'Yk3vQ9xLr2TnB7mWc5Hd8Js4Fg6Kp1Za'.repeat(5)}`,
    member: {
      user: userOf(user),
      unusual_dm_activity_until: null,
      roles: ['1160000000000000001', '1160000000000000002'],
      premium_since: null,
      permissions: '2248473465835073',
      pending: false,
      nick: null,
      mute: false,
      joined_at: '2025-11-02T17:33:21.412000+00:00',
      flags: 0,
      deaf: false,
      communication_disabled_until: null,
      banner: null,
      avatar: null,
    },
    locale: 'en-US',
    id,
    guild_locale: 'en-US',
    guild_id: guild,
    guild: { locale: 'en-US', id: guild, features: ['COMMUNITY', 'NEWS'] },
    entitlements: [],
    entitlement_sku_ids: [],
    data: {
      type: 1,
      options: [
        ...(phase === null ? [] : [{ value: String(phase), type: 3, name: 'phase' }]),
        // Without a link a form comes first.
        ...(command === 'done' ? [{ value: 'https://github.com/member/milestone', type: 3, name: 'link' }] : []),
      ],
      name: command,
      id: '1250000000000000001',
    },
    context: 0,
    channel_id: '1170000000000000001',
    channel: {
      type: 0,
      topic: null,
      rate_limit_per_user: 0,
      position: 3,
      permissions: '2248473465835073',
      parent_id: null,
      nsfw: false,
      name: 'rust-study',
      last_message_id: '1250000000000000002',
      id: '1170000000000000001',
      guild_id: guild,
      flags: 0,
    },
    authorizing_integration_owners: { '0': guild },
    attachment_size_limit: 10_485_760,
    application_id: APPLICATION,
    app_permissions: '2248473465835073',
  };
}

export function ready(guilds: number, gateway: string): object {
  return {
    v: 10,
    user_settings: {},
    user: BOT,
    shard: [0, 1],
    session_type: 'normal',
    session_id: 'b1946ac92492d2347c6235b4d2611184',
    resume_gateway_url: gateway,
    relationships: [],
    private_channels: [],
    guilds: Array.from({ length: guilds }, (_, index) => ({ id: guildId(index), unavailable: true })),
    geo_ordered_rtc_regions: [],
    application: { id: APPLICATION, flags: 0 },
    _trace: [],
  };
}

/** A server of twenty channels, ten roles and five emojis; of its members the bot alone, as without the intent for more. */
export function* guildsFor(intents: number, guilds: number): Generator<object> {
  for (let index = 0; (intents & GUILDS) !== 0 && index < guilds; index++) yield guild(index);
}

const many = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

function guild(index: number) {
  const id = guildId(index);
  const inside = (part: number) => String(BigInt(id) + BigInt(part));
  return {
    id,
    name: `Study group ${index}`,
    icon: 'c7f6d6f0c0a5b3e8d9a1b2c3d4e5f607',
    owner_id: '1150000000000000001',
    preferred_locale: 'en-US',
    features: ['COMMUNITY', 'NEWS'],
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    mfa_level: 0,
    premium_tier: 0,
    premium_subscription_count: 2,
    premium_progress_bar_enabled: false,
    nsfw_level: 0,
    nsfw: false,
    afk_timeout: 300,
    afk_channel_id: null,
    application_id: null,
    banner: null,
    description: null,
    discovery_splash: null,
    splash: null,
    vanity_url_code: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    public_updates_channel_id: inside(101),
    rules_channel_id: inside(100),
    safety_alerts_channel_id: null,
    system_channel_id: inside(100),
    system_channel_flags: 0,
    region: 'deprecated',
    large: true,
    lazy: true,
    unavailable: false,
    member_count: 250,
    joined_at: '2025-11-02T17:33:21.412000+00:00',
    stickers: [],
    presences: [],
    voice_states: [],
    threads: [],
    stage_instances: [],
    soundboard_sounds: [],
    guild_scheduled_events: [],
    embedded_activities: [],
    application_command_counts: {},
    members: [
      {
        user: BOT,
        roles: [inside(1)],
        joined_at: '2025-11-02T17:33:21.412000+00:00',
        deaf: false,
        mute: false,
        flags: 0,
      },
    ],
    emojis: many(5, (at) => emoji(inside(50 + at), at)),
    roles: many(10, (at) => role(at === 0 ? id : inside(at), at)),
    channels: many(20, (at) => channel(inside(100 + at), inside(2), at)),
  };
}

function emoji(id: string, at: number) {
  return {
    id,
    name: `emoji_${at}`,
    roles: [],
    require_colons: true,
    managed: false,
    available: true,
    animated: false,
    version: 0,
  };
}

function role(id: string, at: number) {
  return {
    id,
    name: at === 0 ? '@everyone' : `role ${at}`,
    permissions: '2248473465835073',
    position: at,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    version: 1,
  };
}

function channel(id: string, role: string, at: number) {
  return {
    id,
    type: at % 5 === 4 ? 2 : 0,
    name: `channel-${at}`,
    position: at,
    parent_id: null,
    topic: at % 3 === 0 ? 'What we are reading this week' : null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: '1250000000000000002',
    permission_overwrites: at % 4 === 0 ? [{ id: role, type: 0, allow: '1024', deny: '2048' }] : [],
    flags: 0,
    version: 1,
  };
}
