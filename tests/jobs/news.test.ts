import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings, NOTHING_POSTED } from '../../src/domain/schedule-changes.ts';
import { textOf } from '../support/channels.ts';
import { Bench, DAY, HOUR, MINUTE } from '../support/posting.ts';

const GUILD = '90';
const TYPED_IN = '42';
const STUDY = '790';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

/** Who was told of, in which channel, in order. */
function told(): string[] {
  return bench.channels.posts.map(({ channel, message }) => `${channel} ${/\*\*(\w+)\*\*/.exec(textOf(message))?.[1]}`);
}

/** The bot works in the background: waits until it has posted that much, or has said in the log that it could not. */
async function woken(posts: number, bot = bench.bot()): Promise<void> {
  bot.wake(GUILD);
  await expect.poll(() => bench.channels.posts.length === posts || bench.log.length > 0).toBe(true);
  await bot.drain();
}

describe('the news of a check-in', () => {
  test('comes at once where the member typed, while there is no study channel', async () => {
    await bench.checkIn(GUILD, 'Ana');
    await woken(1);
    expect(told()).toEqual([`${TYPED_IN} Ana`]);
  });

  test('comes in the study channel once there is one, also while the schedule is paused', async () => {
    const settings = await bench.setUp(GUILD);
    await bench.save(GUILD, { ...settings, paused: { at: bench.now, reason: 'owner' } });
    await bench.checkIn(GUILD, 'Ana');
    await woken(1);
    expect(told()).toEqual([`${STUDY} Ana`]);
  });

  test('comes with the next tick when nobody woke the bot', async () => {
    await bench.checkIn(GUILD, 'Ana');
    await bench.checkIn(GUILD, 'Ben');
    await bench.bot().tick();
    expect(told()).toEqual([`${TYPED_IN} Ana`, `${TYPED_IN} Ben`]);
  });

  test('is waited for by whoever asks whether the bot is at rest', async () => {
    await bench.checkIn(GUILD, 'Ana');
    const bot = bench.bot();
    const waits: string[] = [];
    const posting = new Promise<void>((begun) => {
      bench.channels.hold = async () => {
        begun();
        for (let turns = 0; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve));
        waits.push('Discord answers');
      };
    });
    bot.wake(GUILD);
    await posting;
    await bot.atRest().then(() => waits.push('at rest'));
    expect(waits).toEqual(['Discord answers', 'at rest']);
    await bot.drain();
  });

  test('comes once, although the check-in wakes the bot and both ticks of two bots see it', async () => {
    for (const name of ['Ana', 'Ben', 'Chloe', 'Dan']) await bench.checkIn(GUILD, name);
    const bot = bench.bot();
    const other = bench.bot({ stores: await bench.anotherStore() });
    bot.wake(GUILD);
    other.wake(GUILD);
    await Promise.all([bot.tick(), other.tick()]);
    await expect.poll(() => bench.channels.posts.length).toBe(4);
    await Promise.all([bot.drain(), other.drain()]);
    expect(told().sort()).toEqual(['42 Ana', '42 Ben', '42 Chloe', '42 Dan']);
    expect(bench.channels.tries.get(TYPED_IN)).toBe(4);
  });

  test('that came while the bot was posting another is posted right after it', async () => {
    await bench.checkIn(GUILD, 'Ana');
    const bot = bench.bot();
    bench.channels.hold = async () => {
      bench.channels.hold = async () => {};
      await bench.checkIn(GUILD, 'Ben');
      bot.wake(GUILD);
    };
    await woken(2, bot);
    expect(told()).toEqual(['42 Ana', '42 Ben']);
  });

  test('is not told when it was taken back before', async () => {
    const news = await bench.checkIn(GUILD, 'Ana');
    await bench.stores.progress.update({ guild: GUILD, user: 'user-Ana', name: 'Ana' }, () => ({
      events: [],
      withdraw: [news.id],
      outcome: null,
    }));
    await bench.bot().tick();
    expect(told()).toEqual([]);
  });

  test('that came just as the bot had seen the last one is posted without waiting for a tick', async () => {
    await bench.checkIn(GUILD, 'Ana');
    let last = true;
    const pending = async (guild: string, most?: number) => {
      const found = await bench.stores.news.pending(guild, most);
      if (found.length === 1 && last) {
        last = false;
        await bench.checkIn(GUILD, 'Ben');
        bot.wake(GUILD);
      }
      return found;
    };
    const bot = bench.bot({ stores: { ...bench.stores, news: { ...bench.stores.news, pending } } });
    await woken(2, bot);
    expect(told()).toEqual(['42 Ana', '42 Ben']);
  });

  test('is posted once when the bot is killed between post and settle', async () => {
    bench.shortLeases();
    await bench.checkIn(GUILD, 'Ana');
    const settle = () => Promise.reject(new Error('killed'));
    const dying = { ledger: { ...bench.stores.ledger, settle }, news: { ...bench.stores.news, settle } };
    await woken(-1, bench.bot({ stores: { ...bench.stores, ...dying } }));
    await bench.leaseEnds();
    await bench.bot().tick();
    expect([told(), bench.channels.tries.get(TYPED_IN)]).toEqual([['42 Ana'], 1]);
    expect(await bench.stores.news.pending(GUILD)).toEqual([]);
  });

  test('is posted by the next bot when one is killed while posting, also where its own tick had come to see', async () => {
    bench.shortLeases();
    await bench.checkIn(GUILD, 'Ana');
    let dead = false;
    const { due } = bench.stores;
    const lead: typeof due.lead = (...held) => (dead ? Promise.reject(new Error('killed')) : due.lead(...held));
    const dying = bench.bot({ stores: { ...bench.stores, due: { ...due, lead } } });
    const posting = new Promise<void>((resolve) => {
      bench.channels.hold = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    dying.wake(GUILD);
    await posting;
    await Promise.race([dying.tick(), bench.leaseEnds()]);
    dead = true;
    await bench.leaseEnds();
    bench.channels.hold = async () => {};
    await bench.bot().tick();
    expect(told()).toEqual(['42 Ana']);
  });

  test('is settled when the bot was killed between the two records', async () => {
    const news = await bench.checkIn(GUILD, 'Ana');
    const forgetful = { ...bench.stores.news, settle: () => Promise.reject(new Error('killed')) };
    await woken(-1, bench.bot({ stores: { ...bench.stores, news: forgetful } }));
    expect((await bench.stores.news.pending(GUILD)).map(({ id }) => id)).toEqual([news.id]);
    await bench.bot().tick();
    expect([told(), await bench.stores.news.pending(GUILD)]).toEqual([['42 Ana'], []]);
  });
});

describe('news for a channel that refuses', () => {
  test('is told of where it is given up, also when the first record of that failed', async () => {
    bench.shortLeases();
    await bench.checkIn(GUILD, 'Ana');
    bench.now += 49 * HOUR;
    const failing = { ...bench.stores.ledger, settle: () => Promise.reject(new Error('no room')) };
    await woken(-1, bench.bot({ stores: { ...bench.stores, ledger: failing } }));
    expect(await bench.notices(GUILD)).toEqual([]);
    await bench.leaseEnds();
    await bench.bot().tick();
    expect((await bench.notices(GUILD)).map(({ kind, code }) => [kind, code])).toEqual([['cannot-post', undefined]]);
    expect(await bench.stores.news.pending(GUILD)).toEqual([]);
  });

  test('is tried again after 30 minutes, 6 and 24 hours, then given up with a notice', async () => {
    await bench.checkIn(GUILD, 'Ana');
    bench.channels.fault = () => ({ code: 50013 });
    const begin = bench.now;
    const bot = bench.bot();
    const tries: number[] = [];
    for (let minute = 0; minute < 47 * 60; minute += 10) {
      bench.now = begin + minute * MINUTE;
      const before = bench.channels.tries.get(TYPED_IN) ?? 0;
      await bot.tick();
      if ((bench.channels.tries.get(TYPED_IN) ?? 0) > before) tries.push(minute);
    }
    expect(tries).toEqual([0, 30, 390, 1830]);
    expect(await bench.stores.news.pending(GUILD)).toEqual([]);
    expect((await bench.notices(GUILD)).map(({ kind, code }) => [kind, code])).toEqual([['cannot-post', 50013]]);
  });

  test('does not knock for each check-in: at most three tries a day, and the order stays', async () => {
    bench.channels.fault = () => ({ code: 50001 });
    const bot = bench.bot();
    const begin = bench.now;
    for (let hour = 0; hour < 24; hour++) {
      bench.now = begin + hour * HOUR;
      await bench.checkIn(GUILD, `Member${hour}`);
      bot.wake(GUILD);
      await bot.tick();
    }
    expect(bench.channels.tries.get(TYPED_IN)).toBeLessThanOrEqual(3);
    bench.channels.fault = () => undefined;
    bench.now = begin + 31 * HOUR;
    await bot.tick();
    expect(told()).toEqual(Array.from({ length: 24 }, (_, hour) => `42 Member${hour}`));
  });

  test('goes to the new study channel as soon as the owner saved one', async () => {
    const settings = await bench.setUp(GUILD);
    await bench.checkIn(GUILD, 'Ana');
    bench.channels.fault = (channel) => (channel === STUDY ? { code: 10003 } : undefined);
    const bot = bench.bot();
    await bot.tick();
    bench.now += MINUTE;
    await bench.save(GUILD, changeSettings(settings, { channel: '888' }, bench.now, NOTHING_POSTED, 3));
    await woken(1, bot);
    expect(told()).toEqual(['888 Ana']);
  });

  test('older than 48 hours is given up with a notice and never posted', async () => {
    await bench.checkIn(GUILD, 'Ana');
    bench.now += 3 * DAY;
    await bench.checkIn(GUILD, 'Ben');
    await bench.bot().tick();
    expect(told()).toEqual(['42 Ben']);
    expect((await bench.notices(GUILD)).map(({ kind, what }) => [kind, what])).toEqual([
      ['cannot-post', 'the news of a check-in'],
    ]);
  });

  test('does not hold up other guilds', async () => {
    bench.channels.fault = (channel) => (channel === '666' ? { code: 10003 } : undefined);
    await bench.checkIn('1', 'Ana', '1', { channel: '666' });
    await bench.checkIn('2', 'Ben');
    await bench.bot().tick();
    expect(told()).toEqual(['42 Ben']);
  });
});

test('waking never throws, not even when the store is gone', async () => {
  const gone = { ...bench.stores.news, pending: () => Promise.reject(new Error('gone')) };
  const bot = bench.bot({ stores: { ...bench.stores, news: gone } });
  await woken(-1, bot);
  expect(bench.log.map(({ words }) => words)).toEqual(['the news of a check-in waits for the next tick']);
});
