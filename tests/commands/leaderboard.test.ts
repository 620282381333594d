import { afterEach, describe, expect, it } from 'vitest';
import { leave } from '../../src/domain/record.ts';
import { aRoadmap } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD, type Person } from '../support/front-door.ts';
import { someSettings } from '../support/settings.ts';

let door: FrontDoor;
afterEach(() => door.close());

const person = (n: number): Person => ({
  id: `2000000000000000${String(n).padStart(2, '0')}`,
  name: `P${n}`,
  permissions: '0',
});

async function group(counts: readonly number[]): Promise<void> {
  for (const [n, count] of counts.entries()) {
    for (let phase = 1; phase <= count; phase++) {
      door.clock.now += 60_000;
      await door.done(person(n), { phase: String(phase) });
    }
  }
}

describe('/leaderboard', () => {
  it('lets equal numbers share a place, the earlier first: 1, 2, 2, 4', async () => {
    door = await frontDoor();
    await group([1, 2, 3, 2]);
    const lines = (await door.slash(ana, 'leaderboard')).text.split('\n').filter((line) => /^\*\*\d/.test(line));
    expect(lines.map((line) => line.replace(/ · .*/, ''))).toEqual([
      '**1.** **P2**',
      '**2.** **P1**',
      '**2.** **P3**',
      '**4.** **P0**',
    ]);
  });

  it('always shows one’s own place, and turns pages', async () => {
    door = await frontDoor();
    await group(Array.from({ length: 12 }, () => 1));
    const first = await door.slash(person(11), 'leaderboard');
    expect(first.text).toContain('You are in place **1** with 1 milestone');
    expect(first.text).not.toContain('P11');
    const second = await door.press(person(11), first, 'Lower');
    expect(second.text).toContain('**P11** (you)');
    const [top, last] = [first.buttons, second.buttons].map((labels) =>
      labels.filter((label) => label === 'Higher' || label === 'Lower'),
    );
    expect([top, last]).toEqual([['Lower'], ['Higher']]);
    expect((await door.press(person(11), second, 'Higher')).text).toContain('**P0**');
  });

  it('turns both ways from the middle', async () => {
    door = await frontDoor();
    await group(Array.from({ length: 22 }, () => 1));
    const first = await door.slash(ana, 'leaderboard');
    const middle = await door.press(ana, first, 'Lower');
    expect((await door.press(ana, middle, 'Lower')).text).toContain('**P21**');
    expect((await door.press(ana, middle, 'Higher')).text).toContain('**P0**');
  });

  it('is shared with the group without anybody’s own place, and not while it is empty', async () => {
    door = await frontDoor();
    expect((await door.forge(ana, 'v1:leaderboard:share:all')).text).toContain('nothing to share');
    await door.done(ana);
    const after = await door.press(ana, await door.slash(ana, 'leaderboard'), 'Share');
    expect(after.isPrivate).toBe(true);
    expect(after.shared).toHaveLength(1);
    expect(after.shared[0]?.text).toContain('**1.** **Ana**');
    expect(after.shared[0]?.text).not.toContain('you');
    expect((await door.forge(ana, 'v1:leaderboard:share:2026-13')).text).toContain('older version');
  });

  it('takes “this month” from the group’s calendar, not from UTC’s', async () => {
    door = await frontDoor({ now: Date.UTC(2026, 6, 31, 23) });
    const settings = someSettings({ timezone: 'Europe/Berlin' }, door.clock.now);
    await door.stores.guilds.update(GUILD, () => ({ document: { settings, notices: [], pauses: [] }, outcome: null }));
    await door.done(ana);
    const month = await door.slash(ana, 'leaderboard', { period: 'month' });
    expect(month.text).toContain('August 2026');
    expect(month.text).toContain('**1.** **Ana**');
  });

  it('counts a month by itself', async () => {
    door = await frontDoor({ now: Date.UTC(2026, 6, 31, 12) });
    await door.done(ana, { phase: '1' });
    await door.done(ana, { phase: '2' });
    door.clock.now = Date.UTC(2026, 7, 2, 12);
    await door.done(ben, { phase: '1' });
    const month = await door.slash(ana, 'leaderboard', { period: 'month' });
    expect(month.text).toContain('August 2026');
    expect(month.text).toContain('**Ben**');
    expect(month.text).not.toContain('**Ana**');
    const all = await door.press(ana, month, 'All time');
    expect(all.text).toContain('**1.** **Ana**');
    const back = await door.press(ana, all, 'This month');
    expect(back.text).toContain('August 2026');
    expect(back.text).not.toContain('**Ana**');
  });

  it('has no row for whoever left, who has a place again from their next check-in', async () => {
    door = await frontDoor();
    await group([2, 1]);
    await door.stores.progress.update({ guild: GUILD, user: person(0).id }, leave(door.clock.now));
    const without = await door.slash(person(1), 'leaderboard');
    expect(without.text).toMatch(/One member.*\*\*1\.\*\* \*\*P1/s);
    expect(without.text).not.toContain('P0');
    await door.done(person(0), { phase: '3' });
    expect((await door.slash(person(0), 'leaderboard')).text).toContain('You are in place **1** with 3 milestones');
  });

  it('says what to do while nobody is there', async () => {
    door = await frontDoor();
    const { text } = await door.slash(ana, 'leaderboard');
    expect(text).toContain('Nobody is here yet. `/done` lays the first stone');
    expect(text).not.toContain('You are not here');
  });

  it('escapes names, and shows something for an empty one', async () => {
    door = await frontDoor({ roadmap: aRoadmap() });
    await door.done({ ...ana, name: '**@here**' });
    await door.done({ ...ben, name: '\u200b\u202e' });
    const { text } = await door.slash(ana, 'leaderboard');
    expect(text).toContain('\\*\\*\\@here\\*\\*');
    expect(text).toContain('**somebody**');
  });

  it('refuses cursors that no button of ours says', async () => {
    door = await frontDoor();
    expect((await door.forge(ana, 'v1:leaderboard:after:all:x:1:2')).text).toContain('older version');
    expect((await door.forge(ana, 'v1:leaderboard:after:2026-13:1:1:2')).text).toContain('older version');
  });
});
