/** Promises of LeaderboardStore. */
import { describe, expect, test } from 'vitest';
import { monthOf, score, standings } from '../../src/domain/leaderboard.ts';
import type { LeaderboardPage, LeaderboardRow, Stores } from '../../src/ports.ts';
import fc from '../support/chance.ts';
import { aDone, adding, aMember, anId, anUndone, dayOf, SECOND, stonesFor, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

type Query = Parameters<Stores['leaderboard']['page']>[0];

export function leaderboardPromises(name: string, open: Open): void {
  describe(`${name}: the leaderboard`, () => {
    const store = opened(open);
    const ask = (guild: string, more: Partial<Query> = {}) =>
      store().leaderboard.page({ guild, board: 'all', asker: 'nobody', limit: 10, from: 'top', ...more });

    test('an empty board has no rows and nobody’s own', async () => {
      const empty = { rows: [], hasBefore: false, hasAfter: false, total: 0, own: null };
      expect(await ask(anId())).toEqual(empty);
    });

    test('equal milestones share a place, the earlier first, across pages: 1, 2, 2, 4', async () => {
      const guild = anId();
      const [first, second, third, fourth] = await board(store(), guild, [
        [3, T],
        [2, T - 5 * SECOND],
        [2, T],
        [1, T - 99 * SECOND],
      ]);
      const top = await ask(guild, { limit: 2 });
      expect(placesOf(top)).toEqual([
        [first, 1],
        [second, 2],
      ]);
      const rest = await ask(guild, { limit: 2, from: { after: lastOf(top) } });
      expect(placesOf(rest)).toEqual([
        [third, 2],
        [fourth, 4],
      ]);
      expect([top.hasBefore, top.hasAfter, rest.hasBefore, rest.hasAfter]).toEqual([false, true, true, false]);
    });

    test('the asker’s own row is there when the page does not show it', async () => {
      const guild = anId();
      const users = await board(
        store(),
        guild,
        [5, 4, 4, 4, 1].map((milestones) => [milestones, T]),
      );
      const { own, total } = await ask(guild, { limit: 2, asker: users[4] ?? '' });
      expect(total).toBe(5);
      expect(own).toEqual({ user: users[4], name: 'Ana', milestones: 1, at: T / 1000, place: 5 });
    });

    test('pages forth and back visit everybody once, also among ties in one second', async () => {
      const guild = anId();
      const users = await board(
        store(),
        guild,
        [3, 3, 3, 3, 3, 2, 2, 1, 1, 1, 1].map((milestones) => [milestones, T]),
      );
      const forth = await walk((from) => ask(guild, { limit: 3, from }), 'forth');
      const back = await walk((from) => ask(guild, { limit: 3, from }), 'back');
      expect(forth.map(({ user }) => user).sort()).toEqual([...users].sort());
      expect(back).toEqual(forth);
      expect(forth.map(({ place }) => place)).toEqual([1, 1, 1, 1, 1, 6, 6, 8, 8, 8, 8]);
    });

    test('a cursor whose member moved or left still divides the board where it stood', async () => {
      const guild = anId();
      await board(
        store(),
        guild,
        [4, 3, 3, 3, 2].map((milestones) => [milestones, T]),
      );
      const all = (await ask(guild)).rows;
      const gone = all[2];
      if (!gone) throw new Error('five rows');
      await store().progress.forget({ guild, user: gone.user }, T);
      const after = await ask(guild, { from: { after: gone } });
      const before = await ask(guild, { from: { before: gone } });
      expect(before.rows.map(({ user }) => user)).toEqual(all.slice(0, 2).map(({ user }) => user));
      expect(after.rows.map(({ user }) => user)).toEqual(all.slice(3).map(({ user }) => user));
    });

    test('heights say how many have so many milestones or more, of this server alone', async () => {
      const guild = anId();
      expect(await store().leaderboard.heights(guild, 3)).toEqual([0, 0, 0]);
      await board(
        store(),
        guild,
        [5, 3, 3, 1].map((milestones) => [milestones, T]),
      );
      await board(store(), anId(), [[2, T]]);
      expect(await store().leaderboard.heights(guild, 6)).toEqual([4, 3, 3, 1, 1, 0]);
      // More than the roadmap has now: from an older one.
      expect(await store().leaderboard.heights(guild, 2)).toEqual([4, 3]);
    });

    test('taking the only milestone back leaves the board, of the month too', async () => {
      const member = aMember();
      const board = monthOf(dayOf(T));
      await store().progress.update(member, adding(aDone('1')));
      expect((await ask(member.guild, { board })).total).toBe(1);
      await store().progress.update(member, adding(anUndone('1')));
      expect((await ask(member.guild, { board })).total).toBe(0);
      expect((await ask(member.guild)).total).toBe(0);
    });

    test('after any events of any members, standings are those of the fold', async () => {
      const event = fc.record({ who: fc.nat(4), phase: fc.nat(3), undo: fc.boolean(), ago: fc.nat(70 * 86_400) });
      const run = fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const guild = anId();
        const members = Array.from({ length: 5 }, () => aMember(guild));
        for (const { who, phase, undo, ago } of events) {
          const at = T - ago * SECOND;
          const happened = undo ? anUndone(String(phase), at) : aDone(String(phase), { at });
          await store().progress.update(members[who] ?? members[0] ?? aMember(guild), adding(happened));
        }
        for (const board of ['all', monthOf(dayOf(T)), monthOf(dayOf(T - 32 * 86_400_000))]) {
          const seen = (await ask(guild, { board })).rows.map(({ user, at, milestones }) => ({ user, at, milestones }));
          expect(seen).toEqual(await folded(store(), members, board));
        }
      });
      await fc.assert(run, { numRuns: 25 });
    });
  });
}

/** What the documents say, in the board's order. */
async function folded(stores: Stores, members: readonly ReturnType<typeof aMember>[], board: string) {
  const rows = [];
  for (const member of members) {
    const events = (await stores.progress.get(member))?.events ?? [];
    const standing = standings(events).find((one) => one.board === board);
    if (standing?.milestones) rows.push({ user: member.user, standing });
  }
  rows.sort((a, b) => score(b.standing) - score(a.standing) || (a.user < b.user ? 1 : -1));
  return rows.map(({ user, standing }) => ({ user, at: standing.at / 1000, milestones: standing.milestones }));
}

async function board(
  stores: Stores,
  guild: string,
  members: readonly (readonly [number, number])[],
): Promise<string[]> {
  const users: string[] = [];
  for (const [milestones, at] of members) {
    const member = aMember(guild);
    await stonesFor(stores.progress, member, milestones, at);
    users.push(member.user);
  }
  return users;
}

const placesOf = (page: LeaderboardPage) => page.rows.map(({ user, place }) => [user, place]);

function lastOf(page: LeaderboardPage): LeaderboardRow {
  const row = page.rows.at(-1);
  if (!row) throw new Error('the page is empty');
  return row;
}

/** Every row as somebody sees them who turns all pages, in the board's order. */
async function walk(
  ask: (from: Query['from']) => Promise<LeaderboardPage>,
  way: 'forth' | 'back',
): Promise<LeaderboardRow[]> {
  const bottom = { milestones: 0, at: 0, user: '' };
  let page = await ask(way === 'forth' ? 'top' : { before: bottom });
  const rows = [...page.rows];
  while (way === 'forth' ? page.hasAfter : page.hasBefore) {
    const [first, last] = [page.rows[0], page.rows.at(-1)];
    if (!first || !last) throw new Error('more was promised');
    page = await ask(way === 'forth' ? { after: last } : { before: first });
    if (way === 'forth') rows.push(...page.rows);
    else rows.unshift(...page.rows);
  }
  return rows;
}
