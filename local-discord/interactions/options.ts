/** Turns what a person types into the options of a command, refusing what Discord's app would not let them send. */
import type { Command, CommandOption } from '../commands.ts';
import type { Local } from '../local.ts';
import type { Channel, User } from '../world/types.ts';
import { findChannel, findRole, findUser } from '../world/world.ts';
import { CannotDo } from './cannot.ts';
import { Resolved } from './resolved.ts';

/** Option names to what was typed: text, a number, a boolean, `@ben`, `#study`, an id. */
export type Typed = Readonly<Record<string, string | number | boolean>>;

interface Situation {
  readonly local: Local;
  readonly user: User;
  readonly channel: Channel;
  readonly resolved: Resolved;
}

interface SentOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly SentOption[];
}

/** The `data` of a slash command. `words` are the command's name and its subcommands. */
export function commandData(
  where: { readonly local: Local; readonly user: User; readonly channel: Channel },
  command: Command,
  words: readonly string[],
  typed: Typed,
  focused: string | null,
): Record<string, unknown> {
  const situation: Situation = { ...where, resolved: new Resolved(where.local, where.channel, where.user) };
  const options = fill(situation, command.options ?? [], words.slice(1), typed, focused);
  const resolved = situation.resolved.payload();
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    ...(options.length > 0 ? { options } : {}),
    ...(resolved === null ? {} : { resolved }),
  };
}

function fill(
  situation: Situation,
  definitions: readonly CommandOption[],
  words: readonly string[],
  typed: Typed,
  focused: string | null,
): SentOption[] {
  const subcommands = definitions.filter(({ type }) => type <= 2);
  if (subcommands.length > 0) {
    const chosen = subcommands.find(({ name }) => name === words[0]);
    if (chosen === undefined) throw new CannotDo(`choose one of: ${subcommands.map(({ name }) => name).join(', ')}`);
    const options = fill(situation, chosen.options ?? [], words.slice(1), typed, focused);
    return [{ name: chosen.name, type: chosen.type, ...(options.length > 0 ? { options } : {}) }];
  }
  const unknown = Object.keys(typed).find((name) => !definitions.some((each) => each.name === name));
  if (unknown !== undefined) throw new CannotDo(`this command has no option "${unknown}"`);
  // While autocompleting, nothing is required yet, and what is being typed is not checked yet.
  const missing = definitions.find(({ name, required }) => required && typed[name] === undefined);
  if (missing !== undefined && focused === null) throw new CannotDo(`the option "${missing.name}" is required`);
  return Object.entries(typed).flatMap(([name, value]) => {
    const definition = definitions.find((each) => each.name === name);
    if (definition === undefined) return [];
    if (name === focused) return [{ name, type: definition.type, value: String(value), focused: true }];
    return [{ name, type: definition.type, value: valueFor(situation, definition, value) }];
  });
}

function valueFor(
  situation: Situation,
  option: CommandOption,
  typed: string | number | boolean,
): string | number | boolean {
  const { local, channel, resolved } = situation;
  const guild = channel.guild === null ? undefined : local.world.guilds.get(channel.guild);
  const text = String(typed);
  switch (option.type) {
    case 3:
      return checkText(option, String(choiceFor(option, typed)));
    case 4:
    case 10:
      return checkNumber(option, Number(choiceFor(option, typed)));
    case 5:
      // The app writes them large.
      if (!/^(true|false)$/i.test(text)) throw new CannotDo(`"${option.name}" is one of: True, False`);
      return text.toLowerCase() === 'true';
    case 6:
    case 9: {
      const user = findUser(local.world, text);
      const role = option.type === 9 ? findRole(guild, text) : undefined;
      if (user === undefined && role === undefined) throw new CannotDo(`nobody here is called ${text}`);
      return user === undefined ? resolved.role(role) : resolved.user(user);
    }
    case 7: {
      const target = findChannel(local.world, guild, text);
      if (target === undefined || !(option.channel_types?.includes(target.type) ?? true)) {
        throw new CannotDo(`"${option.name}" cannot be ${text}`);
      }
      return resolved.channel(target);
    }
    case 8:
      return resolved.role(findRole(guild, text));
    default:
      throw new CannotDo(`options of type ${option.type} cannot be filled in here`);
  }
}

/** A list of choices allows nothing else; people see the names and send the values. */
function choiceFor(option: CommandOption, typed: string | number | boolean): string | number | boolean {
  if (option.choices === undefined || option.autocomplete) return typed;
  const text = String(typed);
  const choice = option.choices.find(({ name, value }) => String(value) === text || name === text);
  if (choice === undefined)
    throw new CannotDo(`"${option.name}" is one of: ${option.choices.map(({ name }) => name).join(', ')}`);
  return choice.value;
}

function checkText(option: CommandOption, text: string): string {
  const { min_length: min = 0, max_length: max = 6000 } = option;
  if (text.length < min || text.length > max) throw new CannotDo(`"${option.name}" has ${min} to ${max} characters`);
  return text;
}

function checkNumber(option: CommandOption, value: number): number {
  const whole = option.type === 10 || Number.isInteger(value);
  const { min_value: min = -(2 ** 53), max_value: max = 2 ** 53 } = option;
  if (!whole || !(value >= min && value <= max))
    throw new CannotDo(`"${option.name}" is a number from ${min} to ${max}`);
  return value;
}
