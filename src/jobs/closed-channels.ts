/**
 * Which channels have refused everything lately, so that whatever else is due there waits instead of knocking again: at most three
 * tries a day and channel, however many posts want through. Of this process only: the ledger keeps what each single post met.
 */

/** Missing access, missing permissions, unknown channel, locked thread: no message at all gets through there. */
const CHANNEL_CODES: readonly number[] = [50001, 50013, 10003, 160005];
const MINUTE = 60_000;
/** After the first, second and third refusal; the fourth is the last. At most three tries fall into one day. */
export const RETRY_AFTER_MS: readonly [number, number, number] = [30 * MINUTE, 6 * 60 * MINUTE, 24 * 60 * MINUTE];
/** Beyond this many it begins anew, which only costs a try each. */
const REMEMBERED = 10_000;

interface Closed {
  /** How often in a row it has refused everything. */
  readonly refusals: number;
  /** With what it refused last. */
  readonly code: number;
  readonly at: number;
  /** Nothing is tried there until then. */
  readonly until: number;
}

export interface ClosedChannels {
  /** Whether nothing is tried there now; null: try. `savedAt`: refusals from before the owner's last save say nothing about now. */
  now(channel: string, savedAt: number, now: number): Closed | null;
  /** How often in a row the channel has refused everything. */
  refusals(channel: string): number;
  /** Remembers a refusal, if it was one of the channel and not of this one post; gives until when to wait, else null. */
  refused(channel: string, code: number, now: number): number | null;
  opened(channel: string): void;
}

export function createClosedChannels(): ClosedChannels {
  const closed = new Map<string, Closed>();
  return {
    now(channel, savedAt, now) {
      const known = closed.get(channel);
      if (known && savedAt > known.at) closed.delete(channel);
      else if (known && known.until > now) return known;
      return null;
    },
    refusals: (channel) => closed.get(channel)?.refusals ?? 0,
    refused(channel, code, now) {
      if (!CHANNEL_CODES.includes(code)) return null;
      const before = closed.get(channel)?.refusals ?? 0;
      if (closed.size >= REMEMBERED) closed.clear();
      const until = now + (RETRY_AFTER_MS[before] ?? RETRY_AFTER_MS[2]);
      closed.set(channel, { refusals: before + 1, code, at: now, until });
      return until;
    },
    opened(channel) {
      closed.delete(channel);
    },
  };
}
