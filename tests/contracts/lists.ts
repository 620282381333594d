/** Promises of the lists that are kept as boards are: what waits for a reviewer, who is named as one, words for those who come later. */
import { describe, expect, test } from 'vitest';
import { forgetReviewer } from '../../src/domain/forget-reviewer.ts';
import { REVIEWERS, score, WAITING, wordsBoard } from '../../src/domain/leaderboard.ts';
import type { Choices } from '../../src/domain/record.ts';
import { choose, leave, meet } from '../../src/domain/record.ts';
import { aDone, aDoneWithWords, adding, aMember, anId, anUndone, SECOND, someSubmitted, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const WORDS = wordsBoard('1');

export function listPromises(name: string, open: Open): void {
  describe(`${name}: lists`, () => {
    const store = opened(open);
    const first = async (guild: string, board = WORDS, limit = 10) =>
      (await store().leaderboard.first(guild, board, limit)).map(({ user }) => user);
    /** Members of one server who left words in phase 1, one a second. */
    async function withWords(guild: string, count: number) {
      const members = Array.from({ length: count }, () => aMember(guild));
      for (const [n, member] of [...members.entries()].reverse())
        await store().progress.update(member, adding(aDoneWithWords('1', T + n * SECOND)));
      return members;
    }

    test('nobody is on a list that nobody is on', async () => {
      expect(await store().leaderboard.first(anId(), WORDS, 5)).toEqual([]);
    });

    test('the first of a list come oldest first, with their documents, no more than were asked for', async () => {
      const guild = anId();
      const members = await withWords(guild, 4);
      await withWords(anId(), 1);
      const users = members.map(({ user }) => user);
      expect(await first(guild)).toEqual(users);
      const found = await store().leaderboard.first(guild, WORDS, 2);
      expect(found.map(({ user }) => user)).toEqual(users.slice(0, 2));
      for (const { user, document } of found) expect(document).toEqual(await store().progress.get({ guild, user }));
    });

    test('a list is read round and round, from any row on, each member once', async () => {
      const guild = anId();
      const users = (await withWords(guild, 4)).map(({ user }) => user);
      for (const [turn, limit] of [0, 1, 3, 4, 6, 997].flatMap((turn) =>
        [1, 3, 4, 9].map((limit) => [turn, limit] as const),
      )) {
        const round = [...users.slice(turn % 4), ...users.slice(0, turn % 4)].slice(0, limit);
        const found = await store().leaderboard.first(guild, WORDS, limit, turn);
        expect(
          found.map(({ user }) => user),
          `${limit} from ${turn}`,
        ).toEqual(round);
      }
      expect(await store().leaderboard.first(anId(), WORDS, 3, 5)).toEqual([]);
    });

    test('whose document is gone or can not be read is left out, and the others are there', async () => {
      const guild = anId();
      const [broken, newer, whole] = await withWords(guild, 3);
      if (!broken || !newer || !whole) throw new Error('three members');
      await store().plant(`{${guild}}:m:${broken.user}`, 'no document at all');
      await store().plant(`{${guild}}:m:${newer.user}`, '{"value":{"v":99}}');
      await store().spoil.row({ guild, user: anId() }, WORDS, score({ milestones: 1, at: T }));
      expect(await first(guild)).toEqual([whole.user]);
    });

    test('words follow what their member does: taken back, gone, back, hidden, shown to nobody, deleted', async () => {
      const guild = anId();
      const [member, other] = await withWords(guild, 2);
      if (!member || !other) throw new Error('two members');
      const here = { guild, user: member.user };
      const seen = async () => (await first(guild)).includes(member.user);
      const chosen = (choices: Partial<Choices>) => store().progress.update(here, choose(choices));
      await store().progress.update(here, adding(anUndone('1')));
      expect(await seen()).toBe(false);
      await store().progress.update(here, adding(aDone('1')));
      expect(await seen()).toBe(true);
      await store().progress.update(here, leave(T));
      expect(await seen()).toBe(false);
      await store().progress.update(here, meet);
      expect(await seen()).toBe(true);
      await chosen({ hidden: true, words: 'unnamed' });
      expect(await seen()).toBe(true);
      await chosen({ words: 'nobody' });
      expect(await seen()).toBe(false);
      await chosen({ words: 'named' });
      expect(await seen()).toBe(true);
      await store().progress.forget(here, T);
      expect(await first(guild)).toEqual([other.user]);
    });

    test('what waits for a reviewer is on its list until somebody decides, and who is named until nobody is', async () => {
      const guild = anId();
      const [later, sooner] = [aMember(guild), aMember(guild)];
      await store().progress.update(later, adding(...someSubmitted('1', T)));
      await store().progress.update(sooner, adding(...someSubmitted('2', T - SECOND)));
      expect(await first(guild, WAITING)).toEqual([sooner.user, later.user]);
      expect(await first(guild, REVIEWERS)).toHaveLength(2);
      await store().progress.update(sooner, adding({ ...anUndone('2'), kind: 'approved' }));
      expect(await first(guild, WAITING)).toEqual([later.user]);
      const [found] = await store().leaderboard.first(guild, REVIEWERS, 1);
      if (!found) throw new Error('somebody is named');
      const named = found.document.events.flatMap((event) => (event.kind === 'taken' ? [event.reviewer.id] : []));
      await store().progress.update({ guild, user: found.user }, forgetReviewer(named[0] ?? ''));
      expect(await first(guild, REVIEWERS)).not.toContain(found.user);
    });

    test('a list is no leaderboard: nobody’s place or height comes from one', async () => {
      const guild = anId();
      const member = aMember(guild);
      await store().progress.update(member, adding(...someSubmitted('1')));
      const page = await store().leaderboard.page({ guild, board: 'all', asker: '', limit: 5, from: 'top' });
      expect([page.total, await store().leaderboard.heights(guild, 1)]).toEqual([0, [0]]);
    });
  });
}
