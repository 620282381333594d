/** A month of a study group by a clock that is moved: two learners, a mentor, a holiday, an outage, and a member who leaves. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Group, Planned } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { DAY, HOUR, staged } from '../support/stage.ts';

const MILESTONES = 'milestones';

describe.each(STORES)('a month of a study group, on %s', (kind) => {
  const on = staged(kind);
  let group: Group;
  let planned: readonly Planned[];
  /** The first Monday, noon in UTC. */
  let monday: number;

  /** The day of a week from 1 to 5, 0 is Monday, at noon; or so many hours later. */
  const moveTo = (week: number, day: number, hours = 0) =>
    on().moveTo(monday + ((week - 1) * 7 + day) * DAY + hours * HOUR);
  const mentor = () => group.person('mentor');

  beforeAll(async () => {
    await on().bot();
    group = await on().group();
    const { now } = await on().people.world();
    const today = (new Date(now).getUTCDay() + 6) % 7;
    monday = now + ((7 - today) % 7) * DAY;
    await on().moveTo(monday);
  });

  test('Monday: the owner sets up posts and reviews, and both learners begin', async () => {
    const { admin, ana, chloe } = group;
    planned = await group.setUp({ day: 'Wednesday', challenge_day: 'Friday', weeks_per_phase: 1 });
    await admin.slash('setup');
    const rule = {
      'A milestone counts': 'mentor',
      'The mentors’ role': '@mentors',
      'The milestones channel': '#milestones',
    };
    expect((await admin.fill(await admin.click('Reviews'), rule)).text).toContain('after a look by a mentor');
    for (const learner of [ana, chloe]) {
      await learner.slash('next');
      expect((await learner.click('At the start, phase 1')).text).toContain('Phase 1 · ');
    }
  });

  test('week 1: the prompt comes; a milestone is handed in, sent back with words, handed in again and counts from then', async () => {
    const { ana, hears } = group;
    await on().moveTo(planned[0]?.at ?? 0);
    await hears(/🧭 Week 1 of 1|🧭 Phase 1|Phase 1: Getting Started/);
    await moveTo(1, 3);
    const note = 'Reading numbers from a line';
    const handedIn = await ana.fill(await ana.click('Check in'), {
      'Link to your work': 'https://example.org/ana/1',
      'What was hard?': note,
      'For those who come after you': ['yes'],
    });
    expect(handedIn.text).toMatch(/Phase 1 is handed in.*Next: Phase 2/s);
    await hears(/ana handed in phase 1/, MILESTONES);
    expect((await group.chloe.slash('leaderboard')).text).not.toContain('ana');
    await moveTo(1, 4);
    expect((await mentor().slash('reviews')).text).toMatch(/ana.*phase 1.*Reading numbers/is);
    const form = await mentor().click('Ask for changes');
    await mentor().fill(form, { 'What would you change, and why?': 'Say what happens at the end of input.' });
    expect(await hears(/asks for changes to phase 1/, MILESTONES)).toMatch(/@ana.*end of input/s);
    await moveTo(1, 5);
    const again = { 'Link to your work': 'https://example.org/ana/1b' };
    expect((await ana.fill(await ana.at(MILESTONES).click('Hand in again'), again)).text).toContain('handed in again');
    await hears(/ana handed in phase 1/, MILESTONES);
    await moveTo(2, 0);
    expect((await mentor().slash('reviews')).text).toMatch(/end of input/);
    await mentor().click('Approve');
    expect(await hears(/🪨 @ana finished phase 1: Getting Started/)).toContain('mentor had a look');
    expect((await ana.slash('leaderboard')).text).toMatch(/1\. ana \(you\) · 1 milestone · 2/);
    expect((await mentor().slash('progress')).text).toMatch(/You looked at others’ milestones, 2 times/);
  });

  test('week 2: who is stuck gets help where the group talks, and an outage of three days costs nobody anything', async () => {
    const { ana, chloe, hears, posts, name: guild } = group;
    const { people } = on();
    expect((await chloe.slash('next')).text).toMatch(/ana, who passed here in .*Reading numbers from a line/);
    const wish = 'Return a string from a function';
    await chloe.fill(await chloe.slash('stuck', { phase: '1' }), { 'What do you want to do?': wish });
    const thread = (await people.world()).guilds
      .find(({ name }) => name === guild)
      ?.channels.find(({ parent }) => parent)?.name;
    await hears(/chloe is stuck in phase 1/, thread);
    await people.click('ana', thread ?? '', 'I can help', { guild });
    await hears(/@chloe, ana can help/, thread);
    await people.click('chloe', thread ?? '', 'Solved', { guild });
    await hears(/Solved: chloe was stuck/, thread);
    const before = (await posts()).length;
    await on().stopBots('SIGKILL');
    await moveTo(2, 3);
    await on().bot();
    await hears(/🧭 Phase 2|Phase 2: Ownership/);
    expect((await posts()).length).toBe(before + 1);
    // Ana did nothing in that week, and has no freeze yet: without the excuse this would be her first.
    await moveTo(3, 0);
    await ana.slash('next');
    expect((await ana.choose("Lifetimes: 'a, elision rules", 'Tick what you know by now')).text).toContain('Phase 2');
    expect((await ana.slash('progress')).text).toContain('2 weeks in a row');
  });

  test('week 3 and 4: a holiday comes without posts, and breaks no row', async () => {
    const { admin, posts } = group;
    const before = (await posts()).length;
    await admin.slash('setup');
    await admin.click('Pause');
    await moveTo(4, 6);
    expect((await posts()).length).toBe(before);
    await admin.slash('setup');
    await admin.click('Resume');
    await moveTo(5, 0);
    expect((await group.ana.slash('progress')).text).toContain('2 weeks in a row, this one still open');
  });

  test('week 5: one goes, with what waits of theirs, and the other goes on', async () => {
    const { ana, chloe, hears, name: guild } = group;
    await chloe.fill(await chloe.slash('done', { phase: '1' }), { 'What was hard?': 'Loops' });
    await hears(/chloe handed in phase 1/, MILESTONES);
    await on().people.change({ kind: 'remove-person', guild, name: 'chloe' });
    await ana.slash('progress', { member: '@chloe' });
    await on().people.until(async () => !(await mentor().slash('reviews')).text.includes('chloe'));
    await ana.fill(await ana.slash('done', { phase: '2' }), { 'Link to your work': 'https://example.org/ana/2' });
    await hears(/ana handed in phase 2/, MILESTONES);
    await mentor().slash('reviews');
    await mentor().click('Approve');
    await hears(/🪨 @ana finished phase 2/);
    expect((await ana.slash('progress')).text).toMatch(/2 of 14.*3 weeks in a row/s);
    expect((await ana.slash('leaderboard')).text).toMatch(/One member.*1\. ana \(you\) · 2 milestones/s);
    // One prompt a week but for the holiday's, each once, and the calendar waited.
    await moveTo(5, 3);
    await hears(/Phase 3: Custom Data Types/);
    const prompts = (await group.posts()).filter((text) => text.includes('🧭'));
    expect(prompts.map((text) => /Phase \d/.exec(text)?.[0])).toEqual(['Phase 1', 'Phase 2', 'Phase 3']);
  });
});
