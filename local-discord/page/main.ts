/** Where the page's parts meet: the session from the address, the store, what is drawn, and what a member does. */
import { createApi, Refused } from './api.ts';
import { createClock } from './clock.ts';
import type { Canvas } from './components.ts';
import { createComposer } from './composer.ts';
import { byId } from './dom.ts';
import { createSidebarDrawer } from './drawers.ts';
import type { Surroundings } from './markdown/draw.ts';
import { createMessageList } from './messages.ts';
import { openModal } from './modal.ts';
import { nameIn } from './names.ts';
import { createNotices } from './notices.ts';
import { createSidebar } from './sidebar.ts';
import { createStore, placeName, type State } from './state.ts';
import { applyTheme, serveTheme } from './theme.ts';
import type { Act, Message, Outcome, WireEntry } from './types.ts';
import { createWireDrawer, isFine } from './wire.ts';

applyTheme();
const session = location.hash.slice(1);
if (session === '') byId('closed', HTMLElement).hidden = false;
else start();

function start(): void {
  const api = createApi(session);
  const notice = createNotices();
  const report = (error: unknown): void => notice({ words: wordsOf(error), kind: 'problem' });
  const store = createStore(api, draw, report);
  const wire = createWireDrawer(api);
  const sidebar = createSidebar(store, createSidebarDrawer());
  const clock = createClock({ skip, play, moved: () => list.redrawTimes() });
  const around: Surroundings = {
    nameOf: (of, id) => {
      const [world, guild] = [store.world(), store.guild()];
      return world === null || guild === null ? undefined : nameIn(world, guild)(of, id);
    },
    here: () => ({ zone: clock.zone(), locale: undefined, now: clock.now() }),
  };
  const list = createMessageList({
    store,
    around,
    canvas,
    say,
    use: (message, command, menu) => void press(message, menu, { kind: 'menu', command, target: message.id }),
    enter: (channel) => void store.enter(channel).then(() => composer.focus()),
  });
  const composer = createComposer({
    ask: async (command, options, focused) => {
      const asked = api.act(store.place(), { kind: 'autocomplete', command, options, focused });
      // The field tells that there are no suggestions, whatever kept them away.
      const outcome = await asked.catch(() => null);
      return outcome?.choices ?? null;
    },
    use: useCommand,
    say: async (content) => {
      list.followNext();
      return refusal(api.say(store.place(), content).then(store.refresh));
    },
  });
  serveTheme(byId('theme', HTMLSelectElement), byId('open-theme', HTMLButtonElement));
  byId('skip', HTMLAnchorElement).addEventListener('click', (event) => {
    // The address holds the session: following the link would lose it.
    event.preventDefault();
    composer.focus();
  });

  // As in Discord's app: who types without being anywhere in particular is writing a message.
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const elsewhere = target instanceof Element && target.closest('input, select, textarea, dialog, .wire') === null;
    if (elsewhere && key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) composer.focus();
  });

  function draw(state: State): void {
    clock.set(state.world);
    const name = placeName(state);
    byId('channel-name', HTMLHeadingElement).textContent = name;
    document.title = `${name} · ${state.guild.name}`;
    sidebar.draw(state);
    composer.draw(state);
    list.draw(state);
  }

  function canvas(state: State, message: Message): Canvas {
    const { world, guild } = state;
    return {
      around,
      world,
      guild,
      attachments: message.attachments,
      click: (button, element) =>
        void press(message, element, { kind: 'click', message: message.id, button: button.custom_id ?? '' }),
      choose: (select, values, element) =>
        void press(message, element, { kind: 'select', message: message.id, select: select.custom_id ?? '', values }),
    };
  }

  /** A button, list or menu of a message: it shows that it is on its way, and says so when nobody answered. */
  async function press(message: Message, element: HTMLElement, act: Act): Promise<void> {
    if (element.classList.contains('busy')) return;
    element.classList.add('busy');
    store.fail(message.id, false);
    list.followNext();
    try {
      const outcome = await api.act(store.place(), act);
      await store.refresh();
      store.fail(message.id, outcome.status === 'failed');
      follow(outcome);
    } catch (error) {
      report(error);
    } finally {
      element.classList.remove('busy');
    }
  }

  async function useCommand(
    command: string,
    options: Readonly<Record<string, string | number | boolean>>,
    words: string,
  ) {
    const pending = store.sending(words);
    // An answer that comes at once needs no "waiting".
    const shown = setTimeout(store.redraw, 400);
    list.followNext();
    return refusal(
      (async () => {
        try {
          const outcome = await api.act(store.place(), { kind: 'slash', command, options });
          await store.refresh();
          list.followNext();
          if (outcome.status === 'failed') pending.state = 'failed';
          else store.forget(pending);
          store.redraw();
          follow(outcome);
        } catch (error) {
          store.forget(pending);
          throw error;
        } finally {
          clearTimeout(shown);
        }
      })(),
    );
  }

  function follow({ modal }: Outcome): void {
    const [world, guild] = [store.world(), store.guild()];
    if (modal === null || world === null || guild === null) return;
    openModal({
      modal,
      world,
      guild,
      around,
      submit: (values) =>
        refusal(
          (async () => {
            list.followNext();
            const outcome = await api.act(store.place(), { kind: 'submit', modal: modal.interaction, values });
            await store.refresh();
            if (outcome.status === 'failed') throw new Refused('Something went wrong: nobody answered. Try again.');
          })(),
        ),
    });
  }

  async function skip(to: 'day' | 'week' | 'post'): Promise<void> {
    try {
      const { post } = await api.skip(to);
      await store.refresh();
      if (post === null) {
        if (to === 'post')
          notice({ words: 'Eight weeks went by, and nothing was posted. Is there a schedule, and is it running?' });
        return;
      }
      const channel = store.guild()?.channels.find(({ id }) => id === post.channel);
      if (post.channel === store.place().channel || channel === undefined) return;
      notice({
        words: `There is something new in #${channel.name}.`,
        action: { words: 'Go there', run: () => void store.enter(channel.id) },
      });
    } catch (error) {
      report(error);
    }
  }

  async function play(): Promise<void> {
    notice({ words: 'Some weeks are being played; messages come in as they are written.' });
    const reason = await refusal(api.playHistory().then(store.refresh));
    byId('history', HTMLElement).hidden = true;
    composer.focus();
    notice(reason === null ? { words: 'There: some weeks of a study group.' } : { words: reason, kind: 'problem' });
  }

  function hear(entry: WireEntry): void {
    wire.add(entry);
    if (isFine(entry)) return;
    const answer = entry.answer as { readonly code?: number; readonly message?: string } | null;
    notice({
      words: `Discord would refuse what ${store.world()?.bot.name ?? 'the bot'} sent: ${entry.status}, ${answer?.code ?? 0} ${answer?.message ?? ''}`,
      kind: 'problem',
      action: { words: 'Show on the wire', run: wire.showRefused },
    });
  }

  let lost = false;
  api.follow({
    message: (event) => {
      store.hear(event);
      void store.refresh();
    },
    wire: hear,
    stage: clock.show,
    back: () => {
      if (lost) notice({ words: 'The local Discord is back.' });
      lost = false;
      void wire.catchUp().then(store.refresh).catch(report);
    },
    lost: () => {
      if (!lost) notice({ words: 'The local Discord does not answer. Is it still running?', kind: 'problem' });
      lost = true;
    },
  });
  api
    .stage()
    .then(async ({ history }) => {
      byId('history', HTMLElement).hidden = !history;
      await store.refresh();
      byId('app', HTMLDivElement).hidden = false;
      composer.focus();
    })
    .catch((error: unknown) => {
      byId('closed', HTMLElement).hidden = false;
      report(error);
    });
}

/** Read out by screen readers, seen by nobody. */
function say(words: string): void {
  byId('live', HTMLDivElement).textContent = words;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Resolves null when all went well, else why not. */
const refusal = (work: Promise<unknown>): Promise<string | null> => work.then(() => null, wordsOf);
