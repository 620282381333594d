/** The ports of whoever looks after the store as a whole: check-ups, backups, removed servers. Types only; reached through ports.ts. */
import type { Absence } from './domain/absence.ts';
import type { Deletion } from './domain/deletion.ts';
import type { Board } from './domain/leaderboard.ts';
import type { Kept, TallyDifference, Trace } from './domain/leaderboard-check.ts';
import type { News } from './domain/news.ts';
import type { MemberRef } from './domain/progress.ts';
import type { Pulse } from './domain/pulse.ts';
import type { Span } from './domain/spans.ts';
import type { PostRecord } from './ports.ts';

/** News with what became of it. */
export interface KeptNews {
  readonly guild: string;
  readonly news: News;
  readonly pending: boolean;
}

/**
 * Everything that stands in the store, a batch at a time, while others write: what is there throughout is met at least once
 * (Redis may give it twice), what comes or goes meanwhile may be met or not. In no order.
 */
export interface Census {
  /** Who has a document. */
  members(): AsyncIterable<readonly MemberRef[]>;
  /** The guilds that have a document. */
  guilds(): AsyncIterable<readonly string[]>;
  /** What became of posts: settled slots, and the newest record of each weekly kind. */
  records(): AsyncIterable<readonly PostRecord[]>;
  news(): AsyncIterable<readonly KeptNews[]>;
  /** What stays of deletions, each for 30 days by the store's clock. */
  deletions(): AsyncIterable<readonly Deletion[]>;
}

/** Looks after what stands beside the documents, and never changes a document. */
export interface Upkeep {
  /** Every leaderboard row and every name, a batch at a time, as {@link Census} gives them. */
  traces(): AsyncIterable<readonly Trace[]>;
  /** Each member as of one moment: document and what is derived from it fit, unless something is wrong. */
  look(members: readonly Trace[]): Promise<readonly Kept[]>;
  /**
   * Makes rows and names of members follow from their documents, the way that a check-in does; without a document it removes
   * them. Whose document is not the one that was seen is looked at again. Resolves what stands beside each document then, read in
   * the same change that wrote it, in no order. Rejects when one can not be read.
   */
  align(seen: readonly Kept[]): Promise<readonly Kept[]>;
  /** Where the numbers from which places are read differ from the rows; a store without such numbers has none. */
  tallies(): Promise<readonly TallyDifference[]>;
  /** Counts a board's rows anew. */
  recount(guild: string, board: Board): Promise<void>;
  /** Keeps a deletion that a backup has, for what is left of its time at `now`; a later one of the same member stays. */
  remember(deletion: Deletion, now: number): Promise<void>;
}

/** Servers that seem to have removed the bot, for as long as it seems so, and the end of their data. */
export interface Absences {
  all(): Promise<readonly Absence[]>;
  /** Writes `next` if `seen` is what stands there (null: nothing). Resolves false when somebody else was faster. */
  change(seen: Absence | null, next: Absence): Promise<boolean>;
  /** A sign of life: the mark goes, and nothing else. */
  clear(guild: string): Promise<void>;
  /**
   * Deletes everything of a server while its mark is this one, batch by batch, the mark last: what was interrupted can be
   * done again. Resolves how many members had a document; null: the mark was taken away meanwhile, so what is left stays.
   */
  purge(mark: Absence): Promise<number | null>;
}

/** That some bot of this store is alive, by the callers' clocks: what tells when members had none. Nobody's member or server is in it. */
export interface Heartbeat {
  /**
   * Notes that a bot serves members, since `since` (absent: since now) without a break. Resolves the newest hundred times in which
   * none did for longer than a day, in order; the one that ends with this heartbeat is noted once, also by two bots at once.
   */
  beat(now: number, since?: number): Promise<readonly Span[]>;
  /** What {@link beat} would resolve; notes nothing. */
  look(now: number): Promise<readonly Span[]>;
  /** Adds what a backup knows: its absences, and that a bot was there at `last`. */
  remember(pulse: Pulse): Promise<void>;
}
