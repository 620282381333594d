import { afterEach, describe, expect, it } from 'vitest';
import { aPhase, aRoadmap, aTrack, words } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const topics = ['Borrowing rules', 'Slices', 'Lifetimes'].map((text) => ({
  id: text.toLowerCase().replace(' ', '-'),
  text: words(text),
}));
const resources = [
  { name: 'The Book', url: 'https://example.org/book', note: null },
  { name: 'All of it', url: 'https://example.org/lifetimes', note: words('Lifetimes, drawn') },
];
const phases = [aPhase(1), aPhase(2, { topics, resources }), aPhase(3)];
const roadmap = { ...aRoadmap(), phases };

const TICK = 'Tick what you know by now';
const SHOW = 'v1:progress:next';

async function beganAt(phase: string) {
  door = await frontDoor({ roadmap });
  const asked = await door.slash(ana, 'next');
  return door.press(ana, asked, 'Or join in at a later phase', [phase]);
}
const eventsOf = async (user: string) => (await door.stores.progress.get({ guild: GUILD, user }))?.events;

describe('/next', () => {
  it('shows a phase that is nothing but its tracks, whatever is ticked and chosen', async () => {
    const only = aPhase(1, { topics: [], milestone: null, tracks: [aTrack('Web'), aTrack('Games')] });
    door = await frontDoor({ roadmap: { ...aRoadmap(), phases: [only] } });
    expect((await door.slash(ana, 'next')).text).toContain('Choose a track: Web, Games');
    await door.slash(ana, 'me', { track: 'web' });
    const own = await door.slash(ana, 'next');
    expect(own.text).toContain('Your track, **Web**: Web things');
    expect(own.text).not.toContain('Choose a track');
  });

  it('asks newcomers once where they begin, and begins at the start with one press', async () => {
    door = await frontDoor({ roadmap });
    const asked = await door.slash(ana, 'next');
    expect(asked.text).toContain('Where do you begin?');
    const begun = await door.press(ana, asked, 'At the start, phase 1');
    expect(begun.text).toMatch(/Your next step.*Phase 1.*👉 Topic 1/s);
    expect((await door.slash(ana, 'next')).text).toContain('👉 Topic 1');
    // Somebody who checked in before began without saying where.
    await door.done(ben, { phase: '1' });
    expect((await door.slash(ben, 'next')).text).toContain('Phase 2');
  });

  it('is what “My next step” under a post shows as well', async () => {
    await beganAt('2');
    expect((await door.forge(ana, `${SHOW}:p.2026-W32`)).text).toContain('👉 Borrowing rules');
  });

  it('shows earlier phases as known, counts none of them, and takes them all the same', async () => {
    expect((await beganAt('3')).text).toContain('Phase 3');
    expect((await door.slash(ana, 'phase')).text).toMatch(/✔️ \*\*1\*\*.*✔️ \*\*2\*\*.*👉 \*\*3\*\*/s);
    const mine = (await door.slash(ana, 'progress')).text;
    expect(mine).toContain('0 of 3');
    expect(mine).toContain('2 phases known before');
    expect((await door.done(ana)).text).toContain('Phase 3 is done');
    expect((await door.slash(ana, 'next')).text).toContain('everything from where you began');
    expect((await door.done(ana, { phase: '1' })).text).toContain('Phase 1 is done');
    expect((await door.slash(ana, 'progress')).text).toContain('1 phase known before');
  });

  it('lets a newcomer who pressed wrongly begin elsewhere, until something is done', async () => {
    const card = await beganAt('3');
    const again = await door.press(ana, card, 'Begin elsewhere');
    const begun = await door.press(ana, again, 'Or join in at a later phase', ['2']);
    expect(begun.text).toContain('Phase 2');
    const ticked = await door.press(ana, begun, TICK, ['slices']);
    expect(ticked.buttons).not.toContain('Begin elsewhere');
  });

  it('ticks and unticks, and goes on to the first open topic with the resource that fits it best', async () => {
    const card = await beganAt('2');
    expect(card.text).toContain('0 of 3 topics');
    expect(card.text).toContain('👉 Borrowing rules\n📖 [The Book](https://example.org/book)');
    const two = await door.press(ana, card, TICK, ['slices', 'borrowing-rules']);
    expect(two.text).toContain('2 of 3 topics');
    expect(two.text).toContain('👉 Lifetimes\n📖 [All of it](https://example.org/lifetimes) · Lifetimes, drawn');
    expect(two.options.filter((each) => each.default).map(({ value }) => value)).toEqual(['borrowing-rules', 'slices']);
    const one = await door.press(ana, two, TICK, ['slices']);
    expect(one.text).toContain('👉 Borrowing rules');
    expect((await door.slash(ana, 'progress')).text).toContain('1 topic ticked');
    // Nobody's place changes by a tick.
    expect((await door.slash(ben, 'leaderboard')).text).not.toContain('Ana');
  });

  it('is the milestone when every topic is ticked, and the end after the last', async () => {
    const all = await allTicked();
    expect(all.text).toContain('🪨 **Build the milestone:** Milestone 2');
    expect(all.text).toContain('3 of 3 topics');
    const form = await door.press(ana, all, 'Check in');
    expect((await door.submit(ana, form, form.filledIn)).text).toContain('Phase 2 is done');
    await door.done(ana, { phase: '3' });
    expect((await door.slash(ana, 'next')).text).toContain('You have finished everything from where you began');
  });

  async function allTicked() {
    const card = await beganAt('2');
    return door.press(
      ana,
      card,
      TICK,
      topics.map(({ id }) => id),
    );
  }

  it('counts what is delivered twice once, and what is chosen twice as well', async () => {
    const card = await beganAt('2');
    const before = (await eventsOf(ana.id))?.length ?? 0;
    await door.press(ana, card, TICK, ['slices']);
    await door.press(ana, card, TICK, ['slices']);
    expect((await eventsOf(ana.id))?.length).toBe(before + 1);
  });

  it('answers what nobody could have chosen in words, and keeps none of it', async () => {
    await beganAt('2');
    const before = await eventsOf(ana.id);
    expect((await door.forge(ana, 'v1:next:tick:2', ['nothing-of-the-kind'])).text).toContain('Your next step');
    for (const id of ['v1:next:tick:99', 'v1:next:tick', 'v1:next:begin:99', 'v1:next:begin-at']) {
      expect((await door.forge(ana, id)).text).toContain('no longer on it');
    }
    expect(await eventsOf(ana.id)).toEqual(before);
  });

  it('turns pages where a hundred phases are to begin at', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 60 }) });
    const first = await door.slash(ana, 'next');
    const last = await door.press(ana, await door.press(ana, first, 'Later'), 'Later');
    expect(last.options.at(-1)?.value).toBe('60');
  });
});
