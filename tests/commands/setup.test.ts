import { afterEach, describe, expect, it } from 'vitest';
import { aRoadmap } from '../support/builders.ts';
import { ana, type FrontDoor, frontDoor, GUILD, owner } from '../support/front-door.ts';
import type { Seen } from '../support/seen.ts';

let door: FrontDoor;
afterEach(() => door.close());

const EVERYTHING = (~0n & 0xffffffffffffn).toString();
const study = { id: '700000000000000001', type: 0, app_permissions: EVERYTHING };
const settings = async () => (await door.stores.guilds.get(GUILD))?.settings ?? null;

async function set(options: Record<string, unknown> = {}): Promise<Seen> {
  const preview = await door.slash(owner, 'setup', { channel: study, timezone: 'Europe/Berlin', ...options });
  return door.press(owner, preview, 'Save');
}

describe('/setup', () => {
  it('is for Manage Server, checked in code and on every click', async () => {
    door = await frontDoor();
    expect((await door.slash(ana, 'setup')).text).toContain('Only somebody with Manage Server');
    await set();
    for (const action of ['show', 'change', 'pause', 'resume', 'sample', 'save:::::::::']) {
      expect((await door.forge(ana, `v1:setup:${action}`)).text).toContain('Only somebody with Manage Server');
    }
    const fields = { id: '1999999999999999998', type: 5, data: { custom_id: 'v1:setup:form', components: [] } };
    expect((await door.forge(ana, '', [], fields)).text).toContain('Only somebody with Manage Server');
    expect((await settings())?.paused).toBeNull();
  });

  it('says what it needs when nothing is set', async () => {
    door = await frontDoor();
    expect((await door.slash(owner, 'setup')).text).toContain('/setup channel:#study timezone:Europe/Berlin');
    expect((await door.slash(owner, 'setup', { day: '2' })).text).toContain(
      '/setup channel:#study timezone:Europe/Berlin',
    );
    const half = async (options: object) => (await door.slash(owner, 'setup', { ...options })).text;
    expect(await half({ channel: study })).toContain('Your time zone is still missing. Type both:\n`/setup channel:');
    expect(await half({ timezone: 'tokyo' })).toMatch(/channel is still missing.*\n`\/setup .* timezone:Asia\/Tokyo`/);
  });

  it('needs only channel and timezone, and shows the next three posts before anything is saved', async () => {
    door = await frontDoor();
    const preview = await door.slash(owner, 'setup', { channel: study, timezone: 'berlin' });
    expect(preview.text).toContain('**Monday at 18:00** (Europe/Berlin)');
    expect(preview.text).toContain('**Thursday**');
    expect(preview.text).toContain('**2 weeks**');
    expect(preview.text.match(/<t:\d+:F>/g)).toHaveLength(3);
    expect(await settings()).toBeNull();
    const saved = await door.press(owner, preview, 'Save');
    expect(saved.text).toContain('## Weekly posts');
    expect(await settings()).toMatchObject({
      channel: study.id,
      day: 1,
      time: '18:00',
      challengeDay: 4,
      weeksPerPhase: 2,
    });
  });

  it('carries everything at once through its Save button', async () => {
    door = await frontDoor();
    const role = { id: '800000000000000001', name: 'learners', mentionable: true };
    await set({
      timezone: 'America/Argentina/ComodRivadavia',
      day: '2',
      time: '6:30pm',
      challenge_day: '5',
      weeks_per_phase: 3,
      start: '2026-12-01',
      role,
    });
    expect(await settings()).toMatchObject({
      day: 2,
      time: '18:30',
      challengeDay: 5,
      weeksPerPhase: 3,
      start: '2026-12-01',
      role: role.id,
    });
  });

  it('says which permission it lacks in that very channel, and where to grant it', async () => {
    door = await frontDoor();
    const silent = { ...study, app_permissions: (1n << 10n).toString() };
    const { text } = await door.slash(owner, 'setup', { channel: silent, timezone: 'UTC' });
    expect(text).toContain('*Send Messages*');
    expect(text).toContain(`<#${study.id}>`);
    expect(text).toContain('channel settings → Permissions');
    expect(text).not.toContain('*View Channel*');
    expect(text).toContain('*Create Public Threads*');
    const hidden = { id: study.id, type: 0 };
    const unseen = await door.slash(owner, 'setup', { channel: hidden, timezone: 'UTC' });
    expect(unseen.text).toContain('I cannot see');
  });

  it('says that a role can not be mentioned yet, and takes @everyone as nobody', async () => {
    door = await frontDoor();
    const role = { id: '800000000000000001', name: 'learners', mentionable: false };
    expect((await door.slash(owner, 'setup', { channel: study, timezone: 'UTC', role })).text).toContain(
      'Allow anyone to @mention this role',
    );
    await set({ role: { id: GUILD, name: '@everyone', mentionable: false } });
    expect((await settings())?.role).toBeNull();
  });

  it('answers bad input with all that is wrong at once, and changes nothing', async () => {
    door = await frontDoor();
    await set();
    const before = await settings();
    const { text } = await door.slash(owner, 'setup', { time: '25 o’clock', timezone: 'Atlantis', start: 'soon' });
    expect(text).toContain('is not a time');
    expect(text).toContain('is not a time zone');
    expect(text).toContain('is not a date');
    expect((await door.slash(owner, 'setup', { challenge_day: '1' })).text).toContain('different weekdays');
    expect(await settings()).toEqual(before);
  });

  it('changes days and times in a form that shows what is', async () => {
    door = await frontDoor();
    const state = await set();
    const form = await door.press(owner, state, 'Change');
    expect(form.prefilled).toMatchObject({ time: '18:00', timezone: 'Europe/Berlin' });
    const preview = await door.submit(owner, form, {
      day: ['3'],
      time: '19:15',
      timezone: 'Europe/Berlin',
      challenge_day: ['6'],
      weeks_per_phase: ['1'],
    });
    expect(preview.text).toContain('**Wednesday at 19:15**');
    await door.press(owner, preview, 'Save');
    expect(await settings()).toMatchObject({ day: 3, time: '19:15', challengeDay: 6, weeksPerPhase: 1 });
  });

  it('pauses and resumes without skipping anything', async () => {
    door = await frontDoor();
    const state = await set();
    const paused = await door.press(owner, state, 'Pause');
    expect(paused.text).toContain('Paused');
    door.clock.now += 60 * 86_400_000;
    const waiting = await door.slash(owner, 'setup');
    expect(waiting.text).toContain('**Next, if you resume now**');
    expect(waiting.text).toContain('phase 1, week 1');
    expect(waiting.text).not.toContain('Nothing is planned');
    expect(waiting.buttons).not.toContain('Pause');
    const resumed = await door.press(owner, waiting, 'Resume');
    expect(resumed.text).toContain('phase 1, week 1');
    expect(resumed.text).not.toContain('if you resume');
  });

  it('pauses and resumes with its option as well, and carries both through Save', async () => {
    door = await frontDoor();
    await set();
    for (const paused of [true, false]) {
      const preview = await door.slash(owner, 'setup', { paused });
      expect((await settings())?.paused === null).toBe(paused);
      await door.press(owner, preview, 'Save');
      expect((await settings())?.paused === null).toBe(!paused);
    }
  });

  it('remembers when it was paused, however the pause ended', async () => {
    door = await frontDoor();
    const state = await set();
    const began = door.clock.now;
    await door.press(owner, state, 'Pause');
    door.clock.now += 10 * 86_400_000;
    await set({ time: '09:00' });
    expect((await door.stores.guilds.get(GUILD))?.pauses).toEqual([]);
    await door.press(owner, await door.slash(owner, 'setup'), 'Resume');
    const first = { from: began, to: door.clock.now };
    expect((await door.stores.guilds.get(GUILD))?.pauses).toEqual([first]);
    door.clock.now += 86_400_000;
    const again = { from: door.clock.now, to: door.clock.now + 86_400_000 };
    await set({ paused: true });
    door.clock.now = again.to;
    await set({ paused: false, day: '3' });
    expect((await door.stores.guilds.get(GUILD))?.pauses).toEqual([first, again]);
  });

  it('takes a role’s mention away through Save', async () => {
    door = await frontDoor();
    await set({ role: { id: '800000000000000001', name: 'learners', mentionable: true } });
    const everyone = { id: GUILD, name: '@everyone', mentionable: false };
    await door.press(owner, await door.slash(owner, 'setup', { role: everyone }), 'Save');
    expect((await settings())?.role).toBeNull();
  });

  it('shows the last post, what is missing in the channel, and notices nobody has seen', async () => {
    door = await frontDoor({
      services: ({ channels }) => ({ channels: { ...channels, permissions: async () => 'gone' } }),
    });
    await set();
    const slot = { guild: GUILD, kind: 'prompt', id: '2026-W31' } as const;
    const claim = await door.stores.ledger.claim(slot, 60_000, door.clock.now);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    const at = door.clock.now - 60_000;
    await door.stores.ledger.settle(claim.token, { slot, state: 'posted', channel: study.id, messageId: '5', at });
    const notice = {
      id: 'x',
      at,
      kind: 'no-thread',
      channel: study.id,
      what: 'the prompt of phase 1, week 1',
    } as const;
    await door.stores.guilds.update(GUILD, (document) => ({
      document: { settings: document?.settings ?? null, notices: [notice], pauses: [] },
      outcome: null,
    }));
    const { text } = await door.slash(owner, 'setup');
    expect(text).toContain(`**Last:** [the prompt](https://discord.com/channels/${GUILD}/${study.id}/5)`);
    expect(text).toContain(`I cannot see <#${study.id}>`);
    expect(text).toContain('opened no thread');
  });

  it('shows nothing as next only when the roadmap is over, and says how it begins again', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 1 }) });
    await set();
    door.clock.now += 60 * 86_400_000;
    const over = await door.slash(owner, 'setup');
    expect(over.text).toContain('Nothing is planned');
    expect((await door.press(owner, over, 'See a sample')).text).toContain('`/setup start:` with a new date');
  });

  it('refuses a Save that has become impossible, and keeps what was', async () => {
    door = await frontDoor();
    await set();
    const preview = await door.slash(owner, 'setup', { challenge_day: '3' });
    await set({ day: '3', challenge_day: '6' });
    expect((await door.press(owner, preview, 'Save')).text).toContain('different weekdays');
    expect(await settings()).toMatchObject({ day: 3, challengeDay: 6 });
  });

  it('shows the real next prompt privately, mentioning nobody', async () => {
    door = await frontDoor();
    const sample = await door.press(owner, await set(), 'See a sample');
    expect(sample.text).toContain('### 🧭 Week 1 of 2 · Phase 1: Title 1');
    door.clock.now = Date.UTC(2026, 7, 11);
    const later = await door.press(owner, await door.slash(owner, 'setup'), 'See a sample');
    expect(later.text).toContain('### 🧭 Week 2 of 2 · Phase 1: Title 1');
    expect(sample.isPrivate).toBe(true);
  });

  it('suggests zones with the time there', async () => {
    door = await frontDoor({ now: Date.UTC(2026, 6, 1, 16, 42) });
    expect((await door.typing(owner, 'setup', 'timezone', 'berlin')).choices[0]).toEqual({
      name: 'Europe/Berlin · now 18:42',
      value: 'Europe/Berlin',
    });
  });

  it('refuses a Save that no preview made', async () => {
    door = await frontDoor();
    for (const forged of [
      'save',
      'save:::::::::x',
      'save:zz$::::::::',
      'save::9:::::::',
      'save:::2500::::::',
      'save:1:::Mars.Base:::::',
      'save:1::::::20261340::',
    ]) {
      const { text } = await door.forge(owner, `v1:setup:${forged}`);
      expect(text).toContain('older version');
    }
  });
});
