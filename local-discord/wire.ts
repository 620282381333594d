/** The log of everything that went over the wire between bot and local Discord, and what Discord's schema said of it. */
import type { Problem } from './errors.ts';

export interface WireEntry {
  /** Counts up from 1. */
  readonly n: number;
  /** Unix milliseconds by the local Discord's clock. */
  readonly at: number;
  /** `request`: the bot's REST call with its answer; `sent`/`received`: gateway payloads as the bot sent and received them. */
  readonly kind: 'request' | 'sent' | 'received';
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly op?: number;
  readonly event?: string | null;
  readonly body: unknown;
  readonly answer?: unknown;
  /** null: nothing to check. `problems` holds what Discord's schema or rules say against the body. */
  readonly verdict: Verdict | null;
  readonly ms?: number;
  /** A fault that was played on this request. */
  readonly fault?: string;
}

export interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

export interface Wire {
  add(entry: Omit<WireEntry, 'n'>): WireEntry;
  after(n: number): WireEntry[];
  /** Requests whose body was refused, or that asked for what Discord (or this stand-in) does not have. Never forgotten. */
  problems(): WireEntry[];
  /** Returns what ends the subscription. */
  subscribe(listener: (entry: WireEntry) => void): () => void;
}

/** Old entries go, so that a long demo does not grow for ever. */
const KEPT = 5_000;

export function createWire(): Wire {
  const entries: WireEntry[] = [];
  const broken: WireEntry[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  let n = 0;
  return {
    add(fields) {
      n += 1;
      const entry: WireEntry = { n, ...fields };
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      if (entry.verdict?.ok === false) broken.push(entry);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    after: (from) => entries.filter((entry) => entry.n > from),
    problems: () => [...broken],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
