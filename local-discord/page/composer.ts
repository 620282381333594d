/** Where one writes: plain messages, and slash commands with a list of what there is. Knows no command. */
import { type Callable, type CommandForm, createCommandForm } from './command-form.ts';
import { byId, h } from './dom.ts';
import { createListbox } from './listbox.ts';
import { placeName, type State } from './state.ts';
import type { Choice, Command, Typed } from './types.ts';

interface Parts {
  readonly ask: (command: string, options: Typed, focused: string) => Promise<readonly Choice[] | null>;
  /** Resolves null when it was sent, else the reason why Discord's app would not send it. */
  readonly use: (command: string, options: Typed, words: string) => Promise<string | null>;
  readonly say: (content: string) => Promise<string | null>;
}

export function createComposer({ ask, use, say }: Parts) {
  const form = byId('composer', HTMLFormElement);
  const popup = h('div', { class: 'popup', hidden: true });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const commands = createListbox('Commands', (_item, index) => begin(offered[index]));
  // A long list scrolls, and whoever has no arrow keys must be able to.
  commands.element.tabIndex = 0;
  const input = h('textarea', {
    id: 'composer-input',
    rows: 1,
    maxlength: 2000,
    'aria-autocomplete': 'list',
    'aria-describedby': 'composer-help',
  });
  const help = h('span', { id: 'composer-help', class: 'unseen' }, 'Type a slash for commands. Enter sends.');
  const send = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, '➤');
  const line = h('div', { class: 'line' }, input, send);
  form.append(popup, problem, line, help);
  let state: State | null = null;
  let callables: readonly Callable[] = [];
  let offered: readonly Callable[] = [];
  let command: CommandForm | null = null;

  const closeList = (): void => {
    offered = [];
    popup.hidden = true;
    input.removeAttribute('aria-controls');
    input.removeAttribute('aria-activedescendant');
  };

  function offer(): void {
    const typed = /^\/(\S*(?: \S*)?)$/.exec(input.value)?.[1];
    if (typed === undefined || document.activeElement !== input) {
      closeList();
      return;
    }
    const exact = callables.find(({ words }) => `${words} ` === typed);
    if (exact !== undefined) {
      begin(exact);
      return;
    }
    offered = search(callables, typed.trim());
    if (offered.length === 0) {
      closeList();
      return;
    }
    commands.show(offered.map(({ words, description }) => ({ value: words, label: `/${words}`, description })));
    popup.replaceChildren(h('p', { class: 'hint' }, h('strong', {}, 'Commands')), commands.element);
    popup.hidden = false;
    input.setAttribute('aria-controls', commands.id);
    tellActive();
  }

  function tellActive(): void {
    const id = commands.activeId();
    if (id !== null) input.setAttribute('aria-activedescendant', id);
  }

  function begin(callable: Callable | undefined): void {
    if (callable === undefined || state === null) return;
    closeList();
    problem.textContent = '';
    const { world, guild } = state;
    const words = callable.words;
    command = createCommandForm({
      command: callable,
      world,
      guild,
      popup,
      ask: (options, focused) => ask(words, options, focused),
      leave: (text) => {
        toText(text);
        input.focus();
        offer();
      },
      send: () => form.requestSubmit(),
    });
    show(command);
  }

  function show(shown: CommandForm): void {
    command = shown;
    input.replaceWith(shown.element);
    if (shown.command.options.length > 0) shown.focus();
    else send.focus();
  }

  function toText(text: string): void {
    command?.element.replaceWith(input);
    command = null;
    popup.hidden = true;
    input.value = text;
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    if (command !== null) return sendCommand(command);
    const content = input.value.trim();
    if (content === '') return;
    input.value = '';
    closeList();
    const reason = await say(content);
    if (reason === null) return;
    problem.textContent = reason;
    if (input.value === '') input.value = content;
  });

  async function sendCommand(sent: CommandForm): Promise<void> {
    const options = sent.options();
    if (options === null) {
      problem.textContent = 'This option is required.';
      return;
    }
    toText('');
    input.focus();
    const reason = await use(sent.command.words, options, sent.words());
    if (reason === null) return;
    problem.textContent = reason;
    // Unless something else is being written, the command comes back to be mended.
    if (command === null && input.value === '') show(sent);
  }

  input.addEventListener('input', offer);
  input.addEventListener('focus', offer);
  input.addEventListener('blur', closeList);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (offered.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      commands.move(key === 'ArrowDown' ? 1 : -1);
      tellActive();
    } else if (offered.length > 0 && (key === 'Enter' || (key === 'Tab' && !event.shiftKey))) {
      event.preventDefault();
      begin(offered[commands.index()]);
    } else if (key === 'Escape' && offered.length > 0) {
      event.preventDefault();
      closeList();
    } else if (key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  return {
    draw(next: State): void {
      const moved = state !== null && (state.me !== next.me || state.channel !== next.channel);
      state = next;
      callables = next.commands.filter(({ type }) => type === 1).flatMap(parts);
      const name = placeName(next);
      input.placeholder = `Message ${name}`;
      input.setAttribute('aria-label', `Message ${name}`);
      if (moved && command !== null) toText('');
      if (moved) problem.textContent = '';
    },
    focus: () => (command ?? input).focus(),
  };
}

/** A command with parts cannot be used itself; each part can. */
function parts({ name, description, options = [] }: Command): Callable[] {
  const inner = options.filter(({ type }) => type <= 2);
  if (inner.length === 0) return [{ words: name, description, options }];
  return inner.flatMap((each) =>
    each.type === 2
      ? (each.options ?? []).map((part) => ({
          words: `${name} ${each.name} ${part.name}`,
          description: part.description,
          options: part.options ?? [],
        }))
      : [{ words: `${name} ${each.name}`, description: each.description, options: each.options ?? [] }],
  );
}

function search(all: readonly Callable[], typed: string): Callable[] {
  const wanted = typed.toLowerCase();
  const begins = all.filter(({ words }) => words.startsWith(wanted));
  const holds = all.filter(({ words }) => !words.startsWith(wanted) && words.includes(wanted));
  return [...begins, ...holds];
}
