/** Servers that removed the bot, over a real SQLite file and a Discord that says what it is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRemovedServers } from '../../src/jobs/removed-servers.ts';
import { StoreOutage } from '../../src/outage.ts';
import type { OwnServers, Stores } from '../../src/ports.ts';
import { Bench, DAY, HOUR } from '../support/posting.ts';

type Membership = Awaited<ReturnType<OwnServers['membership']>>;

/** Discord, as it is told to be. */
class Servers implements OwnServers {
  ids: string[] = ['1', '2', '3'];
  whole = true;
  says: Membership | null = null;
  lists = 0;
  readonly asked: string[] = [];
  async servers() {
    this.lists += 1;
    return { servers: this.ids.map((id) => ({ id })), whole: this.whole };
  }
  async membership(guild: string): Promise<Membership> {
    this.asked.push(guild);
    return this.says ?? (this.ids.includes(guild) ? 'there' : 'refused');
  }
}

let bench: Bench;
let discord: Servers;
beforeEach(async () => {
  bench = await Bench.open();
  discord = new Servers();
  for (const guild of ['1', '2']) await bench.checkIn(guild, 'ana');
  await bench.setUp('3');
});
afterEach(() => bench.close());

function aBot(stores: Pick<Stores, 'absences' | 'census'> = bench.stores) {
  const log = (facts: object, words: string) => bench.log.push({ facts, words });
  const clock = { now: () => bench.now };
  return createRemovedServers({ stores, servers: discord, clock, log: { info: log, warn: log, error: log } });
}

async function days(count: number, ...bots: readonly ReturnType<typeof aBot>[]): Promise<void> {
  for (let day = 0; day < count; day++) {
    await Promise.all(bots.map((bot) => bot.tick()));
    bench.now += DAY;
  }
}

const marks = () => bench.stores.absences.all();
const hasData = async (guild: string) =>
  (await bench.stores.progress.get({ guild, user: 'user-ana' })) !== null ||
  (await bench.stores.guilds.get(guild)) !== null;
const said = () => bench.log.map(({ facts, words }) => [words.split(';')[0], facts]);

describe('a server that removed the bot', () => {
  it.each(['2', '3'])('keeps its data for 30 days, then loses it; others keep theirs (%s)', async (guild) => {
    const bot = aBot();
    discord.ids = ['1', '2', '3'].filter((id) => id !== guild);
    await days(30, bot);
    expect(await hasData(guild)).toBe(true);
    expect(await marks()).toMatchObject([{ guild, first: '2026-08-01', last: '2026-08-30', removed: true }]);
    await days(1, bot);
    expect(await hasData(guild)).toBe(false);
    expect([await marks(), await hasData('1')]).toEqual([[], true]);
    expect(discord.asked).toEqual([guild, guild]);
    const members = guild === '2' ? 1 : 0;
    expect(said()).toEqual([
      ['a server has removed the bot', { guild, since: '2026-08-01' }],
      ['the data of a server that removed the bot is deleted', { guild, since: '2026-08-01', members }],
    ]);
  });

  it('is looked for once a day, and that costs one list', async () => {
    const bot = aBot();
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      await bot.tick();
      bench.now += 600_000;
    }
    // From noon to noon there are two days.
    expect(discord.lists).toBe(2);
  });

  it('is purged once by two bots on one store', async () => {
    discord.ids = ['1', '3'];
    await days(32, aBot(), aBot(await bench.anotherStore()));
    expect([await hasData('2'), await hasData('1'), await marks()]).toEqual([false, true, []]);
  });

  it('and comes back in time loses nothing, and has a whole month again', async () => {
    const bot = aBot();
    discord.ids = ['1', '3'];
    await days(29, bot);
    discord.ids = ['1', '2', '3'];
    await days(1, bot);
    expect(await marks()).toEqual([]);
    expect(said().at(-1)).toEqual(['a server is back', { guild: '2' }]);
    discord.ids = ['1', '3'];
    await days(30, bot);
    expect(await hasData('2')).toBe(true);
  });

  it('is there as soon as somebody uses the bot in it, with or without lists', async () => {
    const bot = aBot();
    discord.ids = ['1', '3'];
    await days(29, bot);
    bot.alive('2');
    await bot.drain();
    expect(await marks()).toEqual([]);
    const another = aBot();
    for (let day = 0; day < 60; day++) {
      await days(1, another);
      if (day % 7 === 0) another.alive('2');
    }
    expect(await hasData('2')).toBe(true);
  });
});

it('a server that is used before the first list of a new process loses nothing on the day of its purge', async () => {
  discord.ids = ['1', '3'];
  await days(30, aBot());
  const bot = aBot();
  bot.alive('2');
  await bot.tick();
  expect([await hasData('2'), await marks()]).toEqual([true, []]);
});

describe('what only looks like a removal touches nothing', () => {
  const unharmed = async () =>
    expect([await hasData('1'), await hasData('2'), await hasData('3')]).toEqual([true, true, true]);

  it('a list that is not whole, whatever it leaves out', async () => {
    discord.whole = false;
    discord.ids = ['1'];
    await days(40, aBot());
    await unharmed();
    expect([await marks(), discord.asked]).toEqual([[], []]);
  });

  it('an empty list', async () => {
    discord.ids = [];
    await days(40, aBot());
    await unharmed();
    expect([await marks(), discord.asked]).toEqual([[], []]);
  });

  it.each(['unknown', 'there'] as const)('a whole list without it, where the server itself is “%s”', async (says) => {
    discord.ids = ['1', '3'];
    discord.says = says;
    await days(40, aBot());
    await unharmed();
    expect((await marks()).filter(({ removed }) => removed)).toEqual([]);
  });

  it('an unclear answer after the month: it is asked again the next day', async () => {
    const bot = aBot();
    discord.ids = ['1', '3'];
    await days(30, bot);
    discord.says = 'unknown';
    await days(3, bot);
    await unharmed();
    discord.says = null;
    await days(1, bot);
    expect(await hasData('2')).toBe(false);
  });

  it('every other day missing', async () => {
    const bot = aBot();
    for (let day = 0; day < 60; day++) {
      discord.ids = day % 2 ? ['1', '3'] : ['1', '2', '3'];
      await days(1, bot);
    }
    await unharmed();
    expect(discord.asked).toEqual([]);
  });
});

describe('trouble', () => {
  it('a list that failed is asked for again in an hour, and one that came is not', async () => {
    const bot = aBot();
    discord.whole = false;
    for (let minute = 0; minute < 61; minute++) {
      await bot.tick();
      bench.now += HOUR / 60;
    }
    expect(discord.lists).toBe(2);
    discord.whole = true;
    bench.now += HOUR;
    await bot.tick();
    bench.now += HOUR;
    await bot.tick();
    expect(discord.lists).toBe(3);
  });

  it('a store that does not answer is logged, and the next hour tries again', async () => {
    const { census } = bench.stores;
    let out = true;
    const absences: Stores['absences'] = {
      ...bench.stores.absences,
      all: async () => {
        if (out) throw new StoreOutage('The store did not answer.');
        return bench.stores.absences.all();
      },
    };
    const bot = aBot({ census, absences });
    await bot.tick();
    expect(bench.log).toHaveLength(1);
    out = false;
    bench.now += HOUR;
    await bot.tick();
    expect(discord.lists).toBe(1);
  });

  it('a purge that failed is tried again the next day', async () => {
    const real = bench.stores.absences;
    let broken = true;
    const absences: Stores['absences'] = {
      ...real,
      purge: async (mark) => {
        if (!broken) return real.purge(mark);
        throw new StoreOutage('The store did not delete.');
      },
    };
    discord.ids = ['1', '3'];
    const bot = aBot({ census: bench.stores.census, absences });
    await days(31, bot);
    expect(await marks()).toHaveLength(1);
    broken = false;
    await days(1, bot);
    expect([await hasData('2'), await marks()]).toEqual([false, []]);
  });

  it('a thousand servers missing at once are asked for little by little', async () => {
    const absent = Array.from({ length: 250 }, (_, n) => String(1000 + n));
    for (const guild of absent) await bench.checkIn(guild, 'ana');
    const bot = aBot();
    await days(2, bot);
    expect(discord.asked).toHaveLength(200);
    await days(1, bot);
    expect(new Set(discord.asked).size).toBe(250);
  });
});
