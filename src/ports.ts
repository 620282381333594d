/** Every port of the program, types only: what commands and jobs may ask of the world. Adapters implement them. */
import type { APIInteractionResponseCallbackData, InteractionResponseType } from 'discord-api-types/v10';
import type { Cairn, GroupCairn } from './domain/cairn.ts';
import type { GuildContent, GuildDocument } from './domain/guild.ts';
import type { Board } from './domain/leaderboard.ts';
import type { News } from './domain/news.ts';
import type { Pace } from './domain/pace.ts';
import type { MemberDocument, MemberRef } from './domain/progress.ts';
import type { ProgressChange } from './domain/record.ts';
import type { Message, PostMessage } from './message.ts';
import type { Absences, Census, Heartbeat, Upkeep } from './ports-upkeep.ts';

/** Time, in Unix milliseconds. */
export interface Clock {
  now(): number;
}

export type { Absences, Census, Heartbeat, KeptNews, Upkeep } from './ports-upkeep.ts';

// ---- The store. Every method rejects with StoreOutage when the store does not answer within its deadline. ----

/** `name`: the display name from a change on; absent: it stays. */
type Member = MemberRef & { readonly name?: string };
type Both<T> = readonly [T, T];
type ChangeBoth<T> = (
  documents: Both<MemberDocument | null>,
  guild: GuildDocument | null,
) => { readonly changes: Both<ProgressChange<unknown>>; readonly outcome: T };

export interface ProgressStore {
  /** One round trip. `null`: nothing yet. */
  get(member: MemberRef): Promise<MemberDocument | null>;
  /**
   * Read, pure change, compare-and-set, again on a conflict: at most two round trips without one. `change` may run more than
   * once; it also sees the guild's document, read in the same round trip. Writes document, name, standings, news and due
   * index together.
   */
  update<T>(
    member: Member,
    change: (document: MemberDocument | null, guild: GuildDocument | null) => ProgressChange<T>,
  ): Promise<T>;
  /**
   * The same for two different members of one guild, whose documents change together or not at all. Where a change has `null`
   * events, that member's stays, and what it rested on is not compared.
   */
  updateBoth<T>(members: Both<Member>, change: ChangeBoth<T>): Promise<T>;
  /**
   * Deletes document (broken or not), standings, name, news and their records, and in the same change keeps a {@link Deletion}, also
   * where nothing was. `at`: when the member asked, Unix milliseconds. Resolves whether there was anything.
   */
  forget(member: MemberRef, at: number): Promise<boolean>;
  /** The guilds in which this user has a document. */
  guildsOf(user: string): Promise<readonly string[]>;
}

/** A position between two rows: the row itself. */
export interface LeaderboardCursor {
  readonly milestones: number;
  /** Unix seconds. */
  readonly at: number;
  readonly user: string;
}

export interface LeaderboardRow extends LeaderboardCursor {
  /** Unescaped. */
  readonly name: string;
  /** 1, 2, 2, 4: equal numbers of milestones share a place. */
  readonly place: number;
}

export interface LeaderboardPage {
  /** Best first; the earlier first among equals. */
  readonly rows: readonly LeaderboardRow[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** How many members are on the board. */
  readonly total: number;
  /** The asker's own row, on the page or not; null: not on the board. */
  readonly own: LeaderboardRow | null;
}

export interface FirstRow {
  readonly user: string;
  readonly document: MemberDocument;
}

export interface LeaderboardStore {
  /** One round trip, at a cost that does not grow with the number of members. */
  page(query: {
    readonly guild: string;
    readonly board: Board;
    readonly asker: string;
    readonly limit: number;
    readonly from: 'top' | { readonly after: LeaderboardCursor } | { readonly before: LeaderboardCursor };
  }): Promise<LeaderboardPage>;
  /**
   * How many members have at least one milestone of all time, at least two, and so on up to `most`. One round trip, at a cost
   * that grows with `most`, not with the members.
   */
  heights(guild: string, most: number): Promise<readonly number[]>;
  /** At most `limit` of a board, from row `turn` on, round and round; whose document can not be read is left out. One round trip. */
  first(guild: string, board: Board, limit: number, turn?: number): Promise<readonly FirstRow[]>;
}

export interface GuildStore {
  get(guild: string): Promise<GuildDocument | null>;
  /**
   * Compare-and-set like ProgressStore.update. `null` document: nothing to write. `dueAt` moves the guild's entry in the due
   * index in the same change: a time, `null` to remove it, absent to leave it.
   */
  update<T>(
    guild: string,
    change: (document: GuildDocument | null) => {
      readonly document: GuildContent | null;
      readonly dueAt?: number | null;
      readonly outcome: T;
    },
  ): Promise<T>;
}

/** News that was recorded with check-ins; kept (the newest 200 a guild) because the next prompt names whose stones came. */
export interface NewsStore {
  /** Not yet settled, oldest first; the first `most`, or all. */
  pending(guild: string, most?: number): Promise<readonly News[]>;
  /** Posted or given up: no longer pending. */
  settle(guild: string, id: string): Promise<void>;
  /** All that happened at or after `since`, oldest first, posted or not; what was withdrawn or forgotten is not there. */
  since(guild: string, since: number): Promise<readonly News[]>;
}

/** What is due is found here, outside every guild; the settings document decides. */
export interface DueIndex {
  /** Entries whose time has come, earliest first, or the other way round. */
  due(now: number, limit: number, order?: 'latest first'): Promise<readonly DueEntry[]>;
  /** Moves (or with `null` removes) an entry, unless it changed since it was seen. */
  move(seen: DueEntry, at: number | null): Promise<void>;
  /** Look there at `at`, or earlier. It always changes the entry, so that whoever saw the older one can not remove it. */
  mark(entry: Pick<DueEntry, 'guild' | 'kind'>, at: number): Promise<void>;
  /**
   * Takes or keeps the lead for `leaseMs` by the store's clock; zero gives it up. Resolves whether `holder` has it now. Two may
   * believe so for a moment; claims are what keeps posts single.
   */
  lead(holder: string, leaseMs: number): Promise<boolean>;
  /** Whether somebody else has the lead. */
  isLed(holder: string): Promise<boolean>;
}

export interface DueEntry {
  readonly guild: string;
  readonly kind: 'schedule' | 'news';
  /** Unix milliseconds. */
  readonly at: number;
}

/** One post, once: `id` is the ISO week for weekly posts, the interaction's id for news. */
export interface SlotKey {
  readonly guild: string;
  readonly kind: 'prompt' | 'challenge' | 'news';
  readonly id: string;
}

export type Claim =
  /** Yours for the lease. `resumed`: an earlier lease ran out without a settle, so look in the channel before posting. */
  | { readonly kind: 'claimed'; readonly token: string; readonly resumed: boolean; readonly failures: number }
  | { readonly kind: 'held' }
  /** Failed before and not to be tried until then. */
  | { readonly kind: 'waiting'; readonly until: number; readonly failures: number }
  | { readonly kind: 'settled' };

export interface PostRecord {
  readonly slot: SlotKey;
  /** `gone`: given up for good; `uncertain`: nobody can tell whether it was posted. */
  readonly state: 'posted' | 'uncertain' | 'gone';
  readonly channel: string;
  readonly messageId: string | null;
  readonly at: number;
}

export interface Ledger {
  /**
   * Atomic put-if-absent with a lease by the store's own clock. A settled slot is never released and kept 90 days. `now` is
   * the caller's clock, by which a released slot waits for its `until`.
   */
  claim(slot: SlotKey, leaseMs: number, now: number): Promise<Claim>;
  /**
   * Records what became of the slot. With a token whose lease was taken over only `posted` is recorded: a post that exists is
   * a fact, the rest is the new holder's to say.
   */
  settle(token: string, record: PostRecord): Promise<void>;
  /**
   * Gives the claim back after a failure that is certain (Discord refused): the next try is not before `until`, and counts one
   * more failure. Does nothing with a stale token.
   */
  release(slot: SlotKey, token: string, until: number): Promise<void>;
  /** The newest settled record of each weekly kind, newest first. */
  last(guild: string): Promise<readonly PostRecord[]>;
}

/** One operation of the store, for whoever counts: `operation` as an outage names it, with its round trips. */
export interface StoreSeen {
  readonly operation: string;
  readonly trips: number;
  readonly seconds: number;
  /** Whether the store answered. */
  readonly ok: boolean;
}

/** How often Cairn introduced itself to Discord's gateway, by whatever process: a crash does not make it forget. */
export interface Introductions {
  /** Asks whether one of so many connections may now, by the caller's clock; `now` counts at once, `wait` changes nothing. */
  take(now: number, connections: number): Promise<Pace>;
}

/** Everything that one opened store offers, whichever engine is behind it. */
export interface Stores {
  readonly progress: ProgressStore;
  readonly leaderboard: LeaderboardStore;
  readonly guilds: GuildStore;
  readonly news: NewsStore;
  readonly due: DueIndex;
  readonly ledger: Ledger;
  readonly census: Census;
  readonly upkeep: Upkeep;
  readonly absences: Absences;
  readonly introductions: Introductions;
  readonly heartbeat: Heartbeat;
  /** Resolves when the store answers and takes what is written. */
  ping(): Promise<void>;
  /** Lets what is under way end, then lets go. Nothing may be asked afterwards. */
  close(): Promise<void>;
}

// ---- Discord ----

export type Sent =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Discord said no: certainly not posted. `code` is Discord's error code. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number }
  /** No answer, or a server error: it may or may not be there. */
  | { readonly kind: 'unknown' };

/** Posts that nobody asked for by a click: news and weekly posts. Never rejects. */
export interface Channels {
  /** `nonce` ≤ 25 characters, enforced: the same nonce again gives the same message. */
  post(channel: string, message: PostMessage, nonce: string): Promise<Sent>;
  /** Opens a thread on a message. */
  openThread(channel: string, messageId: string, name: string): Promise<Sent>;
  /** Looks through the newest messages for a component whose custom_id is `marker`; `unreadable` when Discord does not let us, `unknown` when it does not answer. */
  find(channel: string, marker: string): Promise<{ readonly messageId: string } | 'absent' | 'unreadable' | 'unknown'>;
  /** Draws a message of the bot's own anew; whom it mentions now is told of nothing. */
  edit(channel: string, messageId: string, message: Message): Promise<Sent>;
  /** The bot's permissions there; `unknown` when Discord does not say, `gone` when channel or guild is. */
  permissions(guild: string, channel: string): Promise<bigint | 'gone' | 'unknown'>;
}

/** Who is in a server, as far as Discord says. */
export interface Members {
  /** `gone`: Discord knows the server, and nobody of this id in it. `unknown`: it did not say. Never rejects. */
  lookUp(guild: string, user: string): Promise<'there' | 'gone' | 'unknown'>;
}

/** The servers that Discord counts as the bot's. Never rejects. */
export interface OwnServers {
  /** `whole`: Discord answered to the end of the list. */
  servers(): Promise<{ readonly servers: readonly { readonly id: string }[]; readonly whole: boolean }>;
  /** `refused`: Discord does not know the server, or says that the bot is not in it. Anything less clear is `unknown`. */
  membership(guild: string): Promise<'there' | 'refused' | 'unknown'>;
}

/** Draws what a message may show beside its words. */
export interface Pictures {
  /** A PNG. `null`: it could not be drawn, or not within `patienceMs` (a first one: four times that). Never rejects. */
  draw(what: Cairn | GroupCairn, patienceMs: number): Promise<Uint8Array | null>;
}

/** The handle with which an interaction is answered; the token is a secret for 15 minutes. */
export interface InteractionHandle {
  readonly id: string;
  readonly application: string;
  readonly token: string;
}

/** How answers leave: through Discord's REST API, or as the body of a webhook's answer. */
export interface Responder {
  /** The first answer, within 3 s. Resolves `false` when somebody else has answered already, or it is too late. */
  callback(
    to: InteractionHandle,
    type: InteractionResponseType,
    data?: unknown,
    files?: Message['files'],
  ): Promise<boolean>;
  editOriginal(
    to: InteractionHandle,
    data: APIInteractionResponseCallbackData,
    files?: Message['files'],
  ): Promise<void>;
  followUp(to: InteractionHandle, data: APIInteractionResponseCallbackData, files?: Message['files']): Promise<void>;
}
