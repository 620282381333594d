/** Promises of ProgressStore. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { monthOf } from '../../src/domain/leaderboard.ts';
import { stones } from '../../src/domain/progress.ts';
import { choicesOf, leave, meet } from '../../src/domain/record.ts';
import { FullDocument } from '../../src/outage.ts';
import { aDone, adding, aMember, anId, aTick, DAY, dayOf, someGuild, someNews, stonesFor, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function progressPromises(name: string, open: Open): void {
  describe(`${name}: members’ progress`, () => {
    const store = opened(open);
    const boardOf = async (guild: string, board = 'all') =>
      (await store().leaderboard.page({ guild, board, asker: '', limit: 5, from: 'top' })).rows;

    test('nothing yet is null', async () => {
      expect(await store().progress.get(aMember())).toBeNull();
    });

    test('a check-in is there, whole, through another connection', async () => {
      const member = aMember();
      const event = aDone('2', {
        link: 'https://example.org/x',
        note: ':base64:ja "rev":"x" 🦀',
        tracks: ['web', 'cli'],
      });
      await store().progress.update(member, adding(event));
      const other = await store().again();
      const document = await other.progress.get(member);
      await other.close();
      expect(document).toEqual({
        v: 4,
        rev: expect.any(String),
        name: 'Ana',
        left: null,
        ...choicesOf(null),
        events: [event],
      });
    });

    test('the same interaction twice is one check-in, with the same outcome from the change', async () => {
      const member = aMember();
      const change = adding(aDone('1'));
      expect(await store().progress.update(member, change)).toBe(1);
      expect(await store().progress.update(member, change)).toBe(0);
      expect((await store().progress.get(member))?.events).toHaveLength(1);
    });

    test('a change that asks for nothing writes nothing', async () => {
      const member = aMember();
      expect(await store().progress.update(member, () => ({ events: null, outcome: 'seen' }))).toBe('seen');
      expect(await store().progress.get(member)).toBeNull();
    });

    test('a document holds 2,000 events at most, and tells what more of them told', async () => {
      const member = aMember();
      const year = Array.from({ length: 2_000 }, (_, n) => aTick(n % 14, T - (2_000 - n) * DAY));
      await store().progress.update(member, adding(aDone('1', { at: T - 2_001 * DAY }), ...year));
      const events = (await store().progress.get(member))?.events ?? [];
      expect(events.length).toBeLessThan(1_000);
      expect(events.slice(-500)).toEqual(year.slice(-500));
      expect(stones(events)).toMatchObject([{ phase: '1', at: T - 2_001 * DAY }]);
    });

    test('more than 2,000 events within three days are refused, and nothing of it is written', async () => {
      const member = aMember();
      const today = Array.from({ length: 2_000 }, (_, n) => aTick(n % 14, T - n));
      await store().progress.update(member, adding(...today));
      await expect(store().progress.update(member, adding(aDone('1')))).rejects.toThrow(FullDocument);
      expect((await store().progress.get(member))?.events).toHaveLength(2_000);
      // Who leaves is hidden all the same.
      await store().progress.update(member, leave(T));
      expect((await store().progress.get(member))?.left).toBe(T);
    });

    test('what a change throws comes out as it was thrown, and nothing is written', async () => {
      const member = aMember();
      const mistake = new Error('a bug');
      const failing = store().progress.update(member, () => {
        throw mistake;
      });
      await expect(failing).rejects.toBe(mistake);
      expect(await store().progress.get(member)).toBeNull();
    });

    test('a change sees the server’s settings as well', async () => {
      const member = aMember();
      const seen = () =>
        store().progress.update(member, (_, guild) => ({ events: null, outcome: guild?.settings?.timezone }));
      expect(await seen()).toBeUndefined();
      await store().guilds.update(member.guild, () => ({
        document: someGuild({ timezone: 'Asia/Tokyo' }),
        outcome: 0,
      }));
      expect(await seen()).toBe('Asia/Tokyo');
    });

    test('two connections at once lose no change', async () => {
      const member = aMember();
      const other = await store().again();
      const changes = Array.from({ length: 40 }, (_, n) =>
        (n % 2 ? other : store()).progress.update(member, adding(aDone(String(n)))),
      );
      await Promise.all(changes);
      await other.close();
      expect((await store().progress.get(member))?.events).toHaveLength(40);
    });

    test('two processes with 100 changes each of one document keep all 200', async () => {
      const { guild, user } = aMember();
      const both = ['a', 'b'].map((prefix) => hammer(store().place, guild, user, prefix, '100'));
      expect(await Promise.all(both)).toEqual(['100', '100']);
      const events = (await store().progress.get({ guild, user }))?.events ?? [];
      expect(new Set(events.map(({ by }) => by)).size).toBe(200);
      expect(events).toHaveLength(200);
    });

    test('what was forgotten does not come back with a change that was under way', async () => {
      const other = await store().again();
      for (let round = 0; round < 25; round++) {
        const member = aMember();
        await store().progress.update(member, adding(aDone('old')));
        const recreated = other.progress
          .forget(member, T)
          .then(() => other.progress.update(member, adding(aDone('new'))));
        await Promise.all([recreated, store().progress.update(member, adding(aDone('meanwhile')))]);
        const phases = (await store().progress.get(member))?.events.map(({ phase }) => phase);
        expect(phases).toContain('new');
        expect(phases).not.toContain('old');
        expect(await store().progress.guildsOf(member.user)).toEqual([member.guild]);
      }
      await other.close();
    });

    test('a name is changed on leaderboards too, and stays where a change brings none', async () => {
      const { name: _, ...member } = aMember();
      await store().progress.update({ ...member, name: 'Nobody' }, meet);
      expect(await store().progress.get(member)).toBeNull();
      await stonesFor(store().progress, { ...member, name: 'Ana' }, 1);
      await store().progress.update({ ...member, name: 'Ana Maria' }, meet);
      await store().progress.update(member, adding(aDone('2')));
      expect((await store().progress.get(member))?.name).toBe('Ana Maria');
      expect((await boardOf(member.guild)).map((row) => row.name)).toEqual(['Ana Maria']);
    });

    test('who left is on no board, with facts, name and server kept; who is back stands where they stood', async () => {
      const guild = anId();
      const [ana, ben] = [aMember(guild), aMember(guild)];
      await stonesFor(store().progress, ana, 2);
      await stonesFor(store().progress, ben, 1);
      const [before, facts] = [await boardOf(guild), await store().progress.get(ana)];
      expect(await store().progress.update({ guild, user: ana.user }, leave(T))).toBe(true);
      for (const board of ['all', monthOf(dayOf(T))]) {
        expect(await boardOf(guild, board)).toMatchObject([{ user: ben.user, place: 1 }]);
      }
      expect(await store().progress.get(ana)).toEqual({ ...facts, rev: expect.any(String), left: T });
      expect(await store().progress.guildsOf(ana.user)).toEqual([guild]);
      await store().progress.update(ana, meet);
      expect(await boardOf(guild)).toEqual(before);
    });

    test('who left is in no news, told or not', async () => {
      const guild = anId();
      const [ana, ben] = [aMember(guild), aMember(guild)];
      for (const member of [ana, ben]) {
        const event = aDone('1');
        const news = someNews(member.user, { id: event.by });
        await store().progress.update(member, () => ({ events: [event], news, outcome: 0 }));
      }
      await store().progress.update(ana, leave(T));
      const { news } = store();
      for (const kept of [await news.pending(guild), await news.since(guild, 0)]) {
        expect(kept.map(({ user }) => user)).toEqual([ben.user]);
      }
    });

    test('knows the servers of a user, also after one was left out', async () => {
      const user = anId();
      const [one, two] = [aMember(), aMember()].map((member) => ({ ...member, user }));
      if (!one || !two) throw new Error('two members');
      for (const member of [one, two]) await stonesFor(store().progress, member, 1);
      expect(await store().progress.guildsOf(user)).toEqual([one.guild, two.guild].sort());
      await store().progress.forget(one, T);
      expect(await store().progress.guildsOf(user)).toEqual([two.guild]);
    });

    test('forgetting leaves no id, name, link or note behind', async () => {
      const guild = anId();
      const ana = { guild, user: anId(), name: 'Ana-the-forgotten' };
      const ben = { guild, user: anId(), name: 'Ben-who-stays' };
      const proof = { link: 'https://example.org/forgotten', note: 'note-forgotten' };
      for (const member of [ana, ben]) {
        const event = aDone('1', proof);
        const news = someNews(member.user, { id: event.by, name: member.name, ...proof });
        await store().progress.update(member, () => ({ events: [event], news, outcome: 0 }));
      }
      await store().progress.update({ ...ana, name: 'Ana-renamed' }, meet);
      expect(await store().progress.forget(ana, T)).toBe(true);
      expect(await store().progress.forget(ana, T)).toBe(false);
      const dump = await store().dump();
      for (const trace of [ana.user, 'Ana-']) expect(dump).not.toContain(trace);
      for (const kept of [ben.user, ben.name]) expect(dump).toContain(kept);
      expect(await store().progress.get(ana)).toBeNull();
    });

    test.each([
      ['cut off', '{"value":{"v":1,"rev":"r","name":"A-secret'],
      ['no envelope', '[]'],
      ['an empty envelope', '{}'],
      ['nothing', 'null'],
      ['no document', '{"value":7}'],
      ['a prototype', '{"value":{"__proto__":{"v":1,"rev":"r","name":"A-secret","events":[]}}}'],
      ['version 1 without a name', '{"value":{"v":1,"rev":"r","events":[],"note":"A-secret"}}'],
      ['no version', '{"value":{"rev":"r","name":"A-secret","left":null,"events":[]}}'],
      ['version 0', '{"value":{"v":0,"rev":"r","name":"A-secret","events":[]}}'],
      ['half a version', '{"value":{"v":1.5,"rev":"r","name":"A-secret","events":[]}}'],
      ['an unknown event', '{"value":{"v":1,"rev":"r","name":"A-secret","events":[{"kind":"?"}]}}'],
    ])(
      'a broken document (%s) is never taken for “nothing yet”; the error names the key, not what it holds',
      async (_, text) => {
        const member = aMember();
        const key = `{${member.guild}}:m:${member.user}`;
        await store().plant(key, text);
        const error: unknown = await store()
          .progress.get(member)
          .catch((thrown: unknown) => thrown);
        expect(String(error)).toContain(`cairn::${key}`);
        expect(String(error)).not.toContain('A-secret');
        await expect(store().progress.update(member, adding(aDone('1')))).rejects.toThrow(key);
        expect(await store().planted(key)).toBe(text);
      },
    );
  });
}

async function hammer(...words: string[]): Promise<string> {
  const script = new URL('./hammer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  await once(child, 'exit');
  return said;
}
