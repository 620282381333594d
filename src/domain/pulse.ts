/** When the bots of a store were alive: what a heartbeat makes of the ones before. Knows no store and no process. */
import { joined, type Span } from './spans.ts';

export interface Pulse {
  /** The newest heartbeat, Unix milliseconds. */
  readonly last: number;
  /** When no bot was there for longer than a day; in order, and apart. */
  readonly absences: readonly Span[];
}

/** Up to a day nobody loses anything: a week has six more. */
export const AWAY_MS = 86_400_000;
const MOST_ABSENCES = 100;

const kept = (spans: readonly Span[]): readonly Span[] => joined(spans).slice(-MOST_ABSENCES);

/**
 * @param pulse what the heartbeats before left; null: this is the first one.
 * @param since the bot was alive from then on, without a break.
 */
export function beaten(pulse: Pulse | null, now: number, since = now): Pulse {
  if (!pulse) return { last: now, absences: [] };
  const { last, absences } = pulse;
  const back = Math.min(since, now);
  return {
    // A clock that was set back (a small computer without a battery begins in 1970) does not make the time until now an absence.
    last: Math.max(last, now),
    absences: back - last > AWAY_MS ? kept([...absences, { from: last, to: back }]) : absences,
  };
}

/** Two pulses of the same bots, such as a store's own and a backup's: absences of both, and the newest heartbeat. */
export function bothPulses(one: Pulse | null, other: Pulse): Pulse {
  if (!one) return other;
  return { last: Math.max(one.last, other.last), absences: kept([...one.absences, ...other.absences]) };
}
