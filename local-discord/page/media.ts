/** Draws pictures and files. Nothing is fetched from another host: what lies elsewhere becomes a link. */
import { h } from './dom.ts';
import { drawSpoiler } from './markdown/draw.ts';
import type { Attachment, Component } from './types.ts';

export interface MediaItem {
  readonly media?: { readonly url?: string };
  readonly description?: string | null;
  readonly spoiler?: boolean;
}

/** The path of something this server holds; null: it lies elsewhere. */
function ownPath(url: string, attachments: readonly Attachment[]): string | null {
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  const real = name === undefined ? url : attachments.find(({ filename }) => filename === name)?.url;
  if (real === undefined || !URL.canParse(real)) return null;
  const { hostname, port, pathname } = new URL(real);
  const here = (hostname === location.hostname || hostname === '127.0.0.1') && port === location.port;
  return here ? pathname : null;
}

export function drawMedia({ media, description, spoiler }: MediaItem, attachments: readonly Attachment[]): HTMLElement {
  const url = media?.url ?? '';
  const path = ownPath(url, attachments);
  const drawn =
    path === null
      ? elsewhere(url, description ?? 'A picture')
      : h('img', { src: path, alt: description ?? '', loading: 'lazy' });
  return spoiler === true ? drawSpoiler([drawn]) : drawn;
}

function elsewhere(url: string, words: string): HTMLElement {
  if (!/^https?:\/\//.test(url)) return h('span', { class: 'missing' }, words);
  return h(
    'a',
    { class: 'missing', href: url, target: '_blank', rel: 'noopener noreferrer' },
    `${words} (on ${new URL(url).hostname}, not loaded)`,
  );
}

/** A file component names an attachment; the attachment knows its size. */
export function drawFile(component: Component, attachments: readonly Attachment[]): HTMLElement {
  const url = String((component.file as { url?: unknown } | undefined)?.url ?? '');
  const path = ownPath(url, attachments);
  const known = attachments.find((each) => ownPath(each.url, []) === path);
  const name = known?.filename ?? String(component.name ?? url.split('/').pop() ?? 'A file');
  return fileCard(name, known?.size ?? (component.size as number | undefined), path);
}

export const drawAttachment = (attachment: Attachment): HTMLElement => {
  const path = ownPath(attachment.url, []);
  if (path !== null && /^image\/(png|jpeg|gif|webp)$/.test(attachment.content_type ?? ''))
    return h('img', { class: 'attached', src: path, alt: attachment.description ?? attachment.filename });
  return fileCard(attachment.filename, attachment.size, path);
};

function fileCard(name: string, size: number | undefined, path: string | null): HTMLElement {
  return h(
    'div',
    { class: 'file' },
    h('span', { class: 'sheet', 'aria-hidden': 'true' }),
    path === null ? h('span', {}, name) : h('a', { href: path, download: name }, name),
    size === undefined ? null : h('span', { class: 'size' }, bytes(size)),
  );
}

const bytes = (size: number): string => (size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`);
