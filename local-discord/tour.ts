/**
 * Plays a script against a real bot: the local Discord here, the bot as a child process, HTTP and WebSocket between them.
 * Usage: tour SCRIPT PROGRAM [ARGUMENTS …]. Prints the transcript; exits 0 only if every step was answered.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './launch.ts';
import { createPlayer } from './play.ts';
import { readScript } from './script.ts';

/** The story begins on a Saturday noon (UTC), so that every run tells the same dates. */
const BEGIN = Date.UTC(2026, 7, 1, 12);
const CHANNEL = 'study';

const [script, program, ...args] = process.argv.slice(2);
if (!script || !program) {
  process.stderr.write('Usage: tour SCRIPT PROGRAM [ARGUMENTS …]\n');
  process.exit(2);
}
process.exitCode = await tour(script, [program, ...args]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});

/** @returns the exit code. */
async function tour(path: string, command: readonly [string, ...string[]]): Promise<number> {
  const steps = readScript(await readFile(path, 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'tour-'));
  const stage = await launch({ now: BEGIN, botName: 'Cairn' });
  try {
    // Nothing of the surroundings: the tour is the same on every machine.
    const elsewhere = { REDIS_URL: undefined, ROADMAP: undefined, PORT: undefined, DISCORD_PUBLIC_KEY: undefined };
    const env = { ...elsewhere, DATA_DIR: folder, LOG_LEVEL: 'warn' };
    const bot = await stage.startBot({ command, env });
    await stage.moveClock(BEGIN);
    const player = createPlayer(stage, CHANNEL, BEGIN);
    for (const step of steps) {
      process.stdout.write(`\n${step.words}\n`);
      try {
        const lines = await player.play(step);
        process.stdout.write(
          lines
            .map((line) => `  ${line}`.trimEnd())
            .map((line) => `${line}\n`)
            .join(''),
        );
      } catch (error) {
        process.stderr.write(`\n${path}:${step.line} ${step.words}\n  ${(error as Error).message}\n${bot.output()}`);
        return 1;
      }
    }
    const refused = await stage.people.problems();
    if (refused.length) process.stderr.write(`\nDiscord would have refused:\n${refused.join('\n')}\n`);
    return refused.length ? 1 : 0;
  } finally {
    await stage.close();
    await rm(folder, { recursive: true });
  }
}
