/** Turns messages and modals into plain lines for a terminal. Knows Discord's components and Markdown, and no bot. */
import type { WorldView } from './control/types.ts';
import type { OpenModal } from './interactions/book.ts';
import type { Component, Message, SelectOption } from './world/types.ts';

export interface RenderOptions {
  /** How a mention is called: `user` 1 → `@ana`. Without it, or when it knows nothing, the mention stays as it is. */
  readonly mention?: (kind: 'user' | 'role' | 'channel', id: string) => string | undefined;
}

/** Mentions by the names of a world, as GET /local/world shows it. */
export function namesIn(world: WorldView): NonNullable<RenderOptions['mention']> {
  const names = new Map<string, string>([[world.bot.id, `@${world.bot.name}`]]);
  for (const { members, roles, channels } of world.guilds) {
    for (const { id, name, nick } of members) names.set(id, `@${nick ?? name}`);
    for (const { id, name } of roles) names.set(id, name.startsWith('@') ? name : `@${name}`);
    for (const { id, name } of channels) names.set(id, `#${name}`);
  }
  return (_kind, id) => names.get(id);
}

type Renderable = Pick<Message, 'content' | 'components'> & Partial<Pick<Message, 'attachments' | 'embeds'>>;

const LINE = '─'.repeat(24);
const LINK = 5;

/** The message as lines, joined by newlines; empty for a message without anything to show. */
export function renderText(message: Renderable, options: RenderOptions = {}): string {
  const lines = message.content === '' ? [] : plain(message.content, options);
  for (const embed of message.embeds ?? []) {
    for (const text of [embed.title, embed.description])
      if (typeof text === 'string') lines.push(...plain(text, options));
  }
  for (const component of message.components) lines.push(...render(component, options));
  // Files that a component shows are drawn there.
  const shown = JSON.stringify(message.components);
  for (const { id, filename, size } of message.attachments ?? []) {
    if (!shown.includes(id)) lines.push(`📎 ${filename} (${bytes(size)})`);
  }
  return lines.join('\n');
}

/** A form as lines: its title, then each field with what is in it. */
export function renderModal(modal: OpenModal, options: RenderOptions = {}): string {
  return [modal.title, LINE, ...modal.components.flatMap((component) => render(component, options))].join('\n');
}

function render(component: Component, options: RenderOptions): string[] {
  const children = (): string[] => (component.components ?? []).flatMap((child) => render(child, options));
  switch (component.type) {
    case 1:
      return [children().join(' ')];
    case 2:
      return [button(component)];
    case 4:
      return [
        `${component.label === undefined ? '' : `${component.label}: `}[${String(component.value || component.placeholder || '…')}]`,
      ];
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return [select(component)];
    case 9:
      return section(children(), component.accessory === undefined ? [] : render(component.accessory, options));
    case 10:
      return plain(component.content ?? '', options);
    case 11:
      return ['🖼'];
    case 12:
      return (Array.isArray(component.items) ? component.items : []).map((item) => `🖼 ${fileName(item?.media)}`);
    case 13:
      return [`📎 ${String(component.name ?? fileName(component.file))}`];
    case 14:
      return component.divider === false ? [''] : [LINE];
    case 17:
      return children().map((line) => `│ ${line}`.trimEnd());
    case 18:
      return label(component, options);
    case 21:
    case 22:
      return (component.options ?? []).map((option) => `${option.default ? '☑' : '☐'} ${option.label}`);
    case 23:
      return [component.default === true ? '☑' : '☐'];
    default:
      return [JSON.stringify(component)];
  }
}

function button({ label, emoji, style, url, disabled }: Component): string {
  const icon = (emoji as { name?: string } | undefined)?.name;
  const text = [icon, label].filter(Boolean).join(' ');
  if (style === LINK) return `[${text} ↗ ${url}]`;
  return disabled ? `(${text})` : `[${text}]`;
}

function select({ placeholder, options, disabled }: Component): string {
  const chosen = (options ?? []).filter((option: SelectOption) => option.default).map((option) => option.label);
  const count = options === undefined ? '' : ` (${options.length})`;
  return `▾ ${chosen.join(', ') || (placeholder ?? 'Choose')}${count}${disabled ? ' (greyed out)' : ''}`;
}

/** What stands beside the text goes behind its last line. */
function section(text: string[], accessory: string[]): string[] {
  const last = text.length - 1;
  return text.map((line, index) => (index === last && accessory.length > 0 ? `${line}  ${accessory.join(' ')}` : line));
}

function label(component: Component, options: RenderOptions): string[] {
  const inner = component.component === undefined ? [] : render(component.component, options);
  const optional = component.component?.required === false ? ' (optional)' : '';
  const description = typeof component.description === 'string' ? [`  ${component.description}`] : [];
  return [`${component.label ?? ''}${optional}`, ...description, ...inner.map((line) => `  ${line}`)];
}

const fileName = (media: unknown): string => {
  const url = String((media as { url?: unknown } | undefined)?.url ?? '');
  return decodeURIComponent(url.split('/').pop() ?? url);
};

const bytes = (size: number): string => (size < 1024 ? `${size} bytes` : `${Math.round(size / 1024)} kB`);

/** Discord's Markdown with its marks taken away, code kept as it is. */
function plain(markdown: string, options: RenderOptions): string[] {
  let code = false;
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('```')) {
      code = !code;
      return [];
    }
    return [code ? `    ${line}` : inline(line.replace(/^(#{1,3}|-#) /, ''), options)];
  });
}

function inline(line: string, { mention }: RenderOptions): string {
  const parts = line.split(/(`[^`]+`)/);
  return parts.map((part) => (part.startsWith('`') ? part.slice(1, -1) : marks(part, mention))).join('');
}

const KINDS = { '@': 'user', '@!': 'user', '@&': 'role', '#': 'channel' } as const;

function marks(text: string, mention: RenderOptions['mention']): string {
  return (
    text
      .replace(
        /<(@&|@!|@|#)(\d+)>/g,
        (whole, sign: keyof typeof KINDS, id: string) => mention?.(KINDS[sign], id) ?? whole,
      )
      .replace(/<t:(-?\d+)(?::([a-zA-Z]))?>/g, (_whole, seconds: string, style?: string) =>
        moment(Number(seconds), style),
      )
      .replace(/<a?:(\w+):\d+>/g, ':$1:')
      .replace(/\[([^\]]+)\]\(<?([^)>]+)>?\)/g, '$1 ($2)')
      // A mark that was escaped is text.
      .replace(/(?<!\\)(\*\*\*|\*\*|\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)(?<!\\)\1/g, '$2')
      .replace(/(?<![\w\\])_(?=\S)(.+?)(?<=\S)(?<!\\)_(?!\w)/g, '$1')
      .replace(/\\([\\`*_{}[\]()#+\-.!~|>:@<])/g, '$1')
  );
}

/** A timestamp in UTC; `R` (relative) as a date too: a transcript has no "now". */
function moment(seconds: number, style = 'f'): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (style === 't' || style === 'T') return `${iso.slice(11, 16)} UTC`;
  if (style === 'd' || style === 'D') return iso.slice(0, 10);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
