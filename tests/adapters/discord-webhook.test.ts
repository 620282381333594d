/** POST /interactions as Discord calls it: signatures, limits, PING, answers inline, late and with files. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/adapters/discord-webhook.ts';
import { type HttpServer, serveHttp } from '../../src/adapters/http.ts';
import { createIntake } from '../../src/bot/intake.ts';
import type { Responder } from '../../src/ports.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const KEY = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
const TYPE = { pong: 1, message: 4, deferred: 5 } as const;
const PING = JSON.stringify({ type: 1, id: '1' });
const COMMAND = JSON.stringify({ type: 2, id: '7', token: 'secret' });

/** What went by Discord's API instead. */
let called: string[] = [];
const rest: Responder = {
  callback: async () => called.push('callback') > 0,
  editOriginal: async () => void called.push('edit'),
  followUp: async () => void called.push('follow up'),
};

let server: HttpServer;
let taken: unknown[] = [];
let answer: (responder: Responder) => Promise<unknown> = async () => {};
let intake: ReturnType<typeof createIntake>;

beforeEach(async () => {
  [called, taken] = [[], []];
  const { responder, route } = createWebhook({ publicKey: KEY, rest });
  intake = createIntake(async (raw) => {
    taken.push(raw);
    await answer(responder);
  });
  server = await serveHttp(0, [route(intake.take)]);
});
afterEach(() => server.close());

interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signed?: string;
}

async function call(body: string, { headers, signed = body }: Call = {}) {
  const timestamp = '1700000000';
  const signature = sign(null, Buffer.from(timestamp + signed), privateKey).toString('hex');
  const response = await fetch(`http://127.0.0.1:${server.port}/interactions`, {
    method: 'POST',
    body,
    headers: { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp, ...headers },
  });
  return { status: response.status, text: await response.text() };
}

const HANDLE = { id: '7', application: '1', token: 'secret' };

describe('a signature', () => {
  it('that fits is taken: PING gets its PONG', async () => {
    expect(await call(PING)).toEqual({ status: 200, text: JSON.stringify({ type: TYPE.pong }) });
    expect(taken).toEqual([]);
  });

  it.each<[string, Call]>([
    ['of another body', { signed: `${PING}  ` }],
    ['of another moment', { headers: { 'x-signature-timestamp': '1700000001' } }],
    ['that is none', { headers: { 'x-signature-ed25519': 'no hex' } }],
    ['that is cut', { headers: { 'x-signature-ed25519': 'ab' } }],
    ['that is empty', { headers: { 'x-signature-ed25519': '' } }],
  ])('%s is 401, whatever the body', async (_what, how) => {
    for (const body of [PING, COMMAND, 'no JSON']) {
      expect((await call(body, how)).status).toBe(401);
    }
    expect(taken).toEqual([]);
  });

  it('that is missing is 401', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/interactions`, { method: 'POST', body: PING });
    expect(response.status).toBe(401);
  });
});

describe('a body', () => {
  const LIMIT = 256 * 1024;

  it('of 256 KiB is read, and a byte more is 413', async () => {
    const sized = (bytes: number) => `${PING}${' '.repeat(bytes - PING.length)}`;
    expect((await call(sized(LIMIT))).status).toBe(200);
    expect((await call(sized(LIMIT + 1))).status).toBe(413);
  });

  it('that never ends is 413 as soon as it is too large, and its connection is closed', async () => {
    const asked = request({ host: '127.0.0.1', port: server.port, method: 'POST', path: '/interactions' });
    const closed = new Promise((resolve) => asked.once('close', resolve));
    // It is cut off while it still comes.
    asked.on('error', () => {});
    const answered = new Promise<number | undefined>((resolve) =>
      asked.once('response', (response) => resolve(response.resume().statusCode)),
    );
    asked.write(Buffer.alloc(LIMIT + 1));
    expect(await answered).toBe(413);
    await closed;
  });

  it.each(['', 'no JSON', 'null', '[]', '{}', '{"type":"2","id":"7"}', '{"type":2}'])(
    'that is signed and no interaction is 400: %s',
    async (body) => {
      expect((await call(body)).status).toBe(400);
    },
  );
});

describe('an interaction', () => {
  it('is answered in the body, as at the callback', async () => {
    answer = async (responder) => responder.callback(HANDLE, TYPE.message, { content: 'héllo' });
    expect(await call(COMMAND)).toEqual({
      status: 200,
      text: JSON.stringify({ type: TYPE.message, data: { content: 'héllo' } }),
    });
    expect(called).toEqual([]);
  });

  it('that is deferred is answered at once, and edited by the API later', async () => {
    let edited: Promise<void> = Promise.resolve();
    answer = async (responder) => {
      await responder.callback(HANDLE, TYPE.deferred);
      edited = new Promise((resolve) => setImmediate(resolve)).then(() => responder.editOriginal(HANDLE, {}));
      await edited;
    };
    expect(await call(COMMAND)).toEqual({ status: 200, text: JSON.stringify({ type: TYPE.deferred }) });
    await edited;
    expect(called).toEqual(['edit']);
  });

  it('whose answer has files goes by the callback, and the request is 202 without a body', async () => {
    const file = { name: 'a.txt', type: 'text/plain', data: Buffer.from('a') };
    answer = async (responder) => responder.callback(HANDLE, TYPE.message, {}, [file]);
    expect(await call(COMMAND)).toEqual({ status: 202, text: '' });
    expect(called).toEqual(['callback']);
  });

  it('has one first answer; the second is told that it is late', async () => {
    const accepted: boolean[] = [];
    answer = async (responder) => {
      for (const content of ['first', 'second']) {
        accepted.push(await responder.callback(HANDLE, TYPE.message, { content }));
      }
    };
    expect((await call(COMMAND)).text).toContain('first');
    expect(accepted).toEqual([true, false]);
  });

  it('that nobody answers, or that comes while the bot stops, is 503', async () => {
    answer = async () => {};
    expect((await call(COMMAND)).status).toBe(503);
    await intake.drain();
    expect((await call(COMMAND)).status).toBe(503);
    expect(taken).toHaveLength(1);
  });
});
