/** What Discord refuses in the components of a message although its schema lets it pass. Sources: see each rule. */
import type { Path, Problem } from '../errors.ts';
import { walk } from '../world/components.ts';
import type { Component } from '../world/types.ts';

/** String, user, role, mentionable and channel selects. */
export const SELECTS: ReadonlySet<number> = new Set([3, 5, 6, 7, 8]);

const LINK = 5;
const PREMIUM = 6;

/** All rules for all components of a message. */
export function checkComponents(components: readonly Component[]): Problem[] {
  const all = [...walk(components)];
  return [
    ...duplicates(all),
    ...all.flatMap(({ component, path }) => {
      if (component.type === 1) return rowRules(component, path);
      if (component.type === 2) return buttonRules(component, path);
      if (SELECTS.has(component.type)) return selectRules(component, path);
      return [];
    }),
  ];
}

/** "custom_id must be unique per component" and `id` likewise (developer docs, "Component Reference", "Custom ID"). */
export function duplicates(all: readonly { component: Component; path: Path }[]): Problem[] {
  const seen = { custom_id: new Set<unknown>(), id: new Set<unknown>() };
  return all.flatMap(({ component, path }) =>
    (['custom_id', 'id'] as const).flatMap((key): Problem[] => {
      const value = component[key];
      if (value === undefined || value === null || value === 0) return [];
      if (!seen[key].has(value)) {
        seen[key].add(value);
        return [];
      }
      if (key === 'id') {
        return [
          { path: [...path, key], code: 'COMPONENT_ID_DUPLICATED', message: 'Component id cannot be duplicated' },
        ];
      }
      const message = 'Component custom id cannot be duplicated';
      return [{ path: [...path, key], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message }];
    }),
  );
}

/** "Up to 5 buttons or a single select" (developer docs, "Component Reference", "Action Row"). */
function rowRules(row: Component, path: Path): Problem[] {
  const children = row.components ?? [];
  const selects = children.filter(({ type }) => SELECTS.has(type)).length;
  if (selects === 0 || children.length === 1) return [];
  const message = 'The specified component exceeds the maximum width';
  return [{ path: [...path, 'components', 1], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }];
}

/** Developer docs, "Component Reference", "Button": which fields a style must and must not have. */
function buttonRules(button: Component, path: Path): Problem[] {
  const problem = (key: string, code: string, message: string): Problem => ({ path: [...path, key], code, message });
  const problems: Problem[] = [];
  const has = (key: string): boolean => button[key] !== undefined && button[key] !== null && button[key] !== '';
  if (has('custom_id') && has('url')) {
    const message = 'A custom id and url cannot both be specified';
    problems.push(problem('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message));
  } else if (button.style === LINK) {
    if (!has('url')) problems.push(problem('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required'));
    if (has('custom_id')) {
      problems.push(
        problem('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_FORBIDDEN', 'A link button cannot have a custom id'),
      );
    }
  } else if (button.style !== PREMIUM) {
    if (!has('custom_id'))
      problems.push(problem('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'));
    if (has('url')) problems.push(problem('url', 'BUTTON_COMPONENT_URL_FORBIDDEN', 'Only link buttons can have a url'));
  }
  if (button.style !== PREMIUM && !has('label') && !has('emoji')) {
    problems.push(problem('label', 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A label or emoji is required'));
  }
  return [...problems, ...urlRules(button.url, [...path, 'url']), ...emojiRules(button.emoji, [...path, 'emoji'])];
}

/** "Link button: a URL with http, https or discord" (developer docs, "Component Reference", "Button Styles"). */
function urlRules(url: unknown, path: Path): Problem[] {
  if (typeof url !== 'string' || url === '') return [];
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (['http', 'https', 'discord'].includes(scheme)) return [];
  const message = `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'discord').`;
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message }];
}

// The v flag knows emoji sequences (families, flags, skin tones); the compiler's target has no syntax for it yet.
const SETS: string = 'v';
const EMOJI = new RegExp('^\\p{RGI_Emoji}$', SETS);

/** A Unicode emoji or a custom one with its id (developer docs, emoji resource). Custom emoji do not exist in this world. */
function emojiRules(emoji: unknown, path: Path): Problem[] {
  if (typeof emoji !== 'object' || emoji === null) return [];
  const { id, name } = emoji as { id?: unknown; name?: unknown };
  // Discord takes emoji with and without the variation selector.
  const text = typeof name === 'string' ? name : '';
  if (!id && [text, `${text}\ufe0f`, text.replaceAll('\ufe0f', '')].some((each) => EMOJI.test(each))) return [];
  return [{ path: [...path, id ? 'id' : 'name'], code: 'BUTTON_COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' }];
}

/** Developer docs, "Component Reference", "String Select": distinct values, defaults within max, min ≤ max ≤ options. */
export function selectRules(select: Component, path: Path): Problem[] {
  const options = select.options ?? [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    if (seen.has(option.value)) {
      const message = 'The specified option value is already used';
      problems.push({
        path: [...path, 'options', index, 'value'],
        code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        message,
      });
    }
    seen.add(option.value);
    problems.push(...emojiRules(option.emoji, [...path, 'options', index, 'emoji']));
  }
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  if (min > max) {
    const message = 'The minimum number of values exceeds the maximum';
    problems.push({ path: [...path, 'min_values'], code: 'SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX', message });
  }
  if (select.type === 3 && max > options.length) {
    const message = 'The number of max values must not exceed the number of options';
    problems.push({ path: [...path, 'max_values'], code: 'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS', message });
  }
  if (select.type === 3 && options.filter((option) => option.default === true).length > max) {
    const message = 'There are too many default values';
    problems.push({ path: [...path, 'options'], code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', message });
  }
  return [...problems, ...defaultRules(select, path)];
}

export function defaultValues({ default_values: values }: Component): readonly { id?: unknown; type?: unknown }[] {
  return Array.isArray(values) ? values : [];
}

/** By the type of the select: what its default values may be. */
const DEFAULTS: ReadonlyMap<number, readonly string[]> = new Map([
  [5, ['user']],
  [6, ['role']],
  [7, ['user', 'role']],
  [8, ['channel']],
]);

/** Developer docs, "Select Default Value": of the select's own kind, and no more than it takes. */
function defaultRules(select: Component, path: Path): Problem[] {
  const values = defaultValues(select);
  const wrong = values.findIndex(({ type }) => !DEFAULTS.get(select.type)?.includes(String(type)));
  const problems: Problem[] = [];
  if (wrong >= 0) {
    const message = 'The default value is of a type that this select does not have';
    problems.push({
      path: [...path, 'default_values', wrong, 'type'],
      code: 'SELECT_DEFAULT_VALUE_TYPE_INVALID',
      message,
    });
  }
  if (values.length > (select.max_values ?? 1)) {
    const message = 'There are too many default values';
    problems.push({ path: [...path, 'default_values'], code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', message });
  }
  return problems;
}
