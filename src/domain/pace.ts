/**
 * How often Cairn may introduce itself to Discord's gateway (IDENTIFY), so that no loop of crashes uses up the 1,000 a day after
 * which Discord resets the token. Knows one number, not who keeps it.
 */

/** Eight starts in a row go at once, for a deployment that needs a few tries; from then on one connection every five minutes. */
const STARTS_AT_ONCE = 8;
const EVERY_MS = 5 * 60_000;
/** So any hour, both ends included, sees at most 8 + 12 = 20 of a bot with one connection. A test holds the two numbers to this one. */
export const MOST_AN_HOUR = 20;
/** With many connections eight starts would be most of a day's 1,000; 288 come one by one. One start is always possible. */
const MOST_AT_ONCE = 600;

export type Pace =
  /** Go; `paid` is what to remember. */
  | { readonly kind: 'now'; readonly paid: number }
  /** Not before `until`, Unix ms; nothing changes. */
  | { readonly kind: 'wait'; readonly until: number };

/**
 * @param paid until when, in Unix ms, all introductions so far would take at one every five minutes; null: none is remembered.
 * @param connections how many the bot has, each of which is introduced by itself.
 */
export function pace(paid: number | null, now: number, connections: number): Pace {
  const atOnce = Math.max(connections, Math.min(STARTS_AT_ONCE * connections, MOST_AT_ONCE));
  // Further ahead than we ever write: the clock was set back since, and waiting for it could take years.
  const known = paid !== null && paid <= now + atOnce * EVERY_MS ? paid : now;
  const from = Math.max(known, now);
  const earliest = from - (atOnce - 1) * EVERY_MS;
  return earliest <= now ? { kind: 'now', paid: from + EVERY_MS } : { kind: 'wait', until: earliest };
}
