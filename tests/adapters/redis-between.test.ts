/** What lies outside a guild's hash tag, when somebody comes between two commands of one change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import type { Stores } from '../../src/ports.ts';
import { aDone, adding, aMember, DAY, someGuild, someNews, stonesFor, T } from '../contracts/builders.ts';
import { key } from '../contracts/open-store.ts';
import { openGate } from './gate.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

const log = () => {};
/** Only the script that writes a member's document names it. */
const THE_WRITE = 'cairn-names:{';

describe('Redis, in between', () => {
  let server: RedisServer;
  let gate: Awaited<ReturnType<typeof openGate>>;
  let store: Stores;
  let other: Stores;
  beforeAll(async () => {
    server = await startRedis();
    gate = await openGate(server.port);
    store = await openRedisStore({ url: gate.url, log, key });
    other = await openRedisStore({ url: server.url, log, key });
    // The server knows every script from here on: the gate would stop before the wrong one.
    const member = aMember();
    await tell(member);
    await store.progress.forget(member, T);
  });
  afterAll(async () => {
    await store.close();
    await other.close();
    gate.close();
    await server.remove();
  });

  const tell = (member: ReturnType<typeof aMember>) => {
    const event = aDone('1');
    const news = someNews(member.user, { id: event.by });
    return store.progress.update(member, () => ({ events: [event], news, outcome: 0 }));
  };
  const dueOf = async (guild: string) =>
    (await other.due.due(T + 9 * DAY, 1000)).filter((entry) => entry.guild === guild);

  test('news are found although a job looked, and found nothing, just before they were recorded', async () => {
    const member = aMember();
    await gate.before(
      THE_WRITE,
      () => tell(member),
      async () => {
        const [seen] = await dueOf(member.guild);
        if (!seen) throw new Error('marked before it is recorded');
        expect(await other.news.pending(member.guild)).toEqual([]);
        await other.due.move(seen, null);
      },
    );
    expect(await other.news.pending(member.guild)).toHaveLength(1);
    expect(await dueOf(member.guild)).toMatchObject([{ kind: 'news' }]);
  });

  test('a member’s servers are known although they were deleted just before the first check-in landed', async () => {
    const member = aMember();
    await gate.before(
      THE_WRITE,
      () => tell(member),
      () => other.progress.forget(member, T),
    );
    expect(await other.progress.guildsOf(member.user)).toEqual([member.guild]);
  });

  test('… and although they checked in again while their deletion was ending', async () => {
    const member = aMember();
    await tell(member);
    await gate.before(
      'SREM',
      () => store.progress.forget(member, T),
      () => stonesFor(other.progress, member, 1),
    );
    expect(await other.progress.guildsOf(member.user)).toEqual([member.guild]);
  });

  test('a check-in compares what is there when it lands, not when it was read', async () => {
    const member = aMember();
    await tell(member);
    const added = gate.before(
      THE_WRITE,
      () => store.progress.update(member, adding(aDone('2'))),
      () => other.progress.update(member, adding(aDone('3'))),
    );
    expect(await added).toBe(1);
    expect((await other.progress.get(member))?.events.map(({ phase }) => phase)).toEqual(['1', '3', '2']);
  });

  test('a document deleted and made anew is not taken for the old one', async () => {
    const member = aMember();
    await tell(member);
    await gate.before(
      THE_WRITE,
      () => store.progress.update(member, adding(aDone('2'))),
      () => other.progress.forget(member, T).then(() => other.progress.update(member, adding(aDone('9')))),
    );
    expect((await other.progress.get(member))?.events.map(({ phase }) => phase)).toEqual(['9', '2']);
  });

  test('of two who save settings the later one’s due time stands', async () => {
    const { guild } = aMember();
    const save = (stores: Stores, dueAt: number | null) =>
      stores.guilds.update(guild, () => ({ document: someGuild(), dueAt, outcome: 0 }));
    await save(other, T);
    // The one who removes the entry has written its document, and is about to remove the entry it saw.
    await gate.before(
      `schedule:${guild}\r\n$${String(T).length}\r\n${T}\r\n$0`,
      () => save(store, null),
      () => save(other, T + DAY),
    );
    const [entry] = await dueOf(guild);
    expect(entry?.at).toBeLessThanOrEqual(T + DAY);
  });
});
