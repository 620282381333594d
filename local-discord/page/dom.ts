/** Builds elements. Everything that is not an element becomes text: there is no way from a string to markup here. */

type Child = Node | string | number | null | undefined | false | readonly Child[];
type Listener = (event: never) => void;
type Value = string | number | boolean | null | undefined | Listener;

/**
 * `h('button', { type: 'button', class: 'plain', 'aria-label': 'Close', onclick: close }, 'Close')`.
 * null, undefined and false leave an attribute out; true sets it empty.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...flat(children));
  return element;
}

function flat(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child): (Node | string)[] => {
    if (child === null || child === undefined || child === false) return [];
    if (Array.isArray(child)) return flat(child as readonly Child[]);
    return [child instanceof Node ? child : String(child)];
  });
}

/** The element of this id in the page's own markup. Throws when the markup lost it. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id}`);
  return found;
}

let last = 0;

/** An id that nothing else on the page has. */
export function newId(prefix: string): string {
  last += 1;
  return `${prefix}-${last}`;
}
