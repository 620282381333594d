/**
 * What stays of a deletion, and what it means for what a backup brings. Pure: knows no secret, no store, and of a deletion not
 * whose it is.
 */
import type { MemberDocument, MemberRef } from './progress.ts';

/** The one thing that is kept of a member who asked for deletion. */
export interface Deletion {
  readonly guild: string;
  /** Of guild and user, base64url; only whoever has the key can tell whose it is. */
  readonly hash: string;
  /** Which key made the hash: {@link DeletionKey.id}. */
  readonly key: string;
  /** Unix milliseconds: everything that the member did up to then is to be gone. */
  readonly at: number;
}

export interface DeletionKey {
  /** Tells two keys apart, and nothing about them. */
  readonly id: string;
  hashOf(member: MemberRef): string;
}

/** How long a deletion is remembered: about as long as backups are worth anything. */
export const DELETION_KEPT_MS = 30 * 86_400_000;

/** When a member last asked for deletion, Unix milliseconds; null: never, as far as these deletions and keys can tell. */
export type DeletedAt = (member: MemberRef) => number | null;

export function deletedAt(deletions: readonly Deletion[], keys: readonly DeletionKey[]): DeletedAt {
  const known = new Map<string, number>();
  for (const { key, hash, at } of deletions) {
    const name = `${key} ${hash}`;
    known.set(name, Math.max(at, known.get(name) ?? at));
  }
  return (member) => {
    if (known.size === 0) return null;
    const times = keys.flatMap(({ id, hashOf }) => known.get(`${id} ${hashOf(member)}`) ?? []);
    return times.length ? Math.max(...times) : null;
  };
}

/** What a member did after their deletion; null: nothing, so all of it must go. Without a deletion (null) it is everything. */
export function afterDeletion(document: MemberDocument, deleted: number | null): MemberDocument | null {
  if (deleted === null) return document;
  const events = document.events.filter(({ at }) => at > deleted);
  return events.length ? { ...document, events } : null;
}
