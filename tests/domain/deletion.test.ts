import { describe, expect, it } from 'vitest';
import { deletionKeyFrom } from '../../src/adapters/deletion-key.ts';
import { afterDeletion, type Deletion, deletedAt } from '../../src/domain/deletion.ts';
import { aDone, aMember, T } from '../contracts/builders.ts';
import { aDocument } from '../support/builders.ts';

const [now, before] = [deletionKeyFrom('now'), deletionKeyFrom('before')];
const member = aMember();
const by = (key: typeof now, at: number, who = member): Deletion => ({
  guild: who.guild,
  hash: key.hashOf(who),
  key: key.id,
  at,
});

describe('who asked for deletion', () => {
  it('is told by the key of the token that the bot had then, as of the last time', () => {
    const deletions = [by(now, T), by(before, T + 2), by(now, T + 1), by(now, T + 9, aMember())];
    expect(deletedAt(deletions, [now])(member)).toBe(T + 1);
    expect(deletedAt(deletions, [now, before])(member)).toBe(T + 2);
    expect(deletedAt(deletions, [deletionKeyFrom('other')])(member)).toBeNull();
    expect(deletedAt([], [now])(member)).toBeNull();
  });

  it('is the same person in this server only', () => {
    const elsewhere = { ...member, guild: aMember().guild };
    expect(deletedAt([by(now, T)], [now])(elsewhere)).toBeNull();
  });

  it('is nobody without the token: keys of two tokens have nothing alike, those of one are the same', () => {
    expect(now.id).not.toBe(before.id);
    expect(now.hashOf(member)).not.toBe(before.hashOf(member));
    expect(now.hashOf(member)).toMatch(/^[\w-]{43}$/);
    const again = deletionKeyFrom('now');
    expect([again.id, again.hashOf(member)]).toEqual([now.id, now.hashOf(member)]);
  });
});

describe('after a deletion', () => {
  const [one, two] = [aDone('1', { at: T }), aDone('2', { at: T + 1 })];
  const document = aDocument([one, two]);

  it('only what came later is left, and nothing where nothing did', () => {
    expect(afterDeletion(document, T)?.events).toEqual([two]);
    expect(afterDeletion(document, T + 1)).toBeNull();
    expect(afterDeletion({ ...document, events: [] }, T)).toBeNull();
  });

  it('everything is left where there was none', () => {
    expect(afterDeletion(document, null)).toBe(document);
  });
});
