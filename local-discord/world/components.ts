/** Walks message and modal components of any depth. Knows their nesting, not their meaning. */
import type { Component } from './types.ts';

/** Each component with the path that leads to it, parents before children. */
export function* walk(
  components: readonly Component[] | null | undefined,
  path: readonly (string | number)[] = ['components'],
): Generator<{ component: Component; path: readonly (string | number)[]; parent: Component | null }> {
  for (const [index, component] of (components ?? []).entries()) {
    yield* visit(component, [...path, index], null);
  }
}

function* visit(
  component: Component,
  path: readonly (string | number)[],
  parent: Component | null,
): Generator<{ component: Component; path: readonly (string | number)[]; parent: Component | null }> {
  yield { component, path, parent };
  for (const [index, child] of (component.components ?? []).entries()) {
    yield* visit(child, [...path, 'components', index], component);
  }
  if (component.accessory) yield* visit(component.accessory, [...path, 'accessory'], component);
  if (component.component) yield* visit(component.component, [...path, 'component'], component);
}

/** What Discord fills in where a component says nothing (developer docs, "Component Reference"). */
const DEFAULTS: Record<number, Record<string, unknown>> = {
  3: { min_values: 1, max_values: 1 },
  5: { min_values: 1, max_values: 1 },
  6: { min_values: 1, max_values: 1 },
  7: { min_values: 1, max_values: 1 },
  8: { min_values: 1, max_values: 1 },
  13: { spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
};

/** A copy in which each component has an id of its own (those that were given stay) and Discord's defaults. */
export function numberComponents(components: readonly Component[]): Component[] {
  const copy = structuredClone(components) as Component[];
  const taken = new Set([...walk(copy)].map(({ component }) => component.id));
  let next = 1;
  for (const { component } of walk(copy)) {
    // 0 means "choose one for me" (developer docs, Component Reference, "id").
    if (component.id === undefined || component.id === null || component.id === 0) {
      while (taken.has(next)) next += 1;
      component.id = next;
      taken.add(next);
    }
    for (const [key, value] of Object.entries(component)) if (value === null) delete component[key];
    for (const [key, value] of Object.entries(DEFAULTS[component.type] ?? {})) component[key] ??= value;
  }
  return copy;
}

/** All text a member can read in the components, as Discord counts it against 4,000. */
export const displayedText = (components: readonly Component[] | null | undefined): string =>
  [...walk(components)].map(({ component }) => (component.type === 10 ? (component.content ?? '') : '')).join('');
