/** The channel list on a phone: slides over the messages, keeps the focus inside, gives it back. */
import { byId } from './dom.ts';

export function createSidebarDrawer(): () => void {
  const sidebar = byId('sidebar', HTMLElement);
  const main = byId('main', HTMLElement);
  const open = byId('open-sidebar', HTMLButtonElement);
  const scrim = byId('scrim', HTMLDivElement);

  const set = (shown: boolean): void => {
    const was = document.body.classList.contains('sidebar-open');
    document.body.classList.toggle('sidebar-open', shown);
    open.setAttribute('aria-expanded', String(shown));
    scrim.hidden = !shown;
    main.inert = shown;
    if (shown) byId('close-sidebar', HTMLButtonElement).focus();
    else if (was) open.focus();
  };
  const close = (): void => set(false);
  open.addEventListener('click', () => set(true));
  byId('close-sidebar', HTMLButtonElement).addEventListener('click', close);
  scrim.addEventListener('click', close);
  sidebar.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  return close;
}
