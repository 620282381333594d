/**
 * Sends requests to one server over connections that stay open, and brings each answer back whole: what a client of
 * Discord’s API needs of a `fetch`, without the streams and copied headers of one. Knows no Discord.
 */
import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type Dispatcher, Pool, type RequestInit } from 'undici';

type Send = (url: string, init: RequestInit) => Promise<Answer>;
type Sendable = string | Uint8Array | null;

/** What of a `Response` is ever asked for; its body, only by those who want it in pieces. */
interface Answer
  extends Pick<Response, 'arrayBuffer' | 'bodyUsed' | 'headers' | 'json' | 'ok' | 'status' | 'statusText' | 'text'> {
  readonly body: Readable | ReadableStream | null;
}

/**
 * @param api the URL that all others begin with, without a slash at its end.
 * @param otherwise sends what is neither text nor bytes: forms with files.
 * @param patienceMs how long a connection, an answer and its body may each take, at least; absent: the signal of a request says it.
 */
export function createSend(api: string, otherwise: Send, patienceMs?: number): Send {
  const { origin, pathname } = new URL(api);
  // Of an address without a path it is a slash all the same.
  const base = pathname === '/' ? '' : pathname;
  // As many connections as there are requests at a time, as the library has it.
  const pool = new Pool(origin, patienceMs === undefined ? {} : within(patienceMs));
  return (url, init) => {
    const { body = null, method, headers, signal } = init;
    if (!isSendable(body)) return otherwise(url, init);
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let status = 0;
      let received: Buffer[] = [];
      const options = {
        path: base + url.slice(api.length),
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body,
      };
      pool.dispatch(options, {
        onConnect(abort) {
          if (signal?.aborted) abort(signal.reason as Error);
          else signal?.addEventListener('abort', () => abort(signal.reason as Error), { once: true });
        },
        onHeaders(code, raw) {
          [status, received] = [code, raw];
          return true;
        },
        onData: (chunk) => chunks.push(chunk) > 0,
        onComplete: () => resolve(answerOf(status, received, chunks)),
        onError: reject,
      });
    });
  };
}

function within(ms: number): Pool.Options {
  return { connect: { timeout: ms }, headersTimeout: ms, bodyTimeout: ms };
}

function isSendable(body: unknown): body is Sendable {
  return body === null || typeof body === 'string' || body instanceof Uint8Array;
}

function answerOf(status: number, raw: Buffer[], chunks: readonly Buffer[]): Answer {
  const bytes = () => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  const text = async () => bytes().toString();
  let read: ReadonlyMap<string, string> | undefined;
  // Most answers are “yes”, and nobody asks how that was said.
  const received = () => {
    read ??= headersIn(raw);
    return read;
  };
  const headers = {
    get: (name: string) => received().get(name.toLowerCase()) ?? null,
    has: (name: string) => received().has(name.toLowerCase()),
  };
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    ok: status >= 200 && status < 300,
    // Nobody asks for more of them.
    headers: headers as unknown as Headers,
    body: null,
    bodyUsed: false,
    text,
    json: async () => JSON.parse(await text()),
    arrayBuffer: async () => new Uint8Array(bytes()).buffer,
  };
}

/** @param raw names and values in turn. Of several with one name the last: Discord sends none twice that anybody asks for. */
function headersIn(raw: readonly Buffer[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    headers.set(String(raw[at]).toLowerCase(), raw[at + 1]?.toString('latin1') ?? '');
  }
  return headers;
}
