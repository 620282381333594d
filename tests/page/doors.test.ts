/** Who is let in: the session, the origin, and text that would like to be markup. */
import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';
import { startBrowser, visit } from './browser.ts';

let browser: Browser;
let local: LocalDiscord;
beforeAll(async () => {
  [browser, local] = await Promise.all([startBrowser(), startLocalDiscord()]);
});
afterAll(async () => {
  await browser?.close();
  await local?.close();
});

/** fetch would not let these headers be set. */
const ask = (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request(`${local.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });

describe('the door under /local', () => {
  const session = () => ({ 'x-local-session': local.session });

  it('opens with the session', async () => expect(await ask('/local/world', session())).toBe(200));
  it.each(['/local/world', '/local/events', '/local/wire', '/%6cocal/world', '/local/world?a=b'])(
    'is closed without: %s',
    async (path) => expect(await ask(path, {})).toBe(403),
  );
  it('is closed with another session', async () =>
    expect(await ask('/local/world', { 'x-local-session': 'x'.repeat(local.session.length) })).toBe(403));
  it.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port', { 'sec-fetch-site': 'same-site' }],
    ['a name that points here', { host: 'elsewhere.example' }],
  ])('is closed to %s, session or not', async (_who, headers) => {
    expect(await ask('/local/world', { ...session(), ...headers })).toBe(403);
    expect(await ask('/local/skip', { ...session(), ...headers }, 'POST')).toBe(403);
  });
  it('shows another site no picture and no script either', async () => {
    expect(await ask('/page/main.js', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await ask('/attachments/1/2/a.png', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });
  it('serves nothing but the page’s own files', async () => {
    for (const path of ['/page/../package.json', '/page/..%2fpackage.json', '/page/tsconfig.json', '/page/main.ts'])
      expect(await ask(path, {})).toBe(404);
  });
});

test('without its key the page says what is missing, and asks for nothing', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (sent) => asked.push(new URL(sent.url()).pathname));
  await page.goto(local.url);
  await page.getByText('This door needs its key').waitFor();
  expect(asked.filter((path) => path.startsWith('/local'))).toEqual([]);
});

test('another site open in the same browser can neither act nor look', async () => {
  const other = await startLocalDiscord();
  const page = await browser.newPage();
  await page.goto(other.url);
  const tried = await page.evaluate(
    `fetch('${local.url}/local/messages', { method: 'POST', mode: 'no-cors', body: '{"member":"ana","channel":"study","content":"not me"}' })
      .then(() => 'sent', () => 'refused')`,
  );
  expect(['sent', 'refused']).toContain(tried);
  const messages = await createClient(local).messages('ana', 'study');
  expect(messages.map(({ content }) => content)).not.toContain('not me');
  await other.close();
});

test('a message with HTML in it shows as text, wherever it comes from', async () => {
  const { page, errors, elsewhere } = await visit(browser, local.page);
  const people = createClient(local);
  const nasty =
    '<img src=x onerror="document.title=1"><b>bold?</b> <script>document.title=2</script> [x](javascript:alert(1)) **real**';
  await people.change({ kind: 'add-channel', name: '<i>slanted</i>' });
  await people.change({ kind: 'nickname', name: 'ben', nick: '<u>ben</u>' });
  await people.say('ben', 'study', nasty);
  const message = page.getByRole('article').filter({ hasText: 'bold?' });
  await message.waitFor();
  expect(await message.locator('.text').innerText()).toBe(nasty.replaceAll('**', ''));
  expect(await message.locator('.text :is(img, b, script, a)').count()).toBe(0);
  expect(await message.locator('strong', { hasText: 'real' }).count()).toBe(1);
  // The page asks for people and for messages one after the other: this name may be younger than those that it has.
  await expect.poll(() => message.locator('.author').innerText()).toBe('<u>ben</u>');
  await page.getByRole('button', { name: '<i>slanted</i>' }).waitFor();
  expect(await page.title()).toBe('#study · Study group');
  expect(errors).toEqual([]);
  expect(elsewhere).toEqual([]);
});

test('nothing on the page can turn text into markup', async () => {
  const { page } = await visit(browser, local.page);
  const tried = await page.evaluate(
    `(() => { try { document.body.innerHTML = '<b>x</b>'; return 'done'; } catch (e) { return e.name; } })()`,
  );
  expect(tried).toBe('TypeError');
});
