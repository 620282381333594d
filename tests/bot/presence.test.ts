import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { createPresence, type Presence } from '../../src/bot/presence.ts';
import type { Members, ProgressStore, Stores } from '../../src/ports.ts';
import { stonesFor } from '../contracts/builders.ts';

const GUILD = '9';
const DAY = 86_400_000;
const HOUR = 3_600_000;

type Found = Awaited<ReturnType<Members['lookUp']>>;

let folder: string;
let stores: Stores;
let now: number;
/** Who is in the server, by when they came. */
let joined: Map<string, string>;
/** Who was looked up, in order. */
let lookups: string[];
/** What Discord answers instead of the truth. */
let discord: () => Promise<Found | undefined>;
let logged: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-'));
  stores = await openSqliteStore({ file: join(folder, 'cairn.sqlite'), log: () => {} });
  now = Date.UTC(2026, 10, 22, 12);
  joined = new Map();
  [lookups, logged] = [[], []];
  discord = async () => undefined;
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true });
});

const members: Members = {
  lookUp: async (_guild, user) => {
    lookups.push(user);
    return (await discord()) ?? (joined.has(user) ? 'there' : 'gone');
  },
};

const process = (progress: Pick<ProgressStore, 'get' | 'update'> = stores.progress): Presence => {
  const log = (_facts: object, words: string) => logged.push(words);
  return createPresence({ progress, members, now: () => now, log: { info: log, warn: log } });
};

/** A member with one stone. */
async function comes(user: string): Promise<void> {
  joined.set(user, `since ${now}`);
  await stonesFor(stores.progress, { guild: GUILD, user, name: `Member ${user}` }, 1, now);
}
const acts = (presence: Presence, user: string, name = `Member ${user}`) =>
  presence.met({ guild: GUILD, user, name, joined: joined.get(user) ?? '' });
const board = async () => {
  const query = { guild: GUILD, board: 'all', asker: '', limit: 50, from: 'top' } as const;
  return (await stores.leaderboard.page(query)).rows.map(({ user }) => user).sort();
};
/** Shows these and waits until everybody who should be looked up was. */
async function views(presence: Presence, users: readonly string[], expected: readonly string[]): Promise<void> {
  lookups = [];
  presence.shown(GUILD, users);
  await expect.poll(() => lookups).toEqual(expected);
}

describe('whoever was shown', () => {
  it('is hidden once Discord says that they are not there, and nobody else is', async () => {
    for (const user of ['1', '2', '3']) await comes(user);
    joined.delete('2');
    process().shown(GUILD, ['1', '2', '3']);
    await expect.poll(board).toEqual(['1', '3']);
    expect((await stores.progress.get({ guild: GUILD, user: '2' }))?.left).toBe(now);
    expect(logged).toEqual(['a member left the server and is no longer shown']);
  });

  it('is looked up once a day, and again after a day', async () => {
    for (const user of ['1', '2']) await comes(user);
    const presence = process();
    await views(presence, ['1', '2'], ['1', '2']);
    now += DAY - 1;
    await views(presence, ['1', '2'], []);
    now += 1;
    await views(presence, ['2', '1'], ['2', '1']);
  });

  it('waits for another view where a view shows more than ten; whoever was never looked up comes first', async () => {
    const users = Array.from({ length: 14 }, (_, n) => String(n));
    for (const user of users) joined.set(user, 'x');
    const presence = process();
    await views(presence, users.slice(0, 2), ['0', '1']);
    now += DAY;
    await views(presence, users, users.slice(2, 12));
    await views(presence, users, ['12', '13', '0', '1']);
  });

  it('is looked up one after the other, and nobody waits for it', async () => {
    const waiting: (() => void)[] = [];
    discord = () => new Promise((resolve) => waiting.push(() => resolve('there')));
    const presence = process();
    presence.shown(GUILD, ['1', '2']);
    presence.shown(GUILD, ['2', '3']);
    for (const user of ['1', '2', '3']) {
      await expect.poll(() => waiting.length).toBe(1);
      expect(lookups.at(-1)).toBe(user);
      waiting.pop()?.();
    }
    await expect.poll(() => lookups).toEqual(['1', '2', '3']);
  });

  it('is not hidden while Discord does not say; the others wait for another view, they themselves for an hour', async () => {
    for (const user of ['1', '2']) await comes(user);
    joined.clear();
    discord = async () => 'unknown';
    const presence = process();
    await views(presence, ['1', '2'], ['1']);
    await views(presence, ['1', '2'], ['2']);
    expect(await board()).toEqual(['1', '2']);
    discord = async () => undefined;
    now += HOUR;
    presence.shown(GUILD, ['1', '2']);
    await expect.poll(board).toEqual([]);
  });

  it('is hidden at the next view when the store was away at the first one', async () => {
    await comes('1');
    joined.clear();
    let away = true;
    const update: ProgressStore['update'] = (member, change) =>
      away ? Promise.reject(new Error('frozen')) : stores.progress.update(member, change);
    const presence = process({ get: stores.progress.get, update });
    presence.shown(GUILD, ['1']);
    await expect.poll(() => logged).toEqual(['somebody who left could not be hidden; the next view tries again']);
    away = false;
    presence.shown(GUILD, ['1']);
    await expect.poll(board).toEqual([]);
  });

  it('is not looked up any more once the bot stops, nor hidden by an answer that comes then', async () => {
    await comes('1');
    let answer = (_: 'gone'): void => {};
    discord = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const presence = process();
    presence.shown(GUILD, ['1', '2']);
    presence.stop();
    answer('gone');
    await new Promise((resolve) => setTimeout(resolve, 20));
    presence.shown(GUILD, ['3']);
    expect([lookups, await board()]).toEqual([['1'], ['1']]);
  });
});

describe('whoever left', () => {
  /** `1` acted with `here`, left, and was hidden by `other`. */
  async function hidden(here: Presence, other: Presence): Promise<void> {
    await comes('1');
    await acts(here, '1');
    joined.delete('1');
    other.shown(GUILD, ['1']);
    await expect.poll(board).toEqual([]);
    await expect.poll(() => lookups).toEqual(['1', '1']);
  }

  it('is shown again, as before, after anything they do', async () => {
    const presence = process();
    await hidden(presence, presence);
    joined.set('1', 'again');
    await acts(presence, '1', 'Anna');
    expect(await board()).toEqual(['1']);
    const document = await stores.progress.get({ guild: GUILD, user: '1' });
    expect(document).toMatchObject({ name: 'Anna', left: null, events: [{ at: Date.UTC(2026, 10, 22, 12) }] });
  });

  it('is shown again also where another process hid them, and this one remembers their name', async () => {
    const [here, other] = [process(), process()];
    await hidden(here, other);
    joined.set('1', 'again');
    await acts(here, '1');
    expect(await board()).toEqual(['1']);
  });

  it('is looked up anew when they leave for a second time on the same day', async () => {
    const presence = process();
    await hidden(presence, presence);
    joined.set('1', 'again');
    await acts(presence, '1');
    joined.delete('1');
    presence.shown(GUILD, ['1']);
    await expect.poll(board).toEqual([]);
  });

  it('and came back just before they were hidden is shown all the same', async () => {
    const [here, other] = [process(), process()];
    await comes('1');
    // Discord answered, then they came back and acted, and only then they are hidden.
    discord = async () => {
      if (lookups.length > 1) return undefined;
      joined.set('1', 'again');
      await acts(here, '1');
      return 'gone';
    };
    other.shown(GUILD, ['1']);
    await expect.poll(() => lookups).toEqual(['1', '1']);
    await expect.poll(board).toEqual(['1']);
    expect((await stores.progress.get({ guild: GUILD, user: '1' }))?.left).toBeNull();
  });

  it('although Discord was wrong about it is back with anything they do, in the process that hid them', async () => {
    const presence = process();
    await comes('1');
    await acts(presence, '1');
    discord = async () => 'gone';
    presence.shown(GUILD, ['1']);
    await expect.poll(() => lookups).toEqual(['1', '1']);
    await acts(presence, '1');
    expect(await board()).toEqual(['1']);
  });

  it('although Discord was wrong about it is back a day later at the latest, in any process', async () => {
    const [here, other] = [process(), process()];
    await comes('1');
    await acts(here, '1');
    discord = async () => 'gone';
    other.shown(GUILD, ['1']);
    await expect.poll(() => lookups).toEqual(['1', '1']);
    expect(await board()).toEqual([]);
    now += DAY;
    await acts(here, '1');
    expect(await board()).toEqual(['1']);
  });
});

describe('whoever acts', () => {
  /** Counts how often the store is asked, and keeps the names that it is given. */
  function counting() {
    const asked = { reads: 0, names: [] as (string | undefined)[], reachable: true };
    const presence = process({
      get: (member) => {
        if (!asked.reachable) return Promise.reject(new Error('frozen'));
        asked.reads++;
        return stores.progress.get(member);
      },
      update: (member, change) => {
        asked.names.push(member.name);
        return stores.progress.update(member, change);
      },
    });
    return { asked, presence };
  }

  it('has their name kept current, written only when it changed', async () => {
    await comes('1');
    const { asked, presence } = counting();
    for (const name of ['Member 1', 'Ana', 'Ana', 'Anna', 'Anna', 'Ana']) await acts(presence, '1', name);
    expect(asked.names).toEqual(['Ana', 'Anna', 'Ana']);
    expect((await stores.progress.get({ guild: GUILD, user: '1' }))?.name).toBe('Ana');
  });

  it('costs the store nothing but one question a day, with a document or without', async () => {
    await comes('1');
    const { asked, presence } = counting();
    for (let hour = 0; hour < 48; hour++) {
      await acts(presence, '1');
      await acts(presence, 'without');
      now += HOUR;
    }
    // Noon to noon: three dates.
    expect(asked).toMatchObject({ reads: 6, names: [] });
    expect(await stores.progress.get({ guild: GUILD, user: 'without' })).toBeNull();
  });

  it('has their name kept after the store was out of reach', async () => {
    await comes('1');
    const { asked, presence } = counting();
    asked.reachable = false;
    await expect(acts(presence, '1', 'Ana')).rejects.toThrow('frozen');
    asked.reachable = true;
    await acts(presence, '1', 'Ana');
    expect(asked.names).toEqual(['Ana']);
  });
});
