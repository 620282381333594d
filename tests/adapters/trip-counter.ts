/** A socket between a client and Redis that counts round trips: what is sent before an answer comes counts once. */
import { startProxy } from './redis-proxy.ts';

/** The client's own heartbeat: not a command of ours. */
const PING = '*1\r\n$4\r\nPING\r\n';
/** Answers wait this long, so that everything sent in one tick is on its way before them. */
const HOLD_MS = 10;

export async function countTrips(port: number) {
  let trips = 0;
  const proxy = await startProxy(port, (client, redis) => {
    let asking = false;
    client.on('data', (data) => {
      if (!asking && String(data) !== PING) {
        asking = true;
        trips++;
      }
      redis.write(data);
    });
    redis.on('data', (data) => {
      const answer = () => {
        asking = false;
        client.write(data);
      };
      // On a busy machine the time may be over before what was sent is read: what lies in the socket by then comes first.
      setTimeout(() => setImmediate(answer), HOLD_MS);
    });
  });
  return {
    ...proxy,
    /** How many round trips `run` takes. */
    async of(run: () => Promise<unknown>): Promise<number> {
      const before = trips;
      await run();
      return trips - before;
    },
  };
}
