/** What apps offer for one message: a menu behind three dots, as Discord has it under "Apps". Knows no command. */
import { h } from './dom.ts';

/** `use` gets the menu, which shows that it is on its way. null: there is nothing to offer. */
export function drawApps(
  commands: readonly string[],
  use: (command: string, menu: HTMLElement) => void,
): HTMLElement | null {
  if (commands.length === 0) return null;
  const choose = (command: string) => (): void => {
    close();
    use(command, menu);
  };
  const summary = h('summary', { 'aria-label': 'Apps', title: 'What apps do with this message' }, '⋯');
  const items = commands.map((command) => h('button', { type: 'button', onclick: choose(command) }, command));
  const list = h('div', { class: 'menu' }, items);
  const menu = h('details', { class: 'apps' }, summary, list);
  const close = (): void => {
    if (menu.contains(document.activeElement)) summary.focus();
    menu.open = false;
  };
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  menu.addEventListener('toggle', () => {
    if (menu.open) list.scrollIntoView({ block: 'nearest' });
  });
  return menu;
}
