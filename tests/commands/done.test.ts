import { afterEach, describe, expect, it } from 'vitest';
import { StoreOutage } from '../../src/outage.ts';
import { aRoadmap, aTrack } from '../support/builders.ts';
import { ana, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const withTracks = () =>
  aRoadmap({ phases: 2, last: { tracks: [aTrack('Systems'), aTrack('Backend')], milestone: null } });

describe('/done', () => {
  it('checks in the phase one is in, says what comes next, and wakes the news', async () => {
    door = await frontDoor();
    const seen = await door.done(ana);
    expect(seen.text).toContain('Phase 1 is done');
    expect(seen.text).toContain('1 of 3');
    expect(seen.text).toContain('Next: Phase 2');
    expect(seen.isPrivate).toBe(true);
    expect(door.woken).toEqual([GUILD]);
  });

  it('takes phases in any order, and goes on from the last one', async () => {
    door = await frontDoor();
    expect((await door.done(ana, { phase: '2' })).text).toContain('Next: Phase 3');
    expect((await door.done(ana)).text).toContain('Phase 3 is done');
    expect((await door.done(ana)).text).toContain('Phase 1 is done');
    expect((await door.done(ana)).text).toContain('You have finished the whole roadmap');
  });

  it('says when a phase was done already, and keeps a link that comes later', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', note: 'first note' });
    const again = await door.done(ana, { phase: '1' });
    expect(again.text).toContain('was done on <t:');
    expect(again.buttons).toEqual(expect.arrayContaining(['Take back', 'Change link or note']));
    const linked = await door.done(ana, { phase: '1', link: 'https://example.org/ana' });
    expect(linked.text).toContain('[example.org](https://example.org/ana)');
    expect(linked.text).toContain('first note');
    expect(door.woken).toHaveLength(1);
  });

  it('counts one interaction that is delivered twice once', async () => {
    door = await frontDoor();
    const id = '1999999999999999999';
    await door.done(ana, {}, { id });
    const second = await door.done(ana, {}, { id });
    expect(second.text).toContain('Phase 1 is done');
    expect((await door.stores.progress.get({ guild: GUILD, user: ana.id }))?.events).toHaveLength(1);
    expect(await door.stores.news.pending(GUILD)).toHaveLength(1);
  });

  it('takes back, and doing it again keeps the first date and what was said', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', link: 'https://example.org/a' });
    const before = (await door.slash(ana, 'progress')).text;
    const back = await door.press(ana, await door.done(ana, { phase: '1' }), 'Take back');
    expect(back.text).toContain('open again. Check it in whenever you like: it keeps its first date, link and note.');
    expect((await door.slash(ana, 'progress')).text).toContain('0 of 3');
    door.clock.now += 86_400_000;
    const form = await door.press(ana, back, 'Check in');
    await door.submit(ana, form, form.filledIn);
    const after = (await door.slash(ana, 'progress')).text;
    expect(after).toContain('https://example.org/a');
    expect(after.match(/<t:\d+:D>/)?.[0]).toBe(before.match(/<t:\d+:D>/)?.[0]);
  });

  it('does not tell the group twice of a milestone that was taken back in between', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    await door.stores.news.settle(GUILD, (await door.stores.news.pending(GUILD))[0]?.id ?? '');
    await door.press(ana, await door.done(ana, { phase: '1' }), 'Take back');
    await door.done(ana, { phase: '1' });
    expect(await door.stores.news.pending(GUILD)).toHaveLength(0);
  });

  it('changes link and note in a form that shows what was said', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', link: 'https://example.org/a', note: 'hard' });
    const form = await door.press(ana, await door.done(ana, { phase: '1' }), 'Change link or note');
    expect(form.prefilled).toEqual({ link: 'https://example.org/a', note: 'hard' });
    const after = await door.submit(ana, form, { link: '', note: 'easy now' });
    expect(after.text).toContain('easy now');
    expect(after.text).not.toContain('example.org');
  });

  it.each([
    ['http://example.org', 'must begin with `https://`'],
    ['https://me:secret@example.org', 'user name or password'],
    ['https://127.0.0.1/x', 'only works on your own machine'],
    ['https://0x7f.1/', 'only works on your own machine'],
    ['https://[::1]/', 'only works on your own machine'],
    ['https://localhost:3000', 'only works on your own machine'],
    ['https://nas.local/x', 'only works on your own machine'],
    ['my project', 'not a link'],
    [`https://example.org/${'x'.repeat(600)}`, 'the most is 512'],
  ])('refuses the link %s in a sentence, and saves nothing', async (link, sentence) => {
    door = await frontDoor();
    expect((await door.done(ana, { phase: '1', link })).text).toContain(sentence);
    expect(await door.stores.progress.get({ guild: GUILD, user: ana.id })).toBeNull();
  });

  it.each([
    [{ phase: 'zebra' }, 'I find no phase for “zebra”'],
    [{ phase: 'title' }, 'Several fit'],
  ])('checks nothing in when it cannot tell which phase %j means', async (options, sentence) => {
    door = await frontDoor();
    expect((await door.done(ana, options)).text).toContain(sentence);
    expect(await door.stores.progress.get({ guild: GUILD, user: ana.id })).toBeNull();
  });

  it.each([{ phase: 'zebra' }, { phase: 'title' }])(
    'gives back what was typed beside the phase %j',
    async (options) => {
      door = await frontDoor();
      const seen = await door.slash(ana, 'done', {
        ...options,
        link: 'https://example.org/a',
        note: 'an hour of words',
      });
      expect(seen.text).toContain('`https://example.org/a`\n> an hour of words');
      expect((await door.press(ana, seen, 'Open the form')).fields).toContain('phase');
      expect((await door.slash(ana, 'done', options)).buttons).not.toContain('Open the form');
    },
  );

  it('says so when a button’s phase is not on the roadmap any more, and leaves its card', async () => {
    door = await frontDoor();
    for (const action of ['check-in', 'take-back', 'change', 'changed', 'sent']) {
      const seen = await door.forge(ana, `v1:done:${action}:gone`);
      expect(seen.text).toContain('no longer on it');
      expect(seen.type).toBe(4);
    }
  });

  it('says what to do when there is no check-in to take back or change', async () => {
    door = await frontDoor();
    for (const action of ['take-back', 'change', 'changed']) {
      expect((await door.forge(ana, `v1:done:${action}:2`)).text).toContain('`/done phase:2` checks it in');
    }
  });

  it('refuses a bad link in the form as well, and keeps what was said', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', link: 'https://example.org/a' });
    const form = await door.press(ana, await door.done(ana, { phase: '1' }), 'Change link or note');
    expect((await door.submit(ana, form, { link: 'http://x.org', note: '' })).text).toContain('must begin with');
    expect((await door.done(ana, { phase: '1' })).text).toContain('https://example.org/a');
  });

  it('keeps a link’s brackets from ending it, and a note’s edges from showing', async () => {
    door = await frontDoor();
    const link = 'https://example.org/Rust_(language)';
    await door.done(ana, { phase: '1', link, note: '  tidy  ' });
    const document = await door.stores.progress.get({ guild: GUILD, user: ana.id });
    expect(document?.events).toMatchObject([{ link: 'https://example.org/Rust_%28language%29', note: 'tidy' }]);
  });

  it('withdraws its news when it is taken back before anybody heard of it', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    await door.press(ana, await door.done(ana, { phase: '1' }), 'Take back');
    expect(await door.stores.news.pending(GUILD)).toEqual([]);
  });

  it('never shows a note as anything but plain words', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', note: '**@everyone** [x](https://evil.example) \u202e||hi||' });
    const { text } = await door.done(ana, { phase: '1' });
    expect(text).toContain('\\*\\*\\@everyone\\*\\* \\[x\\]\\(https\\://evil\\.example\\)');
    expect(text).not.toContain('\u202e');
  });

  it('says that storage is out of reach, never that it is saved', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, update: gone } }) });
    const seen = await door.done(ana, { phase: '1' });
    expect(seen.text).toContain('can’t reach my storage');
    expect(seen.text).not.toContain('done');
  });

  it('answers a bug with a code that the log holds', async () => {
    const broken = () => Promise.reject(new TypeError('x is not a function'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, update: broken } }) });
    const seen = await door.done(ana, { phase: '1' });
    expect(seen.text).toContain('e0ff');
    expect(seen.text).not.toContain('function');
    expect(door.logged.join()).toContain('x is not a function');
  });
});

describe('a phase with tracks', () => {
  it('takes a track by name, and is one stone however many it names', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    expect((await door.done(ana, { phase: '2', track: 'backend' })).text).toContain('Phase 2 is done');
    expect((await door.done(ana, { phase: '2', track: 'Systems' })).text).toContain('Track: Backend, Systems');
    expect((await door.slash(ana, 'progress')).text).toContain('1 of 2');
  });

  it('asks for the track by a button when a link came without one, and keeps what was typed for the form', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    const asked = await door.done(ana, { phase: '2', link: 'https://example.org/a' });
    expect(asked.text).toContain('Phase 2 · Title 2 has several tracks');
    expect(asked.text).toContain('`https://example.org/a`');
    const form = await door.press(ana, asked, 'Choose your track');
    const after = await door.submit(ana, form, { tracks: ['systems'], link: 'https://example.org/a', note: '' });
    expect(after.text).toContain('Phase 2 is done');
  });

  it('asks by a button when only the store knew which phase it is', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    await door.done(ana, { phase: '1' });
    const asked = await door.done(ana);
    const form = await door.press(ana, asked, 'Choose your track');
    expect(form.options.map(({ label }) => label)).toEqual(['Systems', 'Backend']);
  });

  it('shows what was typed with the command when it has to ask by a button, so that it is not lost', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    await door.done(ana, { phase: '1' });
    const asked = await door.done(ana, { link: 'https://example.org/end', note: 'at *last*' });
    expect(asked.text).toContain('Nothing is saved until you choose');
    expect(asked.text).toContain('`https://example.org/end`');
    expect(asked.text).toContain('> at \\*last\\*');
    expect((await door.done(ana)).text).not.toContain('Copy');
  });

  it('lets several be named in the form, shows those that were, and asks again for none', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    const form = await door.slash(ana, 'done', { phase: '2' });
    const asked = await door.submit(ana, form, { tracks: [], note: 'it was hard' });
    expect(asked.text).toContain('Nothing is saved until you choose');
    expect(asked.text).toContain('> it was hard');
    const again = await door.press(ana, asked, 'Choose your track');
    await door.submit(ana, again, { tracks: ['systems', 'backend'] });
    const state = await door.done(ana, { phase: '2' });
    expect(state.text).toContain('Track: Systems, Backend');
    const change = await door.press(ana, state, 'Change link or note');
    expect(change.filledIn.tracks).toEqual(['systems', 'backend']);
  });

  it('takes a suggestion that was typed as it is shown, and suggests only tracks of the phase', async () => {
    const last = { tracks: [{ ...aTrack('Backend'), emoji: '🌐' }], milestone: null };
    const both = aRoadmap({ phases: 2, last });
    const [first, second] = both.phases;
    const roadmap = { ...both, phases: first && second ? [{ ...first, tracks: [aTrack('Games')] }, second] : [] };
    door = await frontDoor({ roadmap });
    const suggest = (phase: object) =>
      door.typing(ana, 'done', 'track', '', [{ name: 'phase', type: 3, value: '2', ...phase }]);
    expect((await suggest({})).choices).toEqual([{ name: '🌐 Backend: Backend things', value: 'backend' }]);
    const seen = await door.done(ana, { phase: '2', track: '🌐 Backend: Backend things' });
    expect(seen.text).toContain('Phase 2 is done');
  });

  it('suggests tracks, and names them when one is mistyped', async () => {
    door = await frontDoor({ roadmap: withTracks() });
    expect((await door.typing(ana, 'done', 'track', 'sys')).choices).toEqual([
      { name: 'Systems: Systems things', value: 'systems' },
    ]);
    expect((await door.done(ana, { phase: '2', track: 'Cobol' })).text).toContain('Systems, Backend');
  });
});
