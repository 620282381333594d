/** Discord's REST API, as far as the bots of the benches ask: who am I, which commands, where is the gateway, and answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Channels } from './channels.ts';
import { APPLICATION } from './payloads.ts';
import type { EdgeOptions } from './words.ts';

interface Parts extends EdgeOptions {
  readonly port: number;
  readonly key: string;
  readonly channels: Channels;
  /** Whether the next answer or post is to be a 503. */
  readonly refuses: () => boolean;
  /** An answer came, whole, for the interaction with this id. */
  readonly onCallback: (id: string, body: string) => void;
}

const CALLBACK = /^\/api\/v10\/interactions\/(\d+)\/[^/]+\/callback(\?|$)/;

export function answerRest({ port, key, delayMs, http, channels, refuses, onCallback }: Parts) {
  let commands: unknown[] = [];
  const known: Readonly<Record<string, (body: string) => unknown>> = {
    'GET /applications/@me': () => ({
      id: APPLICATION,
      name: 'Bench',
      verify_key: key,
      interactions_endpoint_url: http ? 'https://bench.example/interactions' : null,
    }),
    'GET /gateway/bot': () => ({
      url: `ws://127.0.0.1:${port}/gateway`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
    }),
    [`GET /applications/${APPLICATION}/commands`]: () => commands,
    [`PUT /applications/${APPLICATION}/commands`]: (body) => {
      commands = JSON.parse(body);
      return commands;
    },
    'GET /users/@me/guilds': () => [],
  };
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString('utf8');
      const id = CALLBACK.exec(url)?.[1];
      const path = url.replace('/api/v10', '').replace(/\?.*/, '');
      if ((id || path.startsWith('/channels/')) && refuses()) return response.writeHead(503).end();
      if (channels.take(request.method ?? '', path, body, response)) return;
      if (!id) return sendJson(response, known[`${request.method} ${path}`]?.(body));
      const receive = () => {
        response.writeHead(204).end();
        onCallback(id, body);
      };
      if (delayMs) setTimeout(receive, delayMs);
      else receive();
    });
  };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? { code: 0, message: '404: Not Found' }));
}
