import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings, NOTHING_POSTED } from '../../src/domain/schedule-changes.ts';
import { textOf } from '../support/channels.ts';
import { Bench, DAY, HOUR, MINUTE } from '../support/posting.ts';
import { utc } from '../support/settings.ts';

const GUILD = '90';
/** The first prompt of a guild that was set up on Saturday 2026-08-01: Monday 18:00. */
const FIRST_PROMPT = utc('2026-08-03 18:00');

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

async function ticked(bot = bench.bot()): Promise<void> {
  await bot.tick();
}

describe('a prompt', () => {
  test('comes at its time and not a minute before, with a thread for the answers', async () => {
    await bench.setUp(GUILD);
    const bot = bench.bot();
    bench.now = FIRST_PROMPT - MINUTE;
    await bot.tick();
    expect(bench.channels.posts).toEqual([]);
    bench.now = FIRST_PROMPT;
    await bot.tick();
    expect(bench.channels.posts.map(({ channel }) => channel)).toEqual(['790']);
    expect(textOf(bench.channels.posts[0]?.message ?? { components: [] })).toContain('Week 1 of 2 · Phase 1: Title 1');
    expect(bench.channels.threads).toEqual([
      { messageId: bench.channels.posts[0]?.id, name: 'Week 1 · Guess · Title 1' },
    ]);
  });

  test('comes once, however often the bot looks', async () => {
    await bench.setUp(GUILD);
    const bot = bench.bot();
    for (const later of [0, MINUTE, HOUR, 40 * HOUR]) {
      bench.now = FIRST_PROMPT + later;
      await bot.tick();
      await ticked();
    }
    expect(bench.channels.posts).toHaveLength(1);
  });

  test('is not sent again with its challenge on the next day', async () => {
    await bench.setUp(GUILD, { challengeDay: 2 });
    const bot = bench.bot();
    for (const later of [0, DAY]) {
      bench.now = FIRST_PROMPT + later;
      await bot.tick();
    }
    expect([bench.channels.posts.length, bench.channels.tries.get('790')]).toEqual([2, 2]);
  });

  test('comes once when two bots wake in the same minute', async () => {
    for (let guild = 0; guild < 20; guild++) await bench.setUp(String(guild));
    bench.now = FIRST_PROMPT;
    const other = bench.bot({ stores: await bench.anotherStore() });
    await Promise.all([bench.bot().tick(), other.tick()]);
    await Promise.all([bench.bot().tick(), other.tick()]);
    const tries = [...bench.channels.tries.values()];
    expect([bench.channels.posts.length, ...new Set(tries)]).toEqual([20, 1]);
  });

  test('mentions the chosen role and nobody else', async () => {
    await bench.setUp(GUILD, { role: '555' });
    bench.now = FIRST_PROMPT;
    await ticked();
    const [post] = bench.channels.posts;
    expect(post?.message.mentionRole).toBe('555');
    expect(textOf(post?.message ?? { components: [] }).match(/<@[^>]*>/g)).toEqual(['<@&555>']);
  });

  test('names whose stones came since the last prompt', async () => {
    await bench.setUp(GUILD);
    const bot = bench.bot();
    await bench.checkIn(GUILD, 'Zoe');
    bench.now = FIRST_PROMPT;
    await bot.tick();
    bench.now += DAY;
    await bench.checkIn(GUILD, 'Ana');
    await bench.checkIn(GUILD, 'Ben', '2');
    bench.now = FIRST_PROMPT + 7 * DAY;
    await bot.tick();
    const second = bench.channels.posts.find(({ message }) => textOf(message).includes('Week 2 of 2'));
    expect(textOf(second?.message ?? { components: [] })).toContain('New stones since the last prompt: Ana and Ben.');
  });

  test('is followed by its challenge, by the next phases and by one closing; then the bot looks no more', async () => {
    await bench.setUp(GUILD, { weeksPerPhase: 1 });
    const bot = bench.bot();
    for (let day = 0; day < 60; day++, bench.now += DAY) await bot.tick();
    const titles = bench.channels.posts.map(({ message }) => textOf(message).split('\n')[0]);
    expect(titles).toEqual([
      '### 🧭 Week 1 of 1 · Phase 1: Title 1',
      '### 🏔️ Challenge · Week 1 of 1 · Phase 1: Title 1',
      '### 🧭 Week 1 of 1 · Phase 2: Title 2',
      '### 🏔️ Challenge · Week 1 of 1 · Phase 2: Title 2',
      '### 🧭 Week 1 of 1 · Phase 3: Title 3',
      '### 🏔️ Challenge · Week 1 of 1 · Phase 3: Title 3',
      '### 🏁 The end of the roadmap',
    ]);
    expect(await bench.stores.due.due(bench.now + 1000 * DAY, 10)).toEqual([]);
  });

  test('is posted without a thread where the bot may not open one, and the owner is told', async () => {
    await bench.setUp(GUILD);
    bench.channels.threadFault = { code: 50013 };
    bench.now = FIRST_PROMPT;
    await ticked();
    expect(bench.channels.posts).toHaveLength(1);
    expect((await bench.notices(GUILD)).map(({ kind }) => kind)).toEqual(['no-thread']);
  });
});

describe('a bot that was down', () => {
  test('posts within 48 hours what it missed', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT + 47 * HOUR;
    await ticked();
    expect(bench.channels.posts).toHaveLength(1);
  });

  test('lets older slots go and posts only the newest', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT + 7 * DAY + HOUR;
    await ticked();
    expect(bench.channels.posts.map(({ message }) => textOf(message).split('\n')[0])).toEqual([
      '### 🧭 Week 2 of 2 · Phase 1: Title 1',
    ]);
  });

  test('posts nothing that was past when the settings were saved', async () => {
    bench.now = FIRST_PROMPT + HOUR;
    await bench.setUp(GUILD);
    bench.now += 46 * HOUR;
    await ticked();
    expect(bench.channels.posts).toEqual([]);
  });

  test('goes on at the next slot after an outage of days', async () => {
    await bench.setUp(GUILD);
    const bot = bench.bot();
    bench.now = FIRST_PROMPT + 60 * HOUR;
    await bot.tick();
    expect(bench.channels.posts).toEqual([]);
    bench.now = FIRST_PROMPT + 72 * HOUR;
    await bot.tick();
    expect(bench.channels.posts).toHaveLength(1);
  });
});

describe('settings saved while a post is on its way', () => {
  test('do not bring the same prompt again a week later', async () => {
    const old = await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    bench.channels.hold = async () => {
      bench.channels.hold = async () => {};
      await bench.save(GUILD, changeSettings(old, { challengeDay: 5 }, bench.now + 1, NOTHING_POSTED, 3));
    };
    const bot = bench.bot();
    for (let day = 0; day < 10; day++, bench.now += DAY) await bot.tick();
    expect(bench.channels.posts.map(({ message }) => textOf(message).split('\n')[0])).toEqual([
      '### 🧭 Week 1 of 2 · Phase 1: Title 1',
      '### 🏔️ Challenge · Week 1 of 2 · Phase 1: Title 1',
      '### 🧭 Week 2 of 2 · Phase 1: Title 1',
    ]);
  });
});

describe('the tick', () => {
  test('that comes while one is running posts nothing twice and ends with it', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    const bot = bench.bot();
    await Promise.all([bot.tick(), bot.tick(), bot.tick()]);
    expect([...bench.channels.tries.values()]).toEqual([1]);
  });

  test('has at most 64 posts in flight', async () => {
    for (let guild = 0; guild < 150; guild++) await bench.setUp(String(guild));
    bench.now = FIRST_PROMPT;
    let [inFlight, most] = [0, 0];
    let full = () => {};
    const filled = new Promise<void>((resolve) => {
      full = resolve;
    });
    bench.channels.hold = async () => {
      most = Math.max(most, ++inFlight);
      if (inFlight === 64) full();
      await filled;
      // Time for one more to come, if one could.
      for (let n = 0; n < 10; n++) await bench.stores.ping();
      inFlight--;
    };
    await ticked();
    expect([bench.channels.posts.length, most]).toEqual([150, 64]);
  });

  test('puts a guild aside whose post fails by a bug, says so in the log, and posts the others', async () => {
    for (const guild of ['1', '2', '3']) await bench.setUp(guild);
    bench.channels.fault = (channel) => {
      if (channel === '72') throw new Error('a bug');
      return undefined;
    };
    bench.now = FIRST_PROMPT;
    await ticked();
    expect(bench.channels.posts.map(({ channel }) => channel).sort()).toEqual(['71', '73']);
    expect(bench.log.map(({ words }) => words)).toEqual(['what was due could not be posted']);
    expect(await bench.stores.due.due(bench.now, 10)).toEqual([]);
  });

  test('starts nothing once the bot is stopping, and stopping waits for what is under way', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    const bot = bench.bot();
    const posting = new Promise<void>((resolve) => {
      bench.channels.hold = async () => {
        resolve();
        for (let n = 0; n < 10; n++) await bench.stores.ping();
      };
    });
    const running = bot.tick();
    await posting;
    await bot.drain();
    expect([bench.channels.posts.length, (await bench.stores.ledger.last(GUILD)).length]).toEqual([1, 1]);
    await running;
    await bench.setUp('91');
    bench.now += 7 * DAY;
    await bot.tick();
    expect(bench.channels.tries.get('791')).toBe(undefined);
  });
});
