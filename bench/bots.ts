/** The bots of the benches as processes of their own, on the second processor: Cairn as `npm start` runs it, and the bare ones. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tests/adapters/redis-server.ts';
import { BARE, ROOT } from '../tests/support/open-stage.ts';
import type { Edge } from './edge/edge.ts';
import { TOKEN } from './edge/payloads.ts';
import { pinned } from './measure.ts';

export type Kind = 'cairn' | 'bare' | 'bare http';

export interface Bot {
  readonly pid: number;
  /** When it was spawned, and when Discord said READY, Unix milliseconds; over HTTP: when it answered. */
  readonly spawnedAt: number;
  readonly readyAt: number;
  /** Moves its clock forwards; it then does what is due. */
  moveClock(now: number): void;
  /** Resolves with its exit code once it is gone; null: by a signal. */
  readonly gone: Promise<number | null>;
  /** Where it hears interactions over HTTP. */
  readonly port: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** What it said of trouble. */
  errors(): string;
  /** Frozen until it is resumed: what it still has to do must not take the processor from the other bot. */
  pause(): void;
  resume(): void;
}

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** What stands behind `node`. */
const PROGRAMS: Readonly<Record<Kind, readonly string[]>> = {
  cairn: scripts.start.split(' ').slice(1),
  bare: ['bench/bare/gateway.mjs'],
  'bare http': ['bench/bare/http.mjs'],
};
/** Nobody loads here: the edge and a Redis have the first. */
const PROCESSOR = 1;

export interface BotOptions {
  readonly edge: Edge;
  readonly http?: boolean;
  readonly redisUrl?: string | undefined;
}

/** Resolves when it is ready. */
export async function startBot(kind: Kind, { edge, http, redisUrl }: BotOptions): Promise<Bot> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const port = await freePort();
  const env = {
    ...process.env,
    ...BARE,
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: edge.apiUrl,
    DATA_DIR: folder,
    REDIS_URL: redisUrl,
    ...(http && { PORT: String(port), DISCORD_PUBLIC_KEY: edge.publicKey }),
  };
  const [command = '', ...args] = pinned(PROCESSOR, [process.execPath, ...PROGRAMS[kind]]);
  const ready = http ? answering(port) : edge.nextReady();
  const spawnedAt = performance.timeOrigin + performance.now();
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    process.stderr.write(text);
  });
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  const readyAt = await Promise.race([ready, ended(child, kind)]);
  return {
    // taskset becomes the program that it starts.
    pid: child.pid ?? 0,
    spawnedAt,
    readyAt,
    port,
    gone,
    errors: () => said,
    moveClock: (clock) => void child.send({ clock }),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess, kind: Kind): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the bot “${kind}” ended with ${code} before it was ready`);
}

async function answering(port: number): Promise<number> {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return performance.timeOrigin + performance.now();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
