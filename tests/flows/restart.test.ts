/** Killed without a word and started again: nothing acknowledged is lost, nothing is told twice. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { staged } from '../support/stage.ts';

const POSTS = { method: 'POST', path: '^/channels/\\d+/messages$' };

/** Everything that there is to read of a group. */
async function lookAround({ admin, ana, ben }: Group): Promise<readonly string[]> {
  const answers = [
    await ana.slash('progress'),
    await ben.slash('progress', { member: '@ana' }),
    await ben.slash('leaderboard'),
    await ana.slash('leaderboard', { period: 'This month' }),
    await admin.slash('setup'),
    await ana.slash('phase'),
  ];
  // The first picture of a process may come too late for its card; the same facts stand there in words.
  return answers.map(({ text }) => text.replace(/^.*🖼.*\n/gmu, ''));
}

describe.each(STORES)('after SIGKILL, on %s', (kind) => {
  const on = staged(kind);
  afterEach(() => on().stopBots());

  test('everything that was answered is there: progress, leaderboard and settings', async () => {
    const bot = await on().bot();
    const group = await on().group();
    await group.setUp({ weeks_per_phase: 3, role: 'learners' });
    await group.ana.done({ phase: '2', link: 'https://example.org/ana' });
    await group.ana.done({ phase: '14', track: 'WASM' });
    await group.ben.done();
    const before = await lookAround(group);
    await bot.stop('SIGKILL');
    await on().bot();
    expect(await lookAround(group)).toEqual(before);
    expect(before.join()).toMatch(/2 of 14.*3 weeks for each phase.*mentioning @learners/s);
  });

  test('buttons of messages from before still work, private and public ones', async () => {
    const bot = await on().bot();
    const { admin, ana, ben, hears, setUp } = await on().group();
    await setUp();
    await ana.slash('phase', { phase: '2' });
    await ana.done({ phase: '7' });
    await hears(/ana finished phase 7/);
    await bot.stop('SIGKILL');
    await on().bot();
    expect((await ana.click('Take back')).text).toContain('is open again');
    expect((await ana.click('Next')).text).toContain('Phase 3: ');
    expect((await ben.click('Open the phase')).text).toContain('Phase 7: ');
    expect((await ben.click('Leaderboard')).text).toContain('Leaderboard · all time');
    expect((await admin.click('Pause')).text).toContain('Paused');
  });

  test.each([
    ['had just reached Discord', {}],
    ['had not reached Discord', { status: 500 }],
  ])('the news whose post %s comes once', async (_when, fate) => {
    const bot = await on().bot();
    const { people, place } = on();
    const { ana, ben, count, hears } = await on().group();
    await people.fault({ ...POSTS, times: 1, held: true, ...fate });
    const { n } = (await people.wire()).at(-1) ?? { n: 0 };
    await ana.done();
    await people.until(async () => (await people.faultHits())[0] === 1);
    await bot.stop('SIGKILL');
    await people.clearFaults();
    await people.until(async () => (await people.wire(n)).some(({ fault }) => fault));
    await place.leasesEnd();
    await on().bot();
    await hears(/ana finished/);
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished/)).toBe(1);
  });
});
