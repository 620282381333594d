/** Lets the gateway introduce itself (IDENTIFY) when its turn has come, and says why it waits. Knows the pace, no connection. */
import { type Pace, pace } from '../domain/pace.ts';
import { StoreOutage } from '../outage.ts';
import type { Clock, Introductions } from '../ports.ts';

interface Parts {
  readonly introductions: Introductions;
  readonly clock: Clock;
  readonly log: { warn(facts: object, words: string): void };
}

/** The clock may be moved, so waiting means looking at it again and again. */
const LOOK_MS = 250;

/** Resolves when it is time for one of so many connections, and counts it; rejects when `signal` aborts first. */
type MayIntroduce = (connections: number, signal: AbortSignal) => Promise<void>;

export function createMayIntroduce({ introductions, clock, log }: Parts): MayIntroduce {
  let paid: number | null = null;
  let told = 0;
  const take = async (now: number, connections: number): Promise<Pace> => {
    try {
      return await introductions.take(now, connections);
    } catch (error) {
      if (!(error instanceof StoreOutage)) throw error;
      // A store that is away must not keep a running bot from Discord: it goes by what it remembers itself.
      return pace(paid, now, connections);
    }
  };
  return async (connections, signal) => {
    for (;;) {
      const turn = await take(clock.now(), connections);
      signal.throwIfAborted();
      if (turn.kind === 'now') {
        paid = turn.paid;
        return;
      }
      const until = new Date(turn.until).toISOString();
      if (told !== turn.until)
        log.warn({ until }, `Cairn connected to Discord often lately, and waits until ${until}: ${WHY}`);
      told = turn.until;
      while (clock.now() < turn.until) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        signal.throwIfAborted();
      }
    }
  };
}

const WHY = 'who connects 1,000 times a day loses the token. If it keeps restarting, the lines before say why';
