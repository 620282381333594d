/**
 * Says to the store that this bot serves members, so that a week in which none did is known later; and keeps what the store knows
 * of such times for commands, which do not wait for it. Knows no week and no streak.
 */
import type { Span } from '../domain/spans.ts';
import { StoreOutage } from '../outage.ts';
import type { Clock, Heartbeat } from '../ports.ts';

/** A heartbeat costs a write; what it tells is told in days. */
const EVERY_MS = 10 * 60_000;

export interface HeartbeatParts {
  readonly stores: { readonly heartbeat: Pick<Heartbeat, 'beat' | 'look'> };
  /** Whether members can reach the bot: a process that is up and hears nothing of them does not count. */
  readonly serves: () => boolean;
  readonly clock: Clock;
  readonly log: { error(facts: object, words: string): void };
}

export interface Beating {
  /** Learns what the store knows, before anybody asks. Never rejects. */
  look(): Promise<void>;
  /** Ten minutes after the last heartbeat the next one, if the bot serves; otherwise returns at once. Never rejects. */
  tick(): Promise<void>;
  /** Somebody moved the clock from there to now: time that the bot lived through, as far as it is concerned. */
  movedFrom(at: number): void;
  /** When no bot was there for longer than a day, as of the last heartbeat. */
  absences(): readonly Span[];
}

export function createHeartbeat({ stores: { heartbeat }, serves, clock, log }: HeartbeatParts): Beating {
  let absences: readonly Span[] = [];
  let beatAt: number | null = null;
  let alive: number | null = null;

  async function learn(ask: Promise<readonly Span[]>): Promise<boolean> {
    try {
      absences = await ask;
      return true;
    } catch (error) {
      // A store that is away says so elsewhere, and the next heartbeat does what this one could not.
      if (!(error instanceof StoreOutage)) log.error({ err: error }, 'a heartbeat could not be kept');
      return false;
    }
  }

  return {
    look: async () => void (await learn(heartbeat.look(clock.now()))),
    async tick() {
      const now = clock.now();
      const since = alive ?? now;
      if (!serves()) {
        alive = null;
        return;
      }
      // Also when the clock was set back: far enough from the last one is far enough.
      if (beatAt !== null && Math.abs(now - beatAt) < EVERY_MS) return;
      if (!(await learn(heartbeat.beat(now, since)))) return;
      beatAt = now;
      alive = null;
    },
    movedFrom(at) {
      alive = Math.min(alive ?? at, at);
    },
    absences: () => absences,
  };
}
