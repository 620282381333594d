/** A real redis-server for tests: started, frozen, killed and started again on the same port and files. Knows no store. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Where its files are. */
  readonly folder: string;
  /** Starts it again after stop or kill9, with what its files hold. */
  start(): Promise<void>;
  /** In good order, files kept. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Frozen: connections stay open, nothing is answered. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Debian's redis-server, with an append-only file. `settings` are more arguments, such as `['--maxmemory', '3mb']`. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;

  const start = async () => {
    const files = ['--appendonly', 'yes', '--dir', folder, '--save', ''];
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...files, ...settings], {
      stdio: 'ignore',
    });
    server.on('error', () => {});
    await answering(port);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    // A frozen process hears nothing but SIGKILL.
    if (signal !== 'SIGKILL') server.kill('SIGCONT');
    server.kill(signal);
    await gone;
  };

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    start,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    async remove() {
      await end('SIGKILL');
      // A child that writes the files anew outlives the server for a moment.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await ping(port)).startsWith('+PONG')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('redis-server did not start. Is Debian’s package redis-server installed?');
}

function ping(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const done = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => done(String(data)));
    socket.on('error', () => done(''));
    socket.setTimeout(500, () => done(''));
  });
}
