/** Long lists in pages: lines are kept whole, pages fit Discord's limit. */
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';
import { button } from './parts.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** The page at `wanted`, or the nearest there is. */
export function pageOf<T>(items: readonly T[], size: number, wanted: number): Page<T> {
  const count = Math.max(1, Math.ceil(items.length / size));
  const index = Math.min(Math.max(0, Math.trunc(wanted) || 0), count - 1);
  return { items: items.slice(index * size, (index + 1) * size), index, count };
}

/** Groups lines so that each group's text stays within `budget` characters and `most` lines; a longer single line stands alone. */
export function linesByBudget(lines: readonly string[], budget: number, most: number): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  let used = 0;
  for (const line of lines) {
    const full = groups.at(-1)?.length ?? 0;
    if (full && (full >= most || used + line.length + 1 > budget)) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(line);
    used += line.length + 1;
  }
  return groups;
}

/** Earlier and later; null where there is only one page. `idOf` builds the custom id of a page. */
export function pageButtons(
  { index, count }: Pick<Page<unknown>, 'index' | 'count'>,
  idOf: (page: number) => string,
): readonly APIButtonComponentWithCustomId[] | null {
  if (count < 2) return null;
  return [
    button(idOf(index - 1), 'Earlier', { emoji: '◀️', disabled: index === 0 }),
    button(idOf(index + 1), 'Later', { emoji: '▶️', disabled: index === count - 1 }),
  ];
}
