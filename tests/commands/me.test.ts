import { afterEach, describe, expect, it } from 'vitest';
import { aPhase, aRoadmap, aTrack } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const documentOf = (user: string) => door.stores.progress.get({ guild: GUILD, user });

describe('/me', () => {
  it('shows the group’s zone until a member has one of their own, and goes back to it', async () => {
    door = await frontDoor();
    expect((await door.slash(ana, 'me')).text).toMatch(/Time zone:\*\* UTC, the group’s/);
    expect(await documentOf(ana.id)).toBeNull();
    const own = await door.slash(ana, 'me', { zone: 'tokyo' });
    expect(own.text).toMatch(/Time zone:\*\* Asia\/Tokyo, your own; it is \d\d:\d\d there/);
    expect((await door.slash(ana, 'me')).text).toContain('Asia/Tokyo');
    expect((await door.press(ana, own, 'Use the group’s zone')).text).toContain('UTC, the group’s');
    expect((await documentOf(ana.id))?.zone).toBeNull();
  });

  it('says what to do about a zone that there is not, and keeps the one there was', async () => {
    door = await frontDoor();
    await door.slash(ana, 'me', { zone: 'Europe/Lisbon' });
    expect((await door.slash(ana, 'me', { zone: 'the moon' })).text).toContain('Type a city');
    expect((await documentOf(ana.id))?.zone).toBe('Europe/Lisbon');
  });

  it('gives what comes after it the day of that zone, and the group’s month', async () => {
    door = await frontDoor();
    door.clock.now = Date.UTC(2026, 7, 31, 23, 0);
    await door.done(ana, { phase: '1' });
    await door.slash(ana, 'me', { zone: 'Asia/Tokyo' });
    await door.done(ana, { phase: '2' });
    expect((await documentOf(ana.id))?.events).toMatchObject([
      { day: '2026-08-31', gday: '2026-08-31' },
      { day: '2026-09-01', gday: '2026-08-31' },
    ]);
  });

  it('takes a member from every board at once, and back, with all their stones', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    const hidden = await door.press(ana, await door.slash(ana, 'me'), 'Hide me from the leaderboard');
    expect(hidden.text).toContain('it does not show you');
    await door.done(ana, { phase: '2' });
    expect((await door.slash(ben, 'leaderboard')).text).not.toContain('Ana');
    expect((await door.slash(ana, 'leaderboard')).text).toContain('`/me` says whether you are shown');
    expect((await door.slash(ana, 'progress')).text).toContain('2 of 3');
    await door.press(ana, await door.slash(ana, 'me'), 'Show me on the leaderboard');
    expect((await door.slash(ben, 'leaderboard')).text).toContain('**Ana** · 2 milestones');
  });

  it('is in the export, and gone with the rest', async () => {
    door = await frontDoor();
    await door.slash(ana, 'me', { zone: 'Asia/Tokyo' });
    const { files } = await door.press(ana, await door.slash(ana, 'privacy'), 'Export as a file');
    const { servers } = JSON.parse(new TextDecoder().decode(files[0]?.data));
    const chosen = { zone: 'Asia/Tokyo', hidden: false, track: null, words: 'named' };
    expect(servers).toMatchObject([{ ...chosen, events: [] }]);
    await door.press(ana, await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…'), 'Delete for good');
    expect((await door.slash(ana, 'me')).text).toContain('the group’s');
  });
});

describe('/me track', () => {
  const tracks = [{ ...aTrack('Backend'), emoji: '🌐' }, aTrack('Games')];
  const phases = [aPhase(1), aPhase(2, { tracks, milestone: null }), aPhase(3, { tracks: tracks.slice(1) })];
  const roadmap = { ...aRoadmap(), phases };
  const tracksIn = async (user: string) =>
    (await documentOf(user))?.events.map((event) => ('tracks' in event ? event.tracks : null));

  it('is chosen among all tracks of the roadmap, each once, as it is typed or picked; and none again', async () => {
    door = await frontDoor({ roadmap });
    expect((await door.slash(ana, 'me')).text).toContain('**Track:** none');
    const offered = await door.typing(ana, 'me', 'track', '');
    expect(offered.choices.map(({ value }) => value)).toEqual(['backend', 'games', 'none']);
    expect((await door.typing(ana, 'me', 'track', 'game')).choices.map(({ value }) => value)).toEqual(['games']);
    expect((await door.slash(ana, 'me', { track: 'games' })).text).toContain('**Track:** Games');
    const own = await door.slash(ana, 'me', { track: offered.choices[0]?.name ?? '', zone: 'tokyo' });
    expect(own.text).toMatch(/Asia\/Tokyo, your own.*\*\*Track:\*\* Backend/s);
    expect((await door.press(ana, own, 'Choose no track')).text).toContain('**Track:** none');
    await door.slash(ana, 'me', { track: 'backend' });
    expect((await door.slash(ana, 'me', { track: 'none' })).text).toContain('**Track:** none');
    expect((await documentOf(ana.id))?.zone).toBe('Asia/Tokyo');
  });

  it('says which tracks there are where there is none of that name, and keeps everything as it was', async () => {
    door = await frontDoor({ roadmap });
    const wrong = await door.slash(ana, 'me', { track: 'astrology', zone: 'tokyo' });
    expect(wrong.text).toContain('I know no such track. Choose one of: Backend, Games; or “none”.');
    expect(wrong.text).toContain('Nothing is changed yet: type both again.');
    const both = await door.slash(ana, 'me', { track: 'astrology', zone: 'the moon' });
    expect(both.text).toMatch(/I know no time zone .*\n.*I know no such track/);
    expect(await documentOf(ana.id)).toBeNull();
  });

  it('counts for a check-in that names none, with a link at once and in the form; a named one comes first', async () => {
    door = await frontDoor({ roadmap });
    await door.slash(ana, 'me', { track: 'backend' });
    const link = 'https://example.org/2';
    expect((await door.slash(ana, 'done', { phase: '2', link })).text).toContain('Phase 2 is done');
    expect(await tracksIn(ana.id)).toEqual([['backend']]);
    await door.slash(ben, 'me', { track: 'games' });
    const form = await door.slash(ben, 'done', { phase: '2' });
    expect((await door.submit(ben, form, { link: '' })).text).toContain('Phase 2 is done');
    await door.slash(ben, 'done', { phase: '3', link, track: 'games' });
    expect(await tracksIn(ben.id)).toEqual([['games'], ['games']]);
    // Phase 3 has no such track: it asks.
    expect((await door.slash(ana, 'done', { phase: '3', link })).text).toContain('Which one did you take');
  });

  it('is no part of the card where the roadmap has no tracks', async () => {
    door = await frontDoor();
    expect((await door.slash(ana, 'me')).text).not.toContain('Track');
    expect((await door.typing(ana, 'me', 'track', '')).choices).toEqual([]);
    expect((await door.slash(ana, 'me', { track: 'games' })).text).toContain('This roadmap has no tracks');
  });
});

describe('/me, who sees one’s words', () => {
  it('shows what holds, and changes with a choice', async () => {
    door = await frontDoor();
    const first = await door.slash(ana, 'me');
    expect(first.text).toContain('those who reach a phase later see them with your name');
    expect(first.options.filter((each) => each.default).map(({ value }) => value)).toEqual(['named']);
    for (const [words, sentence] of [
      ['unnamed', 'see them without your name'],
      ['nobody', 'nobody sees them later'],
      ['named', 'with your name'],
    ] as const) {
      const card = await door.press(ana, await door.slash(ana, 'me'), 'Who sees your words', [words]);
      expect(card.text).toContain(sentence);
      expect((await documentOf(ana.id))?.words).toBe(words);
    }
    expect((await door.forge(ana, 'v1:me:words', ['everybody'])).text).toContain('with your name');
  });
});

describe('words on a stone, from the form to somebody’s next step', () => {
  it('are shown where they were ticked, as their member wants it, and go with the deletion', async () => {
    door = await frontDoor({ now: Date.UTC(2026, 4, 9) });
    const form = await door.slash(ana, 'done', { phase: '2' });
    await door.submit(ana, form, { note: 'lifetimes', later: ['yes'] });
    const silent = await door.slash(ana, 'done', { phase: '3' });
    await door.submit(ana, silent, { note: 'not for everybody' });
    await door.slash(ben, 'done', { phase: '1', link: 'https://example.org/1' });
    const next = async () => (await door.slash(ben, 'next')).text;
    expect(await next()).toContain('🪨 **Ana**, who passed here in May: “lifetimes”');
    await door.press(ana, await door.slash(ana, 'me'), 'Who sees your words', ['unnamed']);
    expect(await next()).toContain('🪨 Somebody who passed here in May: “lifetimes”');
    await door.press(ana, await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…'), 'Delete for good');
    expect(await next()).not.toContain('passed here');
    await door.slash(ben, 'done', { phase: '2', link: 'https://example.org/2' });
    expect(await next()).not.toContain('not for everybody');
  });
});
