/** A look before it counts, as a group meets it: two who learn, a mentor, an owner who chooses; and a bot that dies in between. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { HOUR, type Stage, staged, stagedBothWays, WAYS } from '../support/stage.ts';

const MILESTONES = 'milestones';
const WORK = 'https://example.org/work';

/** Where mentors look, asked for in #milestones. */
async function withMentors(stage: Stage): Promise<Group> {
  const group = await stage.group();
  await group.setUp();
  await group.admin.slash('setup');
  const form = await group.admin.click('Reviews');
  const saved = await group.admin.fill(form, { by: 'mentor', role: ['@mentors'], channel: ['#milestones'] });
  expect(saved.text).toMatch(/after a look by a mentor \(@mentors\), asked for in #milestones/);
  return group;
}

/** On a post everybody sees what is drawn, so that the client is asked, which does not mind. */
function mentorOn({ people }: Stage, { name: guild }: Group) {
  return {
    click: (label: string) => people.click('mentor', MILESTONES, label, { guild }),
    async ask(fields: Record<string, string | readonly string[]>) {
      const form = await people.click('mentor', MILESTONES, 'Ask for changes', { guild });
      return people.submit('mentor', MILESTONES, form, fields, { guild });
    },
  };
}

describe.each(WAYS)('%s, milestones', (_, kind) => {
  const on = stagedBothWays(kind);

  test('are handed in, taken, sent back with words, handed in again, approved; their learner alone is mentioned', async () => {
    const group = await withMentors(on());
    const { ana, hears, count, name: guild, person } = group;
    const { people } = on();
    const mentor = mentorOn(on(), group);
    const form = await ana.slash('done', { phase: '2' });
    expect((await ana.fill(form, { link: WORK, note: 'lifetimes', met: [] })).text).toContain('Phase 2 is handed in');
    expect(await hears(/ana handed in phase 2: Ownership/, MILESTONES)).toMatch(
      /Who takes a look\?.*lifetimes.*It is done when/s,
    );

    await mentor.click('Take');
    expect(await hears(/mentor has it until/, MILESTONES)).toContain('ana handed in phase 2');
    expect((await person('ben').at(MILESTONES).click('Approve')).text).toContain('Mentors look at this one');
    await mentor.ask({ words: 'Borrow instead of cloning.' });
    const sentBack = await hears(/@ana, mentor asks for changes to phase 2/, MILESTONES);
    expect(sentBack).toContain('Borrow instead of cloning');
    expect((await ana.slash('progress')).text).toMatch(
      /mentor asked for changes to phase 2: Borrow instead of cloning/,
    );

    const again = await ana.at(MILESTONES).click('Hand in again');
    expect((await ana.at(MILESTONES).fill(again, { link: `${WORK}/2` })).text).toContain('Phase 2 is handed in again');
    await hears(/ana handed in phase 2.*mentor has it until.*Asked for.*Borrow instead/s, MILESTONES);
    const sitting = await person('mentor').slash('reviews');
    expect(sitting.text).toMatch(/ana · phase 2: Ownership.*Asked for.*Borrow instead of cloning/s);
    expect((await person('mentor').click('Approve')).text).toMatch(/counts for ana.*Nothing waits for you/s);

    expect(await hears(/@ana finished phase 2/)).toContain('Borrowing & Lifetimes. mentor had a look.');
    await hears(/ana · phase 2: Ownership.*It counts\. mentor had a look/s, MILESTONES);
    const mentioned = [
      ...(await people.messages('ana', 'study', guild)),
      ...(await people.messages('ana', MILESTONES, guild)),
    ];
    expect(
      mentioned.filter((message) => !message.private).flatMap(({ mentions }) => mentions.map((user) => user.username)),
    ).toEqual(['ana', 'ana']);
    expect(await count(/@ana finished phase 2/)).toBe(1);
    expect((await person('mentor').slash('progress')).text).toContain('You looked at others’ milestones, 2 times');
  });

  test('stand on the leaderboard by when they were handed in, not by when somebody looked', async () => {
    const group = await withMentors(on());
    const { ana, ben, hears, person } = group;
    await ana.done({ phase: '1' });
    await on().later(HOUR);
    await ben.done({ phase: '1' });
    await hears(/ben handed in phase 1/, MILESTONES);
    const mentor = person('mentor');
    await mentor.slash('reviews');
    expect((await mentor.click('Skip')).text).toContain('ben · phase 1');
    await mentor.click('Approve');
    await mentor.click('Begin again');
    expect((await mentor.click('Approve')).text).toContain('counts for ana');
    expect((await ana.slash('leaderboard')).text).toMatch(/ana.*\n.*ben/);
  });

  test('are asked for once more where their post was deleted', async () => {
    const group = await withMentors(on());
    const { ana, count, hears, name: guild, person } = group;
    await ana.done({ phase: '1' });
    const post = await hears(/ana handed in phase 1/, MILESTONES);
    const { people } = on();
    const [message] = (await people.messages('admin', MILESTONES, guild)).filter((each) => !each.private);
    await people.change({ kind: 'delete-message', message: message?.id ?? '' });
    expect(await count(/ana handed in phase 1/, MILESTONES)).toBe(0);
    await person('mentor').slash('reviews');
    expect((await person('mentor').click('Post again')).text).toContain('once more in #milestones');
    expect(await hears(/ana handed in phase 1/, MILESTONES)).toBe(post);
  });
});

const POSTS = { method: 'POST', path: '^/channels/\\d+/messages$' };

describe.each(STORES)('when the bot is killed, on %s', (kind) => {
  const on = staged(kind);
  afterEach(() => on().stopBots());

  test.each([
    ['had just reached Discord', {}],
    ['had not reached Discord', { status: 500 }],
  ])('a verdict whose post %s comes once, and the stone is there', async (_when, fate) => {
    const bot = await on().bot();
    const { people, place } = on();
    const group = await withMentors(on());
    const { ana, count, hears, person } = group;
    await ana.done({ phase: '1' });
    await hears(/ana handed in phase 1/, MILESTONES);
    await person('mentor').slash('reviews');
    await people.fault({ ...POSTS, times: 1, held: true, ...fate });
    const { n } = (await people.wire()).at(-1) ?? { n: 0 };
    expect((await person('mentor').click('Approve')).text).toContain('counts for ana');
    await people.until(async () => (await people.faultHits())[0] === 1);
    await bot.stop('SIGKILL');
    await people.clearFaults();
    await people.until(async () => (await people.wire(n)).some(({ fault }) => fault));
    await place.leasesEnd();
    await on().bot();
    await hears(/@ana finished phase 1/);
    await hears(/It counts\. mentor had a look/, MILESTONES);
    expect(await count(/@ana finished phase 1/)).toBe(1);
    expect((await ana.slash('progress')).text).toContain('1 of 14');
    expect((await person('mentor').slash('progress')).text).toContain('You looked at a milestone of somebody else');
  });
});
