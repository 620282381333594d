/** Faults on demand: what a bot's REST client sees, and whether the work was done all the same. */
import { REST } from '@discordjs/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type LocalDiscordClient } from '../../local-discord/client.ts';
import { SESSION_HEADER } from '../../local-discord/control/guard.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';

let local: LocalDiscord;
let people: LocalDiscordClient;
let path: `/${string}`;

beforeEach(async () => {
  local = await startLocalDiscord();
  people = createClient(local);
  path = `/channels/${[...local.world.channels.keys()][0]}/messages`;
});
afterEach(() => local.close());

const client = (retries = 0) => new REST({ api: `${local.url}/api`, version: '10', retries }).setToken(local.token);
const send = (rest = client(), body: object = { content: 'x' }) => rest.post(path, { body });
const there = async () => (await people.messages('ana', 'study')).length;
const POSTS = { method: 'POST', path: '^/channels/\\d+/messages$' };

test('a 500 before the effect leaves nothing, after the effect the message', async () => {
  await people.fault({ ...POSTS, times: 1, status: 500 });
  await expect(send()).rejects.toMatchObject({ status: 500 });
  expect(await there()).toBe(0);
  await people.fault({ ...POSTS, times: 1, status: 502, afterEffect: true });
  await expect(send()).rejects.toMatchObject({ status: 502 });
  expect(await there()).toBe(1);
});

test('a reset before the effect leaves nothing, after the effect the message', async () => {
  await people.fault({ ...POSTS, times: 1, resetBefore: true });
  await expect(send()).rejects.toThrow();
  expect(await there()).toBe(0);
  await people.fault({ ...POSTS, times: 1, resetAfter: true });
  await expect(send()).rejects.toThrow();
  expect(await there()).toBe(1);
});

test('a retry after a 500 that had its effect doubles a message, unless the nonce is enforced', async () => {
  await people.fault({ ...POSTS, times: 1, status: 500, afterEffect: true });
  await send(client(1));
  expect(await there()).toBe(2);
  await people.fault({ ...POSTS, times: 1, status: 500, afterEffect: true });
  await send(client(1), { content: 'x', nonce: 'n', enforce_nonce: true });
  expect(await there()).toBe(3);
});

test('a 429 is waited out by the client', async () => {
  await people.fault({ ...POSTS, times: 1, status: 429, headers: { 'Retry-After': '0.2' } });
  const before = performance.now();
  await send();
  expect(performance.now() - before).toBeGreaterThan(190);
  expect(await there()).toBe(1);
});

test('a 429 may be a page of HTML without any of the headers', async () => {
  await people.fault({ ...POSTS, status: 429, headers: {}, body: '<html>Too many requests</html>' });
  const response = await fetch(`${local.url}/api/v10${path}`, { method: 'POST' });
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, null]);
  expect(response.headers.get('content-type')).toMatch(/html/);
});

test('a rule hits as often as it says, after letting some pass, and other requests never', async () => {
  await people.fault({
    ...POSTS,
    skip: 1,
    times: 1,
    status: 403,
    body: { code: 50013, message: 'Missing Permissions' },
  });
  await send();
  await expect(send()).rejects.toMatchObject({ code: 50013 });
  await send();
  await client().get('/users/@me');
  expect(await people.faultHits()).toEqual([1]);
});

test('a request that is held has its effect when the faults are cleared, though nobody waits for it any more', async () => {
  await people.fault({ ...POSTS, held: true });
  const given = new AbortController();
  const sent = client().post(path, { body: { content: 'x' }, signal: given.signal });
  await people.until(async () => (await people.faultHits())[0] === 1);
  given.abort();
  await expect(sent).rejects.toThrow();
  expect(await there()).toBe(0);
  await people.clearFaults();
  await people.until(async () => (await there()) === 1);
  await send();
});

test('a delay is waited, and cleared faults are gone', async () => {
  await people.fault({ ...POSTS, delayMs: 200, status: 500 });
  const before = performance.now();
  await expect(send()).rejects.toMatchObject({ status: 500 });
  expect(performance.now() - before).toBeGreaterThan(190);
  await people.clearFaults();
  await send();
});

test('the wire shows what was played', async () => {
  await people.fault({ ...POSTS, times: 1, status: 500, afterEffect: true });
  await send().catch(() => undefined);
  const entry = (await people.wire()).find(({ method }) => method === 'POST');
  expect(entry).toMatchObject({
    status: 500,
    fault: '500 after the effect',
    body: { content: 'x' },
    verdict: { ok: true },
  });
});

test('the event stream tells of messages and requests as they come', async () => {
  const controller = new AbortController();
  const response = await fetch(`${local.url}/local/events`, {
    headers: { [SESSION_HEADER]: local.session },
    signal: controller.signal,
  });
  await send();
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk);
    if (text.includes('event: message') && text.includes('event: wire')) break;
  }
  controller.abort();
  expect(text).toMatch(/event: message\ndata: \{"kind":"created"/);
});
