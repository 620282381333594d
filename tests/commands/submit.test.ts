import { afterEach, describe, expect, it } from 'vitest';
import { aRoadmap, aTrack } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const SUBMIT = 'Submit as milestone';
const LINK = `https://discord.com/channels/${GUILD}/900000000000000002/777`;
const by = (author: object) => ({ id: '777', author });

describe('Submit as milestone', () => {
  it('takes a message of one’s own as the proof of the phase one is in', async () => {
    door = await frontDoor();
    const form = await door.menu(ana, SUBMIT, by({ id: ana.id }));
    expect(form.prefilled).toEqual({ link: LINK });
    const seen = await door.submit(ana, form, form.filledIn, null);
    expect(seen.text).toContain('Phase 1 is done');
    expect(seen.isPrivate).toBe(true);
    expect(await door.stores.news.pending(GUILD)).toMatchObject([{ phase: '1', link: LINK }]);
  });

  it('lets one choose another phase in the form', async () => {
    door = await frontDoor();
    const form = await door.menu(ana, SUBMIT, by({ id: ana.id }));
    expect(form.options.map(({ label }) => label)).toEqual([
      'The one I am in',
      'Phase 1 · Title 1',
      'Phase 2 · Title 2',
      'Phase 3 · Title 3',
    ]);
    expect((await door.submit(ana, form, { ...form.filledIn, phase: ['2'] })).text).toContain('Phase 2 is done');
  });

  it('gives the link back where a track is missing, so that it is not looked for again', async () => {
    door = await frontDoor({
      roadmap: aRoadmap({ phases: 1, last: { tracks: [aTrack('Systems')], milestone: null } }),
    });
    const form = await door.menu(ana, SUBMIT, by({ id: ana.id }));
    expect((await door.submit(ana, form, form.filledIn)).text).toContain(`\`${LINK}\``);
  });

  it.each([
    ['somebody else’s', { id: ben.id }, 'Somebody else wrote that message'],
    ['a bot’s', { id: '1', bot: true }, 'A bot wrote that message'],
  ])('takes no message of %s, and says so kindly and privately', async (_, author, words) => {
    door = await frontDoor();
    const seen = await door.menu(ana, SUBMIT, by(author));
    expect(seen.text).toContain(words);
    expect(seen.isPrivate).toBe(true);
  });

  it('asks no store before the form', async () => {
    const never = () => Promise.reject(new Error('the store was asked'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, get: never, update: never } }) });
    expect((await door.menu(ana, SUBMIT, by({ id: ana.id }))).type).toBe(9);
    expect(door.logged).toEqual([]);
  });

  it('is not there as a slash command, nor are slash commands in the menu of a message', async () => {
    door = await frontDoor();
    for (const seen of [await door.slash(ana, SUBMIT), await door.menu(ana, 'done', by({ id: ana.id }))]) {
      expect(seen.text).toContain('I don’t know that command here');
    }
  });
});
