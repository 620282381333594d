import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreOutage } from '../../src/outage.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const DIRECT = { guild_id: undefined, member: undefined, user: { id: ana.id, username: 'ana', global_name: 'Ana' } };

describe('/privacy', () => {
  it('says what is stored, and exports one’s own data as a file', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1', link: 'https://example.org/a', note: 'n' });
    await door.done(ben, { phase: '2' });
    const exported = await door.press(ana, await door.slash(ana, 'privacy'), 'Export as a file');
    const file = JSON.parse(new TextDecoder().decode(exported.files[0]?.data));
    expect(file.servers).toHaveLength(1);
    expect(file.servers[0].events).toMatchObject([
      { kind: 'done', phase: '1', link: 'https://example.org/a', note: 'n' },
    ]);
    expect(JSON.stringify(file)).not.toContain(ben.id);
    expect(exported.isPrivate).toBe(true);
  });

  it('deletes after a confirmation, and then nothing is left', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    const asked = await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…');
    expect(await door.stores.progress.get({ guild: GUILD, user: ana.id })).not.toBeNull();
    expect((await door.press(ana, asked, 'Delete for good')).text).toContain('Deleted');
    expect(await door.stores.progress.get({ guild: GUILD, user: ana.id })).toBeNull();
    expect(await door.stores.news.since(GUILD, 0)).toEqual([]);
    expect((await door.slash(ben, 'leaderboard')).text).not.toContain('Ana');
  });

  it('takes only what was stored in this server when it is asked there, and says so', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    await door.done(ana, { phase: '1' }, { guild_id: '900000000000000077' });
    const asked = await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…');
    expect(asked.text).toContain('in this server');
    await door.press(ana, asked, 'Delete for good');
    expect(await door.stores.progress.guildsOf(ana.id)).toEqual(['900000000000000077']);
  });

  it('says when there is nothing to export or delete', async () => {
    door = await frontDoor();
    const card = await door.slash(ana, 'privacy');
    expect((await door.press(ana, card, 'Export as a file')).text).toContain('I store nothing about you');
    const asked = await door.press(ana, card, 'Delete…');
    expect((await door.press(ana, asked, 'Delete for good')).text).toContain('I had nothing about you');
  });

  it('keeps everything when the member thinks better of it', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    const asked = await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…');
    expect((await door.press(ana, asked, 'Keep it')).text).toContain('What I store about you');
    expect(await door.stores.progress.get({ guild: GUILD, user: ana.id })).not.toBeNull();
  });

  it('takes all of one’s servers in a direct message', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    await door.done(ana, { phase: '1' }, { guild_id: '900000000000000077' });
    const seen = await door.slash(ana, 'privacy', {}, DIRECT);
    expect(seen.text).toContain('2 servers');
    expect((await door.forge(ana, 'v1:privacy:ask-delete', [], DIRECT)).text).toContain('in all servers');
    await door.forge(ana, 'v1:privacy:delete', [], DIRECT);
    expect(await door.stores.progress.guildsOf(ana.id)).toEqual([]);
  });

  it('tells beforehand what stays: posts in channels, and for 30 days a mark that names nobody', async () => {
    door = await frontDoor();
    const asked = await door.press(ana, await door.slash(ana, 'privacy'), 'Delete…');
    expect(asked.text).toMatch(/Posts in channels stay until a moderator.*30 days.*without your id or name/s);
  });

  it('deletes what is broken or of a newer version as well, and the rest with it', async () => {
    door = await frontDoor();
    const others = ['900000000000000077', '900000000000000078'];
    for (const guild_id of [GUILD, ...others]) await door.done(ana, { phase: '1' }, { guild_id });
    const raw = new Database(join(door.folder, 'cairn.sqlite'));
    const spoil = raw.prepare('UPDATE kv SET value = ? WHERE key = ?');
    spoil.run(['broken', `cairn::{${GUILD}}:m:${ana.id}`]);
    spoil.run(['{"value":{"v":99}}', `cairn::{${others[0]}}:m:${ana.id}`]);
    const seen = await door.forge(ana, 'v1:privacy:delete', [], DIRECT);
    expect(seen.text).toContain('Deleted.');
    const left = raw.prepare('SELECT key FROM kv WHERE key LIKE ?').all([`%${ana.id}`]);
    raw.close();
    expect([left, await door.stores.progress.guildsOf(ana.id)]).toEqual([[], []]);
  });

  it('says that storage is away when one server’s could not be deleted, and has deleted the others', async () => {
    const away = '900000000000000077';
    door = await frontDoor({
      services: ({ progress }) => ({
        progress: {
          ...progress,
          forget: async (member, at) => {
            if (member.guild === away) throw new StoreOutage('The store did not delete.');
            return progress.forget(member, at);
          },
        },
      }),
    });
    for (const guild_id of [GUILD, away]) await door.done(ana, { phase: '1' }, { guild_id });
    const seen = await door.forge(ana, 'v1:privacy:delete', [], DIRECT);
    expect(seen.text).toContain('I can’t reach my storage');
    expect(seen.text).not.toContain('Deleted');
    expect(await door.stores.progress.guildsOf(ana.id)).toEqual([away]);
  });

  it('is the only command outside of servers', async () => {
    door = await frontDoor();
    expect((await door.slash(ana, 'progress', {}, DIRECT)).text).toContain('I don’t know that command here');
  });
});
