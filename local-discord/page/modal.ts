/** A form that a bot opened, as a dialog. Nothing behind it can be reached until it is sent or given up. */
import { h, newId } from './dom.ts';
import { drawInput, type Field } from './inputs.ts';
import { drawMarkdown, type Surroundings } from './markdown/draw.ts';
import type { Component, Filled, Guild, Modal, World } from './types.ts';

interface Parts {
  readonly modal: Modal;
  readonly world: World;
  readonly guild: Guild;
  readonly around: Surroundings;
  /** Resolves null when the bot took it, else why it did not. */
  readonly submit: (values: Filled) => Promise<string | null>;
}

export function openModal({ modal, world, guild, around, submit }: Parts): void {
  const fields = new Map<string, Field>();
  const input = (component: Component, label: string): HTMLElement => {
    const field = drawInput(component, label, world, guild);
    if (component.custom_id !== undefined) fields.set(component.custom_id, field);
    return field.element;
  };
  const title = newId('modal');
  const problem = h('p', { class: 'problem', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const close = (): void => dialog.close();
  const form = h(
    'form',
    { method: 'dialog' },
    h(
      'header',
      {},
      h('h2', { id: title }, modal.title),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    h(
      'div',
      { class: 'fields' },
      modal.components.map((each) => part(each, input, around)),
    ),
    problem,
    h('footer', {}, h('button', { type: 'button', class: 'button secondary', onclick: close }, 'Cancel'), send),
  );
  const dialog = h('dialog', { class: 'modal', 'aria-labelledby': title }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    problem.textContent = '';
    const filled = [...fields].flatMap(([id, field]) => {
      const value = field.value();
      return value === undefined ? [] : [[id, value] as const];
    });
    const reason = await submit(Object.fromEntries(filled));
    send.disabled = false;
    if (reason === null) close();
    else problem.textContent = reason;
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>('.fields :is(input, textarea, button)')?.focus();
}

/** A label with its input, a row of the older kind, or words in between. */
function part(
  component: Component,
  input: (component: Component, label: string) => HTMLElement,
  around: Surroundings,
): HTMLElement {
  if (component.type === 10) return h('div', { class: 'text' }, drawMarkdown(component.content ?? '', around));
  const inner = component.component;
  if (inner !== undefined) {
    const words = component.description;
    return h(
      'div',
      { class: 'labelled' },
      input(inner, component.label ?? ''),
      typeof words === 'string' ? h('p', { class: 'description' }, words) : null,
    );
  }
  return h(
    'div',
    {},
    (component.components ?? []).map((each) => input(each, each.label ?? '')),
  );
}
