/** The channel list, the threads under their channels, and who one is. */
import { byId, h } from './dom.ts';
import { DIRECT, isText, isThread, type State, type Store } from './state.ts';
import type { Channel, Guild, Person } from './types.ts';

export function createSidebar(store: Store, close: () => void) {
  const channels = byId('channels', HTMLDivElement);
  const people = byId('people', HTMLFieldSetElement);
  let drawn = '';
  /** Channels whose threads are all shown. */
  const opened = new Set<string>();

  const showAll = (channel: string): void => {
    opened.add(channel);
    drawn = '';
    store.redraw();
  };

  const enter = (channel: string): void => {
    close();
    void store.enter(channel);
  };

  const link = (state: State, id: string, sign: string, name: string): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'channel',
        'data-channel': id,
        'aria-current': state.channel === id ? 'page' : null,
        onclick: () => enter(id),
      },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'name' }, name),
      state.unread.has(id) ? h('span', { class: 'unread' }, h('span', { class: 'unseen' }, 'unread')) : null,
    );

  const entry = (state: State, channel: Channel): HTMLElement => {
    const all = state.guild.channels.filter((each) => each.parent === channel.id && isThread(each));
    const threads = opened.has(channel.id) ? all : newest(all, state);
    const older = all.length - threads.length;
    return h(
      'li',
      {},
      link(state, channel.id, '#', channel.name),
      threads.length === 0
        ? null
        : h(
            'ul',
            { 'aria-label': `Threads in ${channel.name}` },
            threads.map((thread) => h('li', {}, link(state, thread.id, '⌞', thread.name))),
            older > 0
              ? h(
                  'li',
                  {},
                  h(
                    'button',
                    {
                      type: 'button',
                      class: 'plain older',
                      'data-channel': `older ${channel.id}`,
                      onclick: () => showAll(channel.id),
                    },
                    `${older} older ${older === 1 ? 'thread' : 'threads'}`,
                  ),
                )
              : null,
          ),
    );
  };

  const person = (state: State, who: Person): HTMLElement =>
    h(
      'label',
      { class: 'person' },
      h('input', {
        type: 'radio',
        name: 'me',
        value: who.name,
        checked: who.name === state.me,
        onchange: () => void store.become(who.name),
      }),
      avatar(who.name),
      h('span', { class: 'name' }, who.nick ?? who.name),
      h('span', { class: 'role' }, roleOf(state.guild, who)),
    );

  return {
    draw(state: State): void {
      byId('server', HTMLHeadingElement).textContent = state.guild.name;
      // Redrawing would take the focus away: only when something is different.
      const { world, guild, me, channel, unread } = state;
      const now = JSON.stringify([world.bot, guild, me, channel, [...unread]]);
      if (now === drawn) return;
      drawn = now;
      const focused = document.activeElement?.closest<HTMLElement>('[data-channel]')?.dataset.channel;
      channels.replaceChildren(
        h('h2', {}, 'Channels'),
        h(
          'ul',
          {},
          guild.channels.filter(isText).map((each) => entry(state, each)),
        ),
        h('h2', {}, 'Direct messages'),
        h('ul', {}, h('li', {}, link(state, DIRECT, '@', world.bot.name))),
      );
      if (focused !== undefined)
        channels.querySelector<HTMLElement>(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
      drawPeople(state);
    },
  };

  function drawPeople(state: State): void {
    const members = state.guild.members.filter(({ id }) => id !== state.world.bot.id);
    const learnersFirst = [...members].sort(
      (a, b) => Number(a.id === state.guild.owner) - Number(b.id === state.guild.owner),
    );
    const names = learnersFirst.map(({ name }) => name).join();
    if (people.dataset.names !== names) {
      people.dataset.names = names;
      people.replaceChildren(
        h('legend', {}, 'You are'),
        h(
          'div',
          { class: 'choices' },
          learnersFirst.map((each) => person(state, each)),
        ),
      );
    }
    for (const input of people.querySelectorAll('input')) input.checked = input.value === state.me;
  }
}

/** The newest few, and those one reads or should. Ids grow with time, and so does the list. */
const newest = (threads: readonly Channel[], { channel, unread }: State): Channel[] =>
  threads.filter(({ id }, at) => at >= threads.length - NEWEST || id === channel || unread.has(id));

const NEWEST = 3;

function roleOf(guild: Guild, who: Person): string {
  if (who.id === guild.owner) return 'owner';
  const role = guild.roles.find(({ id }) => who.roles.includes(id));
  return role?.name.replace(/s$/, '') ?? '';
}

/** A coloured letter; a person's colour follows from the name, the bot has its own. */
export function avatar(name: string, isBot = false): HTMLElement {
  const sum = [...name].reduce((all, sign) => (all * 59 + (sign.codePointAt(0) ?? 0)) % 1009, 0);
  return h(
    'span',
    { class: `avatar tone-${isBot ? 0 : 1 + (sum % 5)}`, 'aria-hidden': 'true' },
    (name[0] ?? '?').toUpperCase(),
  );
}
