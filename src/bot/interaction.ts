/**
 * Turns Discord's raw interaction, from gateway or webhook, into the facts a command needs. Knows no command.
 *
 * Only Discord can have sent it: over HTTP it is signed, and at the gateway it came over a connection of our own. So its shape is taken
 * as documented, and a payload of another shape is none; what is looked at is each id that becomes a key of the store.
 * Developer docs, "Receiving and Responding", "Interaction Structure".
 */
import {
  type APIMessageTopLevelComponent,
  ApplicationCommandOptionType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { Asked, ChosenChannel, ChosenUser, Press, TargetMessage } from '../command.ts';
import type { InteractionHandle } from '../ports.ts';

interface Facts {
  readonly handle: InteractionHandle;
  readonly asked: Asked;
  /** When the member last came into the server, as Discord writes it; empty where it does not say, as in a direct message. */
  readonly joined: string;
}

type Options = Readonly<Record<string, unknown>>;

export type Interaction = Facts &
  (
    | {
        readonly kind: 'command';
        readonly name: string;
        /** `target` null: it was not chosen in a message's menu. */
        readonly asked: Asked & { readonly options: Options; readonly target: TargetMessage | null };
      }
    | {
        readonly kind: 'autocomplete';
        readonly name: string;
        readonly asked: Asked & { readonly options: Options };
        readonly focused: { readonly option: string; readonly typed: string };
      }
    | {
        readonly kind: 'press';
        readonly customId: string;
        readonly press: Omit<Press, 'args'>;
        /** Whether it sits on a private message, which may be redrawn; null: on no message. */
        readonly onPrivate: boolean | null;
      }
  );

/** What is read of what Discord sends; there is far more. */
interface Raw {
  readonly type: InteractionType;
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  readonly guild_id?: string;
  readonly channel?: { readonly id: string };
  readonly channel_id?: string;
  readonly member?: RawMember;
  readonly user?: RawUser;
  readonly locale?: string;
  readonly data: RawData;
  readonly message?: RawMessage;
}

interface RawUser {
  readonly id: string;
  readonly username: string;
  readonly global_name?: string | null;
  readonly bot?: boolean;
}

interface RawMember {
  readonly user: RawUser;
  readonly nick?: string | null;
  readonly permissions: string;
  readonly roles?: readonly string[];
  readonly joined_at?: string | null;
}

/** Of a command, of a component and of a form; each has the fields of its kind. */
interface RawData {
  readonly name: string;
  readonly options?: readonly RawOption[];
  readonly target_id?: string;
  readonly resolved?: RawResolved;
  readonly custom_id: string;
  readonly values?: readonly string[];
  readonly components?: readonly { readonly component?: RawInput; readonly components?: readonly RawInput[] }[];
}

interface RawOption {
  readonly name: string;
  readonly type: ApplicationCommandOptionType;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
}

interface RawInput {
  readonly custom_id: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
}

interface RawResolved {
  readonly users?: Readonly<Record<string, RawUser>>;
  readonly members?: Readonly<Record<string, { readonly nick?: string | null }>>;
  readonly channels?: Readonly<Record<string, RawChannel>>;
  readonly roles?: Readonly<Record<string, { readonly name: string; readonly mentionable?: boolean }>>;
  readonly messages?: Readonly<Record<string, { readonly channel_id: string; readonly author: RawUser }>>;
}

interface RawChannel {
  readonly id: string;
  readonly type: number;
  readonly app_permissions?: string;
}

interface RawMessage {
  readonly id: string;
  readonly flags?: number;
  /** They come back as this program sent them: whoever reads them looks for what they know. */
  readonly components?: readonly APIMessageTopLevelComponent[];
}

/**
 * Reads one raw interaction.
 * @param now Unix milliseconds of its arrival.
 * @returns null for kinds that Cairn does not have, and for payloads that are not Discord's.
 */
export function readInteraction(raw: unknown, now: number): Interaction | null {
  try {
    return read(raw as Raw, now);
  } catch (error) {
    // What Discord always sends was not there, or not in its form: permissions are digits.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function read(raw: Raw, now: number): Interaction | null {
  const asked = askedOf(raw, now);
  if (!asked) return null;
  const { data, type } = raw;
  const handle = { id: raw.id, application: raw.application_id, token: raw.token };
  const joined = raw.member?.joined_at ?? '';
  switch (type) {
    case InteractionType.ApplicationCommand: {
      const more = { options: optionsOf(data), target: targetOf(data) };
      return { kind: 'command', handle, asked: Object.assign(asked, more), joined, name: data.name };
    }
    case InteractionType.ApplicationCommandAutocomplete: {
      const given = data.options?.find((candidate) => candidate.focused);
      if (!given) return null;
      const focused = { option: given.name, typed: String(given.value ?? '') };
      const more = { options: optionsOf(data) };
      return { kind: 'autocomplete', handle, asked: Object.assign(asked, more), joined, name: data.name, focused };
    }
    case InteractionType.MessageComponent: {
      const message = messageOf(raw.message);
      if (!message) return null;
      const press = { values: data.values ?? [], fields: {}, channels: {}, message };
      return { kind: 'press', handle, asked, joined, customId: data.custom_id, press, onPrivate: onPrivate(raw) };
    }
    case InteractionType.ModalSubmit: {
      const { custom_id: customId, components = [], resolved } = data;
      const message = messageOf(raw.message);
      const press = { values: [], fields: fieldsOf(components), channels: channelsOf(resolved), message };
      return { kind: 'press', handle, asked, joined, customId, press, onPrivate: message && onPrivate(raw) };
    }
    default:
      return null;
  }
}

/** null: nobody, or nowhere. */
function askedOf(raw: Raw, now: number): Asked | null {
  const { id, member, guild_id: guild = null } = raw;
  const who = member?.user ?? raw.user;
  const channel = raw.channel?.id ?? raw.channel_id;
  if (!who || !isId(id) || !isId(who.id) || !isId(channel) || !(guild === null || isId(guild))) return null;
  return {
    id,
    guild,
    channel,
    user: who.id,
    name: member?.nick ?? who.global_name ?? who.username,
    permissions: member ? BigInt(member.permissions) : 0n,
    roles: member?.roles ?? [],
    locale: raw.locale ?? 'en-US',
    now,
  };
}

const SNOWFLAKE = /^\d{1,20}$/;

function isId(id: unknown): id is string {
  return typeof id === 'string' && SNOWFLAKE.test(id);
}

/** null: Discord names none. */
function messageOf(message: RawMessage | undefined): Press['message'] {
  const { id, components = [] } = message ?? {};
  return isId(id) && Array.isArray(components) ? { id, components } : null;
}

function onPrivate({ message }: Raw): boolean {
  return ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

function optionsOf({ options = [], resolved }: RawData): Options {
  // No prototype: an option's name comes from outside.
  const values: Record<string, unknown> = Object.create(null);
  for (const option of options) {
    if (option.value !== undefined) values[option.name] = optionValue(option, resolved);
  }
  return values;
}

/** Members, channels and roles are ids that `resolved` explains; the rest stand for themselves. */
function optionValue({ type, value }: RawOption, facts: RawResolved | undefined): unknown {
  const id = String(value);
  switch (type) {
    case ApplicationCommandOptionType.User: {
      if (!isId(id)) throw new TypeError('a member without an id');
      const found = facts?.users?.[id];
      const name = facts?.members?.[id]?.nick ?? found?.global_name ?? found?.username ?? '';
      return { id, name, bot: found?.bot ?? false } satisfies ChosenUser;
    }
    case ApplicationCommandOptionType.Channel:
      return channelsOf(facts)[id] ?? ({ id, type: -1, botPermissions: null } satisfies ChosenChannel);
    case ApplicationCommandOptionType.Role: {
      const { name = '', mentionable = false } = facts?.roles?.[id] ?? {};
      return { id, name, mentionable };
    }
    default:
      return value;
  }
}

function targetOf({ target_id: id, resolved: facts }: RawData): TargetMessage | null {
  const found = id === undefined ? undefined : facts?.messages?.[id];
  if (!id || !found) return null;
  return { id, channel: found.channel_id, author: found.author.id, bot: found.author.bot ?? false };
}

function channelsOf(facts: RawResolved | undefined): Press['channels'] {
  const chosen = Object.values(facts?.channels ?? {}).map(({ id, type, app_permissions: may }): ChosenChannel => {
    return { id, type, botPermissions: may === undefined ? null : BigInt(may) };
  });
  return Object.fromEntries(chosen.map((channel) => [channel.id, channel]));
}

/** A form's inputs sit in labels (one each) or in rows (several); text between them carries nothing. */
function fieldsOf(parts: NonNullable<RawData['components']>): Press['fields'] {
  const fields: Record<string, readonly string[]> = Object.create(null);
  for (const part of parts) {
    for (const { custom_id, value, values } of part.component ? [part.component] : (part.components ?? [])) {
      fields[custom_id] = values ?? (value === undefined || value === null ? [] : [String(value)]);
    }
  }
  return fields;
}
