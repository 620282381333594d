/** The line between a bot and its Redis, which can be cut, slow or silent while both ends live. Knows bytes only. */
import type { Socket } from 'node:net';
import { startProxy } from '../adapters/redis-proxy.ts';
import type { Random } from './scenario.ts';

type Condition =
  | 'well'
  /** Every other answer ends in the middle, and with it the connection. */
  | 'cut'
  /** Each answer comes 0.2 to 1.5 s later. */
  | 'slow'
  /** Who connects is let in; nothing arrives until it ends, and then all of it does. */
  | 'silent';

export interface RedisLine {
  /** For REDIS_URL. */
  readonly url: string;
  become(condition: Condition): void;
  close(): void;
}

const SLOW_MS = [200, 1_500] as const;

export async function redisLine(port: number, random: Random): Promise<RedisLine> {
  let condition: Condition = 'well';
  let held: (() => void)[] = [];
  const pass = (to: Socket, data: Buffer) => {
    if (condition === 'silent') held.push(() => to.write(data));
    else to.write(data);
  };
  const proxy = await startProxy(port, (client, redis) => {
    let last = Promise.resolve();
    client.on('data', (data) => pass(redis, data));
    redis.on('data', (data) => {
      if (condition === 'cut' && random.chance(0.5)) {
        client.write(data.subarray(0, data.length >> 1), () => client.destroy());
        return;
      }
      const ms = condition === 'slow' ? random.int(...SLOW_MS) : 0;
      const arrived = performance.now() + ms;
      last = last.then(async () => {
        const rest = arrived - performance.now();
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        pass(client, data);
      });
    });
  });
  return {
    url: proxy.url,
    become(next) {
      condition = next;
      if (next === 'silent') return;
      for (const send of held) send();
      held = [];
    },
    close: proxy.close,
  };
}
