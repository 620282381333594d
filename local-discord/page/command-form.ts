/** A slash command being filled in: its name, the fields of its options one after the other, and those still to be had. */
import { sourceOf } from './choices.ts';
import { h } from './dom.ts';
import { createOptionField, type OptionField } from './option-field.ts';
import type { Choice, CommandOption, Guild, Typed, World } from './types.ts';

/** A command, or one of a command's parts: `poll create`. */
export interface Callable {
  readonly words: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

interface Parts {
  readonly command: Callable;
  readonly world: World;
  readonly guild: Guild;
  readonly popup: HTMLElement;
  readonly ask: (options: Typed, focused: string) => Promise<readonly Choice[] | null>;
  /** Back to plain text, with what the command was called. */
  readonly leave: (words: string) => void;
  readonly send: () => void;
}

export interface CommandForm {
  readonly element: HTMLElement;
  readonly command: Callable;
  focus(): void;
  /** What was filled in; null: something required is missing, and the field says so. */
  options(): Typed | null;
  /** `/phase borrow`, as the member would say it. */
  words(): string;
}

export function createCommandForm({ command, world, guild, popup, ask, leave, send }: Parts): CommandForm {
  const fields: OptionField[] = [];
  const places = h('span', { class: 'options' });
  const more = h('span', { class: 'more' });
  const element = h(
    'div',
    { class: 'command', role: 'group', 'aria-label': `Command ${command.words}` },
    h('span', { class: 'name' }, `/${command.words}`),
    places,
    more,
  );
  const left = (): CommandOption[] => command.options.filter((each) => !fields.some(({ option }) => option === each));

  function add(option: CommandOption, unasked = false): OptionField {
    const field = createOptionField({
      option,
      unasked,
      source: sourceOf(option, world, guild),
      popup,
      ask: (typed) => ask({ ...filled(), [option.name]: typed }, option.name),
    });
    field.input.addEventListener('keydown', (event) => press(event, field));
    field.input.addEventListener('picked', () => drawMore());
    fields.push(field);
    places.append(field.element);
    drawMore();
    return field;
  }

  function remove(field: OptionField): void {
    const at = fields.indexOf(field);
    fields.splice(at, 1);
    field.element.remove();
    drawMore();
    const before = fields[at - 1] ?? fields[0];
    if (before === undefined) leave(`/${command.words}`);
    else before.input.focus();
  }

  function press(event: KeyboardEvent, field: OptionField): void {
    const { key } = event;
    if (event.isComposing) return;
    if (key === 'Enter') {
      event.preventDefault();
      if (!field.accept()) send();
    } else if (key === 'Tab' && !event.shiftKey) {
      const empty = field.input.value === '';
      if (!empty) field.accept();
      const next = fields[fields.indexOf(field) + 1] === undefined && !empty ? left()[0] : undefined;
      // From an empty field Tab leads on, out of the command: nobody is kept in here.
      if (next === undefined) return;
      event.preventDefault();
      add(next).input.focus();
    } else if (key === 'Escape') {
      event.preventDefault();
      // What was typed is not thrown away by one key too many.
      if (!field.closeList() && field.input.value === '') leave(`/${command.words}`);
    } else if (key === 'Backspace' && field.input.value === '') {
      event.preventDefault();
      if (field.option.required && fields.length > 1) fields[Math.max(0, fields.indexOf(field) - 1)]?.input.focus();
      else remove(field);
    }
  }

  function drawMore(): void {
    more.replaceChildren(
      ...left().map((option) =>
        h(
          'button',
          { type: 'button', class: 'add', title: option.description, onclick: () => add(option).input.focus() },
          `+ ${option.name}`,
        ),
      ),
    );
  }

  function filled(): Record<string, string> {
    const values = fields.map(({ option, value }) => [option.name, value()] as const);
    return Object.fromEntries(values.filter((each): each is [string, string] => each[1] !== null));
  }

  const required = command.options.filter((each) => each.required);
  for (const option of required) add(option);
  const [first] = command.options;
  if (first && required.length === 0) add(first, true);
  drawMore();

  return {
    element,
    command,
    focus: () => (fields.find(({ value }) => value() === null) ?? fields[0])?.input.focus(),
    options() {
      const missing = fields.find(({ option, value }) => option.required && value() === null);
      for (const field of fields) field.complain(false);
      missing?.complain(true);
      return missing === undefined ? filled() : null;
    },
    words: () =>
      `/${command.words} ${fields
        .filter(({ value }) => value() !== null)
        .map(({ option, input }) => `${option.name}: ${input.value}`)
        .join(' ')}`.trim(),
  };
}
