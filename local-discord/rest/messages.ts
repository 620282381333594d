/** REST: messages of channels and threads: write, read, list, edit, delete. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { compareIds } from '../snowflakes.ts';
import { has } from '../world/permissions.ts';
import type { Channel, StoredMessage } from '../world/types.ts';
import { permissionsIn } from '../world/world.ts';
import { readDraft } from './draft.ts';
import {
  channelFor,
  done,
  limitOf,
  objectBody,
  ok,
  param,
  type RestCall,
  type Route,
  requirePermissions,
} from './route.ts';

/** A message that everybody in the channel can see: private answers do not exist here. */
export function publicMessage(local: Local, channel: Channel, id: string): StoredMessage {
  const stored = local.messages.get(id);
  if (stored === undefined || stored.visibleTo !== null || stored.message.channel_id !== channel.id) {
    throw refuse.unknownMessage();
  }
  return stored;
}

/** Text, direct messages, voice, announcements and threads; categories and forums take no messages. */
const WRITABLE: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 10, 11, 12, 13]);

/** In threads SEND_MESSAGES has no effect, SEND_MESSAGES_IN_THREADS counts (developer docs, "Threads", "Permissions"). */
function mayWrite(local: Local, channel: Channel, files: number): void {
  if (!WRITABLE.has(channel.type)) throw refuse.notText();
  requirePermissions(local, channel, channel.thread === null ? P.SendMessages : P.SendMessagesInThreads);
  if (files > 0) requirePermissions(local, channel, P.AttachFiles);
  if (channel.thread?.locked) throw refuse.threadLocked();
  // "sending a message unarchives the thread, unless it is locked" (developer docs, "Threads").
  if (channel.thread?.archived) channel.thread.archived = false;
}

function send(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const body = objectBody(call);
  const request = {
    kind: 'create',
    schema: 'MessageCreateRequest',
    body,
    files: call.files,
    channel: channel.id,
  } as const;
  const enforced = body.enforce_nonce === true && body.nonce !== undefined && body.nonce !== null;
  const before = enforced ? local.messages.withNonce(local.world.bot.id, String(body.nonce)) : undefined;
  // "that message will be returned and no new message will be created" (developer docs, "Create Message").
  if (before !== undefined) return ok(before.message);
  mayWrite(local, channel, call.files.length);
  const draft = readDraft(local, request);
  const reference = body.message_reference as { message_id?: string } | undefined;
  const stored = local.messages.create(
    {
      channel: channel.id,
      author: local.world.bot,
      enforcedNonce: enforced ? String(body.nonce) : null,
      type: reference === undefined ? 0 : 19,
      extra: reference === undefined ? {} : { message_reference: { ...reference, channel_id: channel.id, type: 0 } },
    },
    draft,
  );
  return ok(stored.message);
}

function list(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const limit = limitOf(call, 50, 100);
  // "If READ_MESSAGE_HISTORY is missing, no messages are returned" (developer docs, "Get Channel Messages").
  if (!has(permissionsIn(local.world, channel, local.world.bot.id), P.ReadMessageHistory)) return ok([]);
  const all = local.messages.in(channel.id).filter(({ visibleTo }) => visibleTo === null);
  const before = call.query.get('before');
  const after = call.query.get('after');
  const around = call.query.get('around');
  const id = (stored: StoredMessage): string => stored.message.id;
  let page = all.slice(-limit);
  if (after !== null) page = all.filter((each) => compareIds(id(each), after) > 0).slice(0, limit);
  if (before !== null) page = all.filter((each) => compareIds(id(each), before) < 0).slice(-limit);
  if (around !== null) {
    const at = all.findIndex((each) => compareIds(id(each), around) >= 0);
    page = all.slice(Math.max(0, at - Math.floor(limit / 2))).slice(0, limit);
  }
  return ok(page.reverse().map(({ message }) => message));
}

function edit(call: RestCall, local: Local) {
  const channel = channelFor(local, param(call, 'channel'));
  const stored = publicMessage(local, channel, param(call, 'message'));
  if (stored.message.author.id !== local.world.bot.id) throw refuse.notYours();
  if (channel.thread?.archived) throw refuse.archived();
  const draft = readDraft(local, {
    kind: 'edit',
    schema: 'MessageEditRequestPartial',
    body: objectBody(call),
    files: call.files,
    channel: channel.id,
    existing: stored,
  });
  return ok(local.messages.edit(stored, draft).message);
}

export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/messages', run: send },
  { method: 'GET', path: '/channels/:channel/messages', run: list },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    run: (call, local) => {
      const channel = channelFor(local, param(call, 'channel'));
      requirePermissions(local, channel, P.ReadMessageHistory);
      return ok(publicMessage(local, channel, param(call, 'message')).message);
    },
  },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', run: edit },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    run: (call, local) => {
      const channel = channelFor(local, param(call, 'channel'));
      const stored = publicMessage(local, channel, param(call, 'message'));
      if (stored.message.author.id !== local.world.bot.id) requirePermissions(local, channel, P.ManageMessages);
      local.messages.remove(stored.message.id);
      return done;
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    run: (call, local) => {
      channelFor(local, param(call, 'channel'));
      return done;
    },
  },
];
