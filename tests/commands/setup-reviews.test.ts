import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WAITING } from '../../src/domain/leaderboard.ts';
import { ana, type FrontDoor, frontDoor, GUILD, owner } from '../support/front-door.ts';
import type { Seen } from '../support/seen.ts';

let door: FrontDoor;
let state: Seen;

const EVERYTHING = (~0n & 0xffffffffffffn).toString();
const study = { id: '700000000000000001', type: 0, app_permissions: EVERYTHING };
const milestones = { id: '700000000000000002', type: 0, app_permissions: EVERYTHING };
const MENTORS = '800000000000000001';

beforeEach(async () => {
  door = await frontDoor();
  const preview = await door.slash(owner, 'setup', { channel: study, timezone: 'UTC' });
  state = await door.press(owner, preview, 'Save');
});
afterEach(() => door.close());

const settings = async () => (await door.stores.guilds.get(GUILD))?.settings ?? null;
const rule = async () => (await settings())?.review;

/** What an owner chooses in the form. */
async function choose(by: string, { role, channel }: { role?: string; channel?: typeof milestones } = {}) {
  const form = await door.press(owner, state, 'Reviews');
  const fields = { by, role: role ? [role] : [], channel: channel ? [channel.id] : [] };
  return door.submit(owner, form, fields, 64, {}, channel ? { channels: { [channel.id]: channel } } : {});
}

describe('how a milestone counts', () => {
  it('is on the member’s word until an owner says otherwise, and the card says so', async () => {
    expect(state.text).toContain('milestones count **on the member’s word**');
    expect(await rule()).toBeUndefined();
    expect((await door.slash(ana, 'done', { phase: '1', link: 'https://example.org/1' })).text).toContain('is done');
  });

  it('can be after a look by a peer, and leaves the calendar as it was', async () => {
    const before = await settings();
    door.clock.now += 3_600_000;
    const saved = await choose('peer');
    expect(saved.text).toContain('**after a look by a peer** who has passed that phase, asked for in <#');
    expect(saved.text).toContain(`<#${study.id}>`);
    const review = { by: 'peer', role: null, channel: null, savedAt: door.clock.now };
    expect(await settings()).toEqual({ ...before, review });
  });

  it('can be after a mentor, asked for in a channel of its own; the form shows what is', async () => {
    const saved = await choose('mentor', { role: MENTORS, channel: milestones });
    expect(saved.text).toContain(`by a mentor** (<@&${MENTORS}>), asked for in <#${milestones.id}>`);
    expect(await rule()).toMatchObject({ by: 'mentor', role: MENTORS, channel: milestones.id });
    const form = JSON.stringify((await door.press(owner, saved, 'Reviews')).components);
    expect(form).toContain(`"default_values":[{"id":"${MENTORS}","type":"role"}]`);
    expect(form).toContain(`"default_values":[{"id":"${milestones.id}","type":"channel"}]`);
    expect(form).toMatch(/"value":"mentor"[^}]*"default":true/);
  });

  it('is not saved for mentors without a role, nor with the role that everybody has', async () => {
    expect((await choose('mentor')).text).toContain('Which role do mentors have?');
    expect((await choose('mentor', { role: GUILD })).text).toContain('everybody would be a mentor');
    expect((await choose('points')).text).toContain('Choose how a milestone counts');
    expect(await rule()).toBeUndefined();
  });

  it('is not saved with a channel in which the bot lacks what it needs: it says what, and asks for no threads there', async () => {
    const silent = { ...milestones, app_permissions: (1n << 10n).toString() };
    const { text } = await choose('peer', { channel: silent });
    expect(text).toContain(`In <#${milestones.id}> I lack *Send Messages*, *Read Message History*.`);
    expect(text).toContain('Nothing was saved');
    const { app_permissions: _, ...hidden } = milestones;
    expect((await choose('peer', { channel: hidden as typeof milestones })).text).toContain('I cannot see');
    expect(await rule()).toBeUndefined();
  });

  it('outlives other changes of the weekly posts', async () => {
    await choose('peer');
    const preview = await door.slash(owner, 'setup', { day: '3' });
    expect(preview.text).toContain('after a look by a peer');
    await door.press(owner, preview, 'Save');
    expect(await rule()).toMatchObject({ by: 'peer' });
  });

  it('says what becomes of what waits when members’ words count again', async () => {
    await choose('peer');
    await door.slash(ana, 'done', { phase: '1', link: 'https://example.org/1' });
    const saved = await choose('word');
    expect(saved.text).toContain('milestones count **on the member’s word**');
    expect(saved.text).toContain('One member’s milestone still waits');
    expect(await door.stores.leaderboard.first(GUILD, WAITING, 5)).toHaveLength(1);
    expect(await rule()).toBeUndefined();
  });

  it('is for Manage Server, on every click', async () => {
    for (const action of ['reviews', 'reviewed']) {
      expect((await door.forge(ana, `v1:setup:${action}`)).text).toContain('Only somebody with Manage Server');
    }
  });
});
