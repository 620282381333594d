/** The study group's time, in a zone one chooses, and the ways to move it on. */
import { byId, h } from './dom.ts';
import type { Progress, SkipTo, World } from './types.ts';

const ZONE_KEY = 'local-discord-zone';

interface Parts {
  readonly skip: (to: SkipTo) => Promise<void>;
  readonly play: () => Promise<void>;
  /** The time or the zone is another now. */
  readonly moved: () => void;
}

export function createClock({ skip, play, moved }: Parts) {
  const face = byId('clock', HTMLTimeElement);
  const zones = byId('zone', HTMLSelectElement);
  const bar = byId('progress', HTMLProgressElement);
  const words = byId('progress-words', HTMLSpanElement);
  const playButton = byId('play', HTMLButtonElement);
  const buttons = (['day', 'week', 'post'] as const).map((to) => {
    const button = byId(`skip-${to}`, HTMLButtonElement);
    button.addEventListener('click', () => !isBusy() && void skip(to));
    return button;
  });
  playButton.addEventListener('click', () => !isBusy() && void play());
  /** Local Discord's time minus this machine's. */
  let ahead = 0;
  let zone = localStorage.getItem(ZONE_KEY) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

  const isBusy = (): boolean => !bar.hidden;
  const now = (): number => Date.now() + ahead;

  const all = new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  zones.replaceChildren(...[...all].map((each) => h('option', { value: each, selected: each === zone }, each)));
  zones.addEventListener('change', () => {
    zone = zones.value;
    localStorage.setItem(ZONE_KEY, zone);
    draw();
    moved();
  });

  function draw(): void {
    const format = new Intl.DateTimeFormat(undefined, {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    const text = format.format(now());
    if (face.textContent === text) return;
    // On a phone the day of the week is left out, and what follows it.
    const parts = format.formatToParts(now());
    const after = parts.findIndex(({ type }) => type === 'weekday') === 0 ? 2 : 0;
    const words = parts.map(({ value }) => value);
    face.replaceChildren(h('span', { class: 'wide' }, words.slice(0, after).join('')), words.slice(after).join(''));
    face.dateTime = new Date(now()).toISOString();
    face.title = `${new Intl.DateTimeFormat(undefined, { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(now())}, by the local Discord’s clock`;
  }

  setInterval(() => {
    draw();
    moved();
  }, 1_000);

  return {
    now,
    zone: () => zone,
    set({ now: theirs }: Pick<World, 'now'>): void {
      ahead = theirs - Date.now();
      draw();
    },
    show({ running, words: what, done, total, now: theirs }: Progress): void {
      ahead = theirs - Date.now();
      draw();
      bar.hidden = !running;
      bar.max = total || 1;
      bar.value = done;
      words.textContent = running ? what : '';
      // Not `disabled`: that would take the focus away.
      for (const button of [...buttons, playButton]) button.setAttribute('aria-disabled', String(running));
      if (!running) moved();
    },
  };
}
