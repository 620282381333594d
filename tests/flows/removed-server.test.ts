/** A server removes the bot: its data waits for a month, comes back with an invitation, and goes after it; an outage is no removal. */
import { beforeAll, describe, expect, test } from 'vitest';
import { everythingIn } from '../support/everything.ts';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { DAY, type Stage, staged } from '../support/stage.ts';

describe.each(STORES)('two bots on one %s', (kind) => {
  const on = staged(kind);
  beforeAll(async () => {
    await on().bot();
    await on().bot();
    // Without another server a removed one would leave an empty list, which counts for nothing.
    await aGroup(on());
  });

  test('removed for 29 days, and invited again: everything is there, and the month begins anew', async () => {
    const group = await aGroup(on());
    await remove(on(), group);
    await days(on(), 29);
    expect(await everythingIn(on().place)).toContain(await idOf(on(), group));
    await invite(on(), group);
    await days(on(), 2);
    expect(await standing(group)).toEqual(AS_BEFORE);
    await remove(on(), group);
    await days(on(), 28);
    await invite(on(), group);
    await days(on(), 2);
    expect(await standing(group)).toEqual(AS_BEFORE);
  });

  test('removed for 32 days: nothing of it is left, everything of the others is', async () => {
    const [gone, stays] = [await aGroup(on()), await aGroup(on())];
    const id = await idOf(on(), gone);
    expect(await everythingIn(on().place)).toContain(id);
    await remove(on(), gone);
    await days(on(), 32);
    expect(await everythingIn(on().place)).not.toContain(id);
    expect(await standing(stays)).toEqual(AS_BEFORE);
    await invite(on(), gone);
    expect((await gone.ana.slash('progress')).text).toContain('0 of 14');
    expect((await gone.admin.slash('setup')).text).not.toContain('every Monday');
  });

  test.each([
    ['every list fails', { path: '^/users/@me/guilds', status: 502 }],
    ['every list is empty', { path: '^/users/@me/guilds', status: 200, body: [] }],
    ['every list is refused', { path: '^/users/@me/guilds', status: 403, body: { message: 'no', code: 0 } }],
    ['servers are out of reach', { path: '^/guilds/\\d+$', status: 500 }],
  ])('nothing is touched while %s for 40 days', async (_what, fault) => {
    const group = await aGroup(on());
    await remove(on(), group);
    await on().people.fault({ method: 'GET', ...fault });
    await days(on(), 40);
    expect((await on().people.faultHits())[0]).toBeGreaterThan(39);
    await on().people.clearFaults();
    await invite(on(), group);
    await days(on(), 2);
    expect(await standing(group)).toEqual(AS_BEFORE);
  });

  test('a server that no list has, and that uses the bot all the same, loses nothing', async () => {
    const group = await aGroup(on());
    const list = { path: '^/users/@me/guilds', status: 200, body: [{ id: '1', name: 'Another one' }] };
    const refused = { message: 'Missing Access', code: 50001 };
    await on().people.fault(list, { path: `^/guilds/${await idOf(on(), group)}$`, status: 403, body: refused });
    for (let week = 0; week < 7; week++) {
      await days(on(), 7);
      expect((await group.ana.slash('progress')).text).toContain('1 of 14');
    }
    const [, refusals] = await on().people.faultHits();
    expect(refusals).toBeGreaterThan(5);
    await on().people.clearFaults();
  });
});

const AS_BEFORE = ['1 of 14', '2 members', 'every Monday at 18:00 (UTC)'];

/** A server with two stones, news, and weekly posts. */
async function aGroup(stage: Stage): Promise<Group> {
  const group = await stage.group();
  await group.setUp({ day: 'Monday', challenge_day: 'Thursday', time: '18:00' });
  await group.ana.done({ note: 'with a note' });
  await group.ben.done();
  await group.hears(/ben finished/);
  return group;
}

async function standing({ ana, admin }: Group): Promise<readonly (string | undefined)[]> {
  const texts = [await ana.slash('progress'), await ana.slash('leaderboard'), await admin.slash('setup')];
  return texts.map(({ text }, n) => AS_BEFORE[n] && (text.includes(AS_BEFORE[n]) ? AS_BEFORE[n] : text));
}

const remove = ({ people }: Stage, { name }: Group) => people.change({ kind: 'remove-bot', guild: name });
const invite = ({ people }: Stage, { name }: Group) => people.change({ kind: 'invite-bot', guild: name });

async function idOf({ people }: Stage, { name }: Group): Promise<string> {
  return (await people.world()).guilds.find((guild) => guild.name === name)?.id ?? '';
}

async function days(stage: Stage, count: number): Promise<void> {
  for (let day = 0; day < count; day++) await stage.later(DAY);
}
