/** What can go wrong with a leaderboard, done to one member's row or name, and the words in which the check must tell it. */
import type { RawStore, Who } from './raw-store.ts';
import type { Random } from './scenario.ts';

export interface Harm {
  readonly what: string;
  /** `month`: its board, "2026-11". Resolves whom the check must name. */
  do(raw: RawStore, who: Who, month: string): Promise<Who>;
  readonly told: RegExp;
}

const STONE = 2 ** 30;
/** Whoever is spoiled left words in the second phase. */
export const WORDS = 'words.ownership';

const HARMS: readonly [Harm, ...Harm[]] = [
  {
    what: 'a missing row',
    do: async (raw, who) => raw.setRow(who, 'all', null).then(() => who),
    told: /board all: there is no row, but 3 milestones .* would be right/,
  },
  {
    what: 'a missing row of the month',
    do: async (raw, who, month) => raw.setRow(who, month, null).then(() => who),
    told: /board \d{4}-\d\d: there is no row, but 3 milestones .* would be right/,
  },
  {
    what: 'a row with more than there is',
    do: async (raw, who) => raw.setRow(who, 'all', ((await raw.row(who, 'all')) ?? 0) + 6 * STONE).then(() => who),
    told: /board all: the row says 9 milestones .* but 3 milestones .* would be right/,
  },
  {
    what: 'a row with an earlier time',
    do: async (raw, who) => raw.setRow(who, 'all', ((await raw.row(who, 'all')) ?? 0) + 86_400).then(() => who),
    told: /board all: the row says 3 milestones .* but 3 milestones .* would be right/,
  },
  {
    what: 'a missing row of a list',
    do: async (raw, who) => raw.setRow(who, WORDS, null).then(() => who),
    told: /board words\.[a-z0-9-]+: there is no row, but 1 milestone .* would be right/,
  },
  {
    what: 'a row of a list without what it is of',
    do: async (raw, who) => raw.setRow(who, 'waiting', STONE + 1).then(() => who),
    told: /board waiting: the row says 1 milestone .* but there should be none/,
  },
  {
    what: 'a row of nobody',
    do: async (raw, who) => raw.setRow(nobody(who), 'all', 5 * STONE + 1).then(() => nobody(who)),
    told: /board all: the row says 5 milestones .* but there should be none/,
  },
  {
    what: 'a missing name',
    do: async (raw, who) => raw.setName(who, null).then(() => who),
    told: /the name on the leaderboard is missing/,
  },
  {
    what: 'another name',
    do: async (raw, who) => raw.setName(who, 'Somebody').then(() => who),
    told: /the name on the leaderboard is not the document’s/,
  },
  {
    what: 'a name of nobody',
    do: async (raw, who) => raw.setName(nobody(who), 'Gone').then(() => nobody(who)),
    told: /a name is kept without a document/,
  },
];

/** Somebody who never was there, one for each member. */
const nobody = ({ guild, user }: Who): Who => ({ guild, user: `9${user.slice(1)}` });

/** One for each, all kinds in turn before one comes again. */
export function harmsFor(members: number, random: Random): readonly Harm[] {
  const from = random.int(0, HARMS.length - 1);
  return Array.from({ length: members }, (_, n) => HARMS[(from + n) % HARMS.length] ?? HARMS[0]);
}
