/** Promises of Upkeep, and of the check that is built on it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkLeaderboards } from '../../src/cli/store/check.ts';
import { monthOf, score, WAITING, wordsBoard } from '../../src/domain/leaderboard.ts';
import { differencesOf, type Trace } from '../../src/domain/leaderboard-check.ts';
import type { MemberRef } from '../../src/domain/progress.ts';
import { leave, meet } from '../../src/domain/record.ts';
import { aDone, aDoneWithWords, adding, aMember, anId, anUndone, DAY, dayOf, stonesFor, T } from './builders.ts';
import { opened } from './opened.ts';
import { patiently } from './patience.ts';
import type { Open, Spoil } from './stores.ts';

const MONTH = monthOf(dayOf(T));
const LONG_AGO = T - 200 * DAY;

export function upkeepPromises(name: string, open: Open): void {
  describe(`${name}: the upkeep of leaderboards`, () => {
    const store = opened(open);
    let told: string[] = [];
    beforeEach(async () => {
      await check(true);
      told = [];
    });
    const check = (repair = false) =>
      checkLeaderboards({ stores: store(), now: Date.now, tell: (line) => told.push(line) }, repair);
    const align = async (member: Trace) => store().upkeep.align(await store().upkeep.look([member]));
    const page = async (guild: string, board = 'all') =>
      (await store().leaderboard.page({ guild, board, asker: '', limit: 50, from: 'top' })).rows;

    test('after check-ins, taking back, renaming, leaving and forgetting there is no difference', async () => {
      const [ana, ben, eve, dan] = [aMember(), aMember(), aMember(), aMember()];
      for (const member of [ana, ben, eve, dan]) await stonesFor(store().progress, member, 3);
      await store().progress.update(ana, adding(aDone('old', { at: LONG_AGO }), anUndone('1')));
      await store().progress.update({ ...ben, name: 'Benedikt' }, meet);
      await store().progress.update(dan, leave(T));
      await store().progress.forget(eve, T);
      expect(await check()).toMatchObject({ differences: 0 });
      expect(told).toEqual([]);
    });

    type Harm = readonly [string, RegExp, (spoil: Spoil, member: MemberRef) => Promise<void>];
    test.each<Harm>([
      ['a missing row', /board all: there is no row, but 3 milestones/, (spoil, who) => spoil.row(who, 'all', null)],
      [
        'a missing row of this month',
        new RegExp(`board ${MONTH}: there is no row`),
        (spoil, who) => spoil.row(who, MONTH, null),
      ],
      [
        'a missing row of a list',
        /board words.old: there is no row, but 1 milestone .*would be right/,
        (spoil, who) => spoil.row(who, wordsBoard('old'), null),
      ],
      [
        'a row of a list without anything that waits',
        /board waiting: the row says 1 milestone .*, but there should be none/,
        (spoil, who) => spoil.row(who, WAITING, score({ milestones: 1, at: T })),
      ],
      [
        'a row of a list too early',
        /board words.old: the row says 1 milestone .*but 1 milestone .*would be right/,
        (spoil, who) => spoil.row(who, wordsBoard('old'), score({ milestones: 1, at: T - 300 * DAY })),
      ],
      [
        'a wrong number',
        /says 9 milestones .*but 3 milestones .* would be right/,
        (spoil, who) => spoil.row(who, 'all', score({ milestones: 9, at: T })),
      ],
      [
        'a wrong time',
        /says 3 milestones .*but 3 milestones .* would be right/,
        (spoil, who) => spoil.row(who, 'all', score({ milestones: 3, at: T - DAY })),
      ],
      [
        'a row on a board that was never touched',
        /board 2999-01: the row says 2 milestones .*, but there should be none/,
        (spoil, who) => spoil.row(who, '2999-01', score({ milestones: 2, at: T })),
      ],
      ['a missing name', /name on the leaderboard is missing/, (spoil, who) => spoil.name(who, null)],
      [
        'a server that is missing among a member’s',
        /the server is missing among those of the member/,
        (spoil, who) => spoil.unlist(who),
      ],
      ['another name', /is not the document’s/, (spoil, who) => spoil.name(who, 'Somebody')],
      [
        'a row without a document',
        /board all: the row says 5 milestones .*, but there should be none/,
        (spoil, { guild }) => spoil.row({ guild, user: anId() }, 'all', score({ milestones: 5, at: T })),
      ],
      [
        'a name without a document',
        /a name is kept without a document/,
        (spoil, { guild }) => spoil.name({ guild, user: anId() }, 'Gone'),
      ],
    ])('%s is found, told with its server, mended, and not found again', async (_, words, harm) => {
      const member = aMember();
      await stonesFor(store().progress, member, 2);
      await store().progress.update(member, adding(aDoneWithWords('old', LONG_AGO)));
      const boards = ['all', MONTH, wordsBoard('old'), WAITING];
      const rows = () => Promise.all(boards.map((board) => page(member.guild, board)));
      const before = await rows();
      await harm(store().spoil, member);
      await check();
      expect(told.join('\n')).toMatch(words);
      expect(told).toEqual([...new Set(told)]);
      expect(told.filter((line) => !line.startsWith(`server ${member.guild}, `))).toEqual([]);
      expect(await check(true)).toMatchObject({ left: 0 });
      expect(await check()).toMatchObject({ differences: 0 });
      expect(await rows()).toEqual(before);
      expect(await store().progress.guildsOf(member.user)).toEqual([member.guild]);
    });

    test('a row too many on a board where others stand is told once', async () => {
      const [ana, ben] = [aMember(), aMember()];
      const before = T - 35 * DAY;
      await store().progress.update(ana, adding(aDone('1', { at: before })));
      await stonesFor(store().progress, ben, 1);
      await check();
      await store().spoil.row(ben, monthOf(dayOf(before)), score({ milestones: 1, at: before }));
      await check();
      expect(told.filter((line) => line.includes(ben.user))).toHaveLength(1);
    });

    test('what mending resolves is what stands there then', async () => {
      const member = aMember();
      await stonesFor(store().progress, member, 2);
      await store().spoil.row(member, 'all', null);
      await store().spoil.row(member, MONTH, score({ milestones: 9, at: T }));
      await store().spoil.name(member, 'Somebody');
      const mended = await align({ ...member, boards: [] });
      expect(mended).toEqual(await store().upkeep.look([{ ...member, boards: [] }]));
      expect(mended.flatMap((kept) => differencesOf(kept, Date.now()))).toEqual([]);
    });

    test('mending leaves the document as it was, to the byte', async () => {
      const member = aMember();
      await stonesFor(store().progress, member, 2);
      const key = `{${member.guild}}:m:${member.user}`;
      const before = await store().planted(key);
      await store().spoil.row(member, 'all', null);
      await check(true);
      expect(await store().planted(key)).toBe(before);
    });

    test('boards of months that are over for long are nobody’s concern', async () => {
      const member = aMember();
      await store().progress.update(member, adding(aDone('1', { at: LONG_AGO })));
      await store().spoil.row(member, monthOf(dayOf(LONG_AGO)), null);
      expect(await check()).toMatchObject({ differences: 0 });
    });

    test('check-ins under way are no differences, and none is lost to a repair', async () => {
      const { guild, user } = aMember();
      let running = true;
      const done = hammer(store().place, guild, user, 'a', '300').finally(() => {
        running = false;
      });
      done.catch(() => {});
      while (running) {
        // A file answers without a pause, in which this process would hear that the others ended.
        await new Promise((resolve) => setTimeout(resolve, 20));
        await patiently(() => check());
        await patiently(() => check(true));
        await patiently(() => align({ guild, user, boards: [] }));
      }
      await done;
      expect(told).toEqual([]);
      expect((await store().progress.get({ guild, user }))?.events).toHaveLength(300);
      expect(await check()).toMatchObject({ differences: 0 });
    });

    test('a member who comes while their leftover is mended keeps row and name', async () => {
      for (let round = 0; round < 20; round++) {
        const member = aMember();
        await store().spoil.name(member, 'Old');
        await Promise.all([align({ ...member, boards: ['all'] }), store().progress.update(member, adding(aDone('1')))]);
        expect((await page(member.guild)).map((row) => row.name)).toEqual(['Ana']);
        expect(await store().progress.guildsOf(member.user)).toEqual([member.guild]);
      }
      expect(await check()).toMatchObject({ differences: 0 });
    });

    test('a document that can not be read is told without what it holds, keeps its row, and stays', async () => {
      const member = aMember();
      await stonesFor(store().progress, member, 1);
      const key = `{${member.guild}}:m:${member.user}`;
      const broken = '{"value":{"v":1,"name":"A-secret"}}';
      const whole = await store().planted(key);
      await store().plant(key, broken);
      expect(await check(true)).toMatchObject({ differences: 1, left: 1 });
      expect(told).toEqual([expect.stringContaining(`cairn::${key} is broken`)]);
      expect(told.join()).not.toContain('A-secret');
      expect(await page(member.guild)).toHaveLength(1);
      expect(await store().planted(key)).toBe(broken);
      await store().plant(key, whole ?? '');
    });
  });
}

async function hammer(...words: string[]): Promise<void> {
  const script = new URL('./hammer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the hammer ended with ${code}`);
}
