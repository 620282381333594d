/**
 * Interactions that Discord sends over HTTP: the signature first, then the same dispatch as at the gateway, its first answer as the
 * body of ours. Knows no command.
 *
 * Developer docs, "Receiving and Responding", "Setting Up an Endpoint": Ed25519 over timestamp and raw body, 401 for any other; PING is
 * answered with PONG; 202 with an empty body where the answer goes by the callback.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Responder } from '../ports.ts';
import { answerBytes } from './discord-answer.ts';
import { type Route, sendText } from './http.ts';

/** Discord's largest interactions, forms full of text, stay far below. */
const BODY_LIMIT = 256 * 1024;

interface WebhookParts {
  /** The application's public key, 64 hexadecimal digits. */
  readonly publicKey: string;
  /** For all that comes after the first answer, and for first answers with files. */
  readonly rest: Responder;
}

export interface Webhook {
  readonly responder: Responder;
  /** @param take resolves when all that is to be said is said; null: nothing is taken any more. */
  route(take: (raw: unknown) => Promise<void> | null): Route;
}

export function createWebhook({ publicKey, rest }: WebhookParts): Webhook {
  const key = keyOf(publicKey);
  /** Interactions without a first answer, by their id. */
  const waiting = new Map<string, ServerResponse>();

  const responder: Responder = {
    ...rest,
    async callback(to, type, data, files) {
      const response = waiting.get(to.id);
      waiting.delete(to.id);
      // Discord has hung up: it waits no longer than three seconds.
      if (!response || response.destroyed) return false;
      if (!files?.length) {
        sendBytes(response, answerBytes(type, data));
        return true;
      }
      const accepted = await rest.callback(to, type, data, files).finally(() => response.writeHead(202).end());
      return accepted;
    },
  };

  return {
    responder,
    route: (take) => ({
      method: 'POST',
      path: '/interactions',
      handle(request, response) {
        whenRead(request, (body) => {
          if (body === 'too large') return refuseRest(request, response);
          if (!isSigned(key, request, body)) return sendText(response, 401, 'invalid request signature');
          const raw = parse(body);
          if (!raw) return sendText(response, 400, 'not an interaction');
          if (raw.type === InteractionType.Ping) return sendBytes(response, answerBytes(InteractionResponseType.Pong));
          waiting.set(raw.id, response);
          const done = () => {
            waiting.delete(raw.id);
            // Nobody had an answer, or the process stops: Discord tells the member that nothing came.
            if (!response.writableEnded) sendText(response, 503, 'not answered');
          };
          const work = take(raw);
          if (work) void work.then(done);
          else done();
        });
      },
    }),
  };
}

function keyOf(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function isSigned(key: KeyObject, { headers }: IncomingMessage, body: Buffer): boolean {
  const signature = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
}

/** Of a request that is cut off nothing is heard any more. */
function whenRead(request: IncomingMessage, then: (body: Buffer | 'too large') => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= BODY_LIMIT) return;
    request.removeAllListeners('data').pause();
    then('too large');
  });
  request.on('end', () => then(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
}

/** Answers before the body has come, and lets nothing more of it in. */
function refuseRest(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  response.once('finish', () => request.destroy());
  sendText(response, 413, 'too large');
}

/** null: nothing that Discord would have signed. */
function parse(body: Buffer): { readonly type: number; readonly id: string } | null {
  try {
    const raw = JSON.parse(body.toString('utf8'));
    return typeof raw?.type === 'number' && typeof raw.id === 'string' ? raw : null;
  } catch {
    return null;
  }
}

function sendBytes(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
