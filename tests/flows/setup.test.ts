/** `/setup` as an owner meets it: nothing changes before Save, and everything can be seen first. */
import { describe, expect, test } from 'vitest';
import { NotPossible } from '../../local-discord/client.ts';
import { STORES } from '../support/place.ts';
import { stagedWithBot } from '../support/stage.ts';

describe.each(STORES)('/setup on %s', (kind) => {
  const on = stagedWithBot(kind);

  test('needs channel and timezone the first time only, and shows the next three posts before it saves', async () => {
    const { admin } = await on().group();
    expect((await admin.slash('setup')).text).toContain('/setup channel:#study timezone:Europe/Berlin');
    expect((await admin.slash('setup', { day: 'Friday' })).text).toContain('I need two things');
    const preview = await admin.slash('setup', { channel: '#study', timezone: 'Europe/Berlin', day: 'Friday' });
    expect(preview.text).toMatch(/Is this right\?.*every Friday at 18:00 \(Europe\/Berlin\).*week 1.*\[Save\]/s);
    expect((await admin.slash('setup')).text).toContain('I need two things');
    expect((await admin.click('Save')).text).toMatch(/Weekly posts.*Nothing has been posted yet/s);
    expect((await admin.slash('setup', { time: '6:30am' })).text).toMatch(/every Friday at 06:30 .*starting/s);
    expect((await admin.click('Leave it as it is')).text).toContain('every Friday at 18:00');
  });

  test('suggests zones with their time, and says what is wrong with an input', async () => {
    const { admin } = await on().group();
    expect((await admin.typing('setup', 'timezone', 'berl'))[0]).toMatch(/^Europe\/Berlin · now \d\d:\d\d$/);
    const wrong = { channel: '#study', timezone: 'UTC' };
    expect((await admin.slash('setup', { ...wrong, timezone: 'Atlantis' })).text).toMatch(/Atlantis.*city/s);
    expect((await admin.slash('setup', { ...wrong, time: '25:99' })).text).toContain('18:00');
    expect((await admin.slash('setup', { ...wrong, start: 'soon' })).text).toMatch(/\d{4}-\d\d-\d\d/);
    const twice = { ...wrong, day: 'Friday', challenge_day: 'Friday' };
    expect((await admin.slash('setup', twice)).text).toContain('different weekdays');
  });

  test('changes days, time and zone in a form that holds what is', async () => {
    const { admin, setUp } = await on().group();
    await setUp({ time: '17:15' });
    const form = await admin.click('Change');
    expect(form.text).toMatch(/17:15.*UTC/s);
    const preview = await admin.fill(form, { time: '7pm', weeks_per_phase: ['3'] });
    expect(preview.text).toMatch(/Is this right\?.*at 19:00 \(UTC\).*3 weeks for each phase/s);
    await admin.click('Save');
    expect((await admin.slash('setup')).text).toMatch(/at 19:00 \(UTC\).*3 weeks for each phase/s);
  });

  test('shows the real next prompt to the owner alone, mentioning nobody', async () => {
    const { admin, posts, setUp } = await on().group();
    await setUp({ role: 'learners' });
    expect((await admin.slash('setup')).text).toContain('mentioning @learners');
    const sample = await admin.click('See a sample');
    expect(sample.text).toContain('Week 1 of 2 · Phase 1: Getting Started');
    expect(sample.text).not.toContain('@learners');
    expect(await posts()).toEqual([]);
  });

  test('names the permission that is lacking in that very channel, and where to grant it', async () => {
    const { admin, name } = await on().group();
    const deny = ['SEND_MESSAGES', 'CREATE_PUBLIC_THREADS'];
    await on().people.change({ kind: 'overwrite', guild: name, channel: 'milestones', for: 'bot', deny });
    const warned = (await admin.slash('setup', { channel: '#milestones', timezone: 'UTC' })).text;
    expect(warned).toMatch(
      /In #milestones I lack Send Messages, Create Public Threads\. Grant them under channel settings/,
    );
    expect((await admin.slash('setup', { channel: '#study', timezone: 'UTC' })).text).not.toContain('I lack');
  });

  test('is for whoever manages the server: others do not see it, and its buttons refuse them', async () => {
    const { ana, name, person, setUp } = await on().group();
    await expect(ana.slash('setup')).rejects.toThrow(NotPossible);
    await setUp();
    await on().people.change({ kind: 'add-role', guild: name, name: 'helpers', permissions: ['MANAGE_GUILD'] });
    await on().people.change({ kind: 'give-role', guild: name, name: 'mentor', role: 'helpers' });
    const mentor = person('mentor');
    expect((await mentor.slash('setup')).text).toContain('Weekly posts');
    await on().people.change({ kind: 'give-role', guild: name, name: 'mentor', role: 'helpers', take: true });
    expect((await mentor.click('Pause')).text).toContain('Only somebody with Manage Server');
  });
});
