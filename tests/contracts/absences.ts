/** Promises of Absences: marks that several bots may write at once, and the end of a server's data. */
import { describe, expect, test } from 'vitest';
import type { Absence } from '../../src/domain/absence.ts';
import { aDone, adding, aMember, anId, DAY, someGuild, someNews, stonesFor, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const noted = (guild: string, more: Partial<Absence> = {}): Absence => ({
  guild,
  first: '2026-11-01',
  last: '2026-11-01',
  removed: false,
  ...more,
});

export function absencePromises(name: string, open: Open): void {
  describe(`${name}: absent servers`, () => {
    const store = opened(open);
    const of = async (guild: string) => (await store().absences.all()).filter((mark) => mark.guild === guild);

    test('a mark is written where nothing stands, moved where the same stands, and no other way', async () => {
      const { absences } = store();
      const guild = anId();
      const next = noted(guild, { last: '2026-11-02', removed: true });
      expect(await absences.change(noted(guild), next)).toBe(false);
      expect(await absences.change(null, noted(guild))).toBe(true);
      expect(await absences.change(null, next)).toBe(false);
      expect(await of(guild)).toEqual([noted(guild)]);
      expect(await absences.change(noted(guild), next)).toBe(true);
      expect(await of(guild)).toEqual([next]);
    });

    test('the same note by another bot is the same note, and a sign of life takes it away for both', async () => {
      const other = await store().again();
      const guild = anId();
      const both = [store().absences, other.absences].map((absences) => absences.change(null, noted(guild)));
      expect(await Promise.all(both)).toEqual([true, true]);
      await other.absences.clear(guild);
      await other.absences.clear(guild);
      expect(await of(guild)).toEqual([]);
      await other.close();
    });

    test('a purge leaves nothing of the server, and everything of the others', async () => {
      const [gone, stays] = [anId(), anId()];
      const ana = aMember(gone);
      const same = { ...ana, guild: stays };
      for (const member of [ana, same, aMember(stays)]) await fill(member);
      const before = await everythingOf(stays);
      expect(await store().dump()).toContain(gone);
      await store().absences.change(null, noted(gone));
      expect(await store().absences.purge(noted(gone))).toBe(1);
      expect(await store().dump()).not.toContain(gone);
      expect(await everythingOf(stays)).toEqual(before);
      expect(await store().progress.guildsOf(ana.user)).toEqual([stays]);
    });

    test('what stays of a member’s own deletion outlives the server, so that no restore brings the member back', async () => {
      const [gone, stays] = [aMember(), aMember()];
      const other = { ...stays, guild: gone.guild };
      for (const member of [gone, other]) await fill(member);
      await store().progress.forget(gone, T);
      await store().absences.change(null, noted(gone.guild));
      expect(await store().absences.purge(noted(gone.guild))).toBe(1);
      const kept = (await all(store().census.deletions())).filter(({ guild }) => guild === gone.guild);
      expect(kept).toHaveLength(1);
      expect(await store().dump()).not.toContain(gone.user);
      expect(await store().progress.get(other)).toBeNull();
    });

    test('a large server goes as a whole, batch by batch', { timeout: 60_000 }, async () => {
      const guild = anId();
      for (let n = 0; n < 12; n++) {
        const some = Array.from({ length: 100 }, () => stonesFor(store().progress, aMember(guild), 1));
        await Promise.all(some);
      }
      await store().absences.change(null, noted(guild));
      expect(await store().absences.purge(noted(guild))).toBe(1200);
      expect(await store().dump()).not.toContain(guild);
    });

    test('two bots that purge at once do no harm', async () => {
      const other = await store().again();
      const guild = anId();
      await Promise.all(Array.from({ length: 20 }, () => fill(aMember(guild))));
      await store().absences.change(null, noted(guild));
      await Promise.all([store(), other].map(({ absences }) => absences.purge(noted(guild))));
      expect(await store().dump()).not.toContain(guild);
      await other.close();
    });

    test('what an interrupted change or purge left behind goes, too', async () => {
      const member = aMember();
      await store().spoil.name(member, 'Old');
      await store().spoil.row(member, 'all', 5 * 2 ** 30);
      await store().absences.change(null, noted(member.guild));
      expect(await store().absences.purge(noted(member.guild))).toBe(0);
      expect(await store().dump()).not.toContain(member.guild);
    });

    test('where the mark went or is another, a purge deletes nothing', async () => {
      const member = aMember();
      await stonesFor(store().progress, member, 2);
      expect(await store().absences.purge(noted(member.guild))).toBeNull();
      await store().absences.change(null, noted(member.guild, { removed: true }));
      expect(await store().absences.purge(noted(member.guild))).toBeNull();
      expect((await store().progress.get(member))?.events).toHaveLength(2);
      await store().absences.clear(member.guild);
    });

    /** A member, settings, news, a claimed and a settled post, and something due. */
    async function fill(member: ReturnType<typeof aMember>): Promise<void> {
      const { guild } = member;
      const { guilds, ledger, progress } = store();
      await stonesFor(progress, member, 3);
      const event = aDone('4');
      const news = someNews(member.user, { id: event.by });
      await progress.update(member, (document) => ({ ...adding(event)(document), news }));
      await guilds.update(guild, () => ({ document: someGuild(), dueAt: T + DAY, outcome: 0 }));
      await ledger.claim({ guild, kind: 'prompt', id: '2026-W48' }, 60_000, T);
      for (const kind of ['challenge', 'news'] as const) {
        const slot = { guild, kind, id: event.by };
        await ledger.settle('any', { slot, state: 'posted', channel: '7', messageId: '8', at: T });
      }
    }

    async function everythingOf(guild: string) {
      const { census, due, guilds, leaderboard, ledger, news, upkeep } = store();
      const members = (await all(census.members())).filter((member) => member.guild === guild);
      return {
        kept: await upkeep.look(members.map(({ user }) => ({ guild, user, boards: [] }))),
        page: await leaderboard.page({ guild, board: 'all', asker: '', limit: 10, from: 'top' }),
        settings: await guilds.get(guild),
        records: [await ledger.last(guild), (await all(census.records())).filter(({ slot }) => slot.guild === guild)],
        news: [await news.pending(guild), await news.since(guild, 0)],
        due: (await due.due(T + 9 * DAY, 100_000)).filter((entry) => entry.guild === guild),
      };
    }
  });
}

async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const met: T[] = [];
  for await (const batch of batches) met.push(...batch);
  return met;
}
