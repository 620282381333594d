/** A person uses what a message or modal offers: finds the button, select or input by id or label and builds the data. */
import type { Local } from '../local.ts';
import { SELECTS } from '../rules/components.ts';
import { walk } from '../world/components.ts';
import type { Channel, Component, StoredMessage, User } from '../world/types.ts';
import { findChannel, findRole, findUser } from '../world/world.ts';
import { CannotDo } from './cannot.ts';
import { Resolved } from './resolved.ts';
import { messagesFor } from './visible.ts';

interface Found {
  readonly stored: StoredMessage;
  readonly component: Component;
}

const LINK = 5;

/** What is written on it, without its emoji, as people say it. */
const nameOf = (component: Component): string => (component.label ?? component.placeholder ?? '').trim().toLowerCase();

/**
 * The component a person means: by custom_id, or by what is written on it. Without a message, the newest one that the person
 * sees in the channel and that has it.
 */
function find(
  local: Local,
  user: User,
  channel: Channel,
  wanted: { readonly message?: string | undefined; readonly name?: string | undefined },
  kinds: (type: number) => boolean,
): Found {
  const seen = messagesFor(local, user, channel).reverse();
  const messages = wanted.message === undefined ? seen : seen.filter(({ message }) => message.id === wanted.message);
  if (messages.length === 0) throw new CannotDo(`${user.username} sees no such message`);
  for (const exact of ['custom_id', 'label'] as const) {
    for (const stored of messages) {
      for (const { component } of walk(stored.message.components)) {
        if (!kinds(component.type)) continue;
        const name = exact === 'label' ? nameOf(component) : component.custom_id;
        const searched = exact === 'label' ? wanted.name?.trim().toLowerCase() : wanted.name;
        if (wanted.name === undefined || name === searched) return { stored, component };
      }
    }
  }
  throw new CannotDo(`${user.username} sees nothing called "${wanted.name ?? ''}" in #${channel.name}`);
}

export function findButton(
  local: Local,
  user: User,
  channel: Channel,
  wanted: { message?: string | undefined; name?: string | undefined },
): Found {
  const found = find(local, user, channel, wanted, (type) => type === 2);
  if (found.component.style === LINK) throw new CannotDo(`that button opens ${found.component.url}`);
  if (found.component.disabled) throw new CannotDo('that button is greyed out');
  return found;
}

export function findSelect(
  local: Local,
  user: User,
  channel: Channel,
  wanted: { message?: string | undefined; name?: string | undefined },
): Found {
  const found = find(local, user, channel, wanted, (type) => SELECTS.has(type));
  if (found.component.disabled) throw new CannotDo('that list is greyed out');
  return found;
}

export const buttonData = (button: Component): Record<string, unknown> => ({
  id: button.id,
  component_type: 2,
  custom_id: button.custom_id,
});

export function selectData(
  local: Local,
  user: User,
  channel: Channel,
  select: Component,
  wanted: readonly string[],
): Record<string, unknown> {
  const chosen = choose(local, user, channel, select, wanted);
  const resolved = chosen.resolved.payload();
  return {
    id: select.id,
    component_type: select.type,
    custom_id: select.custom_id,
    values: chosen.values,
    ...(resolved === null ? {} : { resolved }),
  };
}

/** Values of a select by value, label, `@name`, `#name` or id; as many as it allows. */
export function choose(
  local: Local,
  user: User,
  channel: Channel,
  select: Component,
  wanted: readonly string[],
): { values: string[]; resolved: Resolved } {
  const resolved = new Resolved(local, channel, user);
  const guild = channel.guild === null ? undefined : local.world.guilds.get(channel.guild);
  const min = select.required === false ? 0 : (select.min_values ?? 1);
  const max = select.max_values ?? 1;
  if (wanted.length < min || wanted.length > max) throw new CannotDo(`choose ${min} to ${max}`);
  const values = wanted.map((text) => {
    if (select.type === 3) return optionValue(select, text);
    if (select.type === 8) {
      const target = findChannel(local.world, guild, text);
      const types = select.channel_types as readonly number[] | undefined;
      if (target === undefined) throw new CannotDo(`there is no channel ${text}`);
      if (types && !types.includes(target.type)) throw new CannotDo(`${text} is no channel of a kind that is offered`);
      return resolved.channel(target);
    }
    const person = select.type === 6 ? undefined : findUser(local.world, text);
    return person === undefined ? resolved.role(findRole(guild, text)) : resolved.user(person);
  });
  return { values, resolved };
}

/** An option by its value or by what is written on it. */
export function optionValue(select: Component, text: string): string {
  const options = select.options ?? [];
  const option =
    options.find(({ value }) => value === text) ??
    options.find(({ label }) => label.trim().toLowerCase() === text.trim().toLowerCase());
  if (option === undefined) throw new CannotDo(`there is: ${options.map(({ label }) => label).join(', ')}`);
  return option.value;
}
