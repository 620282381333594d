/** A socket between a client and Redis: whoever starts it decides what becomes of the bytes. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** `listen` gets each connection's two ends, and passes the bytes on as it likes. */
export async function startProxy(port: number, listen: (client: Socket, redis: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    listen(client, redis);
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
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
