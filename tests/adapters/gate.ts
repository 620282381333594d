/** A socket between a client and Redis that stops before a chosen command, so that somebody else can come in between. */
import { startProxy } from './redis-proxy.ts';

export async function openGate(port: number) {
  let needle: string | null = null;
  let stopped: (() => void) | null = null;
  let held: (() => void)[] = [];

  const proxy = await startProxy(port, (client, redis) => {
    let holding = false;
    client.on('data', (data) => {
      const at = needle === null ? -1 : data.indexOf(needle);
      if (at < 0) {
        if (holding) held.push(() => redis.write(data));
        else redis.write(data);
        return;
      }
      needle = null;
      // A command begins where a line begins with a star; what was sent before it goes on.
      const line = data.lastIndexOf('\r\n*', at);
      const begin = line < 0 ? 0 : line + 2;
      redis.write(data.subarray(0, begin));
      holding = true;
      held.push(() => {
        holding = false;
        redis.write(data.subarray(begin));
      });
      stopped?.();
    });
    redis.on('data', (data) => client.write(data));
  });
  return {
    ...proxy,
    /** Starts `run`, lets `meanwhile` happen when `run` is about to send a command with `text` in it, then lets it go on. */
    async before<T>(text: string, run: () => Promise<T>, meanwhile: () => Promise<unknown>): Promise<T> {
      needle = text;
      const arrived = new Promise<void>((resolve) => {
        stopped = resolve;
      });
      const running = run();
      await arrived;
      await meanwhile();
      for (const send of held) send();
      held = [];
      return running;
    },
  };
}
