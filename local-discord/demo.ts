/**
 * Opens the local Discord's page with a real bot behind it: the bot is a child process, HTTP and WebSocket between them.
 * Usage: demo PROGRAM [ARGUMENTS …]. DATA_DIR keeps what members did for the next time; without it everything goes at the end.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotPossible } from './client.ts';
import { type Launch, launch } from './launch.ts';
import { createPlayer } from './play.ts';
import { readScript } from './script.ts';

const CHANNEL = 'study';
const SCRIPTS = { opening: 'local-discord/opening.txt', history: 'local-discord/history.txt' } as const;

/** What makes the next demo in the same folder the same world: its ids follow from when it came to be. */
interface Kept {
  readonly born: number;
  /** Where the clock stood. */
  readonly now: number;
}

const [program, ...args] = process.argv.slice(2);
if (!program) {
  process.stderr.write('Usage: demo PROGRAM [ARGUMENTS …]\n');
  process.exit(2);
}
await demo([program, ...args]);

async function demo(command: readonly [string, ...string[]]): Promise<void> {
  const kept = process.env.DATA_DIR || undefined;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'demo-')));
  const file = join(folder, 'demo.json');
  const { born, now } = await readKept(file);
  const stage = await launch({
    born,
    now: Math.max(now, beginning()),
    botName: 'Cairn',
    port: Number(process.env.LOCAL_DISCORD_PORT ?? 0),
    playHistory: (tell) => play(stage, SCRIPTS.history, tell),
  });
  const keep = async (): Promise<void> => {
    if (kept === undefined) return;
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify({ born, now: stage.local.world.clock.now() } satisfies Kept));
  };
  const close = async (code: number): Promise<void> => {
    await keep();
    await stage.close();
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
    process.exit(code);
  };
  let closing = false;
  const once = (code: number): void => {
    if (closing) return;
    closing = true;
    void close(code);
  };
  process.on('SIGINT', () => once(0)).on('SIGTERM', () => once(0));

  try {
    await keep();
    const elsewhere = { REDIS_URL: undefined, PORT: undefined, DISCORD_PUBLIC_KEY: undefined };
    const env = { ...elsewhere, DATA_DIR: folder, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };
    const bot = await stage.startBot({ command, env, onOutput: (text) => process.stderr.write(text) });
    void bot.exited.then(({ code, signal }) => {
      if (!closing) process.stderr.write(`The bot has ended (${signal ?? code}).\n`);
      once(1);
    });
    await stage.moveClock(stage.local.world.clock.now());
    // The group's schedule, so that there is a next post to skip to; a kept world has it already.
    if (now === 0) await play(stage, SCRIPTS.opening);
  } catch (error) {
    // What the bot itself said stands above already.
    const [words] = error instanceof Error ? error.message.split('\n') : [String(error)];
    process.stderr.write(`${words}\n`);
    return once(1);
  }
  process.stdout.write(`Open this page in a browser on this machine:\n\n  ${stage.local.page}\n\n`);
  process.stdout.write(
    kept === undefined
      ? 'Ctrl-C ends it and forgets everything.\n'
      : `Ctrl-C ends it; ${folder} keeps what members did.\n`,
  );
}

/** For pictures and tests the beginning may be named (Unix milliseconds); else it is now. */
function beginning(): number {
  return Number(process.env.LOCAL_DISCORD_NOW ?? Date.now());
}

async function readKept(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? { born: beginning(), now: 0 } : (JSON.parse(text) as Kept);
}

type Tell = (words: string, done: number, total: number) => void;

/**
 * Plays a script of real commands from where the clock stands. Throws at the first step that is not answered; the history leaves out
 * what people can't do, since whoever looked around before may have done it by hand.
 */
async function play(stage: Launch, script: string, tell: Tell = () => undefined): Promise<void> {
  const steps = readScript(await readFile(script, 'utf8'));
  const player = createPlayer(stage, CHANNEL, stage.local.world.clock.now());
  for (const [index, step] of steps.entries()) {
    tell(step.words, index, steps.length);
    await player.play(step).catch((error: unknown) => {
      if (script === SCRIPTS.history && error instanceof NotPossible) return;
      throw new Error(
        `${script}:${step.line} ${step.words}: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }
}
