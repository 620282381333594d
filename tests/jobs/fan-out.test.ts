/** Very many servers at once: one bot at a time sends, in an order that is nobody's disadvantage. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeChannels } from '../support/channels.ts';
import { Bench, DAY } from '../support/posting.ts';
import { utc } from '../support/settings.ts';

const GUILDS = Array.from({ length: 30 }, (_, n) => String(100 + n));
const FIRST_PROMPT = utc('2026-08-03 18:00');

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
  for (const guild of GUILDS) await bench.setUp(guild);
});
afterEach(() => bench.close());

const order = () => bench.channels.posts.map(({ channel }) => channel);

/** A bot's own view of the store, which notes the order in which it looks at servers. */
function noting(looked: string[]): Bench['stores'] {
  const { guilds } = bench.stores;
  const get: typeof guilds.get = (guild) => {
    if (!looked.includes(guild)) looked.push(guild);
    return guilds.get(guild);
  };
  return { ...bench.stores, guilds: { ...guilds, get } };
}

test('the order is no list’s, and differs from week to week', async () => {
  bench.now = FIRST_PROMPT;
  await bench.bot().tick();
  const first = order();
  expect([...first].sort()).toEqual(GUILDS.map((guild) => `7${guild}`));
  expect(first).not.toEqual([...first].sort());
  bench.now = FIRST_PROMPT + 7 * DAY;
  await bench.bot().tick();
  const second = order().filter((_, at) => at >= first.length);
  expect([...second].sort()).toEqual([...first].sort());
  expect(second).not.toEqual(first);
});

test('a server’s place is the same for whoever goes on where a bot stopped, and each has its post once', async () => {
  // More than are in flight at once, so that some are left.
  const all = [...GUILDS, ...Array.from({ length: 70 }, (_, n) => String(200 + n))];
  for (const guild of all.slice(GUILDS.length)) await bench.setUp(guild);
  bench.now = FIRST_PROMPT;
  const [before, after, whole]: [string[], string[], string[]] = [[], [], []];
  const one = bench.bot({ stores: noting(before) });
  bench.channels.hold = async () => void one.drain();
  await one.tick();
  expect(order().length).toBeLessThan(all.length);
  await bench.bot({ stores: noting(after) }).tick();
  expect(order().sort()).toEqual(all.map((guild) => `7${guild}`));

  await bench.close();
  bench = await Bench.open();
  for (const guild of all) await bench.setUp(guild);
  bench.now = FIRST_PROMPT;
  await bench.bot({ stores: noting(whole) }).tick();
  expect([...before, ...after]).toEqual(whole);
});

test('a second bot sends nothing while the first one is at it', async () => {
  bench.now = FIRST_PROMPT;
  const others = new FakeChannels();
  const one = bench.bot();
  const two = bench.bot({ stores: await bench.anotherStore(), channels: others });
  await Promise.all([one.tick(), two.tick()]);
  const counts = [bench.channels.posts.length, others.posts.length];
  expect(counts.sort((a, b) => a - b)).toEqual([0, GUILDS.length]);
});

/** Prompts that Discord does not take until it is let, so many of them at once. */
async function promptsOnTheirWay(most = GUILDS.length) {
  bench.now = FIRST_PROMPT;
  let [calls, letThrough] = [0, () => {}];
  const through = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  bench.channels.hold = async () => {
    calls += 1;
    if (calls <= most) await through;
  };
  const ticked = bench.bot().tick();
  await expect.poll(() => calls).toBe(most);
  return {
    end: () => {
      letThrough();
      return ticked;
    },
  };
}

test('what is checked in at another bot is told by the one who leads, before its prompts are through', async () => {
  const prompts = await promptsOnTheirWay();
  const others = new FakeChannels();
  const two = bench.bot({ stores: await bench.anotherStore(), channels: others });
  await bench.checkIn('999', 'Ana');
  two.wake('999');
  await expect.poll(order, { timeout: 10_000 }).toEqual(['42']);
  await prompts.end();
  await two.drain();
  expect(order()).toHaveLength(GUILDS.length + 1);
  expect(others.posts).toEqual([]);
});

test('however many are checked in at other bots at once, all are told before the prompts are through', async () => {
  const prompts = await promptsOnTheirWay();
  // More than one look takes.
  for (let n = 0; n < 70; n++) await bench.checkIn(String(1_000 + n), 'Ana');
  await expect.poll(() => order().length, { timeout: 20_000 }).toBe(70);
  await prompts.end();
}, 30_000);

test('news come before all prompts, for what is checked in later is found no sooner than an older entry of its server', async () => {
  for (let n = 0; n < 70; n++) await bench.setUp(String(200 + n));
  bench.now = FIRST_PROMPT;
  const told = Array.from({ length: 10 }, (_, n) => `9${n}`);
  for (const channel of told) await bench.checkIn(channel, 'Ana', '1', { channel });
  const prompts = await promptsOnTheirWay(64);
  expect([...bench.channels.tries.keys()]).toEqual(expect.arrayContaining(told));
  await prompts.end();
});

test('whoever is at the news of a server goes on with those that come meanwhile: the leader has met its claim', async () => {
  bench.now = FIRST_PROMPT;
  const others = new FakeChannels();
  const two = bench.bot({ stores: await bench.anotherStore(), channels: others });
  let letThrough = () => {};
  others.hold = () =>
    new Promise((resolve) => {
      letThrough = resolve;
    });
  for (const name of ['Ana', 'Ben']) {
    await bench.checkIn('999', name);
    two.wake('999');
    await expect.poll(() => others.tries.get('42')).toBe(1);
  }
  const prompts = await promptsOnTheirWay();
  const due = async () => (await bench.stores.due.due(bench.now, 100)).map(({ kind }) => kind);
  await expect.poll(due).not.toContain('news');
  // Longer than it is believed that nobody leads.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  others.hold = async () => {};
  letThrough();
  await two.atRest();
  expect([others.posts.length, order()]).toEqual([2, []]);
  await prompts.end();
});

test('where the one who led has died, what was left to it is told by whoever leads next', async () => {
  await bench.stores.due.lead('dies', 60_000);
  const news = await bench.checkIn('999', 'Ana');
  bench.bot().wake('999');
  // Long enough for a post that should not be.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect([order(), await bench.stores.news.pending('999')]).toEqual([[], [news]]);
  await bench.stores.due.lead('dies', 0);
  await bench.bot().tick();
  expect(order()).toEqual(['42']);
});

test('a bot that waits for its turn stops at once', async () => {
  bench.now = FIRST_PROMPT;
  await bench.stores.due.lead('somebody else', 60_000);
  const waiting = bench.bot();
  const ticked = waiting.tick();
  await waiting.drain();
  await ticked;
  expect(order()).toEqual([]);
  await bench.stores.due.lead('somebody else', 0);
});
