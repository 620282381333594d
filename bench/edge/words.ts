/** What the edge's process and whoever measures say to one another. Types only. */

import type { Command } from './payloads.ts';

/** How a load goes on: so many a second whatever comes back, or so many without an answer at any time. */
type Pace = { readonly aSecond: number } | { readonly outstanding: number };

export interface Load {
  readonly command: Command | 'all';
  readonly n: number;
  readonly pace: Pace;
  /** Where interactions go over HTTP; null: to the bot at the gateway. */
  readonly port: number | null;
  /** What each answer must hold: a bot that answers something else is fast for nothing. null: whatever comes, or does not come, is fine. */
  readonly expect: string | null;
}

export interface Loaded {
  /** From the first interaction to the last answer. */
  readonly seconds: number;
  /** From an interaction's leaving to its answer's arrival, of each in turn. */
  readonly latenciesMs: readonly number[];
}

/** What bots did in channels so far. */
export interface Posted {
  /** With a message. */
  readonly channels: number;
  readonly messages: number;
  readonly threads: number;
  /** Those that were within the limit. */
  readonly requests: number;
  /** Answers 429. */
  readonly limited: number;
  /** Posts that came again, by their nonce. */
  readonly again: number;
  /** From the first request to the last. */
  readonly seconds: number;
  /** The most connections at a time, the gateway's among them. */
  readonly mostSockets?: number;
}

/** `restart`: Discord asks for a new connection; `cut`: the line is gone; `refuse`: the next answers and posts are 503. */
export type Trouble = { readonly what: 'restart' | 'cut' } | { readonly what: 'refuse'; readonly times: number };

/** To the edge. */
export type Order =
  | { readonly kind: 'load'; readonly load: Load }
  | { readonly kind: 'count' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** From the edge. `at`: Unix milliseconds. */
export type Report =
  | { readonly kind: 'open'; readonly port: number; readonly publicKey: string }
  | { readonly kind: 'ready'; readonly at: number }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'counted'; readonly posted: Required<Posted> }
  | { readonly kind: 'failed'; readonly why: string };

/** How this edge's Discord is; an argument of its process, as JSON. */
export interface EdgeOptions {
  /** How many servers have the bot. */
  readonly guilds: number;
  /** How much later than it could an answer's receipt is given, in ms: a round trip to Discord. */
  readonly delayMs: number;
  /** Whether Discord calls the bot over HTTP. */
  readonly http: boolean;
  /** How many requests about channels the token has in any second; null: as many as it likes. */
  readonly limit: number | null;
}
