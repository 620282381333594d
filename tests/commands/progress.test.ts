import { afterEach, describe, expect, it } from 'vitest';
import { leave } from '../../src/domain/record.ts';
import { StoreOutage } from '../../src/outage.ts';
import { aRoadmap } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD, owner } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const asOption = ({ id, name }: typeof ben) => ({ id, username: name.toLowerCase(), global_name: name });

describe('/progress', () => {
  it('begins at the first phase', async () => {
    door = await frontDoor();
    const seen = await door.slash(ana, 'progress');
    expect(seen.text).toContain('0 of 3');
    expect(seen.text).toContain('You are in Phase 1');
  });

  it('shows what is done with dates and links, and the last steps', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', link: 'https://example.org/calc' });
    const { text } = await door.slash(ana, 'progress');
    expect(text).toContain('🪨 **1** · Title 1 · <t:');
    expect(text).toContain('[example.org](https://example.org/calc)');
    expect(text).toContain('Checked in phase 1');
  });

  it('shows somebody else’s finished phases and links, but not their notes', async () => {
    door = await frontDoor();
    await door.done(ben, { phase: '1', link: 'https://example.org/b', note: 'between us' });
    const seen = await door.slash(ana, 'progress', { member: asOption(ben) });
    expect(seen.text).toContain('**Ben**’s cairn');
    expect(seen.text).toContain('example.org');
    expect(seen.text).not.toContain('between us');
    expect(seen.buttons).toEqual([]);
  });

  it('says of whoever left that they are not there any more, and shows none of it', async () => {
    door = await frontDoor();
    await door.done(ben, { phase: '1', link: 'https://example.org/b' });
    const card = await door.slash(owner, 'progress', { member: asOption(ben) });
    await door.stores.progress.update({ guild: GUILD, user: ben.id }, leave(door.clock.now));
    const seen = await door.slash(ana, 'progress', { member: asOption(ben) });
    expect(seen.text).toContain('**Ben** is not in this server any more');
    expect(seen.text).not.toMatch(/example|1 of 3/);
    expect((await door.forge(ana, `v1:progress:of:${ben.id}:0`)).text).toContain('**Ben** is not in this server');
    // An owner's card from before still works, and brings nobody back.
    expect((await door.press(owner, card, 'Take back a check-in…', ['1'])).text).toContain('no longer counts');
    expect((await door.stores.progress.get({ guild: GUILD, user: ben.id }))?.left).toBe(door.clock.now);
  });

  it('lets only Manage Server take back somebody else’s check-in, and checks that on the click', async () => {
    door = await frontDoor();
    await door.done(ben, { phase: '1' });
    const seen = await door.slash(owner, 'progress', { member: asOption(ben) });
    const forged = await door.press(ana, seen, 'Take back a check-in…', ['1']);
    expect(forged.text).toContain('Only somebody with Manage Server');
    expect(forged.type).toBe(4);
    await door.done(owner, { phase: '1' });
    expect((await door.press(owner, seen, 'Take back a check-in…', ['1'])).text).toContain(
      'no longer counts for **Ben**',
    );
    expect((await door.slash(ben, 'progress')).text).toContain('0 of 3');
    expect((await door.slash(owner, 'progress')).text).toContain('1 of 3');
    expect((await door.stores.progress.get({ guild: GUILD, user: ben.id }))?.name).toBe('Ben');
    expect((await door.press(owner, seen, 'Take back a check-in…', ['1'])).text).toContain('taken back already');
    expect((await door.press(owner, seen, 'Take back a check-in…', ['gone'])).text).toContain('not there any more');
  });

  it('offers nothing to take back to those who may not', async () => {
    door = await frontDoor();
    await door.done(ben, { phase: '1' });
    expect((await door.slash(ana, 'progress', { member: asOption(ben) })).options).toEqual([]);
  });

  it('is one’s own card when one names oneself, and none for a bot', async () => {
    door = await frontDoor();
    expect((await door.slash(ana, 'progress', { member: asOption(ana) })).text).toContain('Your cairn');
    const bot = { ...asOption(ben), bot: true };
    expect((await door.slash(ana, 'progress', { member: bot })).text).toContain('A bot has no progress');
  });

  it('lists finished phases in the order in which they were done, and the newest step first', async () => {
    door = await frontDoor();
    for (const phase of ['3', '1']) {
      door.clock.now += 60_000;
      await door.done(ana, { phase });
    }
    await door.press(ana, await door.done(ana, { phase: '1' }), 'Take back');
    await door.done(ana, { phase: '2' });
    const { text } = await door.slash(ana, 'progress');
    expect(text.match(/🪨 \*\*\d/g)).toEqual(['🪨 **3', '🪨 **2']);
    expect(text.match(/-# .*/g)?.map((line) => line.replace(/.* · /, ''))).toEqual([
      'Checked in phase 2',
      'Took back phase 1',
      'Checked in phase 1',
    ]);
  });

  it('keeps what was done in a roadmap that has changed since', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '3' });
    const member = { guild: '900000000000000001', user: ana.id, name: 'Ana' };
    await door.stores.progress.update(member, (document) => ({
      events: (document?.events ?? []).map((event) => ({ ...event, phase: 'gone' })),
      outcome: null,
    }));
    const { text } = await door.slash(ana, 'progress');
    expect(text).toContain('gone (from an earlier roadmap)');
    expect(text).toContain('0 of 3');
  });

  it('turns pages when sixty long links do not fit', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 60 }) });
    for (let phase = 1; phase <= 12; phase++) {
      await door.done(ana, { phase: String(phase), link: `https://example.org/${'x'.repeat(480)}` });
    }
    const first = await door.slash(ana, 'progress');
    expect(first.text).not.toContain('**12** ·');
    const third = await door.press(ana, await door.press(ana, first, 'Later'), 'Later');
    expect(third.text).toContain('**12** ·');
    expect((await door.press(ana, await door.press(ana, third, 'Earlier'), 'Earlier')).text).toContain('**1** ·');
    const bens = await door.slash(ben, 'progress', { member: asOption(ana) });
    expect((await door.press(ben, await door.press(ben, bens, 'Later'), 'Later')).text).toContain('**12** ·');
    const shared = (await door.press(ana, first, 'Share')).shared[0]?.text;
    expect(shared).toMatch(/… and \d more/);
  });

  it('lets an owner take back each of sixty check-ins', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 60 }) });
    for (let phase = 1; phase <= 60; phase++) {
      // More than anybody may do at once.
      door.clock.now += 6_000;
      await door.done(ben, { phase: String(phase) });
    }
    let seen = await door.slash(owner, 'progress', { member: asOption(ben) });
    const offered = seen.options.map(({ value }) => value);
    while (seen.buttons.includes('Later')) {
      seen = await door.press(owner, seen, 'Later');
      offered.push(...seen.options.map(({ value }) => value));
    }
    expect(new Set(offered).size).toBe(60);
  });

  it('has one next step', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    const step = await door.press(ana, await door.slash(ana, 'progress'), 'My next step');
    expect(step.text).toContain('👉 Topic 2');
    expect(step.buttons).toContain('Check in');
  });

  it('is shared without notes when the member says so', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', note: 'secret' });
    const after = await door.press(ana, await door.slash(ana, 'progress'), 'Share');
    expect(after.shared[0]?.text).toContain('**Ana**’s cairn');
    expect(after.shared[0]?.text).not.toContain('secret');
  });

  it('tells an outage apart from nothing yet', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, get: gone } }) });
    const seen = await door.slash(ana, 'progress');
    expect(seen.text).toContain('can’t reach my storage');
    expect(seen.text).not.toContain('0 of 3');
  });
});

describe('weeks in a row', () => {
  const WEEK = 7 * 86_400_000;
  const begin = Date.UTC(2026, 7, 5);

  async function walked(weeks: readonly number[], services: Parameters<typeof frontDoor>[0] = {}) {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 20 }), ...services });
    for (const [at, week] of weeks.entries()) {
      door.clock.now = begin + week * WEEK;
      await door.done(ana, { phase: String(at + 1) });
    }
  }
  const told = async () => (await door.slash(ana, 'progress')).text;

  it('are told with what may still go by, and that this one is open', async () => {
    await walked([0, 1, 2, 3]);
    expect(await told()).toContain('🗓️ 4 weeks in a row · one week may be missed');
    door.clock.now += WEEK;
    expect(await told()).toContain('4 weeks in a row, this one still open · one week may be missed');
    door.clock.now += 2 * WEEK;
    expect(await told()).not.toContain('in a row');
  });

  it('are not lost while the bot was away', async () => {
    const away = { from: begin + WEEK, to: begin + WEEK + 2 * 86_400_000 };
    await walked([0, 2], { services: () => ({ absences: () => [away] }) });
    expect(await told()).toContain('2 weeks in a row');
    await door.close();
    await walked([0, 2], { services: () => ({ absences: () => [] }) });
    expect(await told()).toContain('🗓️ One active week so far');
  });

  it('are not lost while the group rested', async () => {
    await walked([0]);
    const pauses = [{ from: begin + WEEK, to: begin + WEEK + 1 }];
    await door.stores.guilds.update(GUILD, () => ({
      document: { settings: null, notices: [], pauses },
      outcome: null,
    }));
    door.clock.now = begin + 2 * WEEK;
    await door.done(ana, { phase: '2' });
    expect(await told()).toContain('2 weeks in a row');
  });
});
