/** REST: the first answer to an interaction (POST …/callback). */
import { refuse } from '../errors.ts';
import type { Choice, Interaction, OpenModal } from '../interactions/book.ts';
import type { Local } from '../local.ts';
import { Callback, checkCallbackType, checkChoices } from '../rules/callbacks.ts';
import { checkModal } from '../rules/modals.ts';
import { checkSchema } from '../schema.ts';
import { numberComponents } from '../world/components.ts';
import { Flag, type StoredMessage } from '../world/types.ts';
import { answerMessage } from './answers.ts';
import { readDraft } from './draft.ts';
import { type Answer, done, objectBody, ok, param, type RestCall, type Route } from './route.ts';

const SCHEMAS: Record<number, string> = {
  [Callback.PONG]: 'PongInteractionCallbackRequest',
  [Callback.MESSAGE]: 'CreateMessageInteractionCallbackRequest',
  [Callback.DEFERRED_MESSAGE]: 'CreateMessageInteractionCallbackRequest',
  [Callback.DEFERRED_UPDATE]: 'UpdateMessageInteractionCallbackRequest',
  [Callback.UPDATE]: 'UpdateMessageInteractionCallbackRequest',
  [Callback.CHOICES]: 'ApplicationCommandAutocompleteCallbackRequest',
  [Callback.MODAL]: 'ModalInteractionCallbackRequest',
};

interface CallbackBody {
  readonly type: number;
  readonly data?: Record<string, unknown> | null;
}

function find(call: RestCall, local: Local): Interaction {
  const interaction = local.interactions.byId(param(call, 'interaction'));
  if (interaction === undefined || interaction.token !== param(call, 'token')) throw refuse.unknownInteraction();
  return interaction;
}

function answer(call: RestCall, local: Local): Answer {
  const interaction = find(call, local);
  const stored = takeCallback(local, interaction, call);
  if (call.query.get('with_response') !== 'true') return done;
  return ok(withResponse(interaction, stored));
}

/** The first answer, whichever way it came. Throws what Discord refuses it with. */
export function takeCallback(
  local: Local,
  interaction: Interaction,
  call: Pick<RestCall, 'body' | 'files'>,
): StoredMessage | null {
  if (interaction.ack !== null) throw refuse.alreadyAcknowledged();
  if (local.interactions.tooLate(interaction)) throw refuse.unknownInteraction();
  const body = objectBody(call);
  const wrong = checkCallbackType(body.type, interaction.kind, interaction.source !== null);
  if (wrong.length > 0) throw refuse.form(wrong);
  const shape = checkSchema(SCHEMAS[Number(body.type)] ?? '', body);
  if (shape.length > 0) throw refuse.form(shape);
  const stored = carryOut(call, local, interaction, body as unknown as CallbackBody);
  interaction.ack = Number(body.type);
  if (stored !== null && interaction.ack !== Callback.DEFERRED_UPDATE) interaction.touched.push(stored.message.id);
  interaction.settled = interaction.ack !== Callback.DEFERRED_MESSAGE && interaction.ack !== Callback.DEFERRED_UPDATE;
  local.interactions.touch(interaction);
  return stored;
}

type Files = Pick<RestCall, 'files'>;

function carryOut(call: Files, local: Local, interaction: Interaction, body: CallbackBody): StoredMessage | null {
  if (body.type === Callback.CHOICES) {
    const choices = ((body.data?.choices ?? []) as Choice[]).map(({ name, value }) => ({ name, value }));
    const problems = checkChoices(choices, focusedType(interaction));
    if (problems.length > 0) throw refuse.form(problems);
    interaction.choices = choices;
    return null;
  }
  if (body.type === Callback.MODAL) {
    const modal = body.data as unknown as OpenModal;
    const problems = checkModal(modal.components);
    if (problems.length > 0) throw refuse.form(problems);
    interaction.modal = { ...modal, components: numberComponents(modal.components) };
    return null;
  }
  if (body.type === Callback.UPDATE || body.type === Callback.DEFERRED_UPDATE)
    return update(call, local, interaction, body);
  const loading = body.type === Callback.DEFERRED_MESSAGE;
  const stored = answerMessage(local, interaction, {
    body: body.data ?? {},
    files: call.files,
    kind: loading ? 'defer' : 'answer',
    at: ['data'],
  });
  interaction.original = stored.message.id;
  return stored;
}

/** The message on which the button sits becomes `@original`, and for type 7 changes at once. */
function update(call: Files, local: Local, interaction: Interaction, body: CallbackBody): StoredMessage {
  const stored = local.messages.get(interaction.source ?? '');
  if (stored === undefined) throw refuse.unknownMessage();
  if (body.type === Callback.UPDATE) {
    const draft = readDraft(local, {
      kind: 'update',
      schema: null,
      body: body.data ?? {},
      files: call.files,
      channel: stored.message.channel_id,
      existing: stored,
      ephemeral: stored.visibleTo !== null,
      at: ['data'],
    });
    local.messages.edit(stored, draft);
  }
  interaction.original = stored.message.id;
  return stored;
}

interface TypedOption {
  readonly type: number;
  readonly focused?: boolean;
  readonly options?: readonly TypedOption[];
}

function focusedType(interaction: Interaction): number {
  const search = (options: readonly TypedOption[]): number | undefined => {
    for (const option of options) {
      const found = option.focused ? option.type : search(option.options ?? []);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const data = interaction.payload.data as { options?: readonly TypedOption[] } | undefined;
  return search(data?.options ?? []) ?? 3;
}

/** Developer docs, "Interaction Callback Response Object". */
function withResponse(interaction: Interaction, stored: StoredMessage | null): Record<string, unknown> {
  const flags = stored?.message.flags ?? 0;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.kind,
      ...(interaction.guild === null ? {} : { guild_id: interaction.guild }),
      channel_id: interaction.channel,
      ...(stored === null
        ? {}
        : {
            response_message_id: stored.message.id,
            response_message_loading: (flags & Flag.LOADING) !== 0,
            response_message_ephemeral: (flags & Flag.EPHEMERAL) !== 0,
          }),
    },
    resource: { type: interaction.ack, ...(stored === null ? {} : { message: stored.message }) },
  };
}

export const callbackRoutes: readonly Route[] = [
  { method: 'POST', path: '/interactions/:interaction/:token/callback', open: true, run: answer },
];
