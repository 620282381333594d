import { afterEach, describe, expect, it } from 'vitest';
import { ana, ben, GUILD, type Person } from '../support/front-door.ts';
import { type Reviewing, reviewing } from '../support/reviewing.ts';

let group: Reviewing;
afterEach(() => group.close());

const learner = (at: number): Person => ({ id: `2000000000000000${at + 10}`, name: `L${at}`, permissions: '0' });

async function remove(person: Person): Promise<void> {
  const asked = await group.press(person, await group.slash(person, 'privacy'), 'Delete…');
  expect((await group.press(person, asked, 'Delete for good')).text).toContain('Deleted');
}
async function askFor(words: string, person = ben): Promise<void> {
  const form = await group.press(person, await group.slash(person, 'reviews'), 'Ask for changes');
  await group.submit(person, form, { met: [], words });
}
/** All that the store has of the server. */
async function everything(): Promise<string> {
  const rows = await Promise.all(
    [ana, ...Array.from({ length: 4 }, (_, at) => learner(at))].map((one) => group.document(one)),
  );
  return JSON.stringify([rows, await group.stores.news.since(GUILD, 0)]);
}

describe('a reviewer who deletes their data', () => {
  it('is named nowhere any more: not in requests, not in news; what they asked for stays', async () => {
    group = await reviewing();
    await group.handIn();
    await askFor('No unwrap.');
    await group.handIn(learner(0));
    await group.press(ben, await group.slash(ben, 'reviews'), 'Approve');
    await group.handIn(learner(1));
    await group.press(ben, await group.slash(ben, 'reviews'), 'Take');
    await group.tick();
    const posts = group.channels.posts.length;
    expect(await everything()).toContain('"Ben"');
    await remove(ben);
    expect(await everything()).not.toMatch(new RegExp(`"Ben"|${ben.id}`));
    expect((await group.slash(ana, 'progress')).text).toContain('A reviewer asked for changes to phase 2: No unwrap');
    await group.tick();
    expect(group.channels.posts).toHaveLength(posts);
    expect((await group.stores.guilds.get(GUILD))?.notices).toEqual([]);
  });

  it('is found behind many whom others looked at, and the end is reached', async () => {
    group = await reviewing();
    const first = group.stores.leaderboard.first;
    const asked: number[] = [];
    group.stores.leaderboard.first = (guild, board, limit) => {
      asked.push(limit);
      // As if a page held two.
      return first.call(group.stores.leaderboard, guild, board, Math.ceil(limit / 25));
    };
    for (let at = 0; at < 4; at++) {
      group.clock.now += 60_000;
      await group.handIn(learner(at));
      const other = { id: '100000000000000003', name: 'Eva', permissions: '0' };
      await group.press(at < 3 ? other : ben, group.newest(), 'Take');
    }
    asked.length = 0;
    await remove(ben);
    expect(asked).toEqual([50, 100, 200]);
    expect(await everything()).not.toContain(ben.id);
    expect(await everything()).toContain('"Eva"');
  });

  it('and a learner who does takes what waits with them: nothing is open, and nobody is told', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    await remove(ana);
    expect((await group.slash(ben, 'reviews')).text).toContain('Nothing waits for you');
    const gone = await group.press(ben, post, 'Approve');
    expect(gone.text).toContain('Not open any more');
    await group.tick();
    expect(group.channels.posts).toHaveLength(1);
  });
});

describe('/progress', () => {
  it('says what waits and since when, to others only that it waits', async () => {
    group = await reviewing();
    await group.handIn();
    const since = Math.floor(group.clock.now / 1000);
    expect((await group.slash(ana, 'progress')).text).toContain(
      `⏳ Waits for a reviewer: phase 2, handed in <t:${since}:R>. Once approved, it counts from then.`,
    );
    const member = { id: ana.id, username: 'ana', global_name: 'Ana' };
    const others = (await group.slash(ben, 'progress', { member })).text;
    expect(others).toContain('⏳ Handed in, and not decided yet: phase 2');
    expect(others).not.toContain('lifetimes');
  });

  it('says what was asked for, with a button that hands it in again as it was ticked', async () => {
    group = await reviewing();
    await group.handIn();
    const form = await group.press(ben, group.newest(), 'Ask for changes');
    await group.submit(ben, form, { met: ['0'], words: 'A test, please.' }, 0);
    const mine = await group.slash(ana, 'progress');
    expect(mine.text).toContain('✏️ **Ben** asked for changes to phase 2: A test, please');
    expect(mine.text).toContain('Not met yet: It has a test');
    const again = await group.press(ana, mine, 'Hand in phase 2 again');
    expect(again.filledIn).toMatchObject({ met: ['0'] });
    expect((await group.submit(ana, again, { met: ['0', '1'] })).text).toContain('is handed in again');
    expect((await group.slash(ana, 'progress')).text).toContain('Waits for a reviewer');
    const member = { id: ana.id, username: 'ana', global_name: 'Ana' };
    expect((await group.slash(ben, 'progress', { member })).text).not.toContain('asked');
  });

  it('thanks for looking', async () => {
    group = await reviewing();
    await group.handIn();
    expect((await group.slash(ben, 'progress')).text).not.toContain('🤝');
    await group.press(ben, group.newest(), 'Approve');
    expect((await group.slash(ben, 'progress')).text).toContain(
      '🤝 You looked at a milestone of somebody else. Thank you.',
    );
  });
});
