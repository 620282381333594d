/** What a member sees of one interaction: words, buttons, choices, a form. Refuses what Discord would refuse at a glance. */
import { checkMessage } from '../../local-discord/rules/messages.ts';
import { checkModal } from '../../local-discord/rules/modals.ts';
import type { Message } from '../../src/message.ts';

interface Part {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string; readonly default?: boolean }[];
  readonly items?: readonly { readonly description?: string }[];
  readonly components?: readonly Part[];
  readonly component?: Part;
  readonly value?: string;
}

interface Shown {
  readonly components?: readonly Part[];
  readonly attachments?: readonly { readonly filename: string }[];
  readonly flags?: number;
  readonly allowed_mentions?: { readonly parse: readonly string[] };
}

const PRIVATE = 64;
const V2 = 1 << 15;

export class Seen {
  /** InteractionResponseType of the first answer; null: none came. */
  type: number | null = null;
  /** 64 when what was seen is private. What is drawn anew stays as private as it was. */
  flags = 0;
  /** As Discord shows a message to whoever presses something on it. */
  id = '';
  modalId = '';
  title = '';
  choices: readonly { readonly name: string; readonly value: string }[] = [];
  files: readonly { readonly name: string; readonly data: Uint8Array }[] = [];
  /** The names of what the message has attached after this answer; null: what it had before. */
  attached: readonly string[] | null = null;
  /** What the group sees. */
  readonly shared: Seen[] = [];
  private parts: readonly Part[] = [];
  private readonly on: number;

  /** @param on the flags of the message that was pressed, where there is one. */
  constructor(on = PRIVATE) {
    this.on = on;
  }

  /** A post of the bot's own, as everybody sees it. */
  static posted({ id, message: { components, files } }: { readonly id: string; readonly message: Message }): Seen {
    const seen = new Seen(0);
    seen.id = id;
    seen.answer(4, { components, flags: V2, allowed_mentions: { parse: [] } }, files ?? []);
    return seen;
  }

  answer(type: number, data: unknown, files: Seen['files'] = []): void {
    this.type = type;
    this.files = files;
    const shown = (data ?? {}) as Shown & { custom_id?: string; title?: string; choices?: Seen['choices'] };
    this.attached = shown.attachments?.map(({ filename }) => filename) ?? null;
    this.parts = shown.components ?? [];
    this.flags = type === 6 || type === 7 ? this.on & PRIVATE : (shown.flags ?? 0);
    // A deferral has no message, and suggestions are none.
    if (![5, 6, 8].includes(type)) strict(type, shown, files, this.on);
    if (type === 8) this.choices = shown.choices ?? [];
    if (type === 9) [this.modalId, this.title] = [shown.custom_id ?? '', shown.title ?? ''];
  }

  /** What a deferral promised; it is as private as that was. */
  edit(data: unknown, files: Seen['files'] = []): void {
    const promised = this.flags & PRIVATE;
    this.answer(4, data, files);
    this.flags |= promised;
  }

  followUp(data: unknown, files: Seen['files'] = []): void {
    const other = new Seen();
    other.id = '3';
    other.answer(4, data, files);
    if (other.isPrivate) this.parts = [...this.parts, ...other.parts];
    else this.shared.push(other);
  }

  get components(): readonly object[] {
    return this.parts;
  }

  get isPrivate(): boolean {
    return (this.flags & PRIVATE) !== 0;
  }

  /** All words, a line for each text. */
  get text(): string {
    return flat(this.parts)
      .flatMap(({ content }) => content ?? [])
      .join('\n');
  }

  /** What stands for each picture, for whoever does not see it. */
  get alts(): readonly string[] {
    return flat(this.parts).flatMap(({ items = [] }) => items.map(({ description = '' }) => description));
  }

  /** The labels of buttons that can be pressed, and the placeholders of selects. */
  get buttons(): readonly string[] {
    return flat(this.parts).flatMap(({ type, label, placeholder, disabled }) => {
      const name = type === 2 ? label : type === 3 ? placeholder : undefined;
      return name && !disabled ? [name] : [];
    });
  }

  /** The options of the first select. */
  get options(): readonly { readonly value: string; readonly label: string; readonly default?: boolean }[] {
    return flat(this.parts).find(({ options }) => options)?.options ?? [];
  }

  /** What a form holds before anybody types: values by custom id. */
  get prefilled(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      flat(this.parts).flatMap(({ custom_id, value }) => (custom_id && value ? [[custom_id, value]] : [])),
    );
  }

  /** The same, with what is chosen and ticked: the form as it would be sent. */
  get filledIn(): Readonly<Record<string, string | readonly string[]>> {
    const ticked = flat(this.parts).flatMap(({ custom_id, options }): [string, string[]][] =>
      custom_id && options ? [[custom_id, options.filter((each) => each.default).map(({ value }) => value)]] : [],
    );
    return { ...Object.fromEntries(ticked), ...this.prefilled };
  }

  /** What a form asks for, by custom id, in its order. */
  get fields(): readonly string[] {
    return flat(this.parts).flatMap(({ custom_id }) => custom_id ?? []);
  }

  idOf(label: string): string {
    const found = flat(this.parts).find(
      (part) => [part.label, part.placeholder, part.custom_id].includes(label) && !part.disabled,
    );
    if (!found?.custom_id)
      throw new Error(`There is nothing to press called “${label}”, only: ${this.buttons.join(', ')}`);
    return found.custom_id;
  }
}

function flat(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [
    part,
    ...flat(part.components ?? []),
    ...flat(part.component ? [part.component] : []),
  ]);
}

/** Closed mentions, and Discord's rules for messages and forms. */
function strict(type: number, shown: Shown, files: Seen['files'], on: number): void {
  if (type === 9) {
    refuse(checkModal((shown.components ?? []) as never));
    return;
  }
  if (JSON.stringify(shown.allowed_mentions) !== '{"parse":[]}') throw new Error('mentions are open');
  const update = type === 7;
  refuse(
    checkMessage(shown as never, {
      kind: update ? 'update' : 'answer',
      flags: update ? on | V2 : 0,
      kept: { content: '', embeds: 0, components: [] },
      files: new Set(files.map(({ name }) => name)),
    }),
  );
}

function refuse(problems: readonly object[]): void {
  if (problems.length) throw new Error(`Discord would refuse this: ${JSON.stringify(problems)}`);
}
