/** A socket between a client and Redis that counts round trips: what is sent before an answer comes counts once. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The client's own heartbeat: not a command of ours. */
const PING = '*1\r\n$4\r\nPING\r\n';
/** Answers wait this long, so that everything sent in one tick is on its way before them. */
const HOLD_MS = 10;

export async function countTrips(port: number) {
  let trips = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    let asking = false;
    client.on('data', (data) => {
      if (!asking && String(data) !== PING) {
        asking = true;
        trips++;
      }
      redis.write(data);
    });
    redis.on('data', (data) => {
      setTimeout(() => {
        asking = false;
        client.write(data);
      }, HOLD_MS);
    });
    for (const socket of [client, redis]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        redis.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    /** How many round trips `run` takes. */
    async of(run: () => Promise<unknown>): Promise<number> {
      const before = trips;
      await run();
      return trips - before;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
