/** The bot's one HTTP server: finds the route, and answers where there is none. Knows no route. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Ends the response itself. */
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface HttpServer {
  readonly port: number;
  /** Takes no new connections, and resolves when all are closed; what is being answered gets its answer first. */
  close(): Promise<void>;
}

/** Longer than load balancers keep a connection they do not use (60 s), so that it is never closed under a request. */
const KEEP_ALIVE_MS = 75_000;

/** Rejects with the system's error when the port is taken. */
export async function serveHttp(port: number, routes: readonly Route[]): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const route = routes.find(({ method, path }) => method === request.method && path === request.url);
    if (route) void route.handle(request, response);
    else sendText(response, 404, 'not found');
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
        server.closeIdleConnections();
      }),
  };
}

export function sendText(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(`${words}\n`);
}
