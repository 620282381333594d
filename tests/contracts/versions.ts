/** Promises of every store about documents that another version of Cairn wrote. */
import { describe, expect, test } from 'vitest';
import { checkLeaderboards } from '../../src/cli/store/check.ts';
import { choicesOf, leave, meet } from '../../src/domain/record.ts';
import { NewerDocument } from '../../src/outage.ts';
import { aDone, adding, aMember, anId, DAY, someGuild, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function versionPromises(name: string, open: Open): void {
  describe(`${name}: documents of other versions`, () => {
    const store = opened(open);
    const FIRST = { v: 1, rev: 'r1', name: 'Ana' };
    const event = aDone('1', { note: 'from long ago' });

    /** A new member whose document stands there as another version wrote it. */
    async function planted(document: object) {
      const member = aMember();
      const key = `{${member.guild}}:m:${member.user}`;
      const text = JSON.stringify({ value: document });
      await store().plant(key, text);
      return { member, text, now: () => store().planted(key) };
    }

    test('one of version 1 is read as one of today, and stays as it is until it changes', async () => {
      const { member, text, now } = await planted({ ...FIRST, events: [event] });
      expect(await store().progress.get(member)).toEqual({
        ...FIRST,
        v: 4,
        left: null,
        ...choicesOf(null),
        events: [event],
      });
      await store().progress.update(member, () => ({ events: null, outcome: 0 }));
      expect(await now()).toBe(text);
      const next = aDone('2');
      await store().progress.update(member, adding(next));
      const value = {
        v: 4,
        rev: expect.any(String),
        name: 'Ana',
        left: null,
        ...choicesOf(null),
        events: [event, next],
      };
      expect(JSON.parse((await now()) ?? '')).toEqual({ value });
    });

    test('two changes of one of version 1 at once are both kept', async () => {
      const { member } = await planted({ ...FIRST, events: [event] });
      const other = await store().again();
      const changes = [store(), other].map(({ progress }) => progress.update(member, adding(aDone(anId()))));
      await Promise.all(changes);
      await other.close();
      expect((await store().progress.get(member))?.events).toHaveLength(3);
    });

    test('one of version 1 gets its rows from a repair, which leaves it as it is, to the byte', async () => {
      const { member, text, now } = await planted({ ...FIRST, events: [event] });
      await checkLeaderboards({ stores: store(), now: Date.now, tell: () => {} }, true);
      const query = { guild: member.guild, board: 'all', asker: '', limit: 5, from: 'top' } as const;
      expect((await store().leaderboard.page(query)).rows).toMatchObject([{ user: member.user, name: 'Ana' }]);
      expect(await now()).toBe(text);
    });

    test('one of a newer Cairn is refused and left untouched', async () => {
      // Even one that looks like today's: what its fields mean is not known.
      const { member, text, now } = await planted({
        ...FIRST,
        v: 5,
        left: null,
        ...choicesOf(null),
        events: [event],
      });
      await expect(store().progress.get(member)).rejects.toThrow(NewerDocument);
      for (const change of [adding(aDone('1')), meet, leave(T)]) {
        await expect(store().progress.update<unknown>(member, change)).rejects.toThrow(NewerDocument);
      }
      const told: string[] = [];
      await checkLeaderboards({ stores: store(), now: Date.now, tell: (line) => told.push(line) }, true);
      expect(told).toContainEqual(expect.stringMatching(/was written by a newer Cairn \(version 5\).*update this one/));
      expect(await now()).toBe(text);
    });

    test('a server’s settings of version 1 are read as those of today, and stay as they are until they change', async () => {
      const guild = anId();
      const { settings, notices } = someGuild({ paused: { at: T, reason: 'owner' } });
      const [key, text] = [`{${guild}}:settings`, JSON.stringify({ value: { v: 1, rev: 'r', settings, notices } })];
      await store().plant(key, text);
      expect(await store().guilds.get(guild)).toEqual({ v: 3, rev: 'r', settings, notices, pauses: [] });
      await store().guilds.update(guild, () => ({ document: null, outcome: 0 }));
      expect(await store().planted(key)).toBe(text);
      const pauses = [{ from: T, to: T + DAY }];
      await store().guilds.update(guild, () => ({ document: { settings, notices, pauses }, outcome: 0 }));
      const value = { v: 3, rev: expect.any(String), settings, notices, pauses };
      expect(JSON.parse((await store().planted(key)) ?? '')).toEqual({ value });
    });

    test('a server’s settings of a newer Cairn are refused and left untouched', async () => {
      const guild = anId();
      const [key, text] = [`{${guild}}:settings`, JSON.stringify({ value: { v: 4, rev: 'r', ...someGuild() } })];
      await store().plant(key, text);
      await expect(store().guilds.get(guild)).rejects.toThrow(NewerDocument);
      const saving = store().guilds.update(guild, () => ({ document: someGuild(), outcome: 0 }));
      await expect(saving).rejects.toThrow(NewerDocument);
      const checkingIn = store().progress.update({ guild, user: anId(), name: 'Ana' }, adding(event));
      await expect(checkingIn).rejects.toThrow(NewerDocument);
      expect(await store().planted(key)).toBe(text);
    });
  });
}
