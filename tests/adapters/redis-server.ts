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
  /** Starts it again after stop or kill9, with what its files hold; `more` settings hold until the next start. */
  start(more?: readonly string[]): Promise<void>;
  /** Resolves when it has loaded its files. */
  answers(): Promise<unknown>;
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
  const files = ['--appendonly', 'yes', '--dir', folder, '--save', ''];
  let port = await freePort();
  let server: ChildProcess | null = null;

  /** Resolves false when somebody else was faster at this port. */
  const starts = async (more: readonly string[] = []) => {
    const address = ['--port', String(port), '--bind', '127.0.0.1'];
    server = spawn('redis-server', [...address, ...files, ...settings, ...more], { stdio: 'ignore' });
    server.on('error', () => {});
    return answers(port, server);
  };
  const start = async (more?: readonly string[]) => {
    if (!(await starts(more))) throw new Error(`somebody else took port ${port} of a redis-server that was down`);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    // A frozen process hears nothing but SIGKILL.
    if (signal !== 'SIGKILL') server.kill('SIGCONT');
    server.kill(signal);
    await gone;
  };

  for (let tries = 1; !(await starts()); tries++) {
    if (tries === 5) throw new Error(`redis-server ends at once; does it know ${settings.join(' ')}?`);
    port = await freePort();
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    start,
    answers: async () => server && answers(port, server),
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

/** Below those that systems give to whoever names none, so that nobody gets it by chance while it is not in use. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Resolves true once this very process answers there, false when it ended. */
async function answers(port: number, server: ChildProcess): Promise<boolean> {
  if (server.pid === undefined)
    throw new Error('There is no redis-server. Is Debian’s package redis-server installed?');
  while (server.exitCode === null && server.signalCode === null) {
    const said = await ask(port);
    // To whoever has no password it does not even say who it is.
    if (said.includes('-NOAUTH')) return true;
    if (said.includes('+PONG') && said.includes(`process_id:${server.pid}\r`)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('INFO server\r\nPING\r\n'));
    const done = () => {
      socket.destroy();
      resolve(said);
    };
    socket.on('data', (data) => {
      said += String(data);
      // The answer to what was asked last.
      if (/(^|\r\n)(\+PONG|-[^\r]*)\r\n$/.test(said)) done();
    });
    socket.on('error', done);
    socket.setTimeout(500, done);
  });
}
