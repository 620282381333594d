/** Starts a local Discord and, as its children, bots that talk to it. Knows a bot's command line and environment, not its insides. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createClient, type LocalDiscordClient } from './client.ts';
import type { Hands } from './control/stage.ts';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from './server.ts';

interface BotOptions {
  /** The program and its arguments, e.g. `['node', 'dist/src/main.js']`. */
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  /**
   * Added to this process's environment; undefined removes a variable. DISCORD_TOKEN comes by itself, and so does
   * DISCORD_API_URL unless it is given: for what stands between a bot and this Discord.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each piece of output. */
  readonly onOutput?: (text: string) => void;
  /** Until when to wait: READY and some commands registered (default), or nothing. */
  readonly waitFor?: 'commands' | 'nothing';
  readonly timeoutMs?: number;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Bot {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Everything it printed so far, both streams. */
  output(): string;
  /** Sends a signal (default SIGTERM) and resolves when the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
  /**
   * Tells the bot the time, and resolves when it said that its tick is done. Rejects when it does not within `timeoutMs`. `from`: what
   * time it was, for a bot that is to have lived through what lies between.
   */
  moveClock(now: number, timeoutMs?: number, from?: number): Promise<void>;
}

export interface Launch {
  readonly local: LocalDiscord;
  readonly people: LocalDiscordClient;
  startBot(options: BotOptions): Promise<Bot>;
  /** Moves the local Discord's clock, then that of every living bot. */
  moveClock(now: number): Promise<void>;
  /** Stops all bots (SIGKILL after 10 s) and the local Discord. */
  close(): Promise<void>;
}

interface LaunchOptions extends Omit<LocalDiscordOptions, 'hands'> {
  readonly playHistory?: Hands['playHistory'];
}

export async function launch({ playHistory, ...options }: LaunchOptions = {}): Promise<Launch> {
  const living = new Set<Bot>();
  const moveClock = async (now: number): Promise<void> => {
    const { now: from } = await people.world();
    await people.setClock(now);
    await Promise.all([...living].map((bot) => bot.moveClock(now, TICK_WITHIN_MS, from)));
  };
  const local = await startLocalDiscord({
    ...options,
    hands: { moveClock, ...(playHistory === undefined ? {} : { playHistory }) },
  });
  const people = createClient(local);
  const close = async (): Promise<void> => {
    await Promise.all([...living].map((bot) => stopWithin(bot, 10_000)));
    await local.close();
  };
  return {
    local,
    people,
    close,
    startBot: async (botOptions) => {
      const before = (await people.world()).identifies;
      const bot = spawnBot(local, botOptions);
      living.add(bot);
      void bot.exited.then(() => living.delete(bot));
      if (botOptions.waitFor !== 'nothing') await ready(bot, people, before, botOptions.timeoutMs ?? 120_000);
      return bot;
    },
    moveClock,
  };
}

/** A busy machine's slowest tick, and some. */
const TICK_WITHIN_MS = 60_000;

async function stopWithin(bot: Bot, ms: number): Promise<void> {
  const timer = setTimeout(() => void bot.stop('SIGKILL'), ms);
  await bot.stop();
  clearTimeout(timer);
}

async function ready(bot: Bot, people: LocalDiscordClient, before: number, ms: number): Promise<void> {
  const gone = bot.exited.then(({ code, signal }) => {
    throw new Error(`the bot ended at once (${signal ?? code})`);
  });
  const there = people.until(async () => {
    const { identifies, sessions, commands } = await people.world();
    return identifies > before && sessions > 0 && commands > 0;
  }, ms);
  await Promise.race([there, gone]).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the bot did not become ready: ${reason}\n${bot.output()}`);
  });
}

function spawnBot(local: LocalDiscord, options: BotOptions): Bot {
  const [program, ...args] = options.command;
  const { DISCORD_API_URL = `${local.url}/api` } = options.env ?? {};
  const env = { ...process.env, ...options.env, DISCORD_TOKEN: local.token, DISCORD_API_URL };
  const child = spawn(program, args, {
    env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
    options.onOutput?.(chunk.toString('utf8'));
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const exited = exitOf(child, (text) => take(Buffer.from(text)));
  return {
    pid: child.pid ?? -1,
    exited,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
    moveClock: (now, timeoutMs = TICK_WITHIN_MS, from = now) => tellTime(child, { clock: now, from }, timeoutMs),
  };
}

async function exitOf(child: ChildProcess, note: (text: string) => void): Promise<Exit> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  } catch (error) {
    // The program could not be started at all.
    note(String(error));
    return { code: null, signal: null };
  }
}

/** `{ clock, from }` goes there, `{ clock, ticked: true }` comes back when the bot has done what was due at that time. */
function tellTime(
  child: ChildProcess,
  time: { readonly clock: number; readonly from: number },
  timeoutMs: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error): void => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', left);
      if (error === undefined) resolve();
      else reject(error);
    };
    const hear = (message: unknown): void => {
      const { clock, ticked } = (message ?? {}) as { clock?: unknown; ticked?: unknown };
      if (clock === time.clock && ticked === true) finish();
    };
    const left = (): void => finish(new Error('the bot ended before its tick was done'));
    const timer = setTimeout(() => finish(new Error('the bot did not say that its tick is done')), timeoutMs);
    child.on('message', hear);
    child.on('exit', left);
    child.send(time, (error) => error !== null && finish(error));
  });
}
