/** What stands in Redis of many members of a guild, each as of one moment. Changes nothing. */
import * as z from 'zod';
import { type Board, unscore } from '../domain/leaderboard.ts';
import type { Kept, Row, Trace } from '../domain/leaderboard-check.ts';
import type { MemberRef } from '../domain/progress.ts';
import { boardKey, namesKey, userKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { LOOK } from './redis-scripts.ts';
import { memberKey, storedKey } from './stored.ts';
import { readText } from './stored-documents.ts';

const lookSchema = z.custom<readonly (string | null)[]>(
  (answer) => Array.isArray(answer) && answer.every((each) => each === null || typeof each === 'string'),
);

/**
 * Which boards to read is known once the document is. So the boards that others have are asked for, which mostly is enough; whoever
 * has another one is looked at once more.
 */
export async function lookAt(link: RedisLink, usual: Set<Board>, members: readonly Trace[]): Promise<readonly Kept[]> {
  const seen = new Map<Trace, Kept>();
  let open = members;
  while (open.length) {
    const boards = [...new Set([...usual, ...open.flatMap((member) => member.boards)])];
    const found = await link.operation('give what is kept of members', (ask) =>
      ask(() => Promise.all(guildsIn(open).map((some) => lookOnce(link, some, boards)))),
    );
    open = found.flat().flatMap(({ member, kept, rows }) => {
      const touched = kept.standings.map(({ board }) => board);
      const missing = touched.filter((board) => !boards.includes(board));
      for (const board of missing) usual.add(board);
      if (missing.length) return [member];
      const wanted = rows.filter(([board]) => touched.includes(board) || member.boards.includes(board));
      seen.set(member, { ...kept, rows: new Map(wanted) });
      return [];
    });
  }
  return members.flatMap((member) => seen.get(member) ?? []);
}

/** One script touches one guild. */
export function guildsIn<Member extends MemberRef>(members: readonly Member[]): readonly (readonly Member[])[] {
  const byGuild = new Map<string, Member[]>();
  for (const member of members) {
    const some = byGuild.get(member.guild) ?? [];
    some.push(member);
    byGuild.set(member.guild, some);
  }
  return [...byGuild.values()];
}

interface Looked {
  readonly member: Trace;
  readonly kept: Omit<Kept, 'rows'>;
  readonly rows: readonly (readonly [Board, Row])[];
}

async function lookOnce(
  link: RedisLink,
  members: readonly Trace[],
  boards: readonly Board[],
): Promise<readonly Looked[]> {
  const guild = members[0]?.guild ?? '';
  const keys = keysOf(guild, boards);
  const users = members.map(({ user }) => user);
  const [answer, ...listed] = await Promise.all([
    link.withScripts((evaluate) => evaluate(LOOK, keys, [documentsOf(guild), ...users])),
    ...users.map((user) => link.client.sIsMember(userKey(user), guild)),
  ]);
  const found = lookSchema.parse(answer);
  const each = 2 + boards.length;
  return members.map((member, n) => {
    const [text = null, name = null, ...scores] = found.slice(n * each, (n + 1) * each);
    const { user } = member;
    const rows = rowsOf(boards, scores);
    return { member, kept: { guild, user, ...readText(member, text), name, listed: listed[n] === 1 }, rows };
  });
}

/** Where the scripts find what is derived. */
export const keysOf = (guild: string, boards: readonly Board[]): readonly string[] => [
  namesKey(guild),
  ...boards.map((board) => boardKey(guild, board)),
];

/** What stands before a user in the key of their document: one word instead of a key for each. It has the guild's hash tag too. */
export const documentsOf = (guild: string): string => storedKey(memberKey({ guild, user: '' }));

export function rowsOf(
  boards: readonly Board[],
  scores: readonly (string | number | null)[],
): readonly (readonly [Board, Row])[] {
  return boards.flatMap((board, at) => {
    const value = scores[at];
    return value === null || value === undefined ? [] : [[board, rowOf(Number(value))] as const];
  });
}

const rowOf = (value: number): Row => ({ score: value, milestones: unscore(value).milestones });
