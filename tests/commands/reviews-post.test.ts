import { afterEach, describe, expect, it } from 'vitest';
import { stones } from '../../src/domain/progress.ts';
import { PEERS_MS, reviewsOf, TAKEN_MS } from '../../src/domain/review.ts';
import { textOf } from '../support/channels.ts';
import { ana, ben, GUILD, owner } from '../support/front-door.ts';
import { eva, MILESTONES, mentor, mentors, type Reviewing, reviewing, STUDY } from '../support/reviewing.ts';
import type { Seen } from '../support/seen.ts';

let group: Reviewing;
afterEach(() => group.close());

/** Ben asks for changes with the form that is under the post. */
async function ask(on: Seen, fields: Record<string, string | readonly string[]>, person = ben): Promise<Seen> {
  const form = await group.press(person, on, 'Ask for changes');
  return group.submit(person, form, fields, 0);
}
const countOf = async (person = ana) => stones((await group.document(person))?.events ?? []).length;

describe('what was handed in', () => {
  it('becomes one post in the milestones channel, with link, words and each criterion as it was ticked', async () => {
    group = await reviewing();
    await group.handIn();
    await group.tick();
    expect(group.channels.posts).toHaveLength(1);
    expect(group.at(0)?.channel).toBe(MILESTONES);
    expect(group.at(0)?.message.mentionUser).toBeUndefined();
    const post = group.newest();
    expect(post.text).toMatch(/⏳ \*\*Ana\*\* handed in phase 2: Title 2\nHanded in <t:\d+:R>\. Who takes a look\?/);
    expect(post.text).toContain('☑️ It runs\n☐ It has a test (not ticked)');
    expect(post.text).toContain('> lifetimes');
    expect(post.buttons).toEqual(['Take', 'Approve', 'Ask for changes', 'Open the phase', 'Look: example.org']);
  });

  it('is posted in the study channel where there is no other, and once, whatever is interrupted', async () => {
    group = await reviewing({ by: 'peer', role: null, channel: null });
    group.channels.fault = () => 'lost after';
    await group.handIn();
    group.channels.fault = () => undefined;
    for (let minute = 0; minute < 4; minute++) {
      group.clock.now += 60_000;
      await group.tick();
    }
    expect(group.channels.posts.map(({ channel }) => channel)).toEqual([STUDY]);
  });

  it('is not posted any more once it was taken back', async () => {
    group = await reviewing();
    const form = await group.slash(ana, 'done', { phase: '2' });
    const answer = await group.submit(ana, form, { link: 'https://example.org/work' }, null);
    const back = await group.press(ana, answer, 'Take back');
    // It never counted, so there is no first date to keep.
    expect(back.text).toContain('it keeps its link and note.');
    await group.tick();
    expect(group.channels.posts).toEqual([]);
  });
});

describe('a press under the post', () => {
  it('takes it for 48 hours, shown to everybody; nobody else decides meanwhile, and then it is free again', async () => {
    group = await reviewing();
    await group.handIn();
    const taken = await group.press(ben, group.newest(), 'Take');
    expect([taken.type, taken.isPrivate]).toEqual([7, false]);
    const until = Math.floor((group.clock.now + TAKEN_MS) / 1000);
    expect(taken.text).toContain(`**Ben** has it until <t:${until}:R>`);
    const late = await group.press(eva, taken, 'Approve');
    expect(late.text).toContain('If nobody has decided by then');
    expect(await countOf()).toBe(0);
    group.clock.now += TAKEN_MS;
    expect((await group.press(eva, taken, 'Approve')).text).toContain('It counts. **Eva** had a look.');
  });

  it('lets go of it again', async () => {
    group = await reviewing();
    await group.handIn();
    const taken = await group.press(ben, group.newest(), 'Take');
    expect((await group.press(eva, taken, 'Let go')).text).toContain('If nobody has decided by then');
    const free = await group.press(ben, taken, 'Let go');
    expect(free.text).toContain('Who takes a look?');
    expect((await group.press(eva, free, 'Take')).text).toContain('**Eva** has it until');
  });

  it('approves: it counts from when it was handed in, its member is mentioned, the reviewer thanked once', async () => {
    group = await reviewing();
    const handedIn = group.clock.now;
    await group.handIn();
    group.clock.now += 3_600_000;
    const done = await group.press(ben, group.newest(), 'Approve');
    expect(done.text).toContain('### 🪨 **Ana** · phase 2: Title 2\nIt counts. **Ben** had a look.');
    expect(done.buttons).toEqual(['Open the phase']);
    await group.tick();
    const told = group.at(-1);
    expect([told?.channel, told?.message.mentionUser]).toEqual([STUDY, ana.id]);
    expect(textOf(told?.message ?? { components: [] })).toContain(
      `🪨 <@${ana.id}> finished phase 2: Title 2. **Ben** had a look.`,
    );
    const events = (await group.document(ana))?.events ?? [];
    expect(stones(events)).toMatchObject([{ phase: '2', at: handedIn }]);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(1);
  });

  it('the first decision wins, approving twice is once, and whoever is late sees what is so', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    await group.press(ben, post, 'Approve');
    for (const person of [ben, eva]) {
      const late = await group.press(person, post, 'Approve');
      expect(late.text).toMatch(/It counts\.\n🪨 phase 2: Title 2 counts for \*\*Ana\*\* already/);
    }
    expect(await countOf()).toBe(1);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(1);
    expect(reviewsOf((await group.document(eva))?.events ?? [])).toBe(0);
  });

  it('two at the same moment: one of them decides, and only that one is thanked', async () => {
    group = await reviewing();
    await group.handIn();
    const { progress } = group.stores;
    const post = group.newest();
    const before = await progress.get({ guild: GUILD, user: ana.id });
    await group.press(eva, post, 'Approve');
    // Ben's press read before hers was written, so it is decided once more as things are then.
    const updateBoth = progress.updateBoth.bind(progress);
    let found = '';
    progress.updateBoth = (members, change) =>
      updateBoth(members, (documents, guild) => {
        if (!found) found = JSON.stringify(change([before, documents[1]], guild).changes);
        return change(documents, guild);
      });
    expect((await group.press(ben, post, 'Approve')).text).toContain('somebody was faster');
    expect(found).toMatch(/"approved".*"reviewed"/);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(0);
    expect(reviewsOf((await group.document(eva))?.events ?? [])).toBe(1);
  });

  it('asks for changes: criteria to untick as the member ticked them, words, and the learner alone mentioned', async () => {
    group = await reviewing();
    await group.handIn();
    const form = await group.press(ben, group.newest(), 'Ask for changes');
    expect(form.filledIn).toMatchObject({ met: ['0'] });
    const asked = await group.submit(ben, form, { met: [], words: 'No unwrap, please.\nAnd a README.' }, 0);
    expect(asked.text).toContain('Changes were asked for. Handed in again, it gets a post of its own.');
    expect(asked.text).toContain('not met then: It runs; It has a test');
    await group.tick();
    const told = group.at(-1);
    expect([told?.channel, told?.message.mentionUser]).toEqual([MILESTONES, ana.id]);
    const words = textOf(told?.message ?? { components: [] });
    expect(words).toContain(`<@${ana.id}>, **Ben** asks for changes to phase 2: Title 2.`);
    expect(words).toContain('> No unwrap, please\\. And a README\\.');
    expect(words).toContain('- It runs\n- It has a test');
    expect(await countOf()).toBe(0);
  });

  it('asks for nothing without words or a criterion that is not met', async () => {
    group = await reviewing();
    await group.handIn();
    const none = await ask(group.newest(), { met: ['0', '1'], words: '  ' });
    expect(none.text).toContain('Nothing was sent');
    expect(none.isPrivate).toBe(true);
    const events = (await group.document(ana))?.events ?? [];
    expect(events.some(({ kind }) => kind === 'asked')).toBe(false);
    expect((await ask(group.newest(), { met: ['0'], words: '' })).text).toContain('Changes were asked for');
  });

  it('gives back what was typed where it could not be taken, with the form as it was ticked', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    const form = await group.press(ben, post, 'Ask for changes');
    await group.press(eva, post, 'Take');
    const late = await group.submit(ben, form, { met: ['1'], words: 'No `unwrap`.' }, 0);
    expect(late.text).toContain('**Eva** has it until');
    expect(late.text).toContain('**What you typed, to copy:**\n```\nNo `unwrap`.\n```');
    expect((await group.press(ben, late, 'Open the form')).filledIn).toMatchObject({ met: ['1'] });
    const sitting = await group.slash(eva, 'reviews');
    const other = await group.press(eva, sitting, 'Ask for changes');
    await group.press(eva, sitting, 'Approve');
    const gone = await group.submit(eva, other, { met: ['1'], words: 'No expect.' });
    expect(gone.text).toMatch(/counts for \*\*Ana\*\* already[\s\S]*to copy:\*\*\n```\nNo expect\.\n```/);
  });

  it('what is handed in again is a new post, which whoever asked decides on first; the old one shows it', async () => {
    group = await reviewing();
    await group.handIn();
    const old = group.newest();
    await ask(old, { met: ['0'], words: 'A test, please.' });
    await group.tick();
    const again = group.newest();
    group.clock.now += 3_600_000;
    const form = await group.press(ana, again, 'Hand in again');
    expect((await group.submit(ana, form, { link: 'https://example.org/2', met: ['0', '1'] })).text).toContain('again');
    await group.tick();
    const post = group.newest();
    expect(post.text).toContain('**Ben** has it until');
    expect(post.text).toContain('**Asked for**\n- **Ben**, <t:');
    expect((await group.press(eva, post, 'Approve')).text).toContain('**Ben** has it until');
    const stale = await group.press(ben, old, 'Approve');
    expect(stale.text).toContain('It was handed in again since');
    expect(stale.text).toContain('☑️ It has a test');
    expect(await countOf()).toBe(0);
    expect((await group.press(ben, stale, 'Approve')).text).toContain('It counts.');
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(2);
  });

  it('is refused kindly, and the post stays: for one’s own, and for whoever has not passed', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    for (const label of ['Take', 'Approve', 'Ask for changes']) {
      const own = await group.press(ana, post, label);
      expect([own.isPrivate, own.type]).toEqual([true, 4]);
      expect(own.text).toContain('This one is yours');
    }
    const notYet = await group.press(mentor, post, 'Approve');
    expect(notYet.isPrivate).toBe(true);
    expect(notYet.text).toContain('once phase 2: Title 2 counts for you, you can');
    expect((await group.press(owner, post, 'Approve')).text).toContain('It counts.');
  });

  it('with mentors is theirs, and after seven days also a peer’s', async () => {
    group = await reviewing(mentors);
    await group.handIn();
    const early = await group.press(ben, group.newest(), 'Take');
    expect(early.text).toContain(
      `Mentors look at this one. From <t:${Math.floor((group.clock.now + PEERS_MS) / 1000)}:f>`,
    );
    expect((await group.press(mentor, group.newest(), 'Take')).text).toContain('**Max** has it until');
    group.clock.now += PEERS_MS;
    expect((await group.press(ben, group.newest(), 'Approve')).text).toContain('It counts.');
  });

  it('after the verdict the post is drawn anew, also where it was not the post that was pressed', async () => {
    group = await reviewing();
    await group.handIn();
    const sitting = await group.slash(ben, 'reviews');
    await group.press(ben, sitting, 'Approve');
    expect(group.newest().buttons).toContain('Approve');
    await group.tick();
    const [post] = group.channels.posts;
    expect(textOf(post?.message ?? { components: [] })).toContain('It counts. **Ben** had a look.');
  });

  it('a verdict is told although the post that asked for it is gone, or can not be changed', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    group.channels.posts.length = 0;
    await group.press(ben, post, 'Approve');
    await group.tick();
    expect(group.channels.posts.map(({ channel }) => channel)).toEqual([STUDY]);
    expect(group.logged).toEqual([]);
  });

  it('says that nothing is open where the member took it back, or left', async () => {
    group = await reviewing();
    const answer = await group.handIn();
    const post = group.newest();
    await group.press(ana, answer, 'Take back');
    const gone = await group.press(ben, post, 'Approve');
    expect(gone.text).toContain('Not open any more');
    expect(gone.buttons).toEqual(['Open the phase']);
  });

  it('refuses what no button of ours says', async () => {
    group = await reviewing();
    for (const forged of ['take', 'approve:x:2:1', `asked:${ana.id}:2:ZZ`, `sit-approve:${ana.id}::1`, 'post:1:2']) {
      expect((await group.forge(ben, `v1:reviews:${forged}`)).text).toContain('older version');
    }
  });

  it('delivered twice is decided once, and answered the same', async () => {
    group = await reviewing();
    await group.handIn();
    const post = group.newest();
    const same = { id: '1999999999999999991' };
    const message = { id: post.id, flags: 0, components: post.components };
    const press = () => group.forge(ben, post.idOf('Approve'), [], { ...same, message });
    const first = await press();
    expect((await press()).text).toBe(first.text);
    expect(reviewsOf((await group.document(ben))?.events ?? [])).toBe(1);
    expect((await group.stores.news.pending(GUILD)).filter(({ about }) => about === 'approved')).toHaveLength(1);
  });
});
