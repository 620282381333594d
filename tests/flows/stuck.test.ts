/** Being stuck, as a group meets it: a question in the thread, somebody who helps, and where it goes when Discord says no. */
import { describe, expect, test } from 'vitest';
import type { Group } from '../support/group.ts';
import { type Stage, stagedBothWays, WAYS } from '../support/stage.ts';

const THREAD = 'Week 1 · Guess · Getting Started';
const COMPILER = 'error[E0382]: borrow of moved value: `s`\n --> src/main.rs:4:20\n  |\n4 |     println!("{s}");';
const TYPED = { wish: 'Print a *string* twice', code: COMPILER, link: 'https://play.rust-lang.org/?gist=1' };

describe.each(WAYS)('%s, a question', (_, kind) => {
  const on = stagedBothWays(kind);

  test('stands in the prompt’s thread, brings help to who asked, and ends when it is solved', async () => {
    const group = await withPrompt(on());
    const { ana, ben, name: guild, hears, posts } = group;
    const told = await ana.fill(await ana.click('I’m stuck'), TYPED);
    expect(told.text).toContain(`Your question stands in #${THREAD}`);
    const asked = await hears(/ana is stuck in phase 1: Getting Started/, THREAD);
    expect(asked).toMatch(
      /Print a \*string\* twice.*error\[E0382\].*\n.*4 \| {5}println!.*From the roadmap.*E0382 \(https/s,
    );

    // On a question everybody sees what is drawn, so that the client is asked, which does not mind.
    const { people } = on();
    const drawn = await people.click('ben', THREAD, 'I can help', { guild });
    expect(drawn.messages.map((message) => message.private)).toEqual([false]);
    expect(await hears(/is stuck/, THREAD)).toContain('🙋 @ben can help');
    const mention = (await people.messages('ana', THREAD, guild)).find(({ mentions }) => mentions.length);
    expect(mention?.mentions.map(({ username }) => username)).toEqual(['ana']);
    expect(await hears(/@ana, ben can help/, THREAD)).toContain('Go on right here');
    expect((await ben.at(THREAD).click('Solved')).text).toContain('Only @ana, who asked');
    expect((await ben.at(THREAD).click('I can help')).text).toContain('knows that you can help');

    await people.click('ana', THREAD, 'Solved', { guild });
    const solved = await hears(/Solved: ana was stuck in phase 1/, THREAD);
    expect(solved).not.toContain('I can help]');
    expect(solved).toContain('Open the phase]');
    expect(await posts(THREAD)).toHaveLength(2);
  });

  test('opens an archived thread, and stands in the channel where the thread takes none', async () => {
    const { ana, admin, hears, count, name: guild } = await withPrompt(on());
    const { people } = on();
    const ask = async (wish: string) => ana.fill(await ana.slash('stuck'), { wish });
    const thread = (await people.world()).guilds
      .find(({ name }) => name === guild)
      ?.channels.find(({ parent }) => parent)?.id;
    if (!thread) throw new Error('the prompt has no thread');
    await people.change({ kind: 'thread', thread, archived: true });
    expect((await ask('In an archived thread')).text).toContain(`stands in #${THREAD}`);
    await hears(/In an archived thread/, THREAD);

    await people.change({ kind: 'thread', thread, locked: true });
    expect((await ask('Past a locked thread')).text).toContain('stands in #study');
    await hears(/Past a locked thread/);

    await people.change({ kind: 'thread', thread, locked: false });
    const deny = ['SEND_MESSAGES_IN_THREADS'];
    await people.change({ kind: 'overwrite', guild, channel: 'study', for: 'bot', deny });
    expect((await ask('Without the permission')).text).toContain('stands in #study');
    expect((await admin.slash('setup')).text).toContain('I lack Send Messages in Threads');

    await people.change({ kind: 'overwrite', guild, channel: 'study', for: 'bot', deny: ['SEND_MESSAGES'] });
    const refused = await ask('Nowhere at all');
    expect(refused.text).toContain('did not let me post your question');
    expect(refused.text).toContain('Nowhere at all');
    expect([await count(/is stuck/), await count(/is stuck/, THREAD)]).toEqual([2, 1]);
  });
});

/** A group of its own whose first prompt is there. */
async function withPrompt(stage: Stage): Promise<Group> {
  const group = await stage.group();
  const [first] = await group.setUp();
  if (!first) throw new Error('no prompt is planned');
  await stage.moveTo(first.at);
  await group.hears(/🧭 Week 1 of 2/);
  await stage.people.until(async () =>
    (await stage.people.world()).guilds.some(
      ({ name, channels }) => name === group.name && channels.some(({ parent }) => parent),
    ),
  );
  return group;
}
