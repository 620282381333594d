/** Draws one message: who, when, what, and what is special about it. */
import { drawApps } from './apps.ts';
import { type Canvas, drawComponent, drawUnknown } from './components.ts';
import { h } from './dom.ts';
import { drawMarkdown } from './markdown/draw.ts';
import { timeWords } from './markdown/times.ts';
import { drawAttachment } from './media.ts';
import { avatar } from './sidebar.ts';
import { Flag, type Message } from './types.ts';

export interface MessageParts {
  readonly message: Message;
  /** Goes on with what the same author just wrote. */
  readonly continues: boolean;
  readonly failed: boolean;
  readonly canvas: Canvas;
  /** The commands that work on messages. */
  readonly apps: readonly string[];
  readonly use: (command: string, menu: HTMLElement) => void;
  readonly dismiss: () => void;
  readonly enter: (channel: string) => void;
}

interface Used {
  readonly name?: string;
  readonly user?: { readonly username?: string; readonly global_name?: string | null };
}

export function drawMessage(parts: MessageParts): HTMLElement {
  const { message, canvas, continues } = parts;
  const { bot } = canvas.world;
  const isBot = message.author.id === bot.id;
  const name = isBot ? bot.name : (canvas.around.nameOf('user', message.author.id) ?? message.author.username);
  const here = canvas.around.here();
  const at = Date.parse(message.timestamp) / 1000;
  const moment = h('time', { datetime: message.timestamp, title: timeWords(at, 'F', here) }, timeWords(at, 't', here));
  const classes = ['message', message.private ? 'private' : '', continues ? 'continues' : ''];
  return h(
    'li',
    { class: classes.filter(Boolean).join(' '), 'data-id': message.id, tabindex: -1 },
    h(
      'article',
      { 'aria-label': `${name}, ${timeWords(at, 't', here)}${message.private ? ', only you can see this' : ''}` },
      drawUsed(message),
      avatar(name, isBot),
      h(
        'div',
        { class: 'body' },
        continues
          ? null
          : h(
              'p',
              { class: 'head' },
              h('strong', { class: 'author' }, name),
              isBot ? h('span', { class: 'app-tag' }, 'app') : null,
              moment,
            ),
        drawContent(parts, name),
        drawThread(parts),
        parts.failed
          ? h('p', { class: 'failure' }, 'This interaction failed: nobody answered within 3 seconds.')
          : null,
        message.private ? drawPrivate(parts) : null,
      ),
      message.private ? null : drawApps(parts.apps, parts.use),
    ),
  );
}

/** `ana used /phase`, above the first answer to a command. */
function drawUsed({ interaction }: Message): HTMLElement | null {
  const used = interaction as Used | undefined;
  if (used?.name === undefined) return null;
  const who = used.user?.global_name ?? used.user?.username ?? '';
  return h('p', { class: 'used' }, `${who} used `, h('span', { class: 'mention' }, `/${used.name}`));
}

function drawContent({ message, canvas }: MessageParts, name: string): Node[] {
  if ((message.flags & Flag.LOADING) !== 0) return [drawWaiting(`${name} is thinking`)];
  const nodes: Node[] = [];
  if (message.content !== '')
    nodes.push(h('div', { class: 'text' }, drawMarkdown(message.content, canvas.around), drawEdited(message)));
  nodes.push(...message.embeds.map((embed) => drawEmbed(embed, canvas)));
  nodes.push(...message.components.map((component) => drawComponent(component, canvas)));
  const shown = JSON.stringify(message.components);
  for (const attachment of message.attachments) {
    // Files that a component shows are drawn there.
    if (!shown.includes(attachment.id) && !shown.includes(`attachment://${attachment.filename}`))
      nodes.push(drawAttachment(attachment));
  }
  if (nodes.length === 0)
    nodes.push(drawUnknown(message, 'Discord’s schema accepts this message; there is nothing in it to draw.'));
  if (message.content === '' && message.edited_timestamp !== null)
    nodes.push(h('p', { class: 'text' }, drawEdited(message)));
  return nodes;
}

const drawEdited = ({ edited_timestamp: at }: Message): HTMLElement | null =>
  at === null ? null : h('span', { class: 'edited' }, '(edited)');

/** Three dots that come and go. */
export const drawWaiting = (words: string): HTMLElement =>
  h('p', { class: 'waiting' }, words, h('span', { class: 'dots', 'aria-hidden': 'true' }, '…'));

function drawThread({ message, enter }: MessageParts): HTMLElement | null {
  const thread = message.thread as { id?: string; name?: string } | undefined;
  if (thread?.id === undefined) return null;
  const { id } = thread;
  return h(
    'button',
    { type: 'button', class: 'thread', onclick: () => enter(id) },
    h('span', { class: 'thread-name' }, thread.name ?? 'Thread'),
    h('span', { class: 'see' }, 'See thread ›'),
  );
}

const drawPrivate = ({ dismiss }: MessageParts): HTMLElement =>
  h(
    'p',
    { class: 'only-you' },
    'Only you can see this · ',
    h('button', { type: 'button', class: 'plain', onclick: dismiss }, 'Dismiss message'),
  );

interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly color?: number;
  readonly author?: { readonly name?: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
  readonly footer?: { readonly text?: string };
}

function drawEmbed(raw: Readonly<Record<string, unknown>>, { around }: Canvas): HTMLElement {
  const embed = raw as Embed;
  const words = (text: string | undefined, kind: string): HTMLElement | null =>
    text === undefined ? null : h('div', { class: kind }, drawMarkdown(text, around));
  const box = h(
    'div',
    { class: 'container accented embed' },
    words(embed.author?.name, 'embed-author'),
    words(embed.title, 'embed-title'),
    words(embed.description, 'text'),
    (embed.fields ?? []).map(({ name, value, inline }) =>
      h('div', { class: inline ? 'field inline' : 'field' }, words(name, 'embed-title'), words(value, 'text')),
    ),
    words(embed.footer?.text, 'embed-footer'),
  );
  if (embed.color !== undefined) box.style.setProperty('--accent', `#${embed.color.toString(16).padStart(6, '0')}`);
  return box;
}
