import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../support/channels.ts';
import { ben, type FrontDoor, frontDoor, owner } from '../support/front-door.ts';
import { ana, ask, COMPILER, pressIn, question, roadmap, THREAD, withPrompt } from '../support/stuck.ts';

const moderator = { id: '100000000000000008', name: 'Mo', permissions: String(1 << 13) };

let door: FrontDoor;
beforeEach(async () => {
  door = await frontDoor({ roadmap });
  await withPrompt(door);
});
afterEach(() => door.close());

describe('“I can help”', () => {
  it('mentions who asked in that thread, and shows in the question who helps', async () => {
    await ask(door);
    const drawn = await pressIn(door, ben, 'I can help');
    expect([drawn.type, drawn.isPrivate]).toEqual([7, false]);
    expect(drawn.text).toContain(`🙋 <@${ben.id}> can help`);
    const told = door.channels.posts[1];
    expect(told).toMatchObject({ channel: THREAD, message: { mentionUser: ana.id } });
    expect(told && textOf(told.message)).toContain(`<@${ana.id}>, **Ben** can help.`);
    const more = await pressIn(door, moderator, 'I can help', drawn);
    expect(more.text).toContain(`🙋 <@${ben.id}>, <@${moderator.id}> can help`);
    expect(more.text.match(/can help/g)).toHaveLength(1);
  });

  it('is told once for each helper, also when they press twice before it shows', async () => {
    await ask(door);
    await pressIn(door, ben, 'I can help');
    const drawn = await pressIn(door, ben, 'I can help');
    expect(door.channels.posts).toHaveLength(2);
    const again = await pressIn(door, ben, 'I can help', drawn);
    expect([again.type, again.isPrivate]).toEqual([4, true]);
    expect(again.text).toContain('knows that you can help');
    expect(door.channels.posts).toHaveLength(2);
  });

  it('is for everybody but who asked, ten at most', async () => {
    await ask(door);
    expect((await pressIn(door, ana, 'I can help')).text).toContain('You asked this yourself');
    let drawn = question(door);
    for (let n = 0; n < 10; n++)
      drawn = await pressIn(door, { ...ben, id: `20000000000000000${n}` }, 'I can help', drawn);
    expect((await pressIn(door, ben, 'I can help', drawn)).text).toContain('10 people');
    expect(door.channels.posts).toHaveLength(11);
  });

  it('leaves the question as it is where nobody could be told, or nobody knows', async () => {
    await ask(door);
    for (const [fault, said] of [
      [{ code: 160005 }, 'was not told'],
      ['lost before', 'Press once more'],
    ] as const) {
      door.channels.fault = () => fault;
      const told = await pressIn(door, ben, 'I can help');
      expect([told.type, told.isPrivate]).toEqual([4, true]);
      expect(told.text).toContain(said);
    }
    door.channels.fault = () => undefined;
    expect((await pressIn(door, ben, 'I can help')).type).toBe(7);
  });

  it('mentions nobody for a button that stands on no question', async () => {
    await ask(door);
    const forged = `v1:stuck:help:${owner.id}`;
    const on = { message: { id: '5', flags: 0, components: question(door).components } };
    for (const extra of [{}, on, { message: { ...on.message, components: [] } }])
      expect((await door.forge(ben, forged, [], extra)).text).toContain('older version');
    expect((await door.forge(ben, 'v1:stuck:help', [], on)).text).toContain('older version');
    expect(door.channels.posts).toHaveLength(1);
  });
});

describe('“Solved”', () => {
  it('is said by who asked: the question stays with its words and helpers, and takes no more help', async () => {
    await ask(door, { code: COMPILER });
    const drawn = await pressIn(door, ana, 'Solved', await pressIn(door, ben, 'I can help'));
    expect(drawn.type).toBe(7);
    expect(drawn.text).toContain('### ✅ Solved: **Ana** was stuck in phase 2: Ownership');
    expect(drawn.text).toContain(COMPILER);
    expect(drawn.text).toContain(`🙋 <@${ben.id}> offered to help`);
    expect(drawn.buttons).toEqual(['Open the phase']);
  });

  it('is said by moderators and owners as well, and by nobody else', async () => {
    await ask(door, {}, { phase: null });
    const refused = await pressIn(door, ben, 'Solved');
    expect([refused.isPrivate, refused.text]).toEqual([true, expect.stringContaining(`Only <@${ana.id}>`)]);
    for (const person of [moderator, owner]) {
      const drawn = await pressIn(door, person, 'Solved');
      expect([drawn.text, drawn.buttons]).toEqual([expect.stringContaining('✅ Solved'), []]);
    }
  });

  it('is not taken from a name that looks like it', async () => {
    await ask(door, {}, { by: { ...ana, name: 'X** is stuck' } });
    expect((await pressIn(door, ana, 'Solved')).text).toContain('✅ Solved: **X\\*\\* is stuck** was stuck');
  });
});
