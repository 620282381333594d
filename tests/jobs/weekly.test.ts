import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings, NOTHING_POSTED, resume } from '../../src/domain/schedule-changes.ts';
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

describe('a bot that was killed', () => {
  beforeEach(() => bench.shortLeases());

  test('after claiming, before posting: the next one posts, once', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    const slot = { guild: GUILD, kind: 'prompt', id: '2026-W32' } as const;
    await bench.stores.ledger.claim(slot, 40, bench.now);
    await bench.leaseEnds();
    await ticked();
    await ticked();
    expect(bench.channels.posts).toHaveLength(1);
  });

  test('after posting, before settling: the next one finds the post, gives it its thread and posts nothing', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    const dying = new Proxy(bench.stores.ledger, {
      get: (ledger, name) =>
        name === 'settle' ? () => Promise.reject(new Error('killed')) : Reflect.get(ledger, name),
    });
    bench.channels.threadFault = 'lost before';
    await bench.bot({ stores: { ...bench.stores, ledger: dying } }).tick();
    bench.channels.threadFault = undefined;
    bench.now += 3 * MINUTE + 15 * MINUTE;
    await bench.leaseEnds();
    await ticked();
    expect([bench.channels.posts.length, bench.channels.threads.length, bench.channels.tries.get('790')]).toEqual([
      1, 1, 1,
    ]);
    expect((await bench.stores.ledger.last(GUILD)).map(({ state }) => state)).toEqual(['posted']);
  });

  test('and whose channel can not be read any more: nothing is posted a second time, and the owner is told', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    bench.channels.fault = () => 'lost after';
    await ticked();
    bench.channels.fault = () => undefined;
    bench.channels.reading = 'unreadable';
    bench.now += 3 * MINUTE;
    await bench.leaseEnds();
    await ticked();
    expect(bench.channels.tries.get('790')).toBe(1);
    expect((await bench.notices(GUILD)).map(({ kind }) => kind)).toEqual(['uncertain']);
  });
});

describe('a post that got no answer', () => {
  beforeEach(() => bench.shortLeases());

  test.each(['lost before', 'lost after'] as const)('(%s its effect) is there once in the end', async (fault) => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    bench.channels.fault = () => fault;
    const bot = bench.bot();
    await bot.tick();
    bench.channels.fault = () => undefined;
    bench.now += 3 * MINUTE;
    await bench.leaseEnds();
    await bot.tick();
    expect(bench.channels.posts).toHaveLength(1);
  });

  test('is not tried again while Discord does not even let us look', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    bench.channels.fault = () => 'lost before';
    const bot = bench.bot();
    await bot.tick();
    bench.channels.reading = 'unknown';
    bench.now += 3 * MINUTE;
    await bench.leaseEnds();
    await bot.tick();
    expect([bench.channels.tries.get('790'), await bench.notices(GUILD)]).toEqual([1, []]);
  });
});

describe('a channel that refuses', () => {
  /** Ticks every ten minutes and says at which minutes the channel was asked. */
  async function triesWithin(hours: number, channel = '790'): Promise<number[]> {
    const bot = bench.bot();
    const tries: number[] = [];
    for (let minute = 0; minute <= hours * 60; minute += 10) {
      bench.now = FIRST_PROMPT + minute * MINUTE;
      const before = bench.channels.tries.get(channel) ?? 0;
      await bot.tick();
      if ((bench.channels.tries.get(channel) ?? 0) > before) tries.push(minute);
    }
    return tries;
  }

  test.each([50001, 50013, 10003, 160005, 50035])(
    'with %i is asked again after 30 minutes, 6 and 24 hours, then the schedule is paused with one notice',
    async (code) => {
      await bench.setUp(GUILD);
      bench.channels.fault = () => ({ code });
      expect(await triesWithin(47)).toEqual([0, 30, 30 + 6 * 60, 30 + 6 * 60 + 24 * 60]);
      const document = await bench.stores.guilds.get(GUILD);
      expect(document?.settings?.paused?.reason).toBe('failing');
      expect(document?.notices.map(({ kind, code: told }) => [kind, told])).toEqual([['paused', code]]);
    },
  );

  test('is asked at most three times a day, whatever else wants through, and the schedule is paused all the same', async () => {
    await bench.setUp(GUILD);
    bench.channels.fault = () => ({ code: 50013 });
    const bot = bench.bot();
    const tries: number[] = [];
    for (let minute = 0; minute <= 47 * 60; minute += 10) {
      bench.now = FIRST_PROMPT + minute * MINUTE;
      if (minute % 120 === 0) await bench.checkIn(GUILD, `Member${minute}`);
      const before = bench.channels.tries.get('790') ?? 0;
      await bot.tick();
      if ((bench.channels.tries.get('790') ?? 0) > before) tries.push(minute);
    }
    for (const minute of tries) {
      expect(tries.filter((other) => other >= minute && other < minute + 24 * 60).length).toBeLessThanOrEqual(3);
    }
    expect((await bench.stores.guilds.get(GUILD))?.settings?.paused?.reason).toBe('failing');
  });

  test('for the last time does not pause settings that the owner saved meanwhile', async () => {
    const old = await bench.setUp(GUILD);
    bench.channels.fault = () => ({ code: 50013 });
    await triesWithin(30);
    bench.now = FIRST_PROMPT + 31 * HOUR;
    bench.channels.hold = () => bench.save(GUILD, changeSettings(old, { channel: '8' }, bench.now, NOTHING_POSTED, 3));
    await ticked();
    expect((await bench.stores.guilds.get(GUILD))?.settings).toMatchObject({ channel: '8', paused: null });
  });

  test('and opens again in time gets its post, and nothing is paused', async () => {
    await bench.setUp(GUILD);
    bench.channels.fault = () => (bench.now < FIRST_PROMPT + HOUR ? { code: 50013 } : undefined);
    expect(await triesWithin(12)).toEqual([0, 30, 390]);
    expect(bench.channels.posts).toHaveLength(1);
    expect((await bench.stores.guilds.get(GUILD))?.settings?.paused).toBe(null);
  });

  test('costs the group no prompt: after the pause the same one comes', async () => {
    await bench.setUp(GUILD);
    bench.channels.fault = () => ({ code: 50013 });
    await triesWithin(40);
    bench.channels.fault = () => undefined;
    const settings = (await bench.stores.guilds.get(GUILD))?.settings;
    if (settings) await bench.save(GUILD, resume(settings, bench.now));
    bench.now = FIRST_PROMPT + 7 * DAY;
    await ticked();
    expect(bench.channels.posts.map(({ message }) => textOf(message).split('\n')[0])).toEqual([
      '### 🧭 Week 1 of 2 · Phase 1: Title 1',
    ]);
  });

  test('does not keep others waiting, be it one of a thousand or half of them', async () => {
    for (let guild = 0; guild < 40; guild++) await bench.setUp(String(guild));
    bench.channels.fault = (channel) => (Number(channel) % 2 ? { code: 10003 } : undefined);
    bench.now = FIRST_PROMPT;
    await ticked();
    expect(bench.channels.posts).toHaveLength(20);
  });

  test('is not taken for the reason when the token was reset or Discord is overloaded', async () => {
    bench.shortLeases();
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    const bot = bench.bot();
    for (const status of [401, 429, 500]) {
      bench.channels.fault = () => ({ code: 0, status });
      await bot.tick();
      await bench.leaseEnds();
      bench.now += 3 * MINUTE;
    }
    bench.channels.fault = () => undefined;
    await bot.tick();
    expect([bench.channels.posts.length, await bench.notices(GUILD)]).toEqual([1, []]);
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
    bench.channels.hold = async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight--;
    };
    await ticked();
    expect(bench.channels.posts).toHaveLength(150);
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(64);
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
    bench.channels.hold = () => new Promise((resolve) => setTimeout(resolve, 30));
    const running = bot.tick();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await bot.drain();
    expect(await bench.stores.ledger.last(GUILD)).toHaveLength(bench.channels.posts.length);
    await running;
    await bench.setUp('91');
    bench.now += 7 * DAY;
    await bot.tick();
    expect(bench.channels.tries.get('791')).toBe(undefined);
  });
});
