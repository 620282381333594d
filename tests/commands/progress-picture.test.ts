import { afterEach, describe, expect, it } from 'vitest';
import { cairnOf } from '../../src/domain/cairn.ts';
import { cairnAlt, gallery } from '../../src/messages/pictures.ts';
import { aPhase, aRoadmap } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor } from '../support/front-door.ts';
import { pixels, realPictures } from '../support/pictures.ts';
import type { Seen } from '../support/seen.ts';

let door: FrontDoor;

const drawing = () => ({ pictures: realPictures });
const asOption = ({ id, name }: typeof ben) => ({ id, username: name.toLowerCase(), global_name: name });
const picture = ({ files }: Seen) => pixels(files[0]?.data ?? null);

describe('the picture of /progress', () => {
  afterEach(() => door.close());

  it('comes with one’s own card, and says what the words say', async () => {
    door = await frontDoor({ services: drawing });
    await door.done(ana, { phase: '1' });
    await door.done(ana, { phase: '3' });
    const seen = await door.slash(ana, 'progress');
    expect(picture(seen).width).toBe(720);
    expect(seen.alts).toEqual([
      'A cairn with 2 of 3 stones laid: 1 Title 1, 3 Title 3. Now at 2 Title 2. One active week so far.',
    ]);
    for (const words of [
      '2 of 3',
      '**1** · Title 1',
      '**3** · Title 3',
      'You are in Phase 2 · Title 2',
      'One active week so far',
    ])
      expect(seen.text).toContain(words);
  });

  it('shows a newcomer where to begin', async () => {
    door = await frontDoor({ services: drawing });
    expect((await door.slash(ana, 'progress')).alts).toEqual([
      'A cairn with 0 of 3 stones laid. Now at 1 Title 1. Open: 2 to 3.',
    ]);
  });

  it('of somebody else shows what they have laid, not where they are; without a stone there is none', async () => {
    door = await frontDoor({ services: drawing });
    const member = asOption(ben);
    expect((await door.slash(ana, 'progress', { member })).files).toEqual([]);
    await door.done(ben, { phase: '2' });
    const seen = await door.slash(ana, 'progress', { member });
    expect(seen.alts).toEqual(['A cairn with 1 of 3 stones laid: 2 Title 2. Open: 1, 3.']);
    expect(seen.text).toContain('1 of 3');
    picture(seen);
  });

  it('is shared with the card, with the name in it', async () => {
    door = await frontDoor({ services: drawing });
    await door.done(ana, { phase: '1' });
    const [shared] = (await door.press(ana, await door.slash(ana, 'progress'), 'Share')).shared;
    if (!shared) throw new Error('nothing was shared');
    expect(shared.alts).toEqual(['Ana’s cairn with 1 of 3 stones laid: 1 Title 1. Now at 2 Title 2. Open: 3.']);
    expect(shared.text).toMatch(/\*\*Ana\*\*’s cairn\n.* 1 of 3\n👉 Now in Phase 2 · Title 2/);
    picture(shared);
  });

  it('goes when the card becomes another, and is the only one after a redraw', async () => {
    door = await frontDoor({ services: drawing });
    const card = await door.slash(ana, 'progress');
    const next = await door.press(ana, card, 'My next step');
    expect([next.files, next.attached]).toEqual([[], []]);
    const again = await door.forge(ana, 'v1:progress:mine:0');
    expect([again.type, again.attached]).toEqual([7, ['cairn.png']]);
  });

  it('that can not be drawn costs nobody the answer', async () => {
    door = await frontDoor({ services: () => ({ pictures: { draw: async () => null } }) });
    await door.done(ana, { phase: '1' });
    const seen = await door.slash(ana, 'progress');
    expect([seen.alts, seen.files]).toEqual([[], []]);
    expect(seen.text).toContain('1 of 3');
    expect((await door.press(ana, seen, 'Share')).shared[0]?.text).toContain('1 of 3');
  });
});

describe('what stands for a picture', () => {
  it('fits Discord’s 1,024 characters for the longest roadmap there may be', () => {
    const phases = Array.from({ length: 100 }, (_, at) => aPhase(at + 1, { title: 'T'.repeat(80) }));
    const done = phases
      .slice(0, 60)
      .map(({ id }) => ({ kind: 'done' as const, phase: id, at: 1, by: id, day: '', gday: '' }));
    const alt = cairnAlt(cairnOf({ ...aRoadmap(), phases }, done));
    expect(alt.length).toBeGreaterThan(1024);
    expect(gallery({ png: new Uint8Array(), alt })?.items[0]?.description).toHaveLength(1024);
  });

  it('names what was known before, and the weeks in a row', () => {
    const began = { kind: 'began' as const, phase: '3', at: 1, by: '1', day: '', gday: '' };
    const cairn = cairnOf(aRoadmap({ phases: 4 }), [began], { name: 'Ana\u202e', streak: '5 weeks in a row' });
    expect(cairnAlt(cairn)).toBe(
      'Ana’s cairn with 0 of 4 stones laid. Now at 3 Title 3. Known before: 1 to 2. Open: 4. 5 weeks in a row.',
    );
  });
});
