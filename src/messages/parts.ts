/** The small pieces every message is made of; the one place where member text is escaped and long text is cut. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { DISCORD } from '../domain/limits.ts';

/** The accent of every card: granite. */
const ACCENT = 0x8d99a6;

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export function separator(): APIComponentInContainer {
  return { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small };
}

export function card(...components: readonly (APIComponentInContainer | null)[]): APIContainerComponent {
  return {
    type: ComponentType.Container,
    accent_color: ACCENT,
    components: components.filter((part) => part !== null),
  };
}

export function row(
  ...components: readonly (APIComponentInMessageActionRow | null)[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: components.filter((part) => part !== null) };
}

interface ButtonLook {
  readonly style?: 'primary' | 'secondary' | 'success' | 'danger';
  readonly disabled?: boolean;
  readonly emoji?: string;
}

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

export function button(id: string, label: string, look: ButtonLook = {}): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[look.style ?? 'secondary'],
    custom_id: id,
    label: cut(label, DISCORD.buttonLabel),
    ...(look.disabled && { disabled: true }),
    ...(look.emoji && { emoji: { name: look.emoji } }),
  };
}

export function linkButton(url: string, label: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, url, label: cut(label, DISCORD.buttonLabel) };
}

export function select(
  id: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: cut(placeholder, DISCORD.selectPlaceholder),
    options: [...options],
  };
}

export function option(
  value: string,
  label: string,
  extra: Omit<APISelectMenuOption, 'value' | 'label'> = {},
): APISelectMenuOption {
  const { description, ...rest } = extra;
  return {
    value,
    label: cut(label, DISCORD.selectLabel),
    ...rest,
    ...(description && { description: cut(description, DISCORD.selectLabel) }),
  };
}

/** Drawn in the reader's own zone and language: `R` "in 2 days", `d` and `D` a short and a long date, `f` and `F` with the time, `F` with the weekday. */
export function timestamp(at: number, style: 'R' | 'D' | 'f' | 'F' | 'd'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** At most `length` UTF-16 units (what Discord counts is never more), cut between characters, with an ellipsis. */
export function cut(words: string, length: number): string {
  if (words.length <= length) return words;
  let kept = '';
  for (const character of words) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Everything that Markdown, mentions or links could be made of gets a backslash. */
const SYNTAX = /[\\`*_~|<>[\]()#@:+\-.]/g;
/** Control, bidirectional and other invisible characters; joiners and flag tags stay, since names and emoji need them. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** What a member typed, as one line of plain words: no formatting, no mention, no link, nothing invisible. */
export function escaped(words: string): string {
  const line = bare(words).replace(/\s+/g, ' ').trim();
  return line.replace(SYNTAX, '\\$&');
}

/** The same of several lines, each for itself; empty ones go. */
export function escapedLines(words: string): string {
  return words.split('\n').map(escaped).filter(Boolean).join('\n');
}

/** Colours, as terminals are told of them. */
const COLOURS = /(?!\n)\p{Cc}\[[\d;]*m/gu;

/**
 * What a program said, at most `length` long as a whole: columns and lines stay, nothing in it formats or mentions, and its own
 * fences (which would end the block) become marks that look like them. Empty where there is nothing to see.
 */
export function codeBlock(words: string, length: number): string {
  const plain = bare(words.replace(COLOURS, '').replaceAll('\t', '    '))
    .replace(/`{3,}/g, (fence) => '\u02cb'.repeat(fence.length))
    .replace(/^(\s*\n)+|\s+$/g, '');
  return plain && `\`\`\`\n${cut(plain, length - 8)}\n\`\`\``;
}

/** Member text without control and bidirectional characters, for storing and for places that draw no Markdown (labels). */
export function bare(words: string): string {
  return words.toWellFormed().replace(INVISIBLE, '');
}

/** A display name for the middle of a sentence; Discord allows names of nothing but invisible characters. */
export function named(name: string): string {
  return `**${plainName(name)}**`;
}

/** The same, not bold: for a list of names. */
export function plainName(name: string): string {
  return escaped(cut(bare(name).trim(), 32)) || 'somebody';
}

/** "a", "a and b", "a, b and c" */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
