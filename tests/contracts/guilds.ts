/** Promises of GuildStore. */
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/ports.ts';
import { anId, DAY, someGuild, someSettings, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

export function guildPromises(name: string, open: Open): void {
  describe(`${name}: servers’ settings`, () => {
    const store = opened(open);
    const due = async (guild: string) =>
      (await store().due.due(T + 9 * DAY, 100_000)).filter((entry) => entry.guild === guild).map(({ at }) => at);
    const save = (guild: string, dueAt?: number | null) =>
      store().guilds.update(guild, () => ({
        document: someGuild(),
        ...(dueAt !== undefined && { dueAt }),
        outcome: 0,
      }));

    test('nothing yet is null; what was saved is there, whole', async () => {
      const guild = anId();
      const document = {
        settings: someSettings({
          paused: { at: T, reason: 'failing' },
          role: '9',
          carried: {
            lastPrompt: { phaseIndex: 0, weekOfPhase: 1 },
            challenge: { week: '2026-W48', phaseIndex: 1, date: '2026-11-26' },
          },
        }),
        notices: [{ id: 'n', at: T, kind: 'cannot-post', channel: '7', what: 'the prompt', code: 50013 }],
        pauses: [{ from: T - 9 * DAY, to: T - DAY }],
      } as const;
      expect(await store().guilds.get(guild)).toBeNull();
      await store().guilds.update(guild, () => ({ document, outcome: 0 }));
      expect(await store().guilds.get(guild)).toEqual({ v: 3, rev: expect.any(String), ...document });
    });

    test('a change that writes nothing leaves nothing', async () => {
      const guild = anId();
      expect(await store().guilds.update(guild, () => ({ document: null, dueAt: T, outcome: 'no' }))).toBe('no');
      expect(await store().guilds.get(guild)).toBeNull();
      expect(await due(guild)).toEqual([]);
    });

    test('two connections at once lose no notice', async () => {
      const guild = anId();
      const other = await store().again();
      const note = (stores: Stores, id: string) =>
        stores.guilds.update(guild, (document) => ({
          document: {
            ...someGuild(),
            notices: [...(document?.notices ?? []), { id, at: T, kind: 'no-thread', channel: '7', what: 'x' } as const],
          },
          outcome: 0,
        }));
      await Promise.all(Array.from({ length: 30 }, (_, n) => note(n % 2 ? other : store(), String(n))));
      await other.close();
      expect((await store().guilds.get(guild))?.notices).toHaveLength(30);
    });

    test('saving moves the due entry exactly: set, later, earlier, left alone, removed', async () => {
      const guild = anId();
      const seen: number[][] = [];
      for (const dueAt of [T, T + DAY, T - DAY, undefined, null]) {
        await save(guild, dueAt);
        seen.push(await due(guild));
      }
      expect(seen).toEqual([[T], [T + DAY], [T - DAY], [T - DAY], []]);
    });

    test('settings and members of one server are documents of their own', async () => {
      const guild = anId();
      await save(guild);
      expect(await store().progress.get({ guild, user: 'settings' })).toBeNull();
    });
  });
}
