/** Who is late, and who is not although this process had no time to look. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createDeadlines, within } from '../../src/deadlines.ts';

/** Two ends of a line. */
async function aLine() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [there] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    for (const each of [here, there]) each.destroy();
    server.close();
  });
  return { here, there };
}

/** As a machine that is suspended, or a long collection of garbage. */
function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test.each<[string, (answer: Promise<unknown>) => Promise<unknown>]>([
  ['one', (answer) => within(50, answer)],
  [
    'one of many',
    (answer) =>
      new Promise((resolve) => {
        const met = createDeadlines(50)(() => resolve('late'));
        void answer.then(resolve).then(met);
      }),
  ],
])(
  'an answer that lies there when its deadline ends is in time, though nobody had a moment to read it: %s',
  async (_, waiting) => {
    const { here, there } = await aLine();
    const answer = once(here, 'data').then(String);
    const first = waiting(answer);
    there.write('an answer');
    standStill(200);
    expect(await first).toBe('an answer');
  },
);

test.each([
  ['is given more time where that is wanted', 60_000, 400, 'the second answer'],
  ['is late where it is not', 0, 30_000, 'late'],
])('who still has to ask when the process has stood still %s', async (_, againMs, answeredMs, outcome) => {
  const first = new Promise((resolve) => {
    const met = createDeadlines(50, againMs)(() => resolve('late'));
    setTimeout(() => {
      resolve('the second answer');
      met();
    }, answeredMs).unref();
  });
  standStill(200);
  expect(await first).toBe(outcome);
});

test('more time is given once, on a machine that always stands still', async () => {
  const busy = setInterval(standStill, 1, 120);
  await new Promise<void>((resolve) => createDeadlines(50, 50)(resolve));
  clearInterval(busy);
});

test('who gets no answer is told, each in turn', async () => {
  const told: string[] = [];
  const deadlines = createDeadlines(20);
  await new Promise<void>((resolve) => {
    deadlines(() => told.push('first'));
    deadlines(() => told.push('never'))();
    deadlines(() => resolve(void told.push('second')));
  });
  expect([told, await within(20, new Promise(() => {}))]).toEqual([['first', 'second'], 'late']);
});
