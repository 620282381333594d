/** What Discord refuses in application commands although its schema lets it pass. Sources: see each rule. */
import type { CommandBody, CommandOption } from '../commands.ts';
import type { Path, Problem } from '../errors.ts';

/** Developer docs, "Application Command Naming": slash command and option names, lower case where there is one. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const SUBCOMMAND = 1;
const GROUP = 2;

/** One command. `partial`: a PATCH, in which absent fields stay as they are. */
export function checkCommand(body: CommandBody, partial = false): Problem[] {
  const slash = (body.type ?? 1) === 1;
  return [
    ...(body.name === undefined ? [] : slash ? nameRules(body.name, ['name']) : []),
    ...descriptionRules(body, slash, partial),
    ...optionRules(body.options ?? [], ['options'], 0),
    ...sizeRules(body),
  ];
}

function nameRules(name: string, path: Path): Problem[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  const message = 'Command name is invalid';
  return [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message }];
}

/** Developer docs, "Application Command Object": 1–100 for slash commands, empty for user and message commands. */
function descriptionRules(body: CommandBody, slash: boolean, partial: boolean): Problem[] {
  const text = body.description ?? '';
  const path = ['description'];
  if (partial && body.description === undefined) return [];
  if (slash && text === '') return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  if (slash || text === '') return [];
  const message = 'Context menu commands cannot have a description';
  return [{ path, code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET', message }];
}

/**
 * Developer docs, "Application Command Option": required before optional, unique names, subcommands not beside other options and
 * at most two deep, choices and autocomplete exclude each other, choices 1–100 characters, min ≤ max.
 */
function optionRules(options: readonly CommandOption[], path: Path, depth: number): Problem[] {
  const problems: Problem[] = [];
  const names = new Set<string>();
  let optional = false;
  const sub = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP).length;
  if (sub > 0 && sub < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    problems.push({ path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message });
  }
  for (const [index, option] of options.entries()) {
    const at = [...path, index];
    problems.push(...nameRules(option.name, [...at, 'name']));
    if (names.has(option.name)) {
      const message = 'Option name already exists';
      problems.push({ path: [...at, 'name'], code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message });
    }
    names.add(option.name);
    if (option.required === true && optional) {
      const message = 'Required options must be placed before non-required options';
      problems.push({ path: at, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message });
    }
    optional ||= option.required !== true && option.type > GROUP;
    problems.push(...detailRules(option, at));
    const nested = option.type === GROUP ? depth > 0 : option.type === SUBCOMMAND && depth > 1;
    if (nested) {
      const message = 'Sub-command groups cannot be nested';
      problems.push({ path: [...at, 'type'], code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message });
    }
    problems.push(...optionRules(option.options ?? [], [...at, 'options'], depth + 1));
  }
  return problems;
}

function detailRules(option: CommandOption, path: Path): Problem[] {
  const problems: Problem[] = [];
  const choices = option.choices ?? [];
  if (option.autocomplete === true && choices.length > 0) {
    const message = 'Autocomplete cannot be set together with choices';
    problems.push({ path, code: 'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES_CANNOT_BE_SET', message });
  }
  if (option.autocomplete === true && ![3, 4, 10].includes(option.type)) {
    const message = 'Autocomplete is only for string, integer and number options';
    problems.push({
      path: [...path, 'autocomplete'],
      code: 'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID_TYPE',
      message,
    });
  }
  const seen = { name: new Set<unknown>(), value: new Set<unknown>() };
  for (const [index, choice] of choices.entries()) {
    for (const key of ['name', 'value'] as const) {
      if (seen[key].has(choice[key])) {
        const message = `The specified choice ${key} is already used`;
        problems.push({
          path: [...path, 'choices', index, key],
          code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS',
          message,
        });
      }
      seen[key].add(choice[key]);
    }
  }
  const ranges = [
    ['min_value', option.min_value, option.max_value],
    ['min_length', option.min_length, option.max_length],
  ] as const;
  for (const [key, min, max] of ranges) {
    if (min === undefined || max === undefined || min <= max) continue;
    problems.push({
      path: [...path, key],
      code: 'NUMBER_TYPE_MAX',
      message: `int value should be less than or equal to ${max}.`,
    });
  }
  return problems;
}

/**
 * "8,000 characters for combined name, description, and value properties for each command, its options, and choices"; of
 * localized names only the longest counts (developer docs, "Application Command Limits").
 */
function sizeRules(body: CommandBody): Problem[] {
  const size = commandSize(body);
  if (size <= 8000) return [];
  const message = `Command exceeds maximum size (${size} > 8000)`;
  return [{ path: [], code: 'APPLICATION_COMMAND_TOO_LARGE', message }];
}

type Sized = Pick<
  CommandBody,
  'name' | 'description' | 'name_localizations' | 'description_localizations' | 'options'
> & {
  readonly choices?: CommandOption['choices'];
};

function commandSize(thing: Sized): number {
  const longest = (text: string | undefined, localized: Record<string, string> | null | undefined): number =>
    Math.max(text?.length ?? 0, ...Object.values(localized ?? {}).map((each) => each.length));
  const choices = (thing.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  const options = (thing.options ?? []).reduce((sum, option) => sum + commandSize(option), 0);
  return (
    longest(thing.name, thing.name_localizations) +
    longest(thing.description, thing.description_localizations) +
    choices +
    options
  );
}

/** 100 slash commands, 15 user and 15 message commands a scope, names unique per type (docs, "Registering a Command"). */
export function checkCommandList(bodies: readonly CommandBody[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, body] of bodies.entries()) {
    const key = `${body.type ?? 1} ${body.name}`;
    if (seen.has(key)) {
      const message = 'Application command names must be unique';
      problems.push({ path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message });
    }
    seen.add(key);
  }
  for (const [type, max] of [
    [1, 100],
    [2, 15],
    [3, 15],
  ] as const) {
    if (bodies.filter((body) => (body.type ?? 1) === type).length <= max) continue;
    const message = `Maximum number of application commands reached (${max}).`;
    problems.push({ path: [], code: 'APPLICATION_COMMANDS_MAX', message });
  }
  return problems;
}
