/** Promises of deletion: everything goes, whatever state it is in, and one thing stays. */
import { describe, expect, test } from 'vitest';
import { DELETION_KEPT_MS, type Deletion } from '../../src/domain/deletion.ts';
import { monthOf, REVIEWERS, WAITING, wordsBoard } from '../../src/domain/leaderboard.ts';
import {
  aDone,
  aDoneWithWords,
  adding,
  aMember,
  anId,
  DAY,
  dayOf,
  someNews,
  someSubmitted,
  stonesFor,
  T,
} from './builders.ts';
import { key } from './open-store.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function deletionPromises(name: string, open: Open): void {
  describe(`${name}: deletion`, () => {
    const store = opened(open);
    const kept = async (guild: string): Promise<readonly Deletion[]> => {
      const found: Deletion[] = [];
      for await (const batch of store().census.deletions()) found.push(...batch);
      return found.filter((deletion) => deletion.guild === guild);
    };
    const boardOf = (guild: string, board: string) =>
      store().leaderboard.page({ guild, board, asker: '', limit: 5, from: 'top' });

    test('leaves a keyed hash, the time and which key it was, and no id', async () => {
      const member = aMember();
      await stonesFor(store().progress, member, 1);
      await store().progress.forget(member, T);
      expect(await kept(member.guild)).toEqual([{ guild: member.guild, hash: key.hashOf(member), key: key.id, at: T }]);
      expect(await store().dump()).not.toContain(member.user);
    });

    test('is remembered also where nothing is, and once for each member, as of the last time', async () => {
      const [ana, ben] = [aMember(), aMember()];
      expect(await store().progress.forget(ana, T)).toBe(false);
      expect(await store().progress.forget(ana, T + DAY)).toBe(false);
      await store().progress.forget({ ...ben, guild: ana.guild }, T);
      expect((await kept(ana.guild)).map(({ at }) => at).sort()).toEqual([T, T + DAY]);
    });

    test('the records of the member’s news go, also where the news itself is long gone', async () => {
      const member = aMember();
      const [told, older] = [aDone('1'), aDone('2')];
      const news = someNews(member.user, { id: told.by });
      await store().progress.update(member, () => ({ events: [told, older], news, outcome: 0 }));
      const others = { guild: member.guild, kind: 'news', id: anId() } as const;
      const slots = [told.by, older.by].map((id) => ({ guild: member.guild, kind: 'news', id }) as const);
      for (const slot of [...slots, others]) {
        await store().ledger.settle('any', { slot, state: 'posted', channel: '7', messageId: '8', at: T });
      }
      await store().progress.forget(member, T);
      const dump = await store().dump();
      for (const slot of slots) expect(dump).not.toContain(slot.id);
      expect(dump).toContain(others.id);
    });

    test.each([
      ['of a newer Cairn', (text: string) => text.replace(/"v":\d/, '"v":99')],
      ['cut off', (text: string) => text.slice(0, -20)],
      ['of an unknown shape', (text: string) => text.replace('"kind":"done"', '"kind":"?"')],
      ['with words that look like fields', (text: string) => text],
      ['nothing but words', () => 'no document at all'],
    ])('a document %s is no hindrance: rows, name, news and records go with it', async (_, harm) => {
      const member = aMember();
      const event = aDone('1', { note: '","by":"123","gday":"2025-01-01' });
      const news = someNews(member.user, { id: event.by });
      await store().progress.update(member, () => ({ events: [event], news, outcome: 0 }));
      const slot = { guild: member.guild, kind: 'news', id: event.by } as const;
      await store().ledger.settle('any', { slot, state: 'posted', channel: '7', messageId: '8', at: T });
      const document = `{${member.guild}}:m:${member.user}`;
      await store().plant(document, harm((await store().planted(document)) ?? ''));
      expect(await store().progress.forget(member, T)).toBe(true);
      expect(await store().planted(document)).toBeNull();
      const dump = await store().dump();
      for (const trace of [member.user, event.by]) expect(dump).not.toContain(trace);
    });

    test.each([
      ['whole', (text: string) => text],
      ['of a newer Cairn', (text: string) => text.replace(/"v":\d/, '"v":99')],
      ['cut off', (text: string) => text.slice(0, -20)],
      ['cut off after its first words', (text: string) => text.slice(0, 60)],
      ['of nothing but words', () => 'no document at all'],
      ['of an unknown shape', (text: string) => text.replaceAll('"kind":"done"', '"kind":"?"')],
    ])('rows go from every list, by a document %s: words for others, what waits, who is named', async (_, harm) => {
      const member = aMember();
      const phases = ['3', 'a-word'];
      const words = phases.map((phase) => aDoneWithWords(phase));
      await store().progress.update(member, adding(...words, ...someSubmitted('7')));
      const lists = [...phases.map(wordsBoard), WAITING, REVIEWERS];
      const rows = async () => Promise.all(lists.map(async (list) => (await boardOf(member.guild, list)).rows.length));
      expect(await rows()).toEqual(lists.map(() => 1));
      const document = `{${member.guild}}:m:${member.user}`;
      await store().plant(document, harm((await store().planted(document)) ?? ''));
      await store().progress.forget(member, T);
      expect(await rows()).toEqual(lists.map(() => 0));
      expect(await store().dump()).not.toMatch(new RegExp(`${member.user}|what was hard in a-word`));
    });

    test('rows go from every board that is kept, also where the document tells of none', async () => {
      const guild = anId();
      const [gone, stays] = [aMember(guild), aMember(guild)];
      const months = [0, 31, 62].map((days) => T - days * DAY);
      for (const member of [gone, stays]) {
        await store().progress.update(member, adding(...months.map((at) => aDone(String(at), { at }))));
      }
      await store().plant(`{${guild}}:m:${gone.user}`, 'broken');
      await store().progress.forget(gone, T);
      for (const board of ['all', ...months.map((at) => monthOf(dayOf(at)))]) {
        const { rows } = await boardOf(guild, board);
        expect(rows.map(({ user, place }) => [user, place])).toEqual([[stays.user, 1]]);
      }
    });

    test('what a backup remembers is kept for the rest of its time; a later one stays, one that is over does not come', async () => {
      const guild = anId();
      const one = (hash: string, at: number): Deletion => ({ guild, hash, key: 'k', at });
      const { upkeep } = store();
      await upkeep.remember(one('young', T), T);
      await upkeep.remember(one('young', T - DAY), T);
      await upkeep.remember(one('old', T - DAY), T);
      await upkeep.remember(one('old', T), T);
      await upkeep.remember(one('over', T - DELETION_KEPT_MS), T);
      // By the store's clock only 200 ms are left of it.
      await upkeep.remember(one('brief', T), T + DELETION_KEPT_MS - 200);
      const names = async () => (await kept(guild)).map(({ hash, at }) => `${hash} ${at}`).sort();
      await expect.poll(names, { timeout: 20_000 }).toEqual([`old ${T}`, `young ${T}`]);
    });
  });
}
