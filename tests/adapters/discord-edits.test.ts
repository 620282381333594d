/** What follows a first answer: it waits until Discord knows of that, and for no limit of the bot's own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordRest } from '../../src/adapters/discord-rest.ts';
import type { InteractionHandle, Responder } from '../../src/ports.ts';

const WORDS = { components: [{ type: 10 as const, content: 'x' }] };
const handle = (token: string): InteractionHandle => ({ id: '1', application: '2', token });
const UNKNOWN_WEBHOOK = [404, 10015] as const;
const UNKNOWN_MESSAGE = [404, 10008] as const;

/** What Discord says in turn, the last one for ever; null: yes. */
let says: (readonly [status: number, code: number] | null)[];
/** When it was asked, in milliseconds. */
let askedAt: number[];
let responder: Responder;
let close: () => void;

beforeEach(async () => {
  [says, askedAt] = [[], []];
  const server = createServer((request, response) => {
    askedAt.push(performance.now());
    const no = says.length > 1 ? says.shift() : says[0];
    request.resume().on('end', () => {
      response.writeHead(no?.[0] ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(no ? { code: no[1], message: 'no' } : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ({ responder } = createDiscordRest({ token: 'local.test', apiUrl: `http://127.0.0.1:${port}/api` }));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterEach(() => close());

/** Between one try and the next. A timer may be a millisecond early by another clock. */
const waits = () => askedAt.slice(1).map((at, n) => at - (askedAt[n] ?? at) + 2);

describe.each([
  ['an edit', () => responder.editOriginal(handle('t'), WORDS)],
  ['a message beside it', () => responder.followUp(handle('t'), WORDS)],
])('%s', (_what, send) => {
  test('that comes before Discord knows of the answer is sent again, a quarter of a second later and then less often', async () => {
    says = [UNKNOWN_WEBHOOK, UNKNOWN_WEBHOOK, null];
    await send();
    const [first = 0, second = 0] = waits();
    expect([askedAt.length, first >= 250, second >= 500]).toEqual([3, true, true]);
  });

  test.each([['refused', UNKNOWN_MESSAGE] as const, ['failed', [503, 0] as const] as const])(
    'that is %s for another reason is sent once',
    async (_how, no) => {
      says = [no];
      await expect(send()).rejects.toThrow();
      expect(askedAt).toHaveLength(1);
    },
  );
});

test('an answer that Discord still does not know after nearly four seconds is given up', async () => {
  says = [UNKNOWN_WEBHOOK];
  await expect(responder.editOriginal(handle('t'), WORDS)).rejects.toThrow('no');
  const whole = waits().reduce((sum, each) => sum + each, 0);
  expect([askedAt.length, whole >= 3_750]).toEqual([5, true]);
});

test('edits of very many members wait for no limit: Discord counts none of them against its fifty a second', async () => {
  says = [null];
  const n = 500;
  const all = async () => {
    askedAt = [];
    const began = performance.now();
    await Promise.all(Array.from({ length: n }, (_, each) => responder.editOriginal(handle(`t${each}`), WORDS)));
    expect(askedAt).toHaveLength(n);
    return performance.now() - began;
  };
  // The first fifty would go at once. What a busy machine adds is no limit.
  await expect.poll(all).toBeLessThan((n / 50 - 1) * 1_000);
});
