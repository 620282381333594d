/** Draws message components of every kind Discord has (developer docs, Component Reference). Knows no bot's cards. */
import { h } from './dom.ts';
import type { Item } from './listbox.ts';
import { drawMarkdown, drawSpoiler, type Surroundings } from './markdown/draw.ts';
import { drawFile, drawMedia, type MediaItem } from './media.ts';
import { offered } from './names.ts';
import { createSelect } from './select.ts';
import type { Attachment, Component, Emoji, Guild, SelectOption, World } from './types.ts';

export interface Canvas {
  readonly around: Surroundings;
  readonly world: World;
  readonly guild: Guild;
  readonly attachments: readonly Attachment[];
  /** Somebody pressed it; the element shows that it is on its way. */
  readonly click: (button: Component, element: HTMLElement) => void;
  readonly choose: (select: Component, values: readonly string[], element: HTMLElement) => void;
}

export function drawComponent(component: Component, canvas: Canvas): HTMLElement {
  const children = (): HTMLElement[] => (component.components ?? []).map((each) => drawComponent(each, canvas));
  switch (component.type) {
    case 1:
      return h('div', { class: 'row' }, children());
    case 2:
      return drawButton(component, canvas);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return drawSelect(component, canvas);
    case 9:
      return h(
        'div',
        { class: 'section' },
        h('div', { class: 'texts' }, children()),
        component.accessory ? h('div', { class: 'accessory' }, drawComponent(component.accessory, canvas)) : null,
      );
    case 10:
      return h('div', { class: 'text' }, drawMarkdown(component.content ?? '', canvas.around));
    case 11:
      return h('div', { class: 'thumbnail' }, drawMedia(component as MediaItem, canvas.attachments));
    case 12:
      return drawGallery(component, canvas);
    case 13:
      return cover(component, drawFile(component, canvas.attachments));
    case 14:
      return component.divider === false
        ? h('div', { class: `gap spacing-${component.spacing === 2 ? 2 : 1}` })
        : h('hr', { class: `spacing-${component.spacing === 2 ? 2 : 1}` });
    case 17:
      return drawContainer(component, children());
    default:
      return drawUnknown(component, 'Discord’s schema accepts this component; this page has no picture for it.');
  }
}

/** Whatever cannot be drawn is shown as it was sent. */
export function drawUnknown(value: unknown, verdict: string): HTMLElement {
  return h(
    'details',
    { class: 'unknown' },
    h('summary', {}, verdict),
    h('pre', { tabindex: 0 }, JSON.stringify(value, null, 2)),
  );
}

const cover = (component: Component, element: HTMLElement): HTMLElement =>
  component.spoiler === true ? drawSpoiler([element]) : element;

function drawContainer(component: Component, children: readonly HTMLElement[]): HTMLElement {
  const box = h('div', { class: 'container' }, component.spoiler === true ? drawSpoiler(children) : children);
  const colour = component.accent_color;
  if (typeof colour === 'number') {
    box.classList.add('accented');
    box.style.setProperty('--accent', `#${colour.toString(16).padStart(6, '0')}`);
  }
  return box;
}

function drawGallery({ items }: Component, { attachments }: Canvas): HTMLElement {
  const all = Array.isArray(items) ? (items as MediaItem[]) : [];
  return h(
    'div',
    { class: `gallery of-${Math.min(all.length, 4)}` },
    all.map((item) => drawMedia(item, attachments)),
  );
}

const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

function drawButton(button: Component, canvas: Canvas): HTMLElement {
  const face = [drawEmoji(button.emoji as Emoji | undefined), button.label];
  const style = STYLES[button.style ?? 2] ?? 'secondary';
  if (button.style === 5 && !button.disabled && /^https?:\/\//.test(button.url ?? '')) {
    return h(
      'a',
      { class: 'button link', href: button.url, target: '_blank', rel: 'noopener noreferrer', title: button.url },
      face,
      h('span', { 'aria-hidden': 'true', class: 'leads-out' }, '↗'),
    );
  }
  const element: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'data-key': button.custom_id,
      disabled: button.disabled === true || button.custom_id === undefined,
      onclick: () => canvas.click(button, element),
    },
    face,
  );
  return element;
}

function drawEmoji(emoji: Emoji | null | undefined): HTMLElement | null {
  if (!emoji?.name) return null;
  // A server's own emoji is a picture elsewhere; its name stands in.
  return h('span', { class: 'emoji', 'aria-hidden': 'true' }, emoji.id ? `:${emoji.name}:` : emoji.name);
}

function drawSelect(select: Component, canvas: Canvas): HTMLElement {
  const element = createSelect({
    label: select.placeholder ?? 'Make a selection',
    items: itemsOf(select, canvas.world, canvas.guild),
    min: select.min_values ?? 1,
    max: select.max_values ?? 1,
    disabled: select.disabled === true,
    chosen: (values) => canvas.choose(select, values, element),
  });
  element.querySelector('button')?.setAttribute('data-key', select.custom_id ?? '');
  return element;
}

/** Its own options; or, where it is about people, roles or channels, those. */
export function itemsOf(select: Component, world: World, guild: Guild): Item[] {
  const preset = new Set((select.default_values as { id: string }[] | undefined)?.map(({ id }) => id));
  const others = offered(select.type, world, guild, select.channel_types as number[] | undefined);
  return [
    ...(select.options ?? []).map(optionItem),
    ...others.map((item) => ({ ...item, selected: preset.has(item.value) })),
  ];
}

const optionItem = ({ value, label, description, emoji, default: chosen }: SelectOption) => ({
  value,
  label: emoji?.name && !emoji.id ? `${emoji.name} ${label}` : label,
  description: description ?? undefined,
  selected: chosen === true,
});
