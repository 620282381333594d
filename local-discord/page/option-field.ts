/** One option of a command being filled in: a small text field with a list of what can be chosen (ARIA's combobox). */
import { choiceItem, isNumber, matching, type Source } from './choices.ts';
import { h, newId } from './dom.ts';
import { createListbox, type Item } from './listbox.ts';
import type { Choice, CommandOption } from './types.ts';

export interface OptionField {
  readonly option: CommandOption;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** What is to be sent; null: nothing was filled in. */
  readonly value: () => string | null;
  readonly complain: (yes: boolean) => void;
  /** Puts the active choice in, if the list is open. @returns whether it did. */
  readonly accept: () => boolean;
  /** @returns whether there was an open list. */
  readonly closeList: () => boolean;
}

interface Parts {
  readonly option: CommandOption;
  readonly source: Source;
  /** It is there although nobody asked for it: Enter sends the command without it, until something is typed or marked. */
  readonly unasked: boolean;
  /** Where the list and the option's description are shown. */
  readonly popup: HTMLElement;
  /** The bot's suggestions; null: it did not answer. */
  readonly ask: (typed: string) => Promise<readonly Choice[] | null>;
}

const PAUSE_MS = 120;

export function createOptionField({ option, source, unasked, popup, ask }: Parts): OptionField {
  const id = newId('option');
  const hint = h('p', { class: 'hint', id: `${id}-hint` }, describe(option));
  const status = h('p', { class: 'status', role: 'status' });
  const list = createListbox(option.name, (item) => pick(item));
  const listed = source.kind !== 'none';
  const input = h('input', {
    id,
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: isNumber(option) ? 'numeric' : null,
    maxlength: option.max_length ?? 6000,
    role: listed ? 'combobox' : null,
    'aria-autocomplete': listed ? 'list' : null,
    'aria-expanded': listed ? 'false' : null,
    'aria-controls': listed ? list.id : null,
    'aria-required': option.required ? 'true' : null,
    'aria-describedby': hint.id,
  });
  const element = h(
    'span',
    { class: 'option' },
    h('label', { for: id }, option.name),
    input,
    h('span', { hidden: true }),
  );
  let picked: Item | null = null;
  let asked = 0;
  /** The list answers an earlier text; it must not be taken for what is typed now. */
  let stale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isOpen = (): boolean => input.getAttribute('aria-expanded') === 'true';
  const setOpen = (open: boolean): void => {
    if (listed) input.setAttribute('aria-expanded', String(open));
    list.element.hidden = !open;
    tellActive();
  };
  const tellActive = (): void => {
    const active = isOpen() ? list.activeId() : null;
    if (active === null) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', active);
  };
  const offer = (items: readonly Item[]): void => {
    stale = false;
    list.show(items, unasked && input.value === '' ? -1 : 0);
    status.textContent = items.length === 0 ? 'Nothing matches; what you typed is sent as it is.' : '';
    if (items.length === 0 && source.kind === 'list') status.textContent = 'Nothing matches.';
    setOpen(items.length > 0);
  };

  async function suggest(): Promise<void> {
    if (source.kind === 'none') return;
    if (source.kind === 'list') {
      offer(matching(source.items, picked === null ? input.value : ''));
      return;
    }
    asked += 1;
    const mine = asked;
    const choices = await ask(input.value);
    // A slower answer to an earlier letter comes too late.
    if (mine !== asked || document.activeElement !== input) return;
    if (choices !== null) offer(choices.map(choiceItem));
    else {
      setOpen(false);
      status.textContent = 'Loading the suggestions failed.';
    }
  }

  function pick(item: Item): void {
    picked = item;
    input.value = item.label;
    asked += 1;
    setOpen(false);
    input.dispatchEvent(new Event('picked', { bubbles: true }));
  }

  input.addEventListener('focus', () => {
    popup.replaceChildren(hint, status, list.element);
    popup.hidden = false;
    setOpen(false);
    status.textContent = '';
    void suggest();
  });
  input.addEventListener('blur', () => {
    clearTimeout(timer);
    asked += 1;
    setOpen(false);
    popup.hidden = true;
  });
  input.addEventListener('input', () => {
    picked = null;
    stale = source.kind === 'asked';
    // What is still on its way answers an earlier text.
    asked += 1;
    input.removeAttribute('aria-invalid');
    clearTimeout(timer);
    timer = setTimeout(() => void suggest(), source.kind === 'asked' ? PAUSE_MS : 0);
  });
  input.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !listed) return;
    event.preventDefault();
    if (isOpen()) list.move(by);
    else void suggest();
    tellActive();
  });

  return {
    option,
    element,
    input,
    value: () => picked?.value ?? (input.value.trim() === '' ? null : input.value.trim()),
    complain(yes) {
      if (!yes) return input.removeAttribute('aria-invalid');
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    },
    accept() {
      const active = isOpen() && !stale ? list.active() : undefined;
      if (active !== undefined) pick(active);
      return active !== undefined;
    },
    closeList() {
      const open = isOpen();
      asked += 1;
      setOpen(false);
      return open;
    },
  };
}

function describe({ name, description, required, min_value: min, max_value: max }: CommandOption): Node[] {
  const range = min === undefined && max === undefined ? '' : ` (${min ?? '…'} to ${max ?? '…'})`;
  return [
    h('strong', {}, name),
    document.createTextNode(` ${description}${range}`),
    h('span', { class: 'aside' }, required ? 'required' : 'optional'),
  ];
}
