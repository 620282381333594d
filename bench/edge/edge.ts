/** The edge's process, for whoever measures: starts it, gives it loads, ends it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EdgeOptions, Load, Loaded, Order, Report } from './words.ts';

export interface Edge {
  /** Discord's API, without a version. */
  readonly apiUrl: string;
  /** With which it signs, 64 hexadecimal digits. */
  readonly publicKey: string;
  /** When the next READY is sent, Unix milliseconds. */
  nextReady(): Promise<number>;
  load(load: Load): Promise<Loaded>;
  close(): void;
}

export async function openEdge(options: Partial<EdgeOptions> = {}): Promise<Edge> {
  const whole: EdgeOptions = { guilds: 1, delayMs: 0, http: false, ...options };
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(whole)], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  const next = <K extends Report['kind']>(kind: K) =>
    new Promise<Extract<Report, { kind: K }>>((resolve, reject) => {
      const hear = (said: Report) => {
        if (said.kind !== kind && said.kind !== 'failed') return;
        child.off('message', hear);
        if (said.kind === 'failed') reject(new Error(said.why));
        else resolve(said as Extract<Report, { kind: K }>);
      };
      child.on('message', hear);
      child.once('exit', (code) => reject(new Error(`the edge ended (${code})`)));
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
    close: () => child.disconnect(),
  };
}
