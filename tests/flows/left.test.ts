/** Members who leave and come back: shown from what is stored, looked up after the answer, hidden, and there again as before. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Bot } from '../../local-discord/launch.ts';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { HOUR, staged } from '../support/stage.ts';

const LOOK = { method: 'GET', path: '^/guilds/\\d+/members/\\d+$' };

describe.each(STORES)('a member who leaves, on %s', (kind) => {
  const on = staged(kind);
  let bot: Bot;
  beforeAll(async () => {
    bot = await on().bot();
  });

  /** A server in which ana was first and ben is second. */
  async function twoOnTheBoard(): Promise<Group> {
    const group = await on().group();
    await group.ana.done({ link: 'https://example.org/ana' });
    await group.ben.done({ phase: '2' });
    return group;
  }
  const leaves = ({ name: guild }: Group) => on().people.change({ kind: 'remove-person', guild, name: 'ana' });
  const comesBack = ({ name: guild }: Group) => on().people.change({ kind: 'add-person', guild, name: 'ana' });
  const board = async ({ ben }: Group) => (await ben.slash('leaderboard')).text;
  /** The board as soon as somebody who looks sees no ana on it, or sees her. */
  const once = (group: Group, isThere: boolean) =>
    on().people.until(async () => {
      const text = await board(group);
      return text.includes('ana') === isThere && text;
    });

  test('is still shown to whoever looks first, then nowhere; back with whatever they do, with the same stone', async () => {
    const group = await twoOnTheBoard();
    const { ana, ben } = group;
    await leaves(group);
    expect(await board(group)).toContain('ana');
    expect(await once(group, false)).toMatch(/1\. ben.*One member|One member.*1\. ben/s);
    expect((await ben.slash('leaderboard', { period: 'This month' })).text).not.toContain('ana');
    expect((await ben.slash('progress', { member: '@ana' })).text).toMatch(/ana is not in this server any more/);
    await comesBack(group);
    expect(await board(group)).not.toContain('ana');
    await ana.slash('help');
    expect(await once(group, true)).toContain('1. ana · 1 milestone');
    expect((await ben.slash('progress', { member: '@ana' })).text).toMatch(/1 of 14.*example\.org\/ana/s);
  });

  test('is on the board again with their next check-in itself, and their group hears of it', async () => {
    const group = await twoOnTheBoard();
    await group.hears(/ana finished phase 1/);
    await leaves(group);
    await once(group, false);
    await comesBack(group);
    await group.ana.done({ phase: '3' });
    expect(await board(group)).toMatch(/1\. ana.*2 milestones/);
    await group.hears(/ana finished phase 3/);
  });

  test('has everything in their export meanwhile, from a direct message', async () => {
    const group = await twoOnTheBoard();
    await leaves(group);
    await once(group, false);
    const dm = group.ana.at('dm');
    const { outcome } = await dm.slash('privacy');
    const exported = await dm.click('Export as a file', outcome.messages[0]?.id);
    const [file] = exported.outcome.messages.flatMap(({ attachments }) => attachments);
    const { servers } = (await (await fetch(file?.url ?? '')).json()) as { servers: readonly object[] };
    // She is in the servers of the other tests as well, and left this one alone since.
    const stone = expect.objectContaining({ phase: 'basics', link: 'https://example.org/ana' });
    expect(servers).toContainEqual(expect.objectContaining({ left: expect.any(Number), events: [stone] }));
  });

  test.each([
    ['is in trouble', { status: 503 }],
    ['has shut the bot out', { status: 403, body: { code: 50001, message: 'Missing Access' } }],
    ['knows no such server', { status: 404, body: { code: 10004, message: 'Unknown Guild' } }],
    ['cuts the line', { resetBefore: true }],
  ])('is not hidden while Discord %s, and is once it says that they left', async (_, fault) => {
    const group = await twoOnTheBoard();
    const { people, later } = on();
    await leaves(group);
    await people.fault({ ...LOOK, ...fault });
    await board(group);
    await people.until(async () => ((await people.faultHits())[0] ?? 0) > 0);
    // Before the faults go: a request that is tried again may be answered then.
    expect((await group.ben.slash('progress', { member: '@ana' })).text).toContain('1 of 14');
    await people.clearFaults();
    await later(HOUR);
    await once(group, false);
  });

  test('holds up no stop while Discord is asked for them', async () => {
    const group = await twoOnTheBoard();
    const { people } = on();
    await people.fault({ ...LOOK, delayMs: 60_000 });
    await board(group);
    await people.until(async () => ((await people.faultHits())[0] ?? 0) > 0);
    const { code } = await bot.stop();
    // Otherwise it gives up after 7.5 s, says so, and never comes to “stopped”.
    expect([code, bot.output()]).toEqual([0, expect.stringContaining('"stopped"')]);
    await people.clearFaults();
    bot = await on().bot();
  });
});
