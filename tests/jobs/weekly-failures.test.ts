import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings, NOTHING_POSTED, postedOf, resume } from '../../src/domain/schedule-changes.ts';
import type { Posts } from '../../src/jobs/posts.ts';
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

const headOf = (message: Parameters<typeof textOf>[0]) => textOf(message).split('\n')[0];

/** A bot that posts and never comes to say so. */
function dying(): Posts {
  const ledger = new Proxy(bench.stores.ledger, {
    get: (kept, name) => (name === 'settle' ? () => Promise.reject(new Error('killed')) : Reflect.get(kept, name)),
  });
  return bench.bot({ stores: { ...bench.stores, ledger } });
}

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
    bench.channels.threadFault = 'lost before';
    await dying().tick();
    bench.channels.threadFault = undefined;
    bench.now += 3 * MINUTE + 15 * MINUTE;
    await bench.leaseEnds();
    await ticked();
    expect([bench.channels.posts.length, bench.channels.threads.length, bench.channels.tries.get('790')]).toEqual([
      1, 1, 1,
    ]);
    expect((await bench.stores.ledger.last(GUILD)).map(({ state }) => state)).toEqual(['posted']);
  });

  test('before settling, and whose owner saves settings before anybody may look: the prompt is not asked again next week', async () => {
    const old = await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    await dying().tick();
    bench.now += MINUTE;
    const posted = postedOf(await bench.stores.ledger.last(GUILD));
    await bench.save(GUILD, changeSettings(old, { channel: '8' }, bench.now, posted, 3));
    await bench.leaseEnds();
    for (const later of [4 * MINUTE, 3 * DAY, 7 * DAY]) {
      bench.now = FIRST_PROMPT + later;
      await ticked();
    }
    expect(bench.channels.posts.map(({ channel, message }) => [channel, headOf(message)])).toEqual([
      ['790', '### 🧭 Week 1 of 2 · Phase 1: Title 1'],
      ['8', '### 🏔️ Challenge · Week 1 of 2 · Phase 1: Title 1'],
      ['8', '### 🧭 Week 2 of 2 · Phase 1: Title 1'],
    ]);
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

  test('for its thread has it in the end, and is posted once', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    bench.channels.threadFault = 'lost before';
    await ticked();
    bench.channels.threadFault = undefined;
    bench.now += 3 * MINUTE;
    await bench.leaseEnds();
    await ticked();
    expect([bench.channels.tries.get('790'), bench.channels.threads.length]).toEqual([1, 1]);
  });

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
      const pauses = [{ from: 1, to: 2 }];
      await bench.stores.guilds.update(GUILD, (old) => ({ document: old && { ...old, pauses }, outcome: null }));
      bench.channels.fault = () => ({ code });
      expect(await triesWithin(47)).toEqual([0, 30, 30 + 6 * 60, 30 + 6 * 60 + 24 * 60]);
      const document = await bench.stores.guilds.get(GUILD);
      expect(document).toMatchObject({ settings: { paused: { reason: 'failing' } }, pauses });
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

  test('is asked once where a prompt and news are due at the same moment', async () => {
    await bench.setUp(GUILD);
    bench.now = FIRST_PROMPT;
    await bench.checkIn(GUILD, 'Ana', '1', { channel: '790' });
    bench.channels.fault = () => ({ code: 50013 });
    await ticked();
    expect(bench.channels.tries.get('790')).toBe(1);
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
    expect(bench.channels.posts.map(({ message }) => headOf(message))).toEqual([
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
