/** REST: threads on messages and standalone, and changing or deleting a thread. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { checkSchema } from '../schema.ts';
import { channelPayload } from '../world/payloads.ts';
import { type Channel, Flag } from '../world/types.ts';
import { addChannel, removeChannel } from '../world/world.ts';
import { publicMessage } from './messages.ts';
import { channelFor, created, objectBody, ok, param, type RestCall, type Route, requirePermissions } from './route.ts';

function checked(schema: string, body: Record<string, unknown>): Record<string, unknown> {
  const problems = checkSchema(schema, body);
  if (problems.length > 0) throw refuse.form(problems);
  return body;
}

function open(local: Local, parent: Channel, body: Record<string, unknown>, type: number, id?: string): Channel {
  const now = local.clock.now();
  return addChannel(local.world, {
    ...(id === undefined ? {} : { id }),
    type,
    guild: parent.guild,
    name: String(body.name),
    parent: parent.id,
    thread: {
      owner: local.world.bot.id,
      archived: false,
      locked: false,
      autoArchiveMinutes: typeof body.auto_archive_duration === 'number' ? body.auto_archive_duration : 4320,
      createdAt: now,
      archivedAt: now,
    },
  });
}

/** A thread on a message has the message's id: there can be only one (developer docs, "Start Thread from Message"). */
function onMessage(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const stored = publicMessage(local, channel, param(call, 'message'));
  requirePermissions(local, channel, P.CreatePublicThreads);
  const body = checked('CreateTextThreadWithMessageRequest', objectBody(call));
  if (local.world.channels.has(stored.message.id)) throw refuse.threadExists();
  const thread = open(local, channel, body, 11, stored.message.id);
  stored.message.flags |= Flag.HAS_THREAD;
  stored.message.thread = channelPayload(local.world, thread);
  return created(stored.message.thread);
}

function standalone(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const body = checked('CreateTextThreadWithoutMessageRequest', objectBody(call));
  // Without a type it is private: "in API v9 it defaults to PRIVATE_THREAD" (developer docs, "Start Thread without Message").
  const type = typeof body.type === 'number' ? body.type : 12;
  requirePermissions(local, channel, type === 12 ? P.CreatePrivateThreads : P.CreatePublicThreads);
  return created(channelPayload(local.world, open(local, channel, body, type)));
}

function change(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const { thread } = channel;
  if (thread === null) {
    requirePermissions(local, channel, P.ManageChannels);
    throw refuse.methodNotAllowed();
  }
  const body = checked('UpdateThreadRequestPartial', objectBody(call));
  if (thread.owner !== local.world.bot.id || body.locked !== undefined)
    requirePermissions(local, channel, P.ManageThreads);
  // "50083: Tried to perform an operation on an archived thread, such as editing a message or renaming it".
  if (thread.archived && body.archived !== false) throw refuse.archived();
  if (typeof body.name === 'string') channel.name = body.name;
  if (typeof body.archived === 'boolean') {
    thread.archived = body.archived;
    thread.archivedAt = local.clock.now();
  }
  if (typeof body.locked === 'boolean') thread.locked = body.locked;
  if (typeof body.auto_archive_duration === 'number') thread.autoArchiveMinutes = body.auto_archive_duration;
  return ok(channelPayload(local.world, channel));
}

export const threadRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/messages/:message/threads', run: onMessage },
  { method: 'POST', path: '/channels/:channel/threads', run: standalone },
  { method: 'PATCH', path: '/channels/:channel', run: change },
  {
    method: 'DELETE',
    path: '/channels/:channel',
    run: (call, local) => {
      const channel = channelFor(local, param(call, 'channel'));
      requirePermissions(local, channel, channel.thread === null ? P.ManageChannels : P.ManageThreads);
      removeChannel(local.world, channel.id);
      return ok(channelPayload(local.world, channel));
    },
  },
];
