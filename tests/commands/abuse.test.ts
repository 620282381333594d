/** What somebody may try who means no good: too much at once, forged buttons, and text that is more than it seems. */
import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD, owner } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const study = { id: '700000000000000001', type: 0, app_permissions: String((1n << 60n) - 1n) };

describe('too much at once', () => {
  it('is answered in words, privately, without asking the store; a button leaves its card as it is', async () => {
    let asked = 0;
    door = await frontDoor({
      services: ({ progress }) => ({
        progress: {
          ...progress,
          update(...change) {
            asked += 1;
            return progress.update(...change);
          },
        },
      }),
    });
    const card = await door.done(ana, { phase: '1' });
    for (let n = 1; n < 20; n++) await door.done(ana, { phase: '1' });
    expect(asked).toBe(20);
    for (const seen of [await door.done(ana, { phase: '2' }), await door.press(ana, card, 'Take back')]) {
      expect(seen.text).toMatch(/^⏳ \*\*That was a lot at once\.\*\* Try again <t:\d+:R>; nothing was changed\.$/);
      expect([seen.isPrivate, seen.type]).toEqual([true, 4]);
    }
    expect(asked).toBe(20);
    expect((await door.slash(ana, 'progress')).text).toContain('1 of 3');
    expect((await door.done(ben, { phase: '1' })).text).toContain('Phase 1 is done');
    door.clock.now += 6_000;
    expect((await door.done(ana, { phase: '2' })).text).toContain('Phase 2 is done');
  });
});

describe('forged buttons', () => {
  const ids = commands.flatMap(({ definition, actions = {} }) =>
    Object.keys(actions).map((action) => `v1:${definition.name}:${action}`),
  );
  const args = ['', ':', ':__proto__', ':constructor:1', ':-1', ':9999999999', ':1:2:3:4:5:6:7:8:9', `:${ana.id}`];

  it('get a private answer in words, whatever their arguments, and change nobody else’s things', async () => {
    door = await frontDoor();
    await door.press(owner, await door.slash(owner, 'setup', { channel: study, timezone: 'UTC' }), 'Save');
    await door.done(ben, { phase: '1' });
    const things = () =>
      Promise.all([door.stores.guilds.get(GUILD), door.stores.progress.get({ guild: GUILD, user: ben.id })]);
    const before = await things();
    expect(ids.length).toBeGreaterThan(20);
    for (const id of [...ids, `v1:progress:remove:${ben.id}`]) {
      for (const forged of args.map((arg) => `${id}${arg}`)) {
        // Nobody clicks that fast; here the limit would hide what is looked for.
        door.clock.now += 6_000;
        const seen = await door.forge(ana, forged, ['1']);
        expect([forged, seen.type === 9 || seen.isPrivate], seen.text).toEqual([forged, true]);
        expect(seen.text, forged).not.toContain('went wrong on my side');
      }
    }
    expect(await things()).toEqual(before);
  });
});

describe('text that is more than it seems', () => {
  const BIDI = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
  const CONTROL = '\u0000\u0007\u0008\u001b[31m\u007f\u0085\u009b\u2028\u2029\ufeff\u200b';
  const HIDDEN = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}\ufeff\u200b]/u;

  it('reaches nobody: control and bidirectional characters of names, notes and searches are taken out', async () => {
    door = await frontDoor();
    const evil = { ...ana, name: `A${BIDI}n${CONTROL}a` };
    const note = `no${BIDI}te${CONTROL}`;
    const seen = [
      await door.done(evil, { phase: '1', note }),
      await door.done(evil, { phase: `1${BIDI}${CONTROL}` }),
      await door.slash(evil, 'phase', { phase: `x${BIDI}${CONTROL}` }),
      await door.slash(evil, 'progress'),
      await door.slash(ben, 'progress', { member: { id: ana.id, username: evil.name, global_name: evil.name } }),
      await door.slash(ben, 'leaderboard'),
      await door.forge(evil, 'v1:progress:share'),
      await door.forge(evil, 'v1:leaderboard:share:all'),
      await door.forge(evil, 'v1:phase:share:1'),
      await door.slash(owner, 'setup', { channel: study, timezone: `UTC${BIDI}`, time: `18:00${BIDI}` }),
    ];
    const words = seen
      .flatMap((one) => [one, ...one.shared])
      .map(({ text, buttons }) => `${text}\n${buttons.join('\n')}`);
    expect(words.filter((text) => HIDDEN.test(text))).toEqual([]);
    expect(words.join('\n')).toMatch(/\*\*An.*a\*\*/);
    expect(seen.flatMap(({ shared }) => shared)).toHaveLength(3);
  });
});
