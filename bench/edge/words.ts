/** What the edge's process and whoever measures say to one another. Types only. */

import type { Command } from './payloads.ts';

/** How a load goes on: so many a second whatever comes back, or so many without an answer at any time. */
export type Pace = { readonly aSecond: number } | { readonly outstanding: number };

export interface Load {
  readonly command: Command;
  readonly n: number;
  readonly pace: Pace;
  /** Where interactions go over HTTP; null: to the bot at the gateway. */
  readonly port: number | null;
  /** What each answer must hold: a bot that answers something else is fast for nothing. */
  readonly expect: string;
}

export interface Loaded {
  /** From the first interaction to the last answer. */
  readonly seconds: number;
  /** From an interaction's leaving to its answer's arrival, of each in turn. */
  readonly latenciesMs: readonly number[];
}

/** To the edge. */
export type Order = { readonly kind: 'load'; readonly load: Load };

/** From the edge. `at`: Unix milliseconds. */
export type Report =
  | { readonly kind: 'open'; readonly port: number; readonly publicKey: string }
  | { readonly kind: 'ready'; readonly at: number }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'failed'; readonly why: string };

/** How this edge's Discord is; an argument of its process, as JSON. */
export interface EdgeOptions {
  /** How many servers have the bot. */
  readonly guilds: number;
  /** How much later than it could an answer's receipt is given, in ms: a round trip to Discord. */
  readonly delayMs: number;
  /** Whether Discord calls the bot over HTTP. */
  readonly http: boolean;
}
