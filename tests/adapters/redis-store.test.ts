/** The store's contract on a real Redis, how many round trips it takes, and what happens when the server does not answer. */
import { createClient } from '@keyv/redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import { StoreOutage } from '../../src/outage.ts';
import type { Stores } from '../../src/ports.ts';
import { aDone, adding, aMember, anId, DAY, someGuild, someNews, stonesFor, T } from '../contracts/builders.ts';
import { key } from '../contracts/open-store.ts';
import { storesContract } from '../contracts/stores.ts';
import { inTime } from '../support/lived.ts';
import { freePort, type RedisServer, startRedis } from './redis-server.ts';
import { countTrips } from './trip-counter.ts';

/** Far below what a member waits for, far above what an outage takes. */
const SOON_MS = 2_500;
const log = () => {};
const NOTHING = { events: null, outcome: null };
const open = (url: string) => openRedisStore({ url, log, key });

storesContract('Redis', async () => {
  const server = await startRedis();
  const stores = await open(server.url);
  const raw = await connected(server.url);
  return {
    stores,
    place: server.url,
    again: () => open(server.url),
    plant: async (key, text) => {
      await raw.set(`cairn::${key}`, text);
    },
    planted: (key) => raw.get(`cairn::${key}`),
    spoil: {
      row: async ({ guild, user }, board, score) => {
        const key = `cairn-board:{${guild}}:${board}`;
        await (score === null ? raw.zRem(key, user) : raw.zAdd(key, { value: user, score }));
      },
      name: async ({ guild, user }, name) => {
        const key = `cairn-names:{${guild}}`;
        await (name === null ? raw.hDel(key, user) : raw.hSet(key, user, name));
      },
      unlist: async ({ guild, user }) => {
        await raw.sRem(`cairn-user:${user}`, guild);
      },
    },
    dump: async () => {
      const keys = await raw.keys('*');
      const contents = await Promise.all(keys.map((key) => contentsOf(raw, key)));
      return JSON.stringify([keys, contents]);
    },
    close: async () => {
      raw.destroy();
      await stores.close();
      await server.remove();
    },
  };
});

async function connected(url: string) {
  const raw = createClient({ url });
  await raw.connect();
  return raw;
}

async function contentsOf(raw: Awaited<ReturnType<typeof connected>>, key: string): Promise<unknown> {
  switch (await raw.type(key)) {
    case 'string':
      return raw.get(key);
    case 'hash':
      return raw.hGetAll(key);
    case 'zset':
      return raw.zRangeWithScores(key, 0, -1);
    case 'set':
      return raw.sMembers(key);
    default:
      throw new Error(`what is in ${key}?`);
  }
}

describe('Redis, round trips', () => {
  let server: RedisServer;
  let trips: Awaited<ReturnType<typeof countTrips>>;
  let store: Stores;
  /** What `/metrics` hears of them. */
  let told = 0;
  const member = aMember();
  beforeAll(async () => {
    server = await startRedis();
    trips = await countTrips(server.port);
    const observe = (seen: { readonly trips: number }) => {
      told += seen.trips;
    };
    store = await openRedisStore({ url: trips.url, log, key, observe });
  });
  afterAll(async () => {
    await store.close();
    trips.close();
    await server.remove();
  });
  const checkIn = (who = member) => {
    const event = aDone(anId());
    const change = { news: someNews(who.user, { id: event.by }), outcome: 0 };
    return store.progress.update(who, (document) => ({ events: [...(document?.events ?? []), event], ...change }));
  };
  const page = () =>
    store.leaderboard.page({ guild: member.guild, board: 'all', asker: member.user, limit: 10, from: 'top' });
  const decide = () =>
    store.progress.updateBoth([member, aMember(member.guild)], ([theirs, own]) => ({
      changes: [{ ...adding(aDone('2'))(theirs), news: someNews(member.user) }, adding(aDone('2'))(own)],
      outcome: null,
    }));
  let dueAt = T;
  const saveLater = (by: number) => {
    dueAt += by;
    return store.guilds.update(member.guild, () => ({ document: someGuild(), dueAt, outcome: 0 }));
  };

  test.each<[number, string, () => Promise<unknown>]>([
    [1, 'reading progress', () => store.progress.get(member)],
    [1, 'a leaderboard page with the own row', page],
    [1, 'the first of a list with their documents', () => store.leaderboard.first(member.guild, 'all', 25)],
    [1, 'pending news', () => store.news.pending(member.guild)],
    [1, 'a claim', () => store.ledger.claim({ guild: member.guild, kind: 'news', id: anId() }, 1000, T)],
    [2, 'a check-in with its news', () => checkIn()],
    [2, 'the first check-in of a member', () => checkIn(aMember(member.guild))],
    [2, 'what somebody decides on another’s milestone', () => decide()],
    [2, 'saving settings whose due time comes earlier', () => saveLater(-DAY)],
    [3, 'saving settings whose due time comes later', () => saveLater(DAY)],
  ])('%i: %s', async (most, _, run) => {
    // The first two tell a fresh server its scripts: the first finds nothing that it could move.
    await run();
    await run();
    told = 0;
    expect(await trips.of(run)).toBe(most);
    expect(told).toBe(most);
  });

  test('news whose text is gone do not stand before others', async () => {
    const raw = await connected(server.url);
    const { guild, user } = aMember();
    const [first, second] = [someNews(user), someNews(user, { at: T + 1 })];
    for (const news of [first, second]) {
      await store.progress.update({ guild, user }, (document) => ({ ...adding(aDone(news.id))(document), news }));
    }
    await raw.hDel(`cairn-news:{${guild}}`, first.id);
    expect(await store.news.pending(guild, 1)).toEqual([second]);
    raw.destroy();
  });

  test('who found on writing that somebody else was first, and then wrote nothing, is listed nowhere', async () => {
    const other = await open(server.url);
    const raw = await connected(server.url);
    const late: string[] = [];
    // Who comes first is up to the two connections, so until it was the other one.
    for (let n = 0; n < 300 && late.length < 3; n++) {
      const reviewer = aMember(member.guild);
      let runs = 0;
      const meanwhile = other.progress.update(member, adding(aDone('4')));
      await store.progress.updateBoth([member, reviewer], (documents) => {
        const changes = documents.map((document) => (runs ? NOTHING : adding(aDone('3'))(document)));
        runs += 1;
        return { changes: [changes[0] ?? NOTHING, changes[1] ?? NOTHING], outcome: null };
      });
      await meanwhile;
      if (runs > 1) late.push(reviewer.user);
    }
    expect(late).not.toEqual([]);
    for (const user of late) expect(await raw.exists(`cairn-user:${user}`)).toBe(0);
    raw.destroy();
    await other.close();
  });

  test('as many when everybody asks at once: nothing queues behind an answer', async () => {
    const members = Array.from({ length: 20 }, () => aMember());
    expect(await trips.of(() => Promise.all(members.map((one) => checkIn(one))))).toBeLessThanOrEqual(4);
  });
});

describe('Redis, when the server does not answer', () => {
  let server: RedisServer;
  let store: Stores;
  const member = aMember();
  beforeEach(async () => {
    server = await startRedis();
    store = await open(server.url);
    await stonesFor(store.progress, member, 1);
  });
  afterEach(async () => {
    await store.close();
    await server.remove();
  });

  const everyKind = () => [
    store.progress.get(member),
    store.progress.update(member, adding(aDone('x'))),
    store.progress.guildsOf(member.user),
    store.leaderboard.page({ guild: member.guild, board: 'all', asker: '', limit: 3, from: 'top' }),
    store.guilds.get(member.guild),
    store.news.since(member.guild, 0),
    store.due.due(T, 1),
    store.ledger.claim({ guild: member.guild, kind: 'prompt', id: 'w' }, 1000, T),
    store.ping(),
  ];
  const outages = async () => {
    const ended = await Promise.allSettled(everyKind());
    return ended.map((one) => one.status === 'rejected' && one.reason instanceof StoreOutage);
  };
  const back = () => expect.poll(() => store.ping().then(() => 'works', String)).toBe('works');

  test('frozen: everything is an outage soon, and works when it is back, without opening it again', async () => {
    for (const frozenFor of [0, 3500]) {
      server.pause();
      expect(await inTime(SOON_MS, outages)).not.toContain(false);
      await new Promise((resolve) => setTimeout(resolve, frozenFor));
      server.resume();
      await back();
      expect(await store.progress.get(member)).not.toBeNull();
    }
  });

  test('a hundred who wait for one frozen document wait together, not one after the other', async () => {
    server.pause();
    const changes = () => Array.from({ length: 100 }, (_, n) => store.progress.update(member, adding(aDone(`q${n}`))));
    const ended = await inTime(SOON_MS, () => Promise.allSettled(changes()));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    server.resume();
    await back();
  });

  test('killed under load: everything acknowledged is there after its restart, nothing twice', async () => {
    const acknowledged: string[] = [];
    let over = false;
    const load = Array.from({ length: 30 }, async (_, who) => {
      for (let n = 0; !over; n++) {
        const event = aDone(String(n), { by: `by${who}-${n}` });
        await store.progress.update({ ...member, user: `${member.user}${who}` }, adding(event)).then(
          () => acknowledged.push(event.by),
          (error) => expect(error).toBeInstanceOf(StoreOutage),
        );
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(60);
    await server.kill9();
    expect(await outages()).not.toContain(false);
    const before = acknowledged.length;
    await server.start();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before);
    over = true;
    await Promise.all(load);
    const kept: string[] = [];
    for (let n = 0; n < 30; n++) {
      const document = await store.progress.get({ ...member, user: `${member.user}${n}` });
      kept.push(...(document?.events.map(({ by }) => by) ?? []));
    }
    expect(kept).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(kept).size).toBe(kept.length);
  });

  test('a server that restarted knows no scripts, and is told them', async () => {
    await server.stop();
    await server.start();
    await back();
    expect(await store.progress.update(member, adding(aDone('2')))).toBe(1);
    expect(
      (await store.leaderboard.page({ guild: member.guild, board: 'all', asker: '', limit: 3, from: 'top' })).total,
    ).toBe(1);
  });

  test('a full server is an outage for changes, and still answers reads', async () => {
    const raw = await connected(server.url);
    await raw.configSet('maxmemory', '1');
    await expect(store.progress.update(member, adding(aDone('2')))).rejects.toThrow(StoreOutage);
    expect((await store.progress.get(member))?.events).toHaveLength(1);
    await expect(store.ping()).rejects.toThrow(StoreOutage);
    await raw.configSet('maxmemory', '0');
    await store.ping();
    expect(await store.progress.update(member, adding(aDone('2')))).toBe(1);
    raw.destroy();
  });
});

test('a Redis that is not there gives a sentence with its address and the reason, and no password', async () => {
  const port = await freePort();
  const opening = openRedisStore({ url: `redis://:secret-word@127.0.0.1:${port}`, log, connectMs: 4_000 });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreOutage);
  expect(String(error)).toMatch(new RegExp(`Redis at 127\\.0\\.0\\.1:${port} did not let Cairn in.*ECONNREFUSED`));
  expect(String(error)).not.toContain('secret-word');
});

test('an address that is none is refused without repeating it', async () => {
  for (const url of ['localhost:6379', 'https://:secret-word@x', 'redis://:secret-word@x:port']) {
    const error: unknown = await openRedisStore({ url, log }).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).toMatch(
      /REDIS_URL is not an address such as redis:\/\/localhost:6379/,
    );
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-word');
  }
});
