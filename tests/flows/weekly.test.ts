/** The weekly posts as a group gets them: on time, once, caught up on, paused, and where Discord says no. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Planned } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { DAY, HOUR, MINUTE, type Stage, staged } from '../support/stage.ts';

const at = (planned: readonly Planned[], index = 0): number => {
  const slot = planned[index];
  if (!slot) throw new Error('nothing more is planned');
  return slot.at;
};

describe.each(STORES)('weekly posts on %s', (kind) => {
  const on = staged(kind);
  let running = false;
  const start = async () => {
    if (!running) await on().bot();
    running = true;
  };
  const stop = async () => {
    await on().stopBots();
    running = false;
  };
  beforeEach(start);
  afterAll(stop);

  test('come at the times that the owner was told: prompt, challenge, next prompt', async () => {
    const { count, hears, posts, setUp } = await on().group();
    const planned = await setUp({ role: 'learners' });
    expect(planned.map(({ what }) => what)).toEqual([
      'the prompt of phase 1, week 1',
      'the challenge of phase 1',
      'the prompt of phase 1, week 2',
    ]);
    await on().moveTo(at(planned) - MINUTE);
    expect(await posts()).toEqual([]);
    await on().moveTo(at(planned));
    expect(await hears(/Week 1 of 2 · Phase 1/)).toMatch(
      /^@learners\n.*\[My next step\] .*Open the phase\] .*Check in\]/s,
    );
    await on().moveTo(at(planned, 1));
    expect(await hears(/Challenge · Week 1 of 2/)).toMatch(/It is done when.*The milestone:/s);
    await on().moveTo(at(planned, 2));
    await hears(/Week 2 of 2 · Phase 1/);
    expect([await count(/Week 1 of 2/), await count(/Week 2 of 2/)]).toEqual([2, 1]);
  });

  test('are tapped by everybody for themselves, and name whose stones came', async () => {
    const { ana, ben, hears, setUp } = await on().group();
    const planned = await setUp();
    await ana.done({ phase: '4' });
    await on().moveTo(at(planned));
    expect(await hears(/Week 1 of 2/)).toContain('New stones since the last prompt: ana.');
    expect((await ana.click('My next step')).text).toContain('Phase 5 · ');
    expect((await ben.click('My next step')).text).toContain('Where do you begin?');
    expect((await ben.click('At the start, phase 1')).text).toContain('Phase 1 · ');
    expect((await ben.fill(await ben.click('Check in'), {})).text).toContain('Phase 1 is done');
    await hears(/ben finished phase 1/);
  });

  test('come late when the bot was down at their time, once', async () => {
    const { count, hears, setUp } = await on().group();
    const planned = await setUp();
    await stop();
    await on().moveTo(at(planned) + 2 * DAY - MINUTE);
    await start();
    await hears(/🧭 Week 1 of 2/);
    await on().later(MINUTE);
    expect(await count(/🧭 Week 1 of 2/)).toBe(1);
  });

  test('do not come more than two days late, and the calendar goes on', async () => {
    const { admin, count, hears, setUp } = await on().group();
    const planned = await setUp();
    await stop();
    await on().moveTo(at(planned, 2) + 2 * DAY + MINUTE);
    await start();
    const next = (await admin.slash('setup')).text;
    expect(next).toMatch(/Next\W+[\d-]+ [\d:]+ UTC · the prompt of phase 2, week 1/);
    await on().moveTo(at(planned, 2) + 7 * DAY);
    await hears(/Week 1 of 2 · Phase 2/);
    expect(await count(/Phase 1: Getting Started/)).toBe(0);
  });

  test('rest while paused, and skip no phase', async () => {
    const { admin, hears, posts, setUp } = await on().group();
    const planned = await setUp();
    expect((await admin.click('Pause')).text).toContain('Nothing is skipped');
    await on().moveTo(at(planned) + HOUR);
    await on().moveTo(at(planned) + 8 * DAY);
    expect(await posts()).toEqual([]);
    const resumed = await admin.click('Resume');
    expect(resumed.text).toMatch(/the prompt of phase 1, week 1/);
    await on().moveTo(at(planned) + 14 * DAY);
    await hears(/Week 1 of 2 · Phase 1/);
  });

  test('come without their picture where the bot may attach no files, at once and without a word to the owner', async () => {
    const groups = [await on().group(), await on().group()];
    const [open, closed] = groups;
    if (!open || !closed) throw new Error('two groups are needed');
    const deny = ['ATTACH_FILES'];
    await on().people.change({ kind: 'overwrite', guild: closed.name, channel: 'study', for: 'bot', deny });
    for (const { ana } of groups) await ana.done({ phase: '1' });
    const [planned] = await Promise.all(groups.map(({ setUp }) => setUp()));
    await on().moveTo(at(planned ?? []));
    const [seen, plain] = await Promise.all(groups.map(({ hears }) => hears(/Week 1 of 2/)));
    expect(seen).toContain('cairn.png');
    expect(plain).toContain('1 stone from 1 member');
    expect(plain).not.toContain('cairn.png');
    expect((await closed.admin.slash('setup')).text).toContain('I lack Attach Files');
    expect((await closed.admin.reads()).join()).not.toContain('could not post');
  });

  test('open a thread for the answers, or tell the owner alone why not', async () => {
    const groups = [await on().group(), await on().group()];
    const [open, closed] = groups;
    if (!open || !closed) throw new Error('two groups are needed');
    const deny = ['CREATE_PUBLIC_THREADS'];
    await on().people.change({ kind: 'overwrite', guild: closed.name, channel: 'study', for: 'bot', deny });
    const [planned] = await Promise.all(groups.map(({ setUp }) => setUp()));
    await on().moveTo(at(planned ?? []));
    for (const { hears } of groups) await hears(/Week 1 of 2/);
    expect(await threadsIn(on(), open.name)).toEqual(['Week 1 · Guess · Getting Started']);
    expect(await threadsIn(on(), closed.name)).toEqual([]);
    await closed.ana.slash('help');
    await closed.admin.slash('help');
    expect(await closed.admin.sees(/opened no thread/)).toContain('I lack Create Public Threads');
    expect((await closed.ana.reads()).join()).not.toContain('opened no thread');
  });

  test('of a server whose channel is gone tell its owner, and hold nobody else up', async () => {
    const groups = [await on().group(), await on().group()];
    const [gone, there] = groups;
    if (!gone || !there) throw new Error('two groups are needed');
    const [planned] = await Promise.all(groups.map(({ setUp }) => setUp()));
    await on().people.change({ kind: 'delete-channel', guild: gone.name, channel: 'study' });
    await on().moveTo(at(planned ?? []));
    await there.hears(/Week 1 of 2/);
    const owner = gone.admin.at('milestones');
    await owner.slash('help');
    expect(await owner.sees(/the channel is gone/)).toContain('/setup channel:');
    await owner.slash('setup', { channel: '#milestones' });
    const next = at((await owner.click('Save')).planned);
    await on().moveTo(next);
    await gone.hears(/Week 1 of 2 · Phase 1/, 'milestones');
  });
});

/** The names of the threads in a group's server. */
async function threadsIn({ people }: Stage, group: string): Promise<readonly string[]> {
  const { guilds } = await people.world();
  const channels = guilds.find(({ name }) => name === group)?.channels ?? [];
  return channels.filter(({ parent }) => parent !== null).map(({ name }) => name);
}
