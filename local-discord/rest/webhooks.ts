/** REST: what comes after the first answer: @original, follow-ups, their edits and deletion (developer docs, "Followup Messages"). */
import { refuse } from '../errors.ts';
import type { Interaction } from '../interactions/book.ts';
import type { Local } from '../local.ts';
import { Callback } from '../rules/callbacks.ts';
import { Flag, type StoredMessage } from '../world/types.ts';
import { answerMessage } from './answers.ts';
import { readDraft } from './draft.ts';
import { type Answer, done, objectBody, ok, param, type RestCall, type Route } from './route.ts';

/** Before the first answer the webhook does not exist (10015); after 15 minutes its token is void (50027). */
function find(call: RestCall, local: Local): Interaction {
  const interaction = local.interactions.byToken(param(call, 'token'));
  if (interaction === undefined || param(call, 'application') !== local.applicationId) throw refuse.unknownWebhook();
  if (local.interactions.expired(interaction)) throw refuse.invalidToken();
  if (interaction.ack === null) throw refuse.unknownWebhook();
  return interaction;
}

function messageOf(call: RestCall, local: Local, interaction: Interaction): StoredMessage {
  const wanted = param(call, 'message');
  const id = wanted === '@original' ? interaction.original : wanted;
  const mine = id !== null && (id === interaction.original || interaction.touched.includes(id));
  const stored = mine ? local.messages.get(id) : undefined;
  if (stored === undefined) throw refuse.unknownMessage();
  return stored;
}

function touched(local: Local, interaction: Interaction, id: string): void {
  if (!interaction.touched.includes(id)) interaction.touched.push(id);
  interaction.settled = true;
  local.interactions.touch(interaction);
}

function edit(local: Local, interaction: Interaction, stored: StoredMessage, call: RestCall): StoredMessage {
  const draft = readDraft(local, {
    kind: 'edit',
    schema: 'IncomingWebhookUpdateRequestPartial',
    body: objectBody(call),
    files: call.files,
    channel: stored.message.channel_id,
    existing: stored,
    ephemeral: stored.visibleTo !== null,
  });
  local.messages.edit(stored, draft);
  touched(local, interaction, stored.message.id);
  return stored;
}

function followUp(call: RestCall, local: Local): Answer {
  const interaction = find(call, local);
  // Follow-ups need a first answer that is a message or will be one.
  if (interaction.ack === Callback.CHOICES) throw refuse.unknownWebhook();
  const body = objectBody(call);
  const original = local.messages.get(interaction.original ?? '');
  // The first follow-up of a deferral takes the place of "thinking …", and keeps its visibility.
  if (
    interaction.ack === Callback.DEFERRED_MESSAGE &&
    original !== undefined &&
    (original.message.flags & Flag.LOADING) !== 0
  ) {
    const flags = typeof body.flags === 'number' ? body.flags & ~Flag.EPHEMERAL : undefined;
    const { flags: _, ...rest } = body;
    const filled = { ...call, body: flags === undefined ? rest : { ...rest, flags } };
    return ok(edit(local, interaction, original, filled).message);
  }
  const stored = answerMessage(local, interaction, { body, files: call.files, kind: 'followup' });
  touched(local, interaction, stored.message.id);
  return ok(stored.message);
}

export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: '/webhooks/:application/:token', open: true, run: followUp },
  {
    method: 'GET',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    run: (call, local) => ok(messageOf(call, local, find(call, local)).message),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    run: (call, local) => {
      const interaction = find(call, local);
      return ok(edit(local, interaction, messageOf(call, local, interaction), call).message);
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    run: (call, local) => {
      const interaction = find(call, local);
      const stored = messageOf(call, local, interaction);
      local.messages.remove(stored.message.id);
      touched(local, interaction, stored.message.id);
      return done;
    },
  },
];
