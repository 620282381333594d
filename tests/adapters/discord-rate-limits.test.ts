import { expect, it, test } from 'vitest';
import { heedingLimits } from '../../src/adapters/discord-rate-limits.ts';

const HOST = 'https://discord.example/api/v10';
const POST = { method: 'POST' };

/** A Discord that says these things in turn, and then yes. */
function saying(...answers: readonly Response[]) {
  const left = [...answers];
  const asked: string[] = [];
  const send = async (url: string) => {
    asked.push(url.replace(HOST, ''));
    return left.shift() ?? new Response('{}');
  };
  return { asked, send };
}

const refused = (headers: Record<string, string>, body: unknown = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: 429, headers });

/** What whoever asked is told to wait, in seconds. */
const wait = (answer: Response) => Number(answer.headers.get('retry-after'));

test.each([
  ['Discord’s header, where the body says less', refused({ 'retry-after': '2' }, { retry_after: 0.4 }), 2],
  ['the body alone', refused({}, { retry_after: 1.5 }), 1.5],
  ['a header without a body', refused({ 'retry-after': '3' }, ''), 3],
  ['a date', refused({ 'retry-after': new Date(Date.now() + 90_000).toUTCString() }, ''), 90],
  ['nothing at all', refused({}, '<html>'), 60],
  ['nonsense', refused({ 'retry-after': '-1' }, { retry_after: 'soon' }), 60],
])('a 429 is heeded as said by %s', async (_how, answer, seconds) => {
  const { asked, send } = saying(answer);
  const ask = heedingLimits(send, 'everything');
  const first = await ask(`${HOST}/channels/1/messages`, POST);
  const second = await ask(`${HOST}/channels/1/messages`, POST);
  expect([first.status, second.status, asked.length]).toEqual([429, 429, 1]);
  for (const told of [first, second]) expect([wait(told) > seconds - 3, wait(told) <= seconds]).toEqual([true, true]);
});

it('asks again when the time is over, and not before', async () => {
  const { asked, send } = saying(refused({ 'retry-after': '0.3' }));
  const ask = heedingLimits(send, 'everything');
  const begun = Date.now();
  const url = `${HOST}/channels/1/messages`;
  for (;;) {
    const answer = await ask(url, POST);
    if (answer.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, wait(answer) * 1000));
  }
  expect([asked.length, Date.now() - begun >= 300]).toEqual([2, true]);
});

it('passes on no bucket’s reset that is sooner', async () => {
  const { send } = saying(
    refused({ 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.1' }),
  );
  const answer = await heedingLimits(send, 'everything')(`${HOST}/channels/1/messages`, POST);
  expect(answer.headers.get('x-ratelimit-reset-after')).toBe(null);
});

const ELSEWHERE = '/channels/2/messages';

test.each([
  [
    'its own route for a bucket',
    refused({ 'retry-after': '2', 'x-ratelimit-scope': 'user' }),
    'everything',
    [ELSEWHERE],
  ],
  ['everything for a global header', refused({ 'retry-after': '2', 'x-ratelimit-global': 'true' }), 'route', []],
  ['everything for a global body', refused({ 'retry-after': '2' }, { retry_after: 2, global: true }), 'route', []],
  ['everything for the address', refused({ 'retry-after': '2' }, '<html>'), 'route', []],
  ['everything where nothing is said', refused({}, '<html>'), 'everything', []],
  ['its own route where nothing is said, for answers to members', refused({}, '<html>'), 'route', [ELSEWHERE]],
] as const)('a 429 closes %s', async (_what, answer, unsaid, through) => {
  const { asked, send } = saying(answer);
  const ask = heedingLimits(send, unsaid);
  await ask(`${HOST}/channels/1/messages`, POST);
  await ask(`${HOST}${ELSEWHERE}`, POST);
  expect(asked.slice(1)).toEqual(through);
});
