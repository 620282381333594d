import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createSend } from '../../src/adapters/discord-send.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function sendingTo(answer: RequestListener, patienceMs?: number, base = '/api') {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
  const forms: string[] = [];
  const send = createSend(
    api,
    async (url) => {
      forms.push(url.slice(api.length));
      return new Response('by the other way');
    },
    patienceMs,
  );
  return { forms, send: (path: string, init: Parameters<typeof send>[1]) => send(`${api}${path}`, init) };
}

it('says method, path, headers and body, and brings the whole answer back', async () => {
  const { send } = await sendingTo(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(418, { 'Content-Type': 'application/json', 'X-Seen': `${request.headers['x-mine']}` });
    response.write(`{"asked":"${request.method} ${request.url}",`);
    // Two packets.
    setImmediate(() => response.end(`"body":"${body}"}`));
  });
  const body = Buffer.from('wörter');
  const answer = await send('/v10/x?y=1', { method: 'PATCH', headers: { 'x-mine': 'this' }, body });
  expect(answer).toMatchObject({ status: 418, ok: false, statusText: "I'm a Teapot" });
  expect(answer.headers.get('X-Seen')).toBe('this');
  expect([answer.headers.has('x-none'), answer.headers.get('x-none')]).toEqual([false, null]);
  expect(await answer.json()).toEqual({ asked: 'PATCH /api/v10/x?y=1', body: 'wörter' });
});

it('sends to a server whose address has no path, as a proxy of one’s own', async () => {
  const { send } = await sendingTo((request, response) => response.end(request.url), undefined, '');
  expect(await (await send('/v10/x', { method: 'GET' })).text()).toBe('/v10/x');
});

it('keeps connections for the next request, and has as many at a time as there are requests', async () => {
  const ports = new Set<number | undefined>();
  const waiting: (() => void)[] = [];
  const { send } = await sendingTo((request, response) => {
    ports.add(request.socket.remotePort);
    if (request.method === 'GET') response.writeHead(204).end();
    else if (waiting.push(() => response.writeHead(204).end()) === 5) for (const go of waiting) go();
  });
  for (let n = 0; n < 10; n++) await send('/kept', { method: 'GET' });
  expect(ports.size).toBeLessThan(5);
  // Each is answered only when all are there.
  await Promise.all(Array.from({ length: 5 }, () => send('/all', { method: 'POST', body: 'a' })));
  expect(waiting).toHaveLength(5);
});

it('gives up when the signal says so, before and after the request left', async () => {
  const { send } = await sendingTo(() => gone.abort());
  const gone = new AbortController();
  await expect(send('/never', { method: 'GET', signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  await expect(send('/silent', { method: 'GET', signal: gone.signal })).rejects.toThrow('aborted');
});

it('gives up by itself where its patience ends', async () => {
  const { send } = await sendingTo(() => {}, 300);
  // On a busy machine it may end while the connection is made.
  await expect(send('/silent', { method: 'GET' })).rejects.toThrow(/(Headers|Connect) Timeout/);
});

it('leaves forms to the other way', async () => {
  const { send, forms } = await sendingTo((_request, response) => response.writeHead(500).end());
  const answer = await send('/files', { method: 'POST', body: new FormData() });
  expect([await answer.text(), forms]).toEqual(['by the other way', ['/files']]);
});
