/** The wire as a drawer: every request and gateway event of the bot, with its body and what Discord's schema says of it. */
import type { Api } from './api.ts';
import { byId, h } from './dom.ts';
import type { WireEntry } from './types.ts';
import { drawEntry, searchable } from './wire-entry.ts';

/** More would make the page slow; the server keeps more. */
const SHOWN = 400;
const HEARTBEATS = new Set([1, 11]);

export function createWireDrawer(api: Api) {
  const drawer = byId('wire', HTMLElement);
  const toggle = byId('toggle-wire', HTMLButtonElement);
  const badge = byId('wire-badge', HTMLSpanElement);
  const list = h('ol', { class: 'entries' });
  const scroller = h(
    'div',
    { class: 'wire-scroller', tabindex: 0, role: 'group', 'aria-label': 'Requests and events' },
    list,
  );
  const search = h('input', { type: 'search', id: 'wire-search', placeholder: 'Path, event or body' });
  const kind = h(
    'select',
    { id: 'wire-kind' },
    h('option', { value: '' }, 'Everything'),
    h('option', { value: 'rest' }, 'Requests'),
    h('option', { value: 'gateway' }, 'Gateway'),
  );
  const refused = h('input', { type: 'checkbox', id: 'wire-refused' });
  const count = h('p', { class: 'count', role: 'status' });
  const close = h('button', { type: 'button', class: 'icon', 'aria-label': 'Close the wire' }, '✕');
  drawer.append(
    h('header', {}, h('h2', {}, 'Wire'), h('p', {}, 'What the bot and Discord say to each other'), close),
    h(
      'div',
      { class: 'filters' },
      h('label', { for: 'wire-search', class: 'unseen' }, 'Filter'),
      search,
      h('label', { for: 'wire-kind', class: 'unseen' }, 'Kind'),
      kind,
      h('label', { class: 'tick' }, refused, 'Refused only'),
    ),
    count,
    scroller,
  );
  const entries: WireEntry[] = [];
  let problems = 0;

  const isOpen = (): boolean => !drawer.hidden;
  const fits = (entry: WireEntry): boolean => {
    if (HEARTBEATS.has(entry.op ?? -1)) return false;
    if (refused.checked && isFine(entry)) return false;
    if (kind.value !== '' && (kind.value === 'rest') !== (entry.kind === 'request')) return false;
    const wanted = search.value.trim().toLowerCase();
    return wanted === '' || searchable(entry).includes(wanted);
  };

  function draw(): void {
    const shown = entries.filter(fits).slice(-SHOWN);
    list.replaceChildren(...shown.map(drawEntry));
    tellCount();
    scroller.scrollTop = scroller.scrollHeight;
  }

  function tellCount(): void {
    count.textContent = `${list.children.length} of ${entries.length}${problems > 0 ? ` · ${problems} refused` : ''}`;
    badge.hidden = problems === 0;
    badge.textContent = `${problems} refused`;
  }

  function add(entry: WireEntry): void {
    if ((entries.at(-1)?.n ?? 0) >= entry.n) return;
    entries.push(entry);
    if (!isFine(entry)) problems += 1;
    if (isOpen() && fits(entry)) {
      const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
      list.append(drawEntry(entry));
      if (list.children.length > SHOWN) list.firstElementChild?.remove();
      if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    }
    tellCount();
  }

  function setOpen(open: boolean): void {
    drawer.hidden = !open;
    document.body.classList.toggle('wire-open', open);
    toggle.setAttribute('aria-expanded', String(open));
    if (open) draw();
    (open ? search : toggle).focus();
  }

  toggle.addEventListener('click', () => setOpen(!isOpen()));
  close.addEventListener('click', () => setOpen(false));
  drawer.addEventListener('keydown', (event) => event.key === 'Escape' && setOpen(false));
  for (const each of [search, kind, refused]) each.addEventListener('input', draw);

  return {
    add,
    /** What was on the wire before the page was opened, or while it was away. What is heard meanwhile is newer, and stays behind it. */
    async catchUp(): Promise<void> {
      const before = await api.wire();
      const newest = before.at(-1)?.n ?? 0;
      const heard = entries.splice(0).filter(({ n }) => n > newest);
      entries.push(...before, ...heard);
      problems = entries.filter((entry) => !isFine(entry)).length;
      if (isOpen()) draw();
      else tellCount();
    },
    showRefused(): void {
      refused.checked = true;
      search.value = '';
      kind.value = '';
      setOpen(true);
    },
  };
}

export const isFine = ({ verdict }: WireEntry): boolean => verdict?.ok !== false;
