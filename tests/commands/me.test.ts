import { afterEach, describe, expect, it } from 'vitest';
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
    expect(servers).toMatchObject([{ zone: 'Asia/Tokyo', hidden: false, events: [] }]);
    await door.press(ana, await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…'), 'Delete for good');
    expect((await door.slash(ana, 'me')).text).toContain('the group’s');
  });
});
