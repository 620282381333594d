/** The fields of a form that a bot opened: draws each and reads what was filled in. */
import { drawUnknown, itemsOf } from './components.ts';
import { h, newId } from './dom.ts';
import { createSelect } from './select.ts';
import type { Component, Filled, Guild, World } from './types.ts';

export interface Field {
  readonly element: HTMLElement;
  /** undefined: as it was. */
  readonly value: () => Filled[string] | undefined;
}

export function drawInput(input: Component, label: string, world: World, guild: Guild): Field {
  switch (input.type) {
    case 4:
      return textField(input, label);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return selectField(input, label, world, guild);
    case 21:
      return radioField(input, label);
    case 22:
      return checksField(input, label);
    case 23:
      return tickField(input, label);
    default:
      return {
        element: drawUnknown(
          { label, ...input },
          `${label}: Discord’s schema accepts this field; it cannot be filled in here.`,
        ),
        value: () => undefined,
      };
  }
}

const mark = (input: Component): HTMLElement | null =>
  input.required === false ? null : h('span', { class: 'required', 'aria-hidden': 'true' }, ' *');

function textField(input: Component, label: string): Field {
  const id = newId('field');
  const attributes = {
    id,
    required: input.required !== false,
    minlength: input.min_length as number | undefined,
    maxlength: (input.max_length as number | undefined) ?? 4000,
    placeholder: input.placeholder,
  };
  const control =
    input.style === 2 ? h('textarea', { ...attributes, rows: 4 }) : h('input', { ...attributes, type: 'text' });
  control.value = String(input.value ?? '');
  return {
    element: h('div', { class: 'field' }, h('label', { for: id }, label, mark(input)), control),
    value: () => control.value,
  };
}

function selectField(input: Component, label: string, world: World, guild: Guild): Field {
  let values: readonly string[] | undefined;
  const select = createSelect({
    label,
    items: itemsOf(input, world, guild),
    min: input.min_values ?? 1,
    max: input.max_values ?? 1,
    required: input.required !== false,
    chosen: (chosen) => {
      values = chosen;
    },
  });
  const title = h('span', { class: 'label', 'aria-hidden': 'true' }, label, mark(input));
  return { element: h('div', { class: 'field' }, title, select), value: () => values };
}

/** Radio buttons or ticks under a common label. */
function group(input: Component, label: string, type: 'radio' | 'checkbox'): HTMLFieldSetElement {
  const name = newId('choice');
  return h(
    'fieldset',
    { class: 'field' },
    h('legend', {}, label, mark(input)),
    (input.options ?? []).map((option) =>
      h(
        'label',
        { class: 'option' },
        h('input', {
          type,
          name,
          value: option.value,
          checked: option.default === true,
          required: type === 'radio' && input.required !== false,
        }),
        h('span', { class: 'label' }, option.label),
        option.description ? h('span', { class: 'description' }, option.description) : null,
      ),
    ),
  );
}

const chosenIn = (element: HTMLElement): string[] =>
  [...element.querySelectorAll('input')].filter(({ checked }) => checked).map(({ value }) => value);

function radioField(input: Component, label: string): Field {
  const element = group(input, label, 'radio');
  return { element, value: () => chosenIn(element) };
}

function checksField(input: Component, label: string): Field {
  const element = group(input, label, 'checkbox');
  const min = input.required === false ? 0 : (input.min_values ?? 1);
  const max = input.max_values ?? input.options?.length ?? 10;
  const any = min === 0 && max >= (input.options?.length ?? 0);
  const words = min === max ? `Tick ${max}.` : `Tick ${min} to ${max}.`;
  if (!any) element.append(h('p', { class: 'description' }, words));
  return { element, value: () => chosenIn(element) };
}

function tickField(input: Component, label: string): Field {
  const control = h('input', { type: 'checkbox', checked: input.default === true });
  return {
    element: h('label', { class: 'field option' }, control, h('span', { class: 'label' }, label)),
    value: () => control.checked,
  };
}
