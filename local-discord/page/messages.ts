/** The list of messages: draws anew only what changed, keeps the focus and the place one is reading at. */
import type { Canvas } from './components.ts';
import { byId, h } from './dom.ts';
import { redrawTime, type Surroundings } from './markdown/draw.ts';
import { timeWords } from './markdown/times.ts';
import { drawMessage, drawWaiting } from './message.ts';
import { DIRECT, type Pending, type State, type Store } from './state.ts';
import { Flag, type Message } from './types.ts';

interface Drawn {
  readonly key: string;
  readonly element: HTMLElement;
}

/** The type of commands that stand in the menu of a message (developer docs, "Application Command Types"). */
const ON_MESSAGE = 3;
/** More than anybody reads at once; older ones are not drawn. */
const SHOWN = 150;
const TOGETHER_MS = 7 * 60_000;
/** How far from the end still counts as being there. */
const NEAR_PX = 80;

interface Parts {
  readonly store: Store;
  readonly around: Surroundings;
  readonly canvas: (state: State, message: Message) => Canvas;
  readonly say: (words: string) => void;
  readonly use: (message: Message, command: string, menu: HTMLElement) => void;
  readonly enter: (channel: string) => void;
}

export function createMessageList({ store, around, canvas, say, use, enter }: Parts) {
  const list = byId('messages', HTMLOListElement);
  const scroller = byId('scroller', HTMLElement);
  const drawn = new Map<string, Drawn>();
  /** Read out already, or there from the beginning. */
  const told = new Set<string>();
  let shownPlace = '';
  let atEnd = true;
  let toEnd = false;

  // Arrow keys scroll it, whatever is in it.
  scroller.tabIndex = 0;
  let [box, top] = ['', 0];
  const boxNow = (): string => `${scroller.clientWidth} ${scroller.clientHeight}`;
  scroller.addEventListener('scroll', () => {
    // The browser scrolls by itself when the box changes; only what a person does says where they want to be.
    if (box !== boxNow()) return;
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    // This is told a moment later: what grew below by then has led nobody away from the end.
    if (near || scroller.scrollTop < top) atEnd = near;
    top = scroller.scrollTop;
  });
  // A keyboard that opens or a drawer must not hide the newest message.
  new ResizeObserver(() => {
    box = boxNow();
    if (atEnd) scrollToEnd();
  }).observe(scroller);
  const scrollToEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    top = scroller.scrollTop;
  };
  // A picture has no height until it is there; then the buttons below it would be out of sight. It tells only those who catch it.
  list.addEventListener('load', () => atEnd && scrollToEnd(), { capture: true });

  function draw(state: State): void {
    const place = `${state.me} ${state.channel}`;
    const moved = place !== shownPlace;
    if (moved) drawn.clear();
    shownPlace = place;
    const messages = state.messages.slice(-SHOWN);
    const names = JSON.stringify([state.guild.members, state.guild.channels.map(({ id, name }) => [id, name])]);
    const { zone } = around.here();
    const apps = state.commands.filter(({ type }) => type === ON_MESSAGE).map(({ name }) => name);
    const elements: HTMLElement[] = [];
    let before: Message | undefined;
    for (const message of messages) {
      if (before === undefined || dayOf(before, zone) !== dayOf(message, zone)) {
        elements.push(keep(`day ${dayOf(message, zone)}`, '', () => drawDay(message)));
        before = undefined;
      }
      const continues = before !== undefined && goesOn(before, message);
      const failed = state.failed.has(message.id);
      const key = JSON.stringify([message, continues, failed, zone, names, apps]);
      elements.push(
        keep(message.id, key, () =>
          drawMessage({
            message,
            continues,
            failed,
            canvas: canvas(state, message),
            apps,
            use: (command, menu) => use(message, command, menu),
            dismiss: () => store.dismiss(message.id),
            enter,
          }),
        ),
      );
      before = message;
    }
    const here = state.pending.filter((each) => each.member === state.me && each.channel === state.channel);
    for (const each of here)
      elements.push(keep(`pending ${each.id}`, each.state, () => drawPending(each, state, store)));
    settle(elements);
    drawBeginning(state);
    if (moved || atEnd || toEnd) scrollToEnd();
    toEnd = false;
    announce(messages, state, moved);
  }

  /** The element drawn for the same thing before, or a new one in its place. */
  function keep(id: string, key: string, make: () => HTMLElement): HTMLElement {
    const old = drawn.get(id);
    if (old?.key === key) return old.element;
    const element = make();
    drawn.set(id, { key, element });
    if (old !== undefined) replace(old.element, element);
    return element;
  }

  /** Puts the list in order with as few moves as possible: what stays in its place keeps focus and animations. */
  function settle(elements: readonly HTMLElement[]): void {
    const wanted = new Set(elements);
    for (const child of [...list.children]) if (!wanted.has(child as HTMLElement)) child.remove();
    elements.forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    for (const [id, { element }] of drawn) if (!wanted.has(element)) drawn.delete(id);
  }

  /** Tells what is new here; "thinking …" is no news, the answer is. */
  function announce(messages: readonly Message[], { me }: State, silently: boolean): void {
    for (const message of messages) {
      if (told.has(message.id) || (message.flags & Flag.LOADING) !== 0) continue;
      told.add(message.id);
      if (silently || message.author.username === me) continue;
      const body = drawn.get(message.id)?.element.querySelector<HTMLElement>('.body');
      // As it is seen: without what is hidden, with spaces between paragraphs.
      say(body?.innerText.replace(/\s+/g, ' ').slice(0, 300) ?? '');
    }
  }

  return {
    draw,
    /** One's own doing is shown wherever one was reading. */
    followNext: () => {
      toEnd = true;
    },
    redrawTimes(): void {
      for (const element of list.querySelectorAll<HTMLTimeElement>('time[data-seconds]'))
        redrawTime(element, around.here());
    },
  };

  function drawDay(message: Message): HTMLElement {
    const words = timeWords(Date.parse(message.timestamp) / 1000, 'D', around.here());
    return h('li', { class: 'day' }, h('span', {}, words));
  }
}

/** A button keeps the focus when its message is drawn again; gone, the message takes it. */
function replace(old: HTMLElement, element: HTMLElement): void {
  const focused = old.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const key = focused?.dataset.key;
  const open = [...old.querySelectorAll('details')].map((each) => each.open);
  old.replaceWith(element);
  for (const [index, each] of [...element.querySelectorAll('details')].entries()) each.open = open[index] ?? false;
  if (focused === null) return;
  const controls = [...element.querySelectorAll<HTMLButtonElement>('[data-key]')];
  // The same button may lead elsewhere now: "Next" stays "Next".
  const same =
    controls.find((each) => each.dataset.key === key) ??
    controls.find((each) => each.textContent === focused.textContent);
  if (same !== undefined && !same.disabled) same.focus({ preventScroll: true });
  else element.focus({ preventScroll: true });
}

function goesOn(before: Message, message: Message): boolean {
  const close = Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;
  const plain = !before.private && !message.private && message.interaction === undefined;
  return close && plain && before.author.id === message.author.id;
}

const days = new Map<string, Intl.DateTimeFormat>();

function dayOf({ timestamp }: Message, zone: string): string {
  const format = days.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  days.set(zone, format);
  return format.format(Date.parse(timestamp));
}

function drawPending(pending: Pending, state: State, store: Store): HTMLElement {
  const { name } = state.world.bot;
  const failed = pending.state === 'failed';
  return h(
    'li',
    { class: 'message private pending' },
    h('p', { class: 'used' }, `${pending.member} used `, h('span', { class: 'mention' }, pending.words)),
    failed ? h('p', { class: 'failure' }, `${name} did not respond.`) : drawWaiting(`Waiting for ${name}`),
    failed
      ? h(
          'p',
          { class: 'only-you' },
          h('button', { type: 'button', class: 'plain', onclick: () => store.forget(pending) }, 'Dismiss message'),
        )
      : null,
  );
}

function drawBeginning({ channel, guild, closed, world }: State): void {
  const found = guild.channels.find(({ id }) => id === channel);
  const name = channel === DIRECT ? world.bot.name : `#${found?.name ?? ''}`;
  const words = closed ?? `Here ${name} begins. Type / to see what ${world.bot.name} can do.`;
  const place = byId('beginning', HTMLDivElement);
  if (place.textContent !== name + words) place.replaceChildren(h('p', { class: 'name' }, name), h('p', {}, words));
}
