/** Deletions as they stand in a store, and what the text of a document tells although nobody can read it. Knows no engine. */
import * as z from 'zod';
import type { Deletion, DeletionKey } from '../domain/deletion.ts';
import { type Board, boardEnds, monthOf, REVIEWERS, WAITING, wordsBoard } from '../domain/leaderboard.ts';
import type { MemberRef } from '../domain/progress.ts';

export type DeletionRef = Pick<Deletion, 'guild' | 'hash'>;

/** Beside the documents, not among them: Keyv's keys begin with `cairn::`. */
export const DELETIONS = 'cairn-deletion:';
export const deletionKey = ({ guild, hash }: DeletionRef): string => `${DELETIONS}{${guild}}:${hash}`;

/** Changes with each deletion, and is gone once the store's files hold nothing of it: what a killed process left undone is seen. */
export const UNSWEPT = 'cairn-unswept';

export const toDeletionText = ({ key, at }: Deletion): string => JSON.stringify({ key, at });

const textSchema = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
const storedSchema = textSchema.pipe(z.object({ key: z.string(), at: z.number() }));
const deletionSchema: z.ZodType<Deletion> = z.object({
  guild: z.string(),
  hash: z.string(),
  key: z.string(),
  at: z.number(),
});

/** Throws an Error when it is none. */
export const deletionFrom = (value: unknown): Deletion => deletionSchema.parse(value);

/** Throws an Error that names the key when what stands there is no deletion. */
export function readDeletion(stored: string, text: string): Deletion {
  const [, guild, hash] = /^cairn-deletion:\{([^{}]+)\}:([\w-]+)$/.exec(stored) ?? [];
  const kept = storedSchema.safeParse(text);
  if (!guild || !hash || !kept.success) throw new Error(`What is kept of a deletion is broken: ${stored}.`);
  return { guild, hash, ...kept.data };
}

export const deletionOf = (key: DeletionKey, member: MemberRef, at: number): Deletion => ({
  guild: member.guild,
  hash: key.hashOf(member),
  key: key.id,
  at,
});

/** What a store needs to forget a member. */
export interface Forgetting {
  readonly key: DeletionKey;
  /** The store's files still hold what was deleted. */
  readonly soon: () => void;
}

/** For programs that delete nothing: without the token nobody could tell later whose deletion it was. */
export const NO_KEY: DeletionKey = {
  id: '',
  hashOf: () => {
    throw new Error('Nothing can be deleted without the key that a deletion is remembered by.');
  },
};

/**
 * What else is about the member whose document this is, by its text alone, so that one that is broken, or newer, can be deleted
 * like any other. A quote inside of what members wrote has a backslash before it: only the document's own fields are found.
 */
export function tracesIn(text: string): {
  readonly interactions: readonly string[];
  readonly boards: readonly Board[];
} {
  const all = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))];
  const months = all(/"gday":"(\d{4}-\d{2})-\d{2}"/g);
  return {
    interactions: all(/"by":"(\d{1,20})"/g),
    boards: [...months, ...all(/"phase":"([\w.~-]+)"/g).map(wordsBoard), WAITING, REVIEWERS],
  };
}

/** Whether parts of the document are missing, and with them what {@link tracesIn} would find there. */
export function isCut(text: string | null): boolean {
  return text !== null && !textSchema.safeParse(text).success;
}

/** Every board on which somebody can stand at `now`, whatever their document says: all, the months that are kept, and the next. */
export function boardsAround(now: number): readonly Board[] {
  const day = new Date(now);
  const month = (by: number) =>
    monthOf(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + by, 1)).toISOString());
  const kept = [1, 0, -1, -2, -3].map(month).filter((board) => (boardEnds(board) ?? 0) * 1000 > now);
  return ['all', ...kept];
}
