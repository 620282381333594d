/** Builds INTERACTION_CREATE payloads the way Discord shapes them (developer docs, "Interaction Object"). */
import type { Local } from '../local.ts';
import { memberPayload, resolvedChannel, userPayload } from '../world/payloads.ts';
import type { Channel, StoredMessage, User } from '../world/types.ts';
import { permissionsIn } from '../world/world.ts';
import type { Interaction } from './book.ts';
import { CannotDo } from './cannot.ts';

export interface Cause {
  readonly kind: number;
  readonly user: User;
  readonly channel: Channel;
  readonly data: Record<string, unknown>;
  /** The message whose component was used. */
  readonly message?: StoredMessage | undefined;
}

interface How {
  readonly copies?: number | undefined;
  /** Default: the local Discord's own time. */
  readonly answerWithinMs?: number | undefined;
}

/** Opens the interaction and sends it to the bot; `copies` > 1 delivers it more than once, as Discord sometimes does. */
export function cause(
  local: Local,
  { kind, user, channel, data, message }: Cause,
  { copies = 1, answerWithinMs = local.timing.answerWithinMs }: How,
): Interaction {
  const id = local.world.ids.next();
  const interaction = local.interactions.open({
    id,
    kind,
    user: user.id,
    guild: channel.guild,
    channel: channel.id,
    source: message?.message.id ?? null,
    answerWithinMs,
    payload: (token) => ({
      id,
      application_id: local.applicationId,
      type: kind,
      token,
      version: 1,
      data,
      ...(message === undefined ? {} : { message: structuredClone(message.message) }),
      channel: resolvedChannel(local.world, channel, user.id),
      channel_id: channel.id,
      locale: user.locale,
      app_permissions: permissionsIn(local.world, channel, local.world.bot.id).toString(),
      entitlements: [],
      entitlement_sku_ids: [],
      attachment_size_limit: 10_485_760,
      ...actor(local, user, channel),
    }),
  });
  // The one way excludes the other (developer docs, "Receiving an Interaction").
  if (local.endpoint.url === null)
    local.gateway.broadcast('INTERACTION_CREATE', interaction.payload, channel.guild, { copies });
  else for (let copy = 0; copy < copies; copy += 1) void local.endpoint.deliver(local, interaction);
  return interaction;
}

/** In a server the acting person is a `member` with permissions, in direct messages a `user`. */
function actor(local: Local, user: User, channel: Channel): Record<string, unknown> {
  if (channel.guild === null) {
    return { user: userPayload(user), context: 1, authorizing_integration_owners: { '0': '0' } };
  }
  const guild = local.world.guilds.get(channel.guild);
  const member = guild?.members.get(user.id);
  if (guild === undefined || member === undefined) throw new CannotDo(`${user.username} is not in this server`);
  const permissions = permissionsIn(local.world, channel, user.id).toString();
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberPayload(local.world, member), permissions },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  };
}
