/** Fills in a modal as a person would, and builds what Discord sends when it is submitted (docs, "Modal Submit Data"). */
import type { Local } from '../local.ts';
import { defaultValues, SELECTS } from '../rules/components.ts';
import type { Channel, Component, User } from '../world/types.ts';
import type { OpenModal } from './book.ts';
import { CannotDo } from './cannot.ts';
import { choose, optionValue } from './use.ts';

/** Input (by custom_id or label) → text, one choice, several choices, or a tick. Absent: left as it is. */
export type Filled = Readonly<Record<string, string | boolean | readonly string[]>>;

export function modalData(
  local: Local,
  user: User,
  channel: Channel,
  modal: OpenModal,
  filled: Filled,
): Record<string, unknown> {
  const used = new Set<string>();
  const resolved: Record<string, Record<string, unknown>> = {};
  const answer = (input: Component, label: string): Record<string, unknown> => {
    const key = Object.keys(filled).find(
      (each) => each === input.custom_id || each.toLowerCase() === label.toLowerCase(),
    );
    if (key !== undefined) used.add(key);
    const value = key === undefined ? undefined : filled[key];
    const part = fillInput({ local, user, channel, input, label, value });
    for (const [kind, things] of Object.entries(part.resolved ?? {})) resolved[kind] = { ...resolved[kind], ...things };
    return { type: input.type, id: input.id, custom_id: input.custom_id, ...part.fields };
  };
  const components = modal.components.map((component) => {
    const place = { type: component.type, id: component.id };
    if (component.component) return { ...place, component: answer(component.component, component.label ?? '') };
    if (component.components)
      return { ...place, components: component.components.map((each) => answer(each, each.label ?? '')) };
    return place;
  });
  const unknown = Object.keys(filled).find((key) => !used.has(key));
  if (unknown !== undefined) throw new CannotDo(`the form has no field "${unknown}"`);
  return {
    custom_id: modal.custom_id,
    components,
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

interface Field {
  readonly local: Local;
  readonly user: User;
  readonly channel: Channel;
  readonly input: Component;
  readonly label: string;
  readonly value: string | boolean | readonly string[] | undefined;
}

type Part = { fields: Record<string, unknown>; resolved?: Record<string, Record<string, unknown>> };

function fillInput(field: Field): Part {
  const { input } = field;
  if (input.type === 4) return { fields: { value: text(field) } };
  if (input.type === 23)
    return { fields: { value: field.value === undefined ? input.default === true : field.value === true } };
  if (input.type === 21) return { fields: { value: radio(field) } };
  if (input.type === 22) return { fields: { values: checks(field) } };
  if (SELECTS.has(input.type)) return selected(field);
  if (input.type === 19 && input.required === false) return { fields: { values: [] } };
  throw new CannotDo(`fields of type ${input.type} cannot be filled in here`);
}

/** Required unless it says otherwise; an empty optional field is sent as an empty text. */
function text({ input, label, value }: Field): string {
  const typed = typeof value === 'string' ? value : String(input.value ?? '');
  if (typed === '' && input.required !== false) throw new CannotDo(`"${label}" must be filled in`);
  const min = Number(input.min_length ?? 0);
  const max = Number(input.max_length ?? 4000);
  if (typed !== '' && (typed.length < min || typed.length > max)) {
    throw new CannotDo(`"${label}" has ${min} to ${max} characters`);
  }
  return typed;
}

/** What is chosen when the form opens, and stays so where nobody touches it. */
const preset = (input: Component): string[] => [
  ...(input.options ?? []).filter((each) => each.default).map((each) => each.value),
  ...defaultValues(input).map(({ id }) => String(id)),
];

const list = (value: Field['value']): readonly string[] | undefined =>
  typeof value === 'string' ? [value] : typeof value === 'boolean' ? undefined : value;

function radio({ input, label, value }: Field): string | null {
  const chosen = list(value)?.map((each) => optionValue(input, each)) ?? preset(input);
  if (chosen[0] === undefined && input.required !== false) throw new CannotDo(`choose one for "${label}"`);
  return chosen[0] ?? null;
}

function checks({ input, label, value }: Field): string[] {
  const chosen = list(value)?.map((each) => optionValue(input, each)) ?? preset(input);
  const min = input.required === false ? 0 : (input.min_values ?? 1);
  const max = input.max_values ?? input.options?.length ?? 10;
  if (chosen.length < min || chosen.length > max) throw new CannotDo(`tick ${min} to ${max} for "${label}"`);
  return chosen;
}

function selected({ local, user, channel, input, value }: Field): Part {
  const { values, resolved } = choose(local, user, channel, input, list(value) ?? preset(input));
  const found = resolved.payload() as Record<string, Record<string, unknown>> | null;
  return { fields: { values }, ...(found === null ? {} : { resolved: found }) };
}
