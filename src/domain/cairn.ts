/** A cairn as facts: which stones lie, which comes next, and how high a group has built. Knows neither pictures nor words. */
import { knownPhases, type ProgressEvent, phaseToDo, stones } from './progress.ts';
import type { Roadmap } from './roadmap.ts';

export interface CairnStone {
  readonly number: number;
  /** The phase's title. */
  readonly title: string;
  /** `known`: they knew the phase before they came. */
  readonly state: 'laid' | 'next' | 'known' | 'open';
}

/** One member's: a place for each phase of the roadmap, the first one at the bottom. */
export interface Cairn {
  readonly kind: 'cairn';
  /** The roadmap's word for its parts: "Phase". */
  readonly unit: string;
  /** Whose it is, unescaped; null: the message around it says so. */
  readonly name: string | null;
  readonly stones: readonly CairnStone[];
  /** Their weeks in a row, in words; null: nothing to say. */
  readonly streak: string | null;
}

/** Everybody's stones on one: nobody is named. */
export interface GroupCairn {
  readonly kind: 'group';
  /** How many members have laid at least one stone, at least two, and so on. Never grows from one to the next. */
  readonly heights: readonly number[];
}

interface Shown {
  readonly name?: string;
  readonly streak?: string | null;
  /** Of somebody else one sees what they have laid, not what they knew before or are at. */
  readonly onlyLaid?: true;
}

export function cairnOf(
  { phases, unit }: Pick<Roadmap, 'phases' | 'unit'>,
  events: readonly ProgressEvent[],
  { name, streak, onlyLaid }: Shown = {},
): Cairn {
  const laid = new Set(stones(events).map(({ phase }) => phase));
  const next = onlyLaid ? undefined : phaseToDo(phases, events)?.id;
  const known = onlyLaid ? new Set() : knownPhases(phases, events);
  return {
    kind: 'cairn',
    unit,
    name: name ?? null,
    streak: streak ?? null,
    stones: phases.map(({ id, number, title }) => ({
      number,
      title,
      state: laid.has(id) ? 'laid' : id === next ? 'next' : known.has(id) ? 'known' : 'open',
    })),
  };
}

/** So many members have laid so many stones, or more. */
export interface Level {
  readonly stones: number;
  readonly members: number;
}

/** How many levels a picture and its words have room for. */
const MOST_LEVELS = 14;

/** The levels that somebody has reached, from the bottom; of many, evenly some, with the first and the highest. */
export function levelsOf({ heights }: GroupCairn): readonly Level[] {
  const reached = heights.flatMap((members, at) => (members > 0 ? [{ stones: at + 1, members }] : []));
  if (reached.length <= MOST_LEVELS) return reached;
  const step = (reached.length - 1) / (MOST_LEVELS - 1);
  return Array.from({ length: MOST_LEVELS }, (_, at) => reached[Math.round(at * step)]).filter(
    (level) => level !== undefined,
  );
}
