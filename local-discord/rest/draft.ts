/** Turns a message body into a draft: checked against schema and rules, its files stored. Knows no permissions. */
import { refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { checkMessage, type MessageBody, type MessageKind, mediaOf } from '../rules/messages.ts';
import { checkSchema } from '../schema.ts';
import { walk } from '../world/components.ts';
import type { Draft } from '../world/messages.ts';
import { type Attachment, type Component, Flag, type StoredMessage } from '../world/types.ts';
import type { UploadedFile } from './route.ts';

export interface DraftRequest {
  readonly kind: MessageKind;
  /** The schema's name; null: somebody checked the body already. */
  readonly schema: string | null;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly channel: string;
  /** The message that is edited. */
  readonly existing?: StoredMessage | undefined;
  readonly ephemeral?: boolean;
  /** Where the message stands in the body: `['data']` in a callback. */
  readonly at?: readonly string[];
}

/** Throws 50035 with all problems, or 50006 when nothing would be shown. */
export function readDraft(local: Local, request: DraftRequest): Draft {
  const { existing, files } = request;
  const problems = request.schema === null ? [] : checkSchema(request.schema, request.body);
  if (problems.length > 0) throw refuse.form(problems);
  const body = (request.body ?? {}) as MessageBody;
  const kept = keptAttachments(body, existing);
  // The answer to a deferral starts from nothing: its flags are only EPHEMERAL and LOADING.
  const found = checkMessage(body, {
    kind: request.kind,
    flags: existing?.message.flags ?? 0,
    kept: {
      content: existing?.message.content ?? '',
      embeds: existing?.message.embeds.length ?? 0,
      components: existing?.message.components ?? [],
    },
    files: new Set([...files.map(({ name }) => name), ...kept.map(({ filename }) => filename)]),
  });
  if (found.length > 0)
    throw refuse.form(found.map((each) => ({ ...each, path: [...(request.at ?? []), ...each.path] })));
  requireSomething(body, existing, kept.length + files.length);
  const described = new Map((body.attachments ?? []).map((each) => [String(each.id), each as Record<string, unknown>]));
  const stored = files.map((file) => storeFile(local, request, file, described.get(file.id)));
  const attachments = [...kept, ...stored];
  const components = body.components === undefined ? undefined : resolveMedia(body.components ?? [], attachments);
  return {
    ...(body as Omit<Draft, 'components' | 'attachments'>),
    ...(components === undefined ? {} : { components }),
    ...(attachments.length > 0 || body.attachments !== undefined ? { attachments } : {}),
  };
}

/** An edit that names attachments keeps only those; one that does not keeps all (developer docs, "Edit Message"). */
function keptAttachments(body: MessageBody, existing: StoredMessage | undefined): Attachment[] {
  const before = existing?.message.attachments ?? [];
  if (body.attachments === undefined || body.attachments === null) return before;
  const named = new Set(body.attachments.map(({ id }) => String(id)));
  return before.filter(({ id }) => named.has(id));
}

function requireSomething(body: MessageBody, existing: StoredMessage | undefined, files: number): void {
  const loading = existing !== undefined && (existing.message.flags & Flag.LOADING) !== 0;
  const old = loading ? undefined : existing?.message;
  const content = body.content === undefined ? (old?.content ?? '') : (body.content ?? '');
  const components = body.components === undefined ? (old?.components ?? []) : (body.components ?? []);
  const embeds = body.embeds === undefined ? (old?.embeds ?? []) : (body.embeds ?? []);
  const more = (body.poll ?? null) !== null || (body.sticker_ids?.length ?? 0) > 0;
  if (content.trim() === '' && components.length === 0 && embeds.length === 0 && files === 0 && !more) {
    throw refuse.emptyMessage();
  }
}

function storeFile(
  local: Local,
  request: DraftRequest,
  file: UploadedFile,
  described: Record<string, unknown> | undefined,
): Attachment {
  const id = local.world.ids.next();
  const filename = typeof described?.filename === 'string' ? described.filename : file.name;
  const url = `${local.url()}/attachments/${request.channel}/${id}/${encodeURIComponent(filename)}`;
  const attachment: Attachment = {
    id,
    filename,
    size: file.data.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(typeof described?.description === 'string' ? { description: described.description } : {}),
    ...(request.ephemeral ? { ephemeral: true } : {}),
  };
  local.files.set(id, { attachment, data: file.data });
  return attachment;
}

/** `attachment://name` becomes the stored file's address, as in what Discord returns. */
function resolveMedia(components: readonly Component[], attachments: readonly Attachment[]): Component[] {
  const copy = structuredClone(components) as Component[];
  for (const { component } of walk(copy)) {
    for (const { url, set } of mediaOf(component)) {
      const name = /^attachment:\/\/(.*)$/.exec(url)?.[1];
      const attachment = attachments.find(({ filename }) => filename === name);
      set({
        id: attachment?.id ?? '0',
        url: attachment?.url ?? url,
        proxy_url: attachment?.proxy_url ?? url,
        ...(attachment === undefined ? {} : { content_type: attachment.content_type, attachment_id: attachment.id }),
      });
      if (component.type === 13)
        Object.assign(component, { name: attachment?.filename ?? null, size: attachment?.size ?? null });
    }
  }
  return copy;
}
