import type { APIApplicationCommand } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { needsRegistration } from '../../src/adapters/discord-registration.ts';

const ours = commands.map(({ definition }) => ({ integration_types: [0], ...definition }));

type Plain = { [key: string]: unknown };

/** Sends a command back as Discord does: ids added, defaults filled in, what is off left out, keys in an order of its own. */
function asDiscordSends(command: Plain, at: number): Plain {
  const { options, ...rest } = command;
  const filled = {
    id: String(1000 + at),
    application_id: '1',
    version: '7',
    type: 1,
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...rest,
    ...(options ? { options: (options as Plain[]).map(optionAsSent) } : {}),
  };
  return Object.fromEntries(Object.entries(filled).toReversed());
}

function optionAsSent({ required, autocomplete, ...rest }: Plain): Plain {
  return { ...(required ? { required } : {}), ...(autocomplete ? { autocomplete } : {}), ...rest };
}

const registered = () => structuredClone(ours).map((one, at) => asDiscordSends(one, at));
const needed = (there: readonly Plain[]) => needsRegistration(ours, there as unknown as APIApplicationCommand[]);

/** What Discord has, with one command changed. */
function thatDiffers(name: string, change: (command: Plain) => void): Plain[] {
  const there = registered();
  const found = there.find((command) => command.name === name);
  if (!found) throw new Error(`there is no /${name}`);
  change(found);
  return there;
}
const optionsOf = (command: Plain) => command.options as Plain[];

function choiceOf(command: Plain): Plain {
  const [first] = optionsOf(command).flatMap(({ choices }) => (choices as Plain[] | undefined) ?? []);
  if (!first) throw new Error('no option has choices');
  return first;
}

/** Takes a part away from the first option that has it. */
function without(command: Plain, part: string): void {
  const option = optionsOf(command).find((candidate) => part in candidate);
  if (!option) throw new Error(`no option has ${part}`);
  delete option[part];
}

describe('registration', () => {
  it('is left alone when Discord has the same, with defaults filled in and in any order', () => {
    expect(needed(registered())).toBe(false);
    expect(needed(registered().toReversed())).toBe(false);
    const outright = registered();
    for (const command of outright)
      for (const option of (command.options as Plain[] | undefined) ?? [])
        Object.assign(option, { required: option.required ?? false, autocomplete: option.autocomplete ?? false });
    expect(needed(outright)).toBe(false);
  });

  it('is needed when there is nothing, or one too few or too many', () => {
    expect(needed([])).toBe(true);
    expect(needed(registered().slice(1))).toBe(true);
    expect(needed([...registered(), asDiscordSends({ name: 'old', description: 'Gone', contexts: [0] }, 99)])).toBe(
      true,
    );
  });

  it.each<[string, (command: Plain) => void]>([
    ['its description', (command) => Object.assign(command, { description: 'Something else' })],
    ['who may use it', (command) => Object.assign(command, { default_member_permissions: null })],
    ['where it is', (command) => Object.assign(command, { contexts: [0, 1] })],
    ['how it is installed', (command) => Object.assign(command, { integration_types: [0, 1] })],
    ['the order of its options', (command) => optionsOf(command).reverse()],
    ['an option’s name', (command) => Object.assign(optionsOf(command)[0] ?? {}, { name: 'other' })],
    ['an option’s description', (command) => Object.assign(optionsOf(command)[0] ?? {}, { description: 'Other' })],
    ['an option’s type', (command) => Object.assign(optionsOf(command)[0] ?? {}, { type: 3 })],
    ['whether an option is required', (command) => Object.assign(optionsOf(command)[0] ?? {}, { required: true })],
    ['whether an option suggests', (command) => without(command, 'autocomplete')],
    ['an option’s least number', (command) => without(command, 'min_value')],
    ['an option’s greatest number', (command) => without(command, 'max_value')],
    ['an option’s length', (command) => without(command, 'max_length')],
    ['an option’s choices', (command) => without(command, 'choices')],
    ['what a choice means', (command) => Object.assign(choiceOf(command), { value: 'other' })],
    ['which channels it takes', (command) => without(command, 'channel_types')],
    ['a translation', (command) => Object.assign(command, { description_localizations: { de: 'Wann' } })],
  ])('is needed when a command differs in %s', (_what, change) => {
    expect(needed(thatDiffers('setup', change))).toBe(true);
  });
});
