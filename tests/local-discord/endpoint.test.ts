/** Interactions over HTTP, with endpoints that misbehave: the local Discord stays up, and its log says what came. */
import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, stage } from './bot.ts';
import { COMMANDS } from './scene.ts';

/** Waited out by each test here, and far more than an endpoint of this very process takes to be told of a PING. */
const BRIEF = { answerWithinMs: 3_000 } as const;

let on: Stage;
let server: Server;
/** What the endpoint makes of an interaction; PINGs are answered as they should be. */
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  on = await stage(COMMANDS, { timing: BRIEF });
  const x = Buffer.from(on.local.publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const [signature, timestamp] = [request.headers['x-signature-ed25519'], request.headers['x-signature-timestamp']];
      const signed = verify(null, Buffer.from(`${timestamp}${body}`), key, Buffer.from(String(signature), 'hex'));
      if (!signed) return response.writeHead(401).end();
      if (JSON.parse(body).type !== 1) return answer(response);
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{"type":1}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await on.people.change({ kind: 'endpoint', url: `http://127.0.0.1:${port}/interactions` });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await on.stop();
});

/** What the log says of a command that this was answered to. */
async function logged(answered: typeof answer) {
  answer = answered;
  const { status } = await on.people.slash('ana', 'study', 'phase', { phase: '2' });
  const entry = await on.people.until(async () => (await on.people.wire()).find(({ path }) => path?.includes('→')));
  return { outcome: status, status: entry.status, body: entry.body, ok: entry.verdict?.ok };
}

test('an answer that is no JSON, though it says so, is the bot’s mistake', async () => {
  const broken = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"type":4,');
  expect(await logged(broken)).toEqual({ outcome: 'failed', status: 200, body: '{"type":4,', ok: false });
});

test('an answer that never ends counts as none', async () => {
  const endless = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"type":4');
  expect(await logged(endless)).toEqual({ outcome: 'failed', status: 0, body: null, ok: undefined });
});
