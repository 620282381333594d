/** Messages that answer an interaction: the first answer and follow-ups, private ones included. */
import type { Interaction } from '../interactions/book.ts';
import { Kind } from '../interactions/book.ts';
import type { Local } from '../local.ts';
import { userPayload } from '../world/payloads.ts';
import { Flag, type StoredMessage } from '../world/types.ts';
import { readDraft } from './draft.ts';
import type { UploadedFile } from './route.ts';

export interface AnswerRequest {
  readonly body: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
  readonly kind: 'answer' | 'defer' | 'followup';
  readonly at?: readonly string[];
}

/** Writes the message into the interaction's channel; with EPHEMERAL only the acting member sees it. */
export function answerMessage(local: Local, interaction: Interaction, request: AnswerRequest): StoredMessage {
  const flags = typeof request.body.flags === 'number' ? request.body.flags : 0;
  const ephemeral = (flags & Flag.EPHEMERAL) !== 0;
  const deferred = request.kind === 'defer';
  // A deferral shows nothing yet, whatever else its data says.
  const draft = deferred
    ? readDeferral(local, interaction, request)
    : readDraft(local, {
        kind: request.kind,
        schema: request.kind === 'followup' ? 'IncomingWebhookRequestPartial' : null,
        body: request.body,
        files: request.files,
        channel: interaction.channel,
        ephemeral,
        at: request.at ?? [],
      });
  return local.messages.create(
    {
      channel: interaction.channel,
      author: local.world.bot,
      visibleTo: ephemeral ? interaction.user : null,
      type:
        request.kind === 'followup'
          ? 19
          : interaction.kind === Kind.command
            ? 20
            : interaction.kind === Kind.component
              ? 19
              : 0,
      extra: {
        application_id: local.applicationId,
        webhook_id: local.applicationId,
        interaction_metadata: metadata(local, interaction),
        ...usedCommand(local, interaction, request.kind),
        ...reference(interaction, request.kind),
      },
    },
    { ...draft, flags: deferred ? flags | Flag.LOADING : flags },
  );
}

function readDeferral(local: Local, interaction: Interaction, request: AnswerRequest): { flags?: number } {
  // Any text stands in: the rules about flags are the ones that matter for a deferral.
  const body = { flags: request.body.flags, content: '…' };
  readDraft(local, {
    kind: 'defer',
    schema: null,
    body,
    files: [],
    channel: interaction.channel,
    at: request.at ?? [],
  });
  return {};
}

/** A follow-up replies to the first answer, an answer to a component to the message it sits on. */
function reference(interaction: Interaction, kind: AnswerRequest['kind']): Record<string, unknown> {
  const target =
    kind === 'followup' ? interaction.original : interaction.kind === Kind.component ? interaction.source : null;
  if (target === null) return {};
  const place = {
    channel_id: interaction.channel,
    ...(interaction.guild === null ? {} : { guild_id: interaction.guild }),
  };
  return { message_reference: { type: 0, message_id: target, ...place } };
}

/** Deprecated and still sent: with which command (and which part of it) the first answer was asked for. */
function usedCommand(local: Local, interaction: Interaction, kind: AnswerRequest['kind']): Record<string, unknown> {
  if (interaction.kind !== Kind.command || kind === 'followup') return {};
  const user = local.world.users.get(interaction.user);
  const words: string[] = [];
  let part = interaction.payload.data as CommandPart | undefined;
  for (; part !== undefined; part = part.options?.find(({ type }) => type <= 2)) words.push(part.name);
  const who = user === undefined ? {} : { user: userPayload(user) };
  return { interaction: { id: interaction.id, type: Kind.command, name: words.join(' '), ...who } };
}

interface CommandPart {
  readonly name: string;
  readonly type: number;
  readonly options?: readonly CommandPart[];
}

/** Developer docs, message resource, "Message Interaction Metadata Object". */
function metadata(local: Local, interaction: Interaction): Record<string, unknown> {
  const user = local.world.users.get(interaction.user);
  const base = {
    id: interaction.id,
    type: interaction.kind,
    ...(user === undefined ? {} : { user: userPayload(user) }),
    authorizing_integration_owners: { '0': interaction.guild ?? '0' },
  };
  if (interaction.kind === Kind.component) return { ...base, interacted_message_id: interaction.source };
  if (interaction.kind !== Kind.modal) return base;
  const triggering =
    interaction.source === null
      ? { ...base, type: Kind.command }
      : { ...base, type: Kind.component, interacted_message_id: interaction.source };
  return { ...base, triggering_interaction_metadata: triggering };
}
