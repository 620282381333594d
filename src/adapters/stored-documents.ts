/** Documents as both stores read them, and the standings that follow from one. Knows no engine. */
import { compacted, MOST_EVENTS } from '../domain/compaction.ts';
import type { GuildDocument } from '../domain/guild.ts';
import { type Standing, standingsOf } from '../domain/leaderboard.ts';
import type { Kept } from '../domain/leaderboard-check.ts';
import type { MemberDocument, MemberRef, ProgressEvent } from '../domain/progress.ts';
import { choicesOf, type ProgressChange } from '../domain/record.ts';
import { FullDocument } from '../outage.ts';
import type { FirstRow } from '../ports.ts';
import { fromEnvelope, memberKey, newRev, readGuild, readMember, settingsKey } from './stored.ts';

/** The values of these keys in one round trip, undefined where there is nothing. Rejects with the store's own failures. */
export type Fetch = (keys: string[]) => Promise<unknown[]>;

export async function fetchMember(fetch: Fetch, member: MemberRef): Promise<MemberDocument | null> {
  const key = memberKey(member);
  const [value] = await fetch([key]);
  return memberIn(key, value);
}

export async function fetchGuild(fetch: Fetch, guild: string): Promise<GuildDocument | null> {
  const key = settingsKey(guild);
  const [value] = await fetch([key]);
  return guildIn(key, value);
}

/** What was fetched, read. Throws as {@link readMember}. */
export function memberIn(key: string, value: unknown): MemberDocument | null {
  return value === undefined ? null : readMember(key, value);
}

/** What was fetched, read. Throws as {@link readGuild}. */
export function guildIn(key: string, value: unknown): GuildDocument | null {
  return value === undefined ? null : readGuild(key, value);
}

/** The document that a change makes of the one before; `name` absent: it stays. Throws {@link FullDocument}. */
export function nextDocument(
  { name }: { readonly name?: string },
  document: MemberDocument | null,
  events: readonly ProgressEvent[],
  { left, choices }: Pick<ProgressChange<unknown>, 'left' | 'choices'>,
): MemberDocument {
  const kept = compacted(events);
  // Who leaves, or comes back, must be told apart whatever they did before.
  if (kept.length > MOST_EVENTS && kept.length > (document?.events.length ?? 0)) {
    throw new FullDocument(`a member's document would hold ${kept.length} events`);
  }
  return {
    v: 4,
    rev: newRev(),
    name: name ?? document?.name ?? '',
    left: left === undefined ? (document?.left ?? null) : left,
    ...choicesOf(document),
    ...choices,
    events: kept,
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

/** What should stand on boards: the document's standings, and zero where a row is that the document does not touch. */
export function standingsFor({ standings, rows }: Pick<Kept, 'standings' | 'rows'>): readonly Standing[] {
  const others = [...rows.keys()].filter((board) => !standings.some((standing) => standing.board === board));
  return [...standings, ...others.map((board) => ({ board, milestones: 0, at: 0 }))];
}

/** What a document's text in the store says. */
export function readText(member: MemberRef, text: string | null): Pick<Kept, 'document' | 'standings'> {
  const document = tryMember(member, text);
  return { document, standings: document instanceof Error ? [] : standingsOf(document) };
}

/** A row of a list; none where the document is gone or can not be read: the list goes on, and `leaderboard:check` tells. */
export function firstRow(member: MemberRef, text: string | null): readonly FirstRow[] {
  const document = tryMember(member, text);
  return document === null || document instanceof Error ? [] : [{ user: member.user, document }];
}

/** A member's document from its text as it stands in the store; an Error where it can not be read. */
function tryMember(member: MemberRef, text: string | null): MemberDocument | null | Error {
  if (text === null) return null;
  try {
    return readMember(memberKey(member), fromEnvelope(text).value);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
