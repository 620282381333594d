/** Looks at the bot's servers at Discord, for whoever checks up on them. Knows no client: it is handed a way to ask. */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIPartialGuild,
  type APIUser,
  PermissionFlagsBits,
  Routes,
} from 'discord-api-types/v10';
import type { Members, OwnServers } from '../ports.ts';
import { permissionsIn } from './discord-permissions.ts';

/** What one request brought. Never rejects. */
export type Got =
  | { readonly kind: 'found'; readonly body: unknown }
  /** Discord said no to this very request. */
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unknown' };

type Get = (route: `/${string}`, query?: URLSearchParams) => Promise<Got>;

export interface Server {
  readonly id: string;
  readonly name: string;
}

/** A study channel, as the bot meets it. */
export type StudyPlace =
  | {
      readonly kind: 'there';
      readonly channel: string;
      readonly permissions: bigint;
      /** Of the role that posts mention; `silent`: nobody would be notified. Null: none was asked for. */
      readonly role: 'loud' | 'silent' | 'gone' | null;
    }
  /** `hidden`: the channel may be there, and the bot may not see it. `no server`: the bot is not in it. */
  | { readonly kind: 'channel gone' | 'hidden' | 'no server' | 'unknown' };

/** `whole`: Discord answered to the end of the list. */
export interface Servers {
  readonly servers: readonly Server[];
  readonly whole: boolean;
}

export interface Inspection extends OwnServers {
  /** Every server with the bot in it. */
  servers(): Promise<Servers>;
  place(guild: string, channel: string, role: string | null): Promise<StudyPlace>;
}

const PAGE = 200;
const UNKNOWN_CHANNEL = 10003;
const UNKNOWN_GUILD = 10004;
const MISSING_ACCESS = 50001;
const UNKNOWN_MEMBER = 10007;

export function createMembers(get: Get): Members {
  return {
    async lookUp(guild, user) {
      const found = await get(Routes.guildMember(guild, user));
      if (found.kind === 'found') return 'there';
      // Any other refusal is about the server or the bot, and says nothing about the member.
      return found.kind === 'refused' && found.code === UNKNOWN_MEMBER ? 'gone' : 'unknown';
    },
  };
}

export function createInspection(get: Get): Inspection {
  let self: Promise<Got> | undefined;
  return {
    async servers() {
      const servers: Server[] = [];
      for (;;) {
        const after = servers.at(-1)?.id ?? '0';
        const page = await get(Routes.userGuilds(), new URLSearchParams({ limit: String(PAGE), after }));
        if (page.kind !== 'found') return { servers, whole: false };
        // A proxy's friendly page is no list, least of all an empty one.
        if (!Array.isArray(page.body)) return { servers, whole: false };
        const found: readonly APIPartialGuild[] = page.body;
        servers.push(...found.map(({ id, name }) => ({ id, name })));
        if (found.length < PAGE) return { servers, whole: true };
      }
    },
    async membership(guild) {
      const server = await get(Routes.guild(guild));
      if (server.kind !== 'refused') return server.kind === 'found' ? 'there' : 'unknown';
      return server.code === UNKNOWN_GUILD || server.code === MISSING_ACCESS ? 'refused' : 'unknown';
    },
    async place(guild, channel, role) {
      self ??= get(Routes.user());
      const me = await self;
      if (me.kind !== 'found') return { kind: 'unknown' };
      const { id } = me.body as APIUser;
      const [server, place, member] = await Promise.all([
        get(Routes.guild(guild)),
        get(Routes.channel(channel)),
        get(Routes.guildMember(guild, id)),
      ]);
      if (server.kind === 'refused' || member.kind === 'refused') return { kind: 'no server' };
      if (place.kind === 'refused') return { kind: place.code === UNKNOWN_CHANNEL ? 'channel gone' : 'hidden' };
      if (server.kind !== 'found' || place.kind !== 'found' || member.kind !== 'found') return { kind: 'unknown' };
      return studyPlace(server.body as APIGuild, place.body as APIChannel, member.body as APIGuildMember, id, role);
    },
  };
}

function studyPlace(
  guild: APIGuild,
  channel: APIChannel,
  member: APIGuildMember,
  self: string,
  role: string | null,
): StudyPlace {
  const permissions = permissionsIn(guild, channel, { ...member, user: { ...member.user, id: self } });
  const name = channel.name ?? channel.id;
  if (role === null) return { kind: 'there', channel: name, permissions, role };
  const mentioned = guild.roles.find(({ id }) => id === role);
  const loud = mentioned?.mentionable || Boolean(permissions & PermissionFlagsBits.MentionEveryone);
  return { kind: 'there', channel: name, permissions, role: mentioned ? (loud ? 'loud' : 'silent') : 'gone' };
}
