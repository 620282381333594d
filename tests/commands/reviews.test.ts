import { afterEach, describe, expect, it } from 'vitest';
import { stones } from '../../src/domain/progress.ts';
import { reviewsOf } from '../../src/domain/review.ts';
import { ana, ben, GUILD, owner, type Person } from '../support/front-door.ts';
import { eva, MILESTONES, mentor, mentors, type Reviewing, reviewing } from '../support/reviewing.ts';

let group: Reviewing;
afterEach(() => group.close());

const dan: Person = { id: '100000000000000006', name: 'Dan', permissions: '0' };
const MINUTE = 60_000;

/** Ana, then Dan a minute later. */
async function twoWait(): Promise<void> {
  group = await reviewing();
  await group.handIn(ana);
  group.clock.now += MINUTE;
  await group.handIn(dan);
  group.clock.now += MINUTE;
}

describe('/reviews', () => {
  it('says kindly that nothing waits, and why where nobody has to look', async () => {
    group = await reviewing(null);
    expect((await group.slash(ben, 'reviews')).text).toContain('a milestone counts on the member’s word');
    await group.setRule({ by: 'peer', role: null, channel: null });
    const seen = await group.slash(ben, 'reviews');
    expect(seen.text).toContain('Nothing waits for you');
    expect(seen.isPrivate).toBe(true);
  });

  it('shows who has waited longest, privately, with link, words and criteria, and how many come after', async () => {
    await twoWait();
    const seen = await group.slash(ben, 'reviews');
    expect(seen.text).toContain('## 🔎 **Ana** · phase 2: Title 2\nHanded in <t:');
    expect(seen.text).toContain('> lifetimes');
    expect(seen.text).toContain('☑️ It runs\n☐ It has a test (not ticked)');
    expect(seen.text).toContain('1 more after this');
    expect(seen.isPrivate).toBe(true);
    expect(seen.buttons).toEqual([
      'Approve',
      'Ask for changes',
      'Take',
      'Skip',
      'Look: example.org',
      'Open the phase',
      'Post again',
    ]);
  });

  it('goes on behind the first twenty-five, whether they are skipped or for somebody else', async () => {
    group = await reviewing();
    const crowd = Array.from({ length: 26 }, (_, n) => ({ id: String(200_000 + n), name: `N${n}`, permissions: '0' }));
    for (const each of crowd) {
      await group.handIn(each);
      group.clock.now += MINUTE;
    }
    let seen = await group.slash(ben, 'reviews');
    for (const _ of crowd.slice(1)) seen = await group.press(ben, seen, 'Skip');
    expect(seen.text).toContain('**N25**');
    seen = await group.slash(eva, 'reviews');
    for (const _ of crowd.slice(1)) {
      seen = await group.press(eva, await group.press(eva, seen, 'Take'), 'Skip');
      group.clock.now += MINUTE;
    }
    expect((await group.slash(ben, 'reviews')).text).toContain('**N25**');
  });

  it('goes on to the next after each decision, and says what was done', async () => {
    await twoWait();
    const next = await group.press(ben, await group.slash(ben, 'reviews'), 'Approve');
    expect(next.text).toMatch(/🪨 Done: phase 2: Title 2 counts for \*\*Ana\*\*.*\n## 🔎 \*\*Dan\*\*/);
    const form = await group.press(ben, next, 'Ask for changes');
    const end = await group.submit(ben, form, { met: ['0'], words: 'A test, please.' });
    expect(end.text).toMatch(/✏️ Done: \*\*Dan\*\* is told.*\n☕ Nothing waits for you/);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(2);
    expect(stones((await group.document(ana))?.events ?? [])).toHaveLength(1);
    expect(stones((await group.document(dan))?.events ?? [])).toHaveLength(0);
  });

  it('skips to what comes after, however often, and begins again at the end', async () => {
    await twoWait();
    const second = await group.press(ben, await group.slash(ben, 'reviews'), 'Skip');
    expect(second.text).toContain('## 🔎 **Dan**');
    const end = await group.press(ben, second, 'Skip');
    expect(end.text).toContain('That is all for now. 2 that you skipped wait still.');
    expect((await group.press(ben, end, 'Begin again')).text).toContain('## 🔎 **Ana**');
  });

  it('does not come back to what was skipped when the one after it is decided', async () => {
    await twoWait();
    const second = await group.press(ben, await group.slash(ben, 'reviews'), 'Skip');
    const end = await group.press(ben, second, 'Approve');
    expect(end.text).toContain('That is all for now. One that you skipped waits still.');
  });

  it('takes and lets go, and stays with it', async () => {
    await twoWait();
    const taken = await group.press(ben, await group.slash(ben, 'reviews'), 'Take');
    expect(taken.text).toMatch(/yours for 48 hours.*\n## 🔎 \*\*Ana\*\* .*\n.*, yours until <t:/);
    expect((await group.slash(eva, 'reviews')).text).toMatch(
      /## 🔎 \*\*Dan\*\*[\s\S]*one more waits for somebody else/,
    );
    const free = await group.press(ben, taken, 'Let go');
    expect(free.text).toMatch(/You let go of it.*\n## 🔎 \*\*Ana\*\*/);
    expect((await group.slash(eva, 'reviews')).text).toContain('## 🔎 **Ana**');
  });

  it('shows nobody their own, nor what they have not passed, and counts it in words', async () => {
    await twoWait();
    const mine = await group.slash(ana, 'reviews');
    expect(mine.text).toContain('Nothing waits for you');
    expect(mine.text).toContain('-# 2 wait for somebody else');
    expect((await group.slash(owner, 'reviews')).text).toContain('## 🔎 **Ana**');
  });

  it('with mentors is empty for peers at first', async () => {
    group = await reviewing(mentors);
    await group.handIn();
    expect((await group.slash(ben, 'reviews')).text).toContain('-# One waits for somebody else');
    expect((await group.slash(mentor, 'reviews')).text).toContain('## 🔎 **Ana**');
  });

  it('shows what was asked for before, by whom and when', async () => {
    group = await reviewing();
    await group.handIn();
    const form = await group.press(ben, await group.slash(ben, 'reviews'), 'Ask for changes');
    await group.submit(ben, form, { met: [], words: 'No unwrap.' });
    expect((await group.slash(ben, 'reviews')).text).toContain('Nothing waits for you');
    await group.handIn();
    const again = await group.slash(ben, 'reviews');
    expect(again.text).toMatch(/- \*\*Ben\*\*, <t:\d+:R> · not met then: It runs; It has a test\n> No unwrap\\\./);
  });

  it('says who was faster, and goes on', async () => {
    await twoWait();
    const seen = await group.slash(ben, 'reviews');
    await group.press(eva, await group.slash(eva, 'reviews'), 'Approve');
    const late = await group.press(ben, seen, 'Approve');
    expect(late.text).toMatch(/somebody was faster.*\n## 🔎 \*\*Dan\*\*/);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(0);
  });

  it('asks in the channel once more where the post was deleted; what is decided meanwhile is not posted', async () => {
    group = await reviewing();
    await group.handIn();
    const still = await group.press(ben, await group.slash(ben, 'reviews'), 'Post again');
    expect(still.text).toContain(`It still stands in <#${MILESTONES}>: https://discord.com/channels/${GUILD}/`);
    await group.tick();
    expect(group.channels.posts).toHaveLength(1);
    group.channels.posts.length = 0;
    const posted = await group.press(ben, await group.slash(ben, 'reviews'), 'Post again');
    expect(posted.text).toMatch(new RegExp(`once more in <#${MILESTONES}>.*\\n## 🔎 \\*\\*Ana\\*\\*`));
    await group.tick();
    expect(group.newest().text).toContain('**Ana** handed in phase 2');
    expect((await group.press(eva, group.newest(), 'Take')).text).toContain('**Eva** has it until');
    group.channels.posts.length = 0;
    await group.press(eva, await group.slash(eva, 'reviews'), 'Post again');
    await group.press(eva, await group.slash(eva, 'reviews'), 'Approve');
    await group.tick();
    expect(group.channels.posts.map(({ message }) => message.mentionUser)).toEqual([ana.id]);
    const stale = await group.press(ben, posted, 'Post again');
    expect(stale.text).toContain('Nothing is open here any more');
    expect(await group.stores.news.pending(GUILD)).toEqual([]);
  });

  it('still decides what waits after members’ words count again', async () => {
    group = await reviewing();
    await group.handIn();
    await group.setRule(null);
    const done = await group.press(ben, await group.slash(ben, 'reviews'), 'Approve');
    expect(done.text).toContain('counts for **Ana**');
  });

  it('the leaderboard has the time of handing in, also when the look comes in another month', async () => {
    await twoWait();
    const handedIn = (await group.document(ana))?.events.at(-1)?.at ?? 0;
    group.clock.now += 40 * 86_400_000;
    await group.press(ben, await group.slash(ben, 'reviews'), 'Approve');
    const month = new Date(handedIn).toISOString().slice(0, 7);
    const page = await group.stores.leaderboard.page({
      ...{ guild: GUILD, board: month, asker: ana.id, limit: 10, from: 'top' },
    });
    expect(page.own).toMatchObject({ milestones: 1, at: Math.floor(handedIn / 1000) });
  });
});
