/** Several bots on one store, each behind lines of its own to Discord and Redis, so that one of them can be hit. Knows no fault. */
import type { Bot } from '../../local-discord/launch.ts';
import type { Stage } from '../support/open-stage.ts';
import { type RedisBetween, type RestBetween, redisBetween, restBetween } from './between.ts';

interface CrewMember {
  readonly rest: RestBetween;
  readonly redis: RedisBetween;
  /** At once and without a word; resolves when it is gone. */
  kill(): Promise<unknown>;
}

export interface Crew {
  readonly members: readonly CrewMember[];
  /** Moves all clocks to `now`, starts those that are dead, and resolves when everybody alive has done what is due. */
  at(now: number): Promise<void>;
  close(): void;
}

/** Longer than a tick with time-outs and their repetitions. */
const TICK_MS = 120_000;

export async function openCrew(stage: Stage, size: number): Promise<Crew> {
  const members = await Promise.all(Array.from({ length: size }, () => createMember(stage)));
  return {
    members,
    async at(now) {
      await stage.people.setClock(now);
      // One by one: a start is over when one more bot is there than before.
      for (const member of members) await member.live();
      await Promise.all(members.map((member) => member.at(now)));
    },
    close: () => {
      for (const { rest, redis } of members) {
        rest.close();
        redis.close();
      }
    },
  };
}

async function createMember(stage: Stage) {
  const rest = await restBetween(stage.url);
  const redis = await redisBetween(stage.place.redis());
  let bot: Bot | null = null;
  return {
    rest,
    redis,
    kill: async () => {
      const dying = bot;
      bot = null;
      await dying?.stop('SIGKILL');
      await stage.place.leadEnds();
    },
    live: async () => {
      bot ??= await stage.bot({ REDIS_URL: redis.url, DISCORD_API_URL: rest.url });
    },
    /** Whoever is killed meanwhile is done, too. */
    at: async (now: number) => {
      const asked = bot;
      await asked?.moveClock(now, TICK_MS).catch((error: unknown) => {
        if (bot === asked) throw error;
      });
    },
  };
}
