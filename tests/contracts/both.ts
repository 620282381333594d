/** Promises of ProgressStore.updateBoth: two members' documents, changed together or not at all. */
import { describe, expect, test } from 'vitest';
import type { MemberDocument } from '../../src/domain/progress.ts';
import type { ProgressChange } from '../../src/domain/record.ts';
import { aDone, adding, aMember, anId, someNews } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const NOTHING: ProgressChange<null> = { events: null, outcome: null };

export function bothPromises(name: string, open: Open): void {
  describe(`${name}: two members at once`, () => {
    const store = opened(open);
    const phasesOf = async (member: ReturnType<typeof aMember>) =>
      (await store().progress.get(member))?.events.map(({ phase }) => phase) ?? null;
    const two = () => {
      const first = aMember();
      return [first, { ...first, user: anId(), name: 'Ben' }] as const;
    };
    /** One event more in each, whatever is there: written by halves and tried again, it would be two. */
    const both = (phase: string) => (documents: readonly [MemberDocument | null, MemberDocument | null]) => {
      const more = (document: MemberDocument | null): ProgressChange<null> => ({
        events: [...(document?.events ?? []), aDone(phase)],
        outcome: null,
      });
      return { changes: [more(documents[0]), more(documents[1])] as const, outcome: null };
    };

    test('both are written with rows, names, news and servers, and the outcome is the change’s', async () => {
      const [ana, ben] = two();
      const news = someNews(ana.user);
      const outcome = await store().progress.updateBoth([ana, ben], ([first, second], guild) => {
        expect([first, second, guild]).toEqual([null, null, null]);
        const changes = [{ ...adding(aDone('1'))(first), news }, adding(aDone('1'), aDone('2'))(second)] as const;
        return { changes, outcome: 'said' };
      });
      expect(outcome).toBe('said');
      expect([await phasesOf(ana), await phasesOf(ben)]).toEqual([['1'], ['1', '2']]);
      const page = { guild: ana.guild, board: 'all', asker: '', limit: 5, from: 'top' } as const;
      const { rows } = await store().leaderboard.page(page);
      expect(rows.map((row) => [row.name, row.milestones])).toEqual([
        ['Ben', 2],
        ['Ana', 1],
      ]);
      expect(await store().news.pending(ana.guild)).toEqual([news]);
      expect(await store().progress.guildsOf(ben.user)).toEqual([ana.guild]);
    });

    test('whose change asks for nothing stays, also where it is nowhere yet', async () => {
      const [ana, ben] = two();
      const only = ([first]: readonly [MemberDocument | null, MemberDocument | null]) => ({
        changes: [adding(aDone('1'))(first), NOTHING] as const,
        outcome: null,
      });
      await store().progress.updateBoth([ana, ben], only);
      expect([await phasesOf(ana), await phasesOf(ben)]).toEqual([['1'], null]);
      await store().progress.updateBoth([ben, ana], only);
      const before = await store().progress.get(ben);
      await store().progress.updateBoth([ana, ben], () => ({ changes: [NOTHING, NOTHING], outcome: null }));
      expect(await store().progress.get(ben)).toEqual(before);
    });

    test('one member is not two, nor are members of two guilds', async () => {
      const member = aMember();
      for (const other of [member, { ...member, guild: anId() }, aMember()]) {
        await expect(store().progress.updateBoth([member, other], both('1'))).rejects.toThrow('not two members of one');
      }
    });

    test.each([0, 1])('nothing is written where only one of them is another by now: number %i', async (at) => {
      const members = two();
      const other = await store().again();
      const changing = members[at] ?? members[0];
      const changes = Array.from({ length: 30 }, (_, n) => [
        store().progress.updateBoth(members, both(`both ${n}`)),
        other.progress.update(changing, adding(aDone(`one ${n}`))),
      ]);
      await Promise.all(changes.flat());
      await other.close();
      const found = await Promise.all(members.map(async (member) => (await phasesOf(member))?.length));
      expect(found).toEqual(at ? [30, 60] : [60, 30]);
    });

    test('while each of them changes by itself too, through two connections, nothing is lost and nothing is half', async () => {
      const [ana, ben] = two();
      const other = await store().again();
      const changes = Array.from({ length: 60 }, (_, n) => {
        const { progress } = n % 2 ? other : store();
        if (n % 3 === 0) return progress.update(ana, adding(aDone(`ana ${n}`)));
        if (n % 3 === 1) return progress.update(ben, adding(aDone(`ben ${n}`)));
        // Both orders: whoever waits for one must not keep the other.
        return progress.updateBoth(n % 4 < 2 ? [ana, ben] : [ben, ana], both(`both ${n}`));
      });
      await Promise.all(changes);
      await other.close();
      const [ofAna, ofBen] = [(await phasesOf(ana)) ?? [], (await phasesOf(ben)) ?? []];
      const shared = (phases: readonly string[]) => phases.filter((phase) => phase.startsWith('both')).sort();
      expect([ofAna.length, ofBen.length]).toEqual([40, 40]);
      expect(shared(ofAna)).toEqual(shared(ofBen));
      expect(shared(ofAna)).toHaveLength(20);
    });
  });
}
