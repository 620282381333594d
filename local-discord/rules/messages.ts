/** What Discord refuses in a message although its schema lets it pass. Each rule cites where it is written down. */
import type { Path, Problem } from '../errors.ts';
import { displayedText, walk } from '../world/components.ts';
import { type Component, Flag } from '../world/types.ts';
import { checkComponents } from './components.ts';

/** How the body reaches Discord: it decides which flags may be set. */
export type MessageKind = 'create' | 'edit' | 'answer' | 'followup' | 'update' | 'defer';

export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly Record<string, unknown>[] | null;
  readonly components?: readonly Component[] | null;
  readonly flags?: number | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null;
  readonly nonce?: string | number | null;
  readonly allowed_mentions?: Record<string, unknown> | null;
  readonly attachments?: readonly { readonly id: string }[] | null;
}

export interface MessageContext {
  readonly kind: MessageKind;
  /** The flags of the message that is edited; 0 for a new one. */
  readonly flags: number;
  /** Content, embeds and components that stay when an edit does not name them. */
  readonly kept: { readonly content: string; readonly embeds: number; readonly components: readonly Component[] };
  /** Names that `attachment://` may refer to. */
  readonly files: ReadonlySet<string>;
}

/** Developer docs, message resource "Message Flags" and interactions "Interaction Callback Data": who may set which. */
const SETTABLE: Record<MessageKind, number> = {
  create: Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2,
  edit: Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2,
  answer: Flag.SUPPRESS_EMBEDS | Flag.EPHEMERAL | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2,
  followup: Flag.SUPPRESS_EMBEDS | Flag.EPHEMERAL | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2,
  update: Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2,
  // "for deferred responses only EPHEMERAL is meaningful": v2 is said with the message itself.
  defer: Flag.EPHEMERAL,
};

export function checkMessage(body: MessageBody, context: MessageContext): Problem[] {
  const flags = body.flags ?? 0;
  const v2 = ((flags | context.flags) & Flag.COMPONENTS_V2) !== 0;
  return [
    ...flagRules(flags, context),
    ...lengthRules(body),
    ...mentionRules(body),
    ...(v2 ? v2Rules(body, context) : legacyRules(body)),
    ...checkComponents(body.components ?? []),
    ...fileRules(body, context),
  ];
}

function flagRules(flags: number, { kind, flags: before }: MessageContext): Problem[] {
  const path = ['flags'];
  const foreign = flags & ~SETTABLE[kind] & ~before;
  if (foreign !== 0 || (kind === 'edit' && (flags & Flag.EPHEMERAL) !== 0)) {
    const what = (flags & Flag.EPHEMERAL) !== 0 ? 'EPHEMERAL ' : '';
    return [{ path, code: 'MESSAGE_FLAGS_INVALID', message: `The flags ${what}(${foreign}) cannot be set here.` }];
  }
  return [];
}

/** Developer docs, "Create Message": content 2,000 (the schema says 4,000), embeds 6,000 characters over all, nonce 25. */
function lengthRules(body: MessageBody): Problem[] {
  const problems: Problem[] = [];
  if ((body.content ?? '').length > 2000) {
    problems.push({ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' });
  }
  const size = (body.embeds ?? []).reduce((sum, embed) => sum + embedText(embed), 0);
  if (size > 6000) {
    const message = 'Embed size exceeds maximum size of 6000';
    problems.push({ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message });
  }
  if (String(body.nonce ?? '').length > 25) {
    problems.push({ path: ['nonce'], code: 'NONCE_TYPE_TOO_LONG', message: 'Nonce is too long.' });
  }
  return problems;
}

/** Which texts count against 6,000: developer docs, message resource, "Embed Limits". */
function embedText(embed: Record<string, unknown>): number {
  const size = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
  const part = (value: unknown, key: string): number =>
    size((value as Record<string, unknown> | null | undefined)?.[key]);
  const fields = Array.isArray(embed.fields) ? embed.fields : [];
  return (
    size(embed.title) +
    size(embed.description) +
    part(embed.footer, 'text') +
    part(embed.author, 'name') +
    fields.reduce((sum: number, field: unknown) => sum + part(field, 'name') + part(field, 'value'), 0)
  );
}

/** Developer docs, "Allowed Mentions Object": a kind in `parse` and a list of the same kind exclude each other; lists ≤ 100. */
function mentionRules(body: MessageBody): Problem[] {
  const allowed = body.allowed_mentions ?? {};
  const parse = Array.isArray(allowed.parse) ? allowed.parse : [];
  return ['users', 'roles'].flatMap((kind): Problem[] => {
    const list = allowed[kind];
    if (!Array.isArray(list)) return [];
    if (parse.includes(kind) && list.length > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      return [{ path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message }];
    }
    if (list.length <= 100) return [];
    return [
      { path: ['allowed_mentions', kind], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 100 or fewer in length.' },
    ];
  });
}

/** Developer docs, "Component Reference", "Legacy" and "Using Message Components": 40 over all, 4,000 characters, nothing beside. */
function v2Rules(body: MessageBody, { kept, flags }: MessageContext): Problem[] {
  const problems: Problem[] = [];
  const before = (flags & Flag.COMPONENTS_V2) !== 0 ? { content: '', embeds: 0 } : kept;
  const legacy: [string, boolean][] = [
    ['content', (body.content === undefined ? before.content : (body.content ?? '')) !== ''],
    ['embeds', (body.embeds === undefined ? before.embeds : (body.embeds?.length ?? 0)) > 0],
    ['poll', body.poll !== undefined && body.poll !== null],
    ['sticker_ids', (body.sticker_ids?.length ?? 0) > 0],
  ];
  for (const [field, present] of legacy) {
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    if (present) problems.push({ path: [field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message });
  }
  const components = body.components ?? kept.components;
  const count = [...walk(components)].length;
  if (count > 40) {
    const message = `The max number of components in a message is 40 (got ${count})`;
    problems.push({ path: ['components'], code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message });
  }
  const text = displayedText(components).length;
  if (text > 4000) {
    const message = `The total size of all displayable text exceeds the max size of 4000 (got ${text})`;
    problems.push({ path: ['components'], code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message });
  }
  return problems;
}

/** Without the flag only action rows may stand at the top, five at most (developer docs, "Component Reference", "Legacy"). */
function legacyRules(body: MessageBody): Problem[] {
  const problems: Problem[] = [];
  for (const [index, component] of (body.components ?? []).entries()) {
    if (component.type === 1) continue;
    const path: Path = ['components', index, 'type'];
    problems.push({ path, code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of (1,).' });
  }
  if ((body.components?.length ?? 0) > 5) {
    problems.push({
      path: ['components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: 'Must be between 1 and 5 in length.',
    });
  }
  return problems;
}

/** Developer docs, "Uploading Files", "Component Reference" (File, Unfurled Media Item): what is named must have been sent. */
function fileRules(body: MessageBody, { files }: MessageContext): Problem[] {
  const message = 'Must be 10 or fewer in length.';
  const many = files.size > 10 ? [{ path: ['attachments'], code: 'BASE_TYPE_MAX_LENGTH', message }] : [];
  const missing = [...walk(body.components)].flatMap(({ component, path }) =>
    mediaOf(component).flatMap(({ url, path: inner }): Problem[] => {
      const name = /^attachment:\/\/(.*)$/.exec(url)?.[1];
      if (name === undefined || files.has(name)) return [];
      const message = 'The unfurled media item references an attachment that was not found.';
      return [{ path: [...path, ...inner], code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message }];
    }),
  );
  return [...many, ...missing];
}

/** The media a component shows: thumbnails (11), gallery items (12), files (13). */
export function mediaOf(
  component: Component,
): { url: string; path: Path; set: (media: Record<string, unknown>) => void }[] {
  const one = (holder: Record<string, unknown>, key: string, path: Path) => {
    const url = (holder[key] as { url?: unknown } | undefined)?.url;
    const set = (media: Record<string, unknown>): void => {
      holder[key] = media;
    };
    return typeof url === 'string' ? [{ url, path: [...path, key, 'url'], set }] : [];
  };
  if (component.type === 11) return one(component, 'media', []);
  if (component.type === 13) return one(component, 'file', []);
  if (component.type !== 12 || !Array.isArray(component.items)) return [];
  return component.items.flatMap((item: Record<string, unknown>, index) => one(item, 'media', ['items', index]));
}
