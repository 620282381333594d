/** A bare connection to the local gateway: what is sent is sent as it is, what comes is kept. */
import { constants, createInflate } from 'node:zlib';
import { WebSocket } from 'ws';
import { createClient } from '../../local-discord/client.ts';
import type { LocalDiscord } from '../../local-discord/server.ts';

interface Payload {
  readonly op: number;
  readonly d: Record<string, unknown>;
  readonly s: number | null;
  readonly t: string | null;
}

export const identify = (token: string, more: object = {}) => ({ token, intents: 0, properties: {}, ...more });

/** `payloads`: what came; `closed` resolves with the code. */
export function openLine(local: LocalDiscord, query = '') {
  const socket = new WebSocket(`${local.url.replace('http', 'ws')}/gateway/?v=10&encoding=json${query}`);
  const payloads: Payload[] = [];
  const inflate = createInflate({ flush: constants.Z_SYNC_FLUSH });
  inflate.on('data', (chunk: Buffer) => payloads.push(JSON.parse(chunk.toString('utf8')) as Payload));
  socket.on('message', (data: Buffer, binary) => {
    if (binary) inflate.write(data);
    else payloads.push(JSON.parse(data.toString('utf8')) as Payload);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const next = async (match: (payload: Payload) => boolean): Promise<Payload> =>
    createClient(local).until(async () => payloads.find(match));
  return { socket, payloads, closed, send, next, hello: () => next(({ op }) => op === 10) };
}
