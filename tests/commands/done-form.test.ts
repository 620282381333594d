import { afterEach, describe, expect, it } from 'vitest';
import { StoreOutage } from '../../src/outage.ts';
import { aChallenge, aRoadmap, aTrack } from '../support/builders.ts';
import { ana, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const CHALLENGE = aChallenge();
const roadmap = () => aRoadmap({ phases: 2, last: { challenge: CHALLENGE } });
const eventsOf = async () => (await door.stores.progress.get({ guild: GUILD, user: ana.id }))?.events;

describe('the form of /done', () => {
  it('opens whenever there is no link, from the roadmap alone', async () => {
    const never = () => Promise.reject(new Error('the store was asked'));
    const services = () => ({
      progress: { get: never, update: never, updateBoth: never, forget: never, guildsOf: never },
    });
    door = await frontDoor({ roadmap: roadmap(), services });
    const forms = [
      await door.slash(ana, 'done'),
      await door.slash(ana, 'done', { phase: '2' }),
      await door.press(ana, await door.slash(ana, 'phase', { phase: '2' }), 'Check in'),
    ];
    expect(forms.map(({ type }) => type)).toEqual([9, 9, 9]);
    expect(forms.map(({ fields }) => fields)).toEqual([
      ['phase', 'link', 'note', 'later'],
      ['link', 'note', 'later', 'met'],
      ['link', 'note', 'later', 'met'],
    ]);
    expect(door.logged).toEqual([]);
  });

  it('has five fields where a phase has everything, and needs none of them', async () => {
    const tracks = [aTrack('Systems'), aTrack('Backend')];
    door = await frontDoor({ roadmap: aRoadmap({ phases: 1, last: { tracks, challenge: CHALLENGE } }) });
    const form = await door.slash(ana, 'done', { phase: '1', track: 'systems', note: 'threads' });
    expect(form.fields).toEqual(['tracks', 'link', 'note', 'later', 'met']);
    expect(form.filledIn).toEqual({ tracks: ['systems'], note: 'threads', met: [], later: [] });
    expect((await door.submit(ana, form, form.filledIn)).text).toContain('Phase 1 is done');
  });

  it('keeps what was said and ticked: link, words, criteria, and whom the words are for', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done', { phase: '2' });
    const said = { link: 'https://example.org/a', note: 'lifetimes', met: ['1'], later: ['yes'] };
    await door.submit(ana, form, said, null);
    const proof = { link: 'https://example.org/a', note: 'lifetimes', met: ['It has a test'], later: true };
    expect(await eventsOf()).toMatchObject([{ kind: 'done', phase: '2', ...proof }]);
    expect(await door.stores.news.pending(GUILD)).toMatchObject([proof]);
    const { text } = await door.slash(ana, 'done', { phase: '2', link: 'https://example.org/a' });
    expect(text).toContain('☑️ 1 of 2 criteria\n> lifetimes\n-# Those who reach this phase later may read these words.');
  });

  it('says only on sending that a phase is done already, and keeps what came with it', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    await door.done(ana, { phase: '2', note: 'first' });
    const form = await door.slash(ana, 'done', { phase: '2' });
    expect(form.prefilled).toEqual({});
    const seen = await door.submit(ana, form, { link: '', note: '', met: ['0', '1'], later: [] });
    expect(seen.text).toContain('Phase 2 was done on');
    expect(seen.text).toContain('☑️ 2 of 2 criteria\n> first');
    expect(await door.stores.news.pending(GUILD)).toHaveLength(1);
  });

  it('counts one submission that is delivered twice once', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done');
    const id = '1999999999999999999';
    for (const _ of [1, 2]) expect((await door.submit(ana, form, {}, null, { id })).text).toContain('Phase 1 is done');
    expect(await eventsOf()).toHaveLength(1);
  });

  it('ignores ticks that no form had', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done', { phase: '2' });
    await door.submit(ana, form, { met: ['7', '-1', '__proto__', '0x1', '1'] });
    expect(await eventsOf()).toMatchObject([{ met: ['It has a test'] }]);
  });

  it('takes a phase in words where there are too many for a list', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 25 }) });
    const form = await door.slash(ana, 'done');
    expect(form.options).toEqual([{ value: 'yes', label: 'Show these words to those who reach this phase later' }]);
    expect((await door.submit(ana, form, { phase: 'title 24' })).text).toContain('Phase 24 is done');
    expect((await door.submit(ana, form, { phase: ' ' })).text).toContain('Phase 25 is done');
    const none = await door.submit(ana, form, { phase: 'zebra', note: 'stripes' });
    expect(none.text).toContain('I find no phase for “zebra”');
    expect(none.text).toContain('> stripes');
    expect((await door.submit(ana, form, { phase: 'title' })).text).toContain('Several fit');
  });

  it('takes a track along that was typed before anybody knew the phase', async () => {
    const tracks = [aTrack('Systems')];
    door = await frontDoor({ roadmap: aRoadmap({ phases: 1, last: { tracks, milestone: null } }) });
    const form = await door.slash(ana, 'done', { track: 'Systems' });
    expect((await door.submit(ana, form, form.filledIn)).text).toContain('Phase 1 is done');
    expect(await eventsOf()).toMatchObject([{ tracks: ['systems'] }]);
  });

  it('does not count against what a member may change: only sending it does', async () => {
    door = await frontDoor();
    for (let n = 0; n < 30; n++) expect((await door.slash(ana, 'done')).type).toBe(9);
    expect((await door.done(ana)).text).toContain('Phase 1 is done');
  });
});

describe('a form that cannot be taken', () => {
  it('is given back in words, with a button to the form that knows the ticks', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done', { phase: '2' });
    const typed = { link: 'http://example.org', note: 'it was *hard*', met: ['0'], later: ['yes'] };
    const seen = await door.submit(ana, form, typed);
    expect(seen.text).toContain('must begin with `https://`');
    expect(seen.text).toContain('`http://example.org`\n> it was \\*hard\\*');
    expect(seen.type).toBe(4);
    const again = await door.press(ana, seen, 'Open the form');
    expect(again.filledIn).toEqual({ met: ['0'], later: ['yes'] });
    expect(await eventsOf()).toBeUndefined();
  });

  it('is given back where its phase has left the roadmap since', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done');
    const seen = await door.submit(ana, form, { phase: ['gone'], note: 'my words' });
    expect(seen.text).toContain('no longer on it');
    expect(seen.text).toContain('> my words');
  });
});

describe('a form that nothing came of', () => {
  const typed = { link: 'https://example.org/a', note: 'an hour of words', met: ['1'] };

  it('is given back when storage is out of reach', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({
      roadmap: roadmap(),
      services: (real) => ({ progress: { ...real.progress, update: gone } }),
    });
    for (const id of ['sent', 'changed']) {
      const form = Object.assign(await door.slash(ana, 'done', { phase: '2' }), { modalId: `v1:done:${id}:2` });
      const seen = await door.submit(ana, form, typed);
      expect(seen.text).toContain('can’t reach my storage');
      expect(seen.text).toContain('`https://example.org/a`\n> an hour of words');
      expect((await door.press(ana, seen, 'Open the form')).filledIn.met).toEqual(['1']);
    }
  });

  it('is given back to whoever did too much at once', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done', { phase: '2' });
    for (let n = 0; n < 20; n++) await door.submit(ana, form, {});
    const seen = await door.submit(ana, form, typed);
    expect(seen.text).toContain('That was a lot at once');
    expect(seen.text).toContain('> an hour of words');
  });
});

describe('the form that changes a check-in', () => {
  it('shows what was said, ticks included, and takes an empty field for nothing', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const said = { link: 'https://example.org/a', note: 'hard', met: ['0'], later: ['yes'] };
    await door.submit(ana, await door.slash(ana, 'done', { phase: '2' }), said);
    const form = await door.press(ana, await door.done(ana, { phase: '2' }), 'Change link or note');
    expect(form.filledIn).toEqual(said);
    const after = await door.submit(ana, form, { link: '', note: 'easy', met: [], later: [] });
    expect(after.text).toContain('Your changes are saved');
    expect(after.text).not.toMatch(/criteria|later|example/);
  });

  it('never shows new words to those who come later because old ones were meant for them', async () => {
    door = await frontDoor({ roadmap: roadmap() });
    const form = await door.slash(ana, 'done', { phase: '1' });
    await door.submit(ana, form, { note: 'for all', later: ['yes'] });
    const { text } = await door.done(ana, { phase: '1', note: 'for the group', link: 'https://example.org/a' });
    expect(text).toContain('> for the group');
    expect(text).not.toContain('later may read');
  });
});
