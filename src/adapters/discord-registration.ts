/** Whether Discord already has our commands. It sends them back with defaults filled in, so both sides are put into one form. */
import type { APIApplicationCommand } from 'discord-api-types/v10';

type Plain = { readonly [key: string]: unknown };

/** Both sides are compared on what we send; what Discord adds (ids, versions) is not there to differ. */
export function needsRegistration(ours: readonly object[], registered: readonly APIApplicationCommand[]): boolean {
  return inOneForm(ours) !== inOneForm(registered);
}

function inOneForm(commands: readonly unknown[]): string {
  const plain = (commands as Plain[]).map(normalCommand);
  return JSON.stringify(plain.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function normalCommand(command: Plain) {
  const { name, description, type, contexts, integration_types, default_member_permissions, nsfw, options } = command;
  return {
    name: String(name),
    description: description ?? '',
    type: type ?? 1,
    contexts: contexts ?? null,
    integration_types: integration_types ?? [0],
    default_member_permissions: default_member_permissions ?? null,
    nsfw: nsfw ?? false,
    localizations: [command.name_localizations ?? null, command.description_localizations ?? null],
    options: ((options as Plain[] | undefined) ?? []).map(normalOption),
  };
}

/** Keys in one order, defaults as Discord fills them in. */
function normalOption(option: Plain) {
  const { name, description, type, required, autocomplete, choices, channel_types, ...limits } = option;
  const { min_value, max_value, min_length, max_length, name_localizations, description_localizations } = limits;
  return {
    name,
    description,
    type,
    required: required ?? false,
    autocomplete: autocomplete ?? false,
    choices: ((choices as Plain[] | undefined) ?? []).map((choice) => [choice.name, choice.value]),
    channel_types: channel_types ?? [],
    limits: [min_value ?? null, max_value ?? null, min_length ?? null, max_length ?? null],
    localizations: [name_localizations ?? null, description_localizations ?? null],
  };
}
