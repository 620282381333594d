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
