/** Documents as both stores read them, and the standings that follow from one. Knows no engine. */
import type { GuildDocument } from '../domain/guild.ts';
import { type Board, type Standing, standingsOf } from '../domain/leaderboard.ts';
import type { MemberDocument, MemberRef, ProgressEvent } from '../domain/progress.ts';
import type { ProgressChange } from '../domain/record.ts';
import { fromEnvelope, memberKey, newRev, readGuild, readMember, settingsKey } from './stored.ts';

/** The values of these keys in one round trip, undefined where there is nothing. Rejects with the store's own failures. */
export type Fetch = (keys: string[]) => Promise<unknown[]>;

export async function fetchMember(fetch: Fetch, member: MemberRef): Promise<MemberDocument | null> {
  const key = memberKey(member);
  const [value] = await fetch([key]);
  return value === undefined ? null : readMember(key, value);
}

export async function fetchGuild(fetch: Fetch, guild: string): Promise<GuildDocument | null> {
  const key = settingsKey(guild);
  const [value] = await fetch([key]);
  return value === undefined ? null : readGuild(key, value);
}

export async function fetchBoth(
  fetch: Fetch,
  member: MemberRef,
): Promise<[member: MemberDocument | null, guild: GuildDocument | null]> {
  const [ofMember, ofGuild] = [memberKey(member), settingsKey(member.guild)];
  const [document, guild] = await fetch([ofMember, ofGuild]);
  return [
    document === undefined ? null : readMember(ofMember, document),
    guild === undefined ? null : readGuild(ofGuild, guild),
  ];
}

/** The document that a change makes of the one before; `name` absent: it stays. */
export function nextDocument(
  { name }: { readonly name?: string },
  document: MemberDocument | null,
  events: readonly ProgressEvent[],
  { left }: Pick<ProgressChange<unknown>, 'left'>,
): MemberDocument {
  return {
    v: 2,
    rev: newRev(),
    name: name ?? document?.name ?? '',
    left: left === undefined ? (document?.left ?? null) : left,
    events,
  };
}

/** Where a member stands once `older` has become `newer`: absolute, and zero on boards that only the older events touched. */
export function standingsAfter(older: MemberDocument | null, newer: MemberDocument | null): readonly Standing[] {
  const now = standingsOf(newer);
  const gone = standingsOf(older)
    .filter(({ board }) => !now.some((standing) => standing.board === board))
    .map(({ board }) => ({ board, milestones: 0, at: 0 }));
  return [...now, ...gone];
}

/** The standings of a document, and zero on those of `boards` that it does not touch. */
export function standingsOn(document: MemberDocument | null, boards: readonly Board[]): readonly Standing[] {
  const now = standingsOf(document);
  const others = boards.filter((board) => !now.some((standing) => standing.board === board));
  return [...now, ...others.map((board) => ({ board, milestones: 0, at: 0 }))];
}

/** A member's document from its text as it stands in the store; an Error where it can not be read. */
export function tryMember(member: MemberRef, text: string | null): MemberDocument | null | Error {
  if (text === null) return null;
  try {
    return readMember(memberKey(member), fromEnvelope(text).value);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
