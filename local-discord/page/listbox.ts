/** A list of things to choose from, steered by whoever holds the focus (ARIA's listbox with an active descendant). */
import { h, newId } from './dom.ts';

export interface Item {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly aside?: string | undefined;
  readonly selected?: boolean;
}

export function createListbox(label: string, pick: (item: Item, index: number) => void, several = false) {
  const id = newId('list');
  const element = h('ul', {
    id,
    class: 'listbox',
    role: 'listbox',
    'aria-label': label,
    'aria-multiselectable': several ? 'true' : null,
  });
  let items: readonly Item[] = [];
  let active = -1;

  const row = (item: Item, index: number): HTMLElement =>
    h(
      'li',
      {
        id: `${id}-${index}`,
        role: 'option',
        class: 'choice',
        'aria-selected': String(item.selected === true),
        // The focus stays where the typing happens.
        onmousedown: (event: MouseEvent) => event.preventDefault(),
        onclick: () => pick(item, index),
      },
      several ? h('span', { class: 'tick', 'aria-hidden': 'true' }, item.selected ? '☑' : '☐') : null,
      h('span', { class: 'label' }, item.label),
      item.aside === undefined ? null : h('span', { class: 'aside' }, item.aside),
      item.description === undefined ? null : h('span', { class: 'description' }, item.description),
    );

  const mark = (index: number): void => {
    element.children[active]?.classList.remove('active');
    active = index;
    const current = element.children[index];
    current?.classList.add('active');
    current?.scrollIntoView({ block: 'nearest' });
  };

  return {
    id,
    element,
    /** @param start which is marked at first; -1: none. */
    show(next: readonly Item[], start = 0): void {
      items = next;
      active = -1;
      element.setAttribute('aria-label', label);
      element.replaceChildren(...items.map(row));
      mark(Math.min(start, items.length - 1));
    },
    /** Marks the option `by` places on, round the ends. */
    move(by: number): void {
      const from = active < 0 && by < 0 ? 0 : active;
      if (items.length > 0) mark((from + by + items.length) % items.length);
    },
    moveTo: mark,
    size: () => items.length,
    index: () => active,
    active: (): Item | undefined => items[active],
    activeId: (): string | null => (items[active] === undefined ? null : `${id}-${active}`),
  };
}
