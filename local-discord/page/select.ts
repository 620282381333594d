/** A list that opens from a button, for one or several choices (ARIA's select-only combobox). */
import { h } from './dom.ts';
import { createListbox, type Item } from './listbox.ts';

export interface SelectParts {
  readonly label: string;
  readonly items: readonly Item[];
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly required?: boolean;
  /** With the values, once the choice is made. */
  readonly chosen: (values: readonly string[]) => void;
}

export function createSelect({ label, min, max, ...parts }: SelectParts): HTMLElement {
  const several = max > 1;
  let items = parts.items;
  let before = '';
  const list = createListbox(label, (_item, index) => pick(index), several);
  const words = h('span', { class: 'words' });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'select',
      role: 'combobox',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-controls': list.id,
      'aria-label': label,
      'aria-required': parts.required ? 'true' : null,
      disabled: parts.disabled === true,
    },
    words,
    h('span', { class: 'arrow', 'aria-hidden': 'true' }, '▾'),
  );
  list.element.popover = 'manual';
  const isOpen = (): boolean => button.getAttribute('aria-expanded') === 'true';
  const values = (): string[] => items.filter(({ selected }) => selected).map(({ value }) => value);

  const draw = (): void => {
    const names = items.filter(({ selected }) => selected).map((item) => item.label);
    words.textContent = names.join(', ') || label;
    words.classList.toggle('placeholder', names.length === 0);
  };

  const open = (): void => {
    if (items.length === 0) return;
    before = values().join('\n');
    const first = items.findIndex(({ selected }) => selected);
    list.element.showPopover();
    button.setAttribute('aria-expanded', 'true');
    place(list.element, button);
    list.show(items, Math.max(first, 0));
    place(list.element, button);
    tellActive();
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('scroll', follow, true);
  };

  const close = (): void => {
    if (!isOpen()) return;
    list.element.hidePopover();
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-activedescendant');
    document.removeEventListener('pointerdown', outside, true);
    document.removeEventListener('scroll', follow, true);
    const now = values();
    if (several && now.join('\n') !== before && now.length >= min && now.length <= max) parts.chosen(now);
  };

  const pick = (index: number): void => {
    const toggled = items[index];
    if (toggled === undefined) return;
    const full = values().length >= max && !toggled.selected;
    if (several && full) return;
    items = items.map((item, at) => ({
      ...item,
      selected: several ? (at === index ? !item.selected : item.selected === true) : at === index,
    }));
    draw();
    if (several) {
      list.show(items, index);
      return;
    }
    close();
    button.focus();
    parts.chosen(values());
  };

  const tellActive = (): void => {
    const id = list.activeId();
    if (id !== null) button.setAttribute('aria-activedescendant', id);
  };
  const outside = (event: Event): void => {
    const inside = event.composedPath().some((each) => each === button || each === list.element);
    if (!inside) close();
  };
  const follow = (event: Event): void => {
    if (event.target !== list.element) place(list.element, button);
  };

  button.addEventListener('click', () => (isOpen() ? close() : open()));
  button.addEventListener('blur', close);
  button.addEventListener('keydown', (event) => {
    if (!isOpen()) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      open();
      return;
    }
    if (!steer(event)) return;
    event.preventDefault();
    event.stopPropagation();
    tellActive();
  });

  /** @returns whether the key meant something to the open list. */
  function steer(event: KeyboardEvent): boolean {
    const { key } = event;
    if (key === 'ArrowDown') list.move(1);
    else if (key === 'ArrowUp') list.move(-1);
    else if (key === 'Home') list.moveTo(0);
    else if (key === 'End') list.moveTo(list.size() - 1);
    else if (key === 'Enter' || key === ' ') pick(list.index());
    else if (key === 'Escape') close();
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) byLetter(key);
    else return false;
    return true;
  }

  function byLetter(key: string): void {
    const begins = (item: Item): boolean => item.label.toLowerCase().startsWith(key.toLowerCase());
    const next = items.findIndex((item, at) => at > list.index() && begins(item));
    const found = next >= 0 ? next : items.findIndex(begins);
    if (found >= 0) list.moveTo(found);
  }

  draw();
  return h('div', { class: 'select-box' }, button, list.element);
}

/** Below its button where there is room, else above; never wider than the window. */
function place(list: HTMLElement, button: HTMLElement): void {
  const { left, top, bottom, width } = button.getBoundingClientRect();
  const height = Math.min(list.scrollHeight + 2, 320);
  const below = innerHeight - bottom - 8;
  const up = below < height && top > below;
  list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  list.style.width = `${width}px`;
  list.style.maxHeight = `${Math.min(320, (up ? top : below + 8) - 12)}px`;
  list.style.top = up ? 'auto' : `${bottom + 4}px`;
  list.style.bottom = up ? `${innerHeight - top + 4}px` : 'auto';
}
