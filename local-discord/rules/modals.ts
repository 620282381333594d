/** What Discord refuses in a modal although its schema lets it pass. Sources: see each rule. */
import type { Path, Problem } from '../errors.ts';
import { walk } from '../world/components.ts';
import type { Component } from '../world/types.ts';
import { duplicates, SELECTS, selectRules } from './components.ts';

/** `path` of problems begins at `data`, as in the callback's body. */
export function checkModal(components: readonly Component[]): Problem[] {
  const all = [...walk(components, ['data', 'components'])];
  const problems = [...duplicates(all), ...all.flatMap(({ component, path }) => inputRules(component, path))];
  // "between 1 and 5 components" (developer docs, Interaction Callback, "Modal"): the schema allows 40.
  if (components.length > 5) {
    const message = 'Must be between 1 and 5 in length.';
    problems.push({ path: ['data', 'components'], code: 'BASE_TYPE_BAD_LENGTH', message });
  }
  for (const { component, path, parent } of all) {
    // A text input in an action row must carry its own label; inside a Label the label says it (docs, "Text Input").
    if (component.type === 4 && parent?.type === 1 && !component.label) {
      problems.push({ path: [...path, 'label'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
    }
    if (component.type === 4 && parent?.type === 18 && component.label) {
      const message = 'The label of a text input inside a Label belongs to the Label';
      problems.push({ path: [...path, 'label'], code: 'COMPONENT_LABEL_FORBIDDEN', message });
    }
    // "Action rows can have one text input" (docs, "Text Input").
    if (component.type === 1 && (component.components?.length ?? 0) > 1) {
      const message = 'The specified component exceeds the maximum width';
      problems.push({ path: [...path, 'components', 1], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message });
    }
  }
  return problems;
}

function inputRules(component: Component, path: Path): Problem[] {
  if (component.type === 4) return textInputRules(component, path);
  if (component.type === 21 || component.type === 22) return groupRules(component, path);
  return SELECTS.has(component.type) ? selectRules(component, path) : [];
}

/** Developer docs, "Text Input": min ≤ max, a prefilled value within both. */
function textInputRules(input: Component, path: Path): Problem[] {
  const min = Number(input.min_length ?? 0);
  const max = Number(input.max_length ?? 4000);
  const problems: Problem[] = [];
  if (min > max) {
    const message = `int value should be less than or equal to ${max}.`;
    problems.push({ path: [...path, 'min_length'], code: 'NUMBER_TYPE_MAX', message });
  }
  const value = typeof input.value === 'string' ? input.value : '';
  if (value !== '' && (value.length > max || value.length < min)) {
    const message = `Must be between ${min} and ${max} in length.`;
    problems.push({ path: [...path, 'value'], code: 'BASE_TYPE_BAD_LENGTH', message });
  }
  return problems;
}

/** Developer docs, "Radio Group" (2–10 options) and "Checkbox Group" (1–10; optional needs min_values 0). */
function groupRules(group: Component, path: Path): Problem[] {
  const options = group.options ?? [];
  const problems: Problem[] = [];
  if (new Set(options.map(({ value }) => value)).size < options.length) {
    const message = 'The specified option value is already used';
    problems.push({ path: [...path, 'options'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message });
  }
  const defaults = options.filter((option) => option.default === true).length;
  if (group.type === 21 && defaults > 1) {
    problems.push({
      path: [...path, 'options'],
      code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      message: 'There are too many default values',
    });
  }
  if (group.type !== 22) return problems;
  const min = group.min_values ?? 1;
  const max = group.max_values ?? options.length;
  if (min > max || max > options.length) {
    const message = 'The number of values must fit the number of options';
    problems.push({
      path: [...path, min > max ? 'min_values' : 'max_values'],
      code: 'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS',
      message,
    });
  }
  if (group.required === false && min > 0) {
    const message = 'An optional group must have min_values 0';
    problems.push({ path: [...path, 'min_values'], code: 'CHECKBOX_GROUP_MIN_VALUES_REQUIRED_MISMATCH', message });
  }
  return problems;
}
