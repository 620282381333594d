/** Promises of Census. */
import { describe, expect, test } from 'vitest';
import type { PostRecord } from '../../src/ports.ts';
import { aDone, adding, aMember, anId, someGuild, someNews, stonesFor, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function censusPromises(name: string, open: Open): void {
  describe(`${name}: the census`, () => {
    const store = opened(open);

    test('meets each of 1,203 members, over many batches, and no settings among them', async () => {
      const guild = anId();
      await store().guilds.update(guild, () => ({ document: someGuild(), outcome: 0 }));
      const members = Array.from({ length: 1203 }, () => aMember(guild));
      for (let from = 0; from < members.length; from += 100) {
        const some = members.slice(from, from + 100);
        await Promise.all(some.map((member) => store().progress.update(member, adding(aDone('1')))));
      }
      const met = (await all(store().census.members())).filter((member) => member.guild === guild);
      expect(met.map(({ user }) => user).sort()).toEqual(members.map(({ user }) => user).sort());
    });

    test('meets who was there all the time, while others come and go', async () => {
      const guild = anId();
      const staying = Array.from({ length: 40 }, () => aMember(guild));
      for (const member of staying) await stonesFor(store().progress, member, 1);
      const met = new Set<string>();
      for await (const batch of store().census.members()) {
        for (const { user } of batch) met.add(user);
        const passing = aMember(guild);
        await stonesFor(store().progress, passing, 1);
        await store().progress.forget(passing, T);
      }
      expect(staying.filter(({ user }) => !met.has(user))).toEqual([]);
    });

    test('meets each server with settings, also one without members, and none that has only members', async () => {
      const [one, two] = [anId(), anId()];
      await store().guilds.update(one, () => ({ document: someGuild(), outcome: 0 }));
      await stonesFor(store().progress, aMember(two), 1);
      const met = await all(store().census.guilds());
      expect(met).toContain(one);
      expect(met).not.toContain(two);
    });

    test('gives records of posts whole, and nothing of claims that are not settled', async () => {
      const guild = anId();
      const records = (['prompt', 'challenge', 'news'] as const).map(
        (kind): PostRecord => ({
          slot: { guild, kind, id: '2026-W32' },
          state: kind === 'news' ? 'gone' : 'posted',
          channel: '7',
          messageId: kind === 'news' ? null : '8',
          at: T,
        }),
      );
      for (const record of records) await store().ledger.settle('any', record);
      await store().ledger.claim({ guild, kind: 'prompt', id: '2026-W33' }, 1000, T);
      const met = (await all(store().census.records())).filter(({ slot }) => slot.guild === guild);
      const distinct = new Map(met.map((record) => [record.slot.kind, record]));
      expect([...distinct.values()].sort(byKind)).toEqual([...records].sort(byKind));
    });

    test('gives news with what became of them', async () => {
      const member = aMember();
      const told = [aDone('1'), aDone('2')].map((event) => ({
        event,
        news: someNews(member.user, { id: event.by, note: 'a\u2028b' }),
      }));
      for (const { event, news } of told) {
        const change = (events: readonly (typeof event)[]) => ({ events: [...events, event], news, outcome: 0 });
        await store().progress.update(member, (document) => change(document?.events ?? []));
      }
      await store().news.settle(member.guild, told[0]?.event.by ?? '');
      const met = (await all(store().census.news())).filter(({ guild }) => guild === member.guild);
      const expected = told.map(({ news }, n) => ({ guild: member.guild, news, pending: n === 1 }));
      expect(met.sort((a, b) => (a.news.id < b.news.id ? -1 : 1))).toEqual(expected);
    });
  });
}

const byKind = (a: PostRecord, b: PostRecord) => (a.slot.kind < b.slot.kind ? -1 : 1);

async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const met: T[] = [];
  for await (const batch of batches) met.push(...batch);
  return met;
}
