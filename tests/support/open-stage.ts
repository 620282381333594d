/** The whole program on a stage: a local Discord, bots as processes of their own, and a store that outlives them. Knows no command and no test runner. */
import { fileURLToPath } from 'node:url';
import type { LocalDiscordClient } from '../../local-discord/client.ts';
import { type Bot, launch } from '../../local-discord/launch.ts';
import type { LocalDiscordOptions } from '../../local-discord/server.ts';
import { createGroup, type Group } from './group.ts';
import { openPlace, type Place, type StoreKind } from './place.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm start` runs, held to this machine; `npm test` builds it before. */
const BOT = [process.execPath, '--import', './tests/support/only-loopback.mjs', 'dist/src/main.js'] as const;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Of people who wait longer than any stall of a busy machine: for what is about what is answered, not about how soon. */
export const PATIENT = { answerWithinMs: 20_000, patienceMs: 60_000 } as const;

/**
 * The last noon in UTC, so that no day, week or month ends by itself while a test is under way. Not long ago, for stores that
 * forget old months; not to come, since what goes by the machine's time must be later than what people did.
 */
export function lastNoon(): number {
  return Math.floor((Date.now() - DAY / 2) / DAY) * DAY + DAY / 2;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Nothing of the surroundings: a flow is the same on every machine. */
export const BARE: Env = {
  DISCORD_TOKEN: undefined,
  DISCORD_PUBLIC_KEY: undefined,
  DISCORD_API_URL: undefined,
  REDIS_URL: undefined,
  DATA_DIR: undefined,
  ROADMAP: undefined,
  LOG_LEVEL: undefined,
  PORT: undefined,
};

export interface Stage {
  readonly people: LocalDiscordClient;
  readonly place: Place;
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly publicKey: string;
  /** One more bot on the same store, an hour after the last one as far as that counts; resolves when it is ready. */
  bot(env?: Env): Promise<Bot>;
  /** The same at once after the last one, and not waited for. */
  begin(env?: Env): Promise<Bot>;
  /** Those that live now, in the order in which they were started. */
  bots(): readonly Bot[];
  /** Ends all bots that are left, in good order or not. */
  stopBots(signal?: NodeJS.Signals): Promise<void>;
  /** A server of its own for each test, with the bot in it. */
  group(): Promise<Group>;
  /** Moves all clocks at once, forwards; resolves when every bot has done what was due then. */
  moveTo(now: number): Promise<void>;
  /** The same by so many milliseconds. */
  later(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** @param discord how the local Discord differs from the usual one. */
export async function openStage(
  kind: StoreKind,
  discord: Pick<LocalDiscordOptions, 'now' | 'timing'> = {},
  redisSettings: readonly string[] = [],
): Promise<Stage> {
  const [place, launched] = await Promise.all([
    openPlace(kind, redisSettings),
    launch({ botName: 'Cairn', ...discord }),
  ]);
  const { local } = launched;
  const { people } = launched;
  const bots: Bot[] = [];
  const living = new Set<Bot>();
  let groups = 0;
  const said = () => bots.map((bot) => bot.output()).join('\n---\n');
  const start = async (env: Env, waitFor: 'commands' | 'nothing'): Promise<Bot> => {
    const whole = { ...BARE, ...place.env, ...env };
    const bot = await launched.startBot({ command: BOT, cwd: ROOT, env: whole, timeoutMs: 120_000, waitFor });
    bots.push(bot);
    living.add(bot);
    void bot.exited.then(() => living.delete(bot));
    return bot;
  };
  return {
    people,
    place,
    url: local.url,
    token: local.token,
    applicationId: local.applicationId,
    publicKey: local.publicKey,
    bot: async (env = {}) => {
      await place.hourPasses();
      if (!env.DISCORD_PUBLIC_KEY) return start(env, 'commands');
      const bot = await start(env, 'nothing');
      await people.until(async () => bot.output().includes('"ready; '));
      return bot;
    },
    begin: (env = {}) => start(env, 'nothing'),
    bots: () => [...living],
    stopBots: async (signal) => void (await Promise.all([...living].map((bot) => bot.stop(signal)))),
    group: async () => {
      groups += 1;
      const name = `Group ${groups}`;
      await people.change({ kind: 'add-guild', name });
      return createGroup(people, name, said);
    },
    moveTo: launched.moveClock,
    later: async (ms) => launched.moveClock((await people.world()).now + ms),
    close: async () => {
      await launched.close();
      await place.remove();
    },
  };
}
