/** Words on a stone through the whole program: ticked in the form, read by whoever comes later, and gone with their member. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { staged } from '../support/stage.ts';

describe.each(STORES)('words on a stone, on %s', (kind) => {
  const on = staged(kind);
  beforeAll(async () => {
    await on().bot();
  });

  /** A server in which ana left words in phase 2, and ben is in it. */
  async function withWords(): Promise<Group> {
    const group = await on().group();
    const form = await group.ana.slash('done', { phase: '2' });
    await group.ana.fill(form, { note: 'lifetimes, until I drew them', later: ['yes'] });
    await group.ben.done({ phase: '1' });
    return group;
  }
  const next = async ({ ben }: Group) => (await ben.slash('next')).text;
  const ANAS = /🪨 ana, who passed here in \w+: “lifetimes, until I drew them”/;

  test('are read by whoever comes later, as their member wants it, until they are deleted', async () => {
    const group = await withWords();
    expect(await next(group)).toMatch(ANAS);
    await group.ana.slash('me');
    await group.ana.choose('Show my words without my name', 'Who sees your words');
    expect(await next(group)).toMatch(/🪨 Somebody who passed here in \w+: “lifetimes/);
    await group.ana.slash('privacy');
    await group.ana.click('Delete…');
    await group.ana.click('Delete for good');
    expect(await next(group)).not.toContain('passed here');
  });

  test('are shown once more after their member left the server, and then not until they are back', async () => {
    const group = await withWords();
    const { name: guild } = group;
    const { people } = on();
    await people.change({ kind: 'remove-person', guild, name: 'ana' });
    expect(await next(group)).toMatch(ANAS);
    await people.until(async () => !(await next(group)).includes('passed here'));
    await people.change({ kind: 'add-person', guild, name: 'ana' });
    await group.ana.slash('help');
    await people.until(async () => ANAS.test(await next(group)));
  });
});
