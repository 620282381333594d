/** Promises of NewsStore and of the due index. */
import { describe, expect, test } from 'vitest';
import type { News } from '../../src/domain/news.ts';
import type { Stores } from '../../src/ports.ts';
import { aDone, aMember, anId, DAY, someNews, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function newsPromises(name: string, open: Open): void {
  describe(`${name}: news`, () => {
    const store = opened(open);

    test('news are recorded with the check-in, oldest first, and marked as due', async () => {
      const member = aMember();
      const later = await tell(store(), member, { at: T + 2 });
      const first = await tell(store(), member, { at: T, link: 'https://example.org', tracks: ['web'] });
      expect(await store().news.pending(member.guild)).toEqual([first, later]);
      expect(await store().news.pending(member.guild, 1)).toEqual([first]);
      expect(await dueOf(store(), member.guild)).toMatchObject([{ kind: 'news' }]);
    });

    test('settled news are no longer pending, and still there for the next prompt', async () => {
      const member = aMember();
      const told = await tell(store(), member);
      await store().news.settle(member.guild, told.id);
      expect(await store().news.pending(member.guild)).toEqual([]);
      expect(await store().news.since(member.guild, 0)).toEqual([told]);
    });

    test('withdrawn news are gone, posted or not', async () => {
      const member = aMember();
      const [one, two] = [await tell(store(), member), await tell(store(), member)];
      await store().news.settle(member.guild, one.id);
      await store().progress.update(member, (document) => ({
        events: document?.events ?? [],
        withdraw: [one.id, two.id],
        outcome: 0,
      }));
      expect(await store().news.pending(member.guild)).toEqual([]);
      expect(await store().news.since(member.guild, 0)).toEqual([]);
    });

    test('“since” begins with that very moment', async () => {
      const member = aMember();
      for (const at of [T - 1, T, T + 1]) await tell(store(), member, { at });
      expect((await store().news.since(member.guild, T)).map(({ at }) => at)).toEqual([T, T + 1]);
    });

    test('the newest 200 of a server are kept', async () => {
      const member = aMember();
      for (let n = 0; n < 203; n++) await tell(store(), member, { at: T + n });
      const kept = await store().news.since(member.guild, 0);
      expect(kept.map(({ at }) => at - T)).toEqual(Array.from({ length: 200 }, (_, n) => n + 3));
      expect(await store().news.pending(member.guild)).toHaveLength(200);
    });

    test('forgetting a member takes their news and nobody else’s', async () => {
      const ana = aMember();
      const ben = aMember(ana.guild);
      await tell(store(), ana);
      const bens = await tell(store(), ben, { note: `"user":"${ana.user}"` });
      await store().progress.forget(ana, T);
      expect(await store().news.pending(ana.guild)).toEqual([bens]);
      expect(await store().news.since(ana.guild, 0)).toEqual([bens]);
    });
  });

  describe(`${name}: the due index`, () => {
    const store = opened(open);
    const [past, soon] = [T - 40_000 * DAY, T - 30_000 * DAY];

    test('what is due comes earliest first, or latest first, at most as many as asked for', async () => {
      const [a, b, c] = [anId(), anId(), anId()];
      await store().due.mark({ guild: b, kind: 'news' }, past + 1);
      await store().due.mark({ guild: a, kind: 'schedule' }, past);
      await store().due.mark({ guild: c, kind: 'schedule' }, past + 2);
      expect(await store().due.due(past + 1, 10)).toEqual([
        { guild: a, kind: 'schedule', at: past },
        { guild: b, kind: 'news', at: past + 1 },
      ]);
      expect(await store().due.due(past + 2, 1)).toHaveLength(1);
      const latest = await store().due.due(past + 2, 2, 'latest first');
      expect(latest.map(({ guild }) => guild)).toEqual([c, b]);
    });

    test('an entry moves, and goes', async () => {
      const guild = anId();
      await store().due.mark({ guild, kind: 'schedule' }, soon);
      await store().due.move({ guild, kind: 'schedule', at: soon }, soon + 5);
      expect(await dueOf(store(), guild)).toEqual([{ guild, kind: 'schedule', at: soon + 5 }]);
      await store().due.move({ guild, kind: 'schedule', at: soon + 5 }, null);
      expect(await dueOf(store(), guild)).toEqual([]);
    });

    test.each([0, -5, 5])('a mark after an entry was seen is not lost by its move (%i ms)', async (by) => {
      const guild = anId();
      await store().due.mark({ guild, kind: 'news' }, soon);
      const [seen] = await dueOf(store(), guild);
      await store().due.mark({ guild, kind: 'news' }, soon + by);
      if (!seen) throw new Error('it was marked');
      await store().due.move(seen, null);
      await store().due.move(seen, T + DAY);
      const [entry] = await dueOf(store(), guild);
      expect(entry?.at).toBeLessThanOrEqual(soon + by);
    });

    test('the two kinds of one server do not touch each other', async () => {
      const guild = anId();
      await store().due.mark({ guild, kind: 'news' }, soon);
      await store().due.mark({ guild, kind: 'schedule' }, soon);
      await store().due.move({ guild, kind: 'news', at: soon }, null);
      expect(await dueOf(store(), guild)).toEqual([{ guild, kind: 'schedule', at: soon }]);
    });
  });
}

async function tell(stores: Stores, member: ReturnType<typeof aMember>, more: Partial<News> = {}): Promise<News> {
  const event = aDone(anId());
  const news = someNews(member.user, { id: event.by, ...more });
  await stores.progress.update(member, (document) => ({
    events: [...(document?.events ?? []), event],
    news,
    outcome: 0,
  }));
  return news;
}

async function dueOf(stores: Stores, guild: string) {
  return (await stores.due.due(T + DAY, 100_000)).filter((entry) => entry.guild === guild);
}
