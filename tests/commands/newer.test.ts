import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';
import { fileIn } from '../support/place.ts';
import type { Seen } from '../support/seen.ts';

const KEY = `cairn::{${GUILD}}:m:${ana.id}`;

let door: FrontDoor;
let raw: Database.Database;
beforeEach(async () => {
  door = await frontDoor();
  raw = new Database(fileIn(door.folder));
});
afterEach(async () => {
  raw.close();
  await door.close();
});

const stored = () => (raw.prepare('SELECT value FROM kv WHERE key = ?').get([KEY]) as { value: string }).value;
/** What a Cairn of the year after next may write of Ana. */
function plantNewer(): string {
  const newer = stored().replace('"v":4', '"v":9').replace('"left":null', '"left":"never","mood":"🦀"');
  raw.prepare('UPDATE kv SET value = ? WHERE key = ?').run([newer, KEY]);
  return newer;
}

type Ask = (card: Seen) => Promise<Seen>;
it.each<[string, Ask]>([
  ['/done', () => door.done(ana, { phase: '2' })],
  ['/done with a link for what is done', () => door.done(ana, { phase: '1', link: 'https://example.org' })],
  ['Take back', (card) => door.press(ana, card, 'Take back')],
  ['the form to change a link', () => door.forge(ana, 'v1:done:change:1')],
  ['/progress', () => door.slash(ana, 'progress')],
  ['/progress of them', () => door.slash(ben, 'progress', { member: { id: ana.id, username: 'ana' } })],
  ['/phase with one’s own stones', () => door.slash(ana, 'phase')],
  ['the next step', () => door.forge(ana, 'v1:progress:next')],
  ['Export', () => door.forge(ana, 'v1:privacy:export')],
])('%s says that a newer version wrote the document, and leaves it as it is to the byte', async (_, ask) => {
  const card = await door.done(ana);
  const newer = plantNewer();
  expect((await ask(card)).text).toContain('was written by a newer version of me');
  expect(stored()).toBe(newer);
});

it('the export of all servers has those that can be read, and names the other', async () => {
  const OTHER = '900000000000000077';
  await door.done(ana);
  await door.done(ana, { phase: '2' }, { guild_id: OTHER });
  const newer = plantNewer();
  const direct = { guild_id: undefined, member: undefined, user: { id: ana.id, username: 'ana', global_name: 'Ana' } };
  const exported = await door.forge(ana, 'v1:privacy:export', [], direct);
  expect(exported.text).toContain('**Not in it:** what is stored in one server');
  const file = JSON.parse(new TextDecoder().decode(exported.files[0]?.data));
  expect(file.servers).toMatchObject([{ server: OTHER, events: [{ phase: '2' }] }]);
  expect(file.unreadable).toEqual([GUILD]);
  expect(stored()).toBe(newer);
});

it('others, and what needs no document, are served as ever', async () => {
  await door.done(ana);
  const newer = plantNewer();
  expect((await door.done(ben)).text).toContain('is done');
  expect((await door.slash(ana, 'help')).text).toContain('/done');
  expect((await door.slash(ben, 'leaderboard')).text).toContain('**Ana** · 1 milestone');
  expect(stored()).toBe(newer);
});
