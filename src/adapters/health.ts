/** `/healthz` (is the process alive and ticking) and `/readyz` (can it serve now) for whoever restarts or routes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface HealthParts {
  readonly port: number;
  /** Each names what it checks; rejecting or `false` means no. */
  readonly alive: () => boolean;
  readonly ready: () => Promise<boolean>;
}

/** Rejects with the system's error when the port is taken. */
export async function serveHealth({
  port,
  alive,
  ready,
}: HealthParts): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const good =
      request.url === '/healthz' ? alive() : request.url === '/readyz' ? await ready().catch(() => false) : null;
    response.writeHead(good === null ? 404 : good ? 200 : 503, { 'content-type': 'text/plain' });
    response.end(good === null ? 'not found\n' : good ? 'ok\n' : 'not ok\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
