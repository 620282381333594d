/** Turns Discord's raw interaction, from gateway or webhook, into the facts a command needs. Knows no command. */
import { type APIMessageTopLevelComponent, InteractionType } from 'discord-api-types/v10';
import * as z from 'zod';
import type { Asked, ChosenChannel, ChosenUser, Press, TargetMessage } from '../command.ts';
import type { InteractionHandle } from '../ports.ts';

const snowflake = z.string().regex(/^\d{1,20}$/);
const bits = z.string().regex(/^\d+$/).transform(BigInt);

const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});
const member = z.object({
  user,
  nick: z.string().nullish(),
  permissions: bits,
  roles: z.array(snowflake).default([]),
  joined_at: z.string().nullish(),
});

const resolved = z.object({
  users: z.record(z.string(), user).optional(),
  members: z.record(z.string(), z.object({ nick: z.string().nullish() })).optional(),
  channels: z
    .record(z.string(), z.object({ id: snowflake, type: z.number(), app_permissions: bits.optional() }))
    .optional(),
  roles: z
    .record(z.string(), z.object({ id: snowflake, name: z.string(), mentionable: z.boolean().default(false) }))
    .optional(),
  messages: z
    .record(z.string(), z.object({ channel_id: snowflake, author: user.pick({ id: true, bot: true }) }))
    .optional(),
});

const option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});

const input = z.object({
  custom_id: z.string(),
  value: z.union([z.string(), z.boolean()]).nullish(),
  values: z.array(z.string()).optional(),
});
/** A modal's inputs sit in labels (one each) or in rows (several); text between them carries nothing. */
const modalPart = z.object({ component: input.optional(), components: z.array(input).optional() });

const base = z.object({
  id: snowflake,
  application_id: snowflake,
  token: z.string(),
  guild_id: snowflake.optional(),
  channel: z.object({ id: snowflake }).optional(),
  channel_id: snowflake.optional(),
  member: member.optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
});
/** Its components come back as this program sent them: whoever reads them looks for what they know. */
const message = z.object({ id: snowflake, flags: z.number().default(0), components: z.array(z.unknown()).default([]) });

const command = z.object({
  name: z.string(),
  options: z.array(option).default([]),
  resolved: resolved.optional(),
  target_id: snowflake.optional(),
});
const component = z.object({ custom_id: z.string(), values: z.array(z.string()).default([]) });
const modal = z.object({ custom_id: z.string(), components: z.array(modalPart), resolved: resolved.optional() });

const schema = z.discriminatedUnion('type', [
  base.extend({ type: z.literal(InteractionType.ApplicationCommand), data: command }),
  base.extend({ type: z.literal(InteractionType.ApplicationCommandAutocomplete), data: command }),
  base.extend({ type: z.literal(InteractionType.MessageComponent), data: component, message }),
  base.extend({ type: z.literal(InteractionType.ModalSubmit), data: modal, message: message.optional() }),
]);

type Raw = z.infer<typeof schema>;

interface Facts {
  readonly handle: InteractionHandle;
  readonly asked: Asked;
  /** When the member last came into the server, as Discord writes it; empty where it does not say, as in a direct message. */
  readonly joined: string;
}

export type Interaction = Facts &
  (
    | {
        readonly kind: 'command';
        readonly name: string;
        readonly options: Readonly<Record<string, unknown>>;
        /** Null: it was not chosen in a message's menu. */
        readonly target: TargetMessage | null;
      }
    | {
        readonly kind: 'autocomplete';
        readonly name: string;
        readonly options: Readonly<Record<string, unknown>>;
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

const EPHEMERAL = 1 << 6;

/**
 * Reads one raw interaction.
 * @param now Unix milliseconds of its arrival.
 * @returns null for kinds that Cairn does not have, and for payloads that are not Discord's.
 */
export function readInteraction(raw: unknown, now: number): Interaction | null {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return null;
  const data = parsed.data;
  const asked = askedOf(data, now);
  if (!asked) return null;
  const handle = { id: data.id, application: data.application_id, token: data.token };
  const facts = { handle, asked, joined: data.member?.joined_at ?? '' };
  switch (data.type) {
    case InteractionType.ApplicationCommand:
      return {
        kind: 'command',
        ...facts,
        name: data.data.name,
        options: optionsOf(data.data),
        target: targetOf(data.data),
      };
    case InteractionType.ApplicationCommandAutocomplete: {
      const focused = data.data.options.find((candidate) => candidate.focused);
      if (!focused) return null;
      const typed = String(focused.value ?? '');
      return {
        kind: 'autocomplete',
        ...facts,
        name: data.data.name,
        options: optionsOf(data.data),
        focused: { option: focused.name, typed },
      };
    }
    case InteractionType.MessageComponent:
      return {
        kind: 'press',
        ...facts,
        customId: data.data.custom_id,
        press: { values: data.data.values, fields: {}, channels: {}, message: messageOf(data.message) },
        onPrivate: (data.message.flags & EPHEMERAL) !== 0,
      };
    case InteractionType.ModalSubmit:
      return {
        kind: 'press',
        ...facts,
        customId: data.data.custom_id,
        press: {
          values: [],
          fields: fieldsOf(data.data.components),
          channels: channelsOf(data.data.resolved),
          message: data.message ? messageOf(data.message) : null,
        },
        onPrivate: data.message ? (data.message.flags & EPHEMERAL) !== 0 : null,
      };
  }
}

function messageOf({ id, components }: z.infer<typeof message>): Press['message'] {
  return { id, components: components as readonly APIMessageTopLevelComponent[] };
}

function askedOf(data: Raw, now: number): Asked | null {
  const who = data.member?.user ?? data.user;
  const channel = data.channel?.id ?? data.channel_id;
  if (!who || !channel) return null;
  return {
    id: data.id,
    guild: data.guild_id ?? null,
    channel,
    user: who.id,
    name: data.member?.nick ?? who.global_name ?? who.username,
    permissions: data.member?.permissions ?? 0n,
    roles: data.member?.roles ?? [],
    locale: data.locale,
    now,
  };
}

function optionsOf(data: z.infer<typeof command>): Readonly<Record<string, unknown>> {
  const entries = data.options.map((given) => [given.name, optionValue(given, data.resolved)] as const);
  // No prototype: an option's name comes from outside.
  return Object.assign(Object.create(null), Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

/** Option types 6, 7 and 8 are ids that `resolved` explains; the rest stand for themselves. */
function optionValue({ type, value }: z.infer<typeof option>, facts: z.infer<typeof resolved> | undefined): unknown {
  if (type < 6 || type > 8) return value;
  const id = String(value);
  if (type === 6) {
    const found = facts?.users?.[id];
    const name = facts?.members?.[id]?.nick ?? found?.global_name ?? found?.username ?? '';
    return { id, name, bot: found?.bot ?? false } satisfies ChosenUser;
  }
  if (type === 7) return channelsOf(facts)[id] ?? ({ id, type: -1, botPermissions: null } satisfies ChosenChannel);
  const { name = '', mentionable = false } = facts?.roles?.[id] ?? {};
  return { id, name, mentionable };
}

function targetOf({ target_id: id, resolved: facts }: z.infer<typeof command>): TargetMessage | null {
  const found = id === undefined ? undefined : facts?.messages?.[id];
  if (!id || !found) return null;
  return { id, channel: found.channel_id, author: found.author.id, bot: found.author.bot ?? false };
}

function channelsOf(facts: z.infer<typeof resolved> | undefined): Press['channels'] {
  const chosen = Object.values(facts?.channels ?? {}).map(({ id, type, app_permissions: may }): ChosenChannel => {
    return { id, type, botPermissions: may ?? null };
  });
  return Object.fromEntries(chosen.map((channel) => [channel.id, channel]));
}

function fieldsOf(parts: readonly z.infer<typeof modalPart>[]): Press['fields'] {
  const fields: Record<string, readonly string[]> = Object.create(null);
  for (const part of parts) {
    for (const { custom_id, value, values } of part.component ? [part.component] : (part.components ?? [])) {
      fields[custom_id] = values ?? (value === undefined || value === null ? [] : [String(value)]);
    }
  }
  return fields;
}
