/** The edge's process, for whoever measures: starts it, gives it loads, ends it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EdgeOptions, Load, Loaded, Order, Posted, Report, Trouble } from './words.ts';

export interface Edge {
  /** Discord's API, without a version. */
  readonly apiUrl: string;
  /** With which it signs, 64 hexadecimal digits. */
  readonly publicKey: string;
  /** When the next READY is sent, Unix milliseconds. */
  nextReady(): Promise<number>;
  load(load: Load): Promise<Loaded>;
  /** What bots posted so far. */
  posted(): Promise<Required<Posted>>;
  trouble(trouble: Trouble): void;
  close(): void;
}

export async function openEdge(options: Partial<EdgeOptions> = {}): Promise<Edge> {
  const whole: EdgeOptions = { guilds: 1, delayMs: 0, http: false, limit: null, ...options };
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(whole)], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  const next = <K extends Report['kind']>(kind: K) =>
    new Promise<Extract<Report, { kind: K }>>((resolve, reject) => {
      const hear = (said: Report) => {
        if (said.kind !== kind && said.kind !== 'failed') return;
        child.off('message', hear);
        child.off('exit', end);
        if (said.kind === 'failed') reject(new Error(said.why));
        else resolve(said as Extract<Report, { kind: K }>);
      };
      const end = (code: number | null) => reject(new Error(`the edge ended (${code})`));
      child.on('message', hear);
      child.once('exit', end);
    });
  const { port, publicKey } = await next('open');
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    publicKey,
    nextReady: async () => (await next('ready')).at,
    async load(load) {
      const order: Order = { kind: 'load', load };
      const loaded = next('loaded');
      child.send(order);
      return (await loaded).loaded;
    },
    async posted() {
      const counted = next('counted');
      child.send({ kind: 'count' } satisfies Order);
      return (await counted).posted;
    },
    trouble: (trouble) => void child.send({ kind: 'trouble', trouble } satisfies Order),
    close: () => child.disconnect(),
  };
}
