/** What Redis derives from members' documents: looked at as of one moment, and made to follow again. */
import * as z from 'zod';
import { type Board, unscore } from '../domain/leaderboard.ts';
import type { Kept, Row, Trace } from '../domain/leaderboard-check.ts';
import type { MemberRef } from '../domain/progress.ts';
import type { Upkeep } from '../ports.ts';
import { type Command, writeBeside } from './redis-changes.ts';
import { remember } from './redis-deletions.ts';
import { boardKey, boardOfKey, guildOfKey, namesKey, userKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { boardCommands } from './redis-progress.ts';
import { scanBoard, scanFields, scanKeys } from './redis-scan.ts';
import { LOOK } from './redis-scripts.ts';
import { memberKey, storedKey } from './stored.ts';
import { readText, standingsFor } from './stored-documents.ts';

/** Members looked at in one script: Redis does nothing else for a fraction of a millisecond. */
const AT_ONCE = 50;
/** Scripts on their way at a time: Redis looks while the answers before are read. */
const SCRIPTS = 4;

const lookSchema = z.array(z.string().nullable());

export function createRedisUpkeep(link: RedisLink): Upkeep {
  const usual = new Set<Board>(['all']);
  return {
    async *traces() {
      for await (const keys of scanKeys(link, boardKey('*', '*'))) {
        for (const key of keys) {
          const place = { guild: guildOfKey(key), boards: [boardOfKey(key)] };
          for await (const users of scanBoard(link, key)) yield users.map((user) => ({ ...place, user }));
        }
      }
      for await (const keys of scanKeys(link, namesKey('*'))) {
        for (const guild of keys.map(guildOfKey)) {
          for await (const users of scanFields(link, namesKey(guild))) {
            yield users.map((user) => ({ guild, user, boards: [] }));
          }
        }
      }
    },
    look: (members) => inBatches(members, (some) => lookAt(link, usual, some)),
    async align(seen) {
      await inBatches(seen, (some) => align(link, usual, some));
    },
    // Places are counted from the rows themselves.
    tallies: async () => [],
    recount: async () => {},
    remember: (deletion, now) => remember(link, deletion, now),
  };
}

/** A round trip each, some at a time. */
async function inBatches<T, Result>(
  things: readonly T[],
  run: (some: readonly T[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < things.length; from += SCRIPTS * AT_ONCE) {
    const batches = Array.from({ length: SCRIPTS }, (_, n) =>
      things.slice(from + n * AT_ONCE, from + (n + 1) * AT_ONCE),
    );
    for (const some of await Promise.all(batches.map((batch) => (batch.length ? run(batch) : [])))) {
      results.push(...some);
    }
  }
  return results;
}

/**
 * Which boards to read is known once the document is. So the boards that others have are asked for, which mostly is enough; whoever
 * has another one is looked at once more.
 */
async function lookAt(link: RedisLink, usual: Set<Board>, members: readonly Trace[]): Promise<readonly Kept[]> {
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
      const wanted = new Set([...touched, ...member.boards]);
      seen.set(member, { ...kept, rows: new Map(rows.filter(([board]) => wanted.has(board))) });
      return [];
    });
  }
  return members.flatMap((member) => seen.get(member) ?? []);
}

/** One script touches one guild. */
function guildsIn<Member extends MemberRef>(members: readonly Member[]): readonly (readonly Member[])[] {
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
  const keys = [
    namesKey(guild),
    ...boards.map((board) => boardKey(guild, board)),
    ...members.map((member) => storedKey(memberKey(member))),
  ];
  const users = members.map(({ user }) => user);
  const [answer, ...listed] = await Promise.all([
    link.withScripts((evaluate) => evaluate(LOOK, keys, users)),
    ...users.map((user) => link.client.sIsMember(userKey(user), guild)),
  ]);
  const found = lookSchema.parse(answer);
  const each = 2 + boards.length;
  return members.map((member, n) => {
    const [text = null, name = null, ...scores] = found.slice(n * each, (n + 1) * each);
    const { user } = member;
    const rows = boards.flatMap((board, at) => {
      const score = scores[at];
      return score === null || score === undefined ? [] : [[board, rowOf(Number(score))] as const];
    });
    return { member, kept: { guild, user, ...readText(member, text), name, listed: listed[n] === 1 }, rows };
  });
}

const rowOf = (score: number): Row => ({ score, milestones: unscore(score).milestones });

/** Resolves nothing, once each follows from its document. */
async function align(link: RedisLink, usual: Set<Board>, seen: readonly Kept[]): Promise<readonly never[]> {
  for (let open = seen; open.length; ) {
    const changed = await link.operation('mend a leaderboard', async (ask) => {
      const left = await ask(() => Promise.all(guildsIn(open).map((some) => alignOnce(link, some))));
      return left.flat();
    });
    const traces = changed.map(({ guild, user, rows }) => ({ guild, user, boards: [...rows.keys()] }));
    open = await lookAt(link, usual, traces);
  }
  return [];
}

/** Written only where the document is still this one, which stays as it is: a check-in under way notices nothing. Resolves where it is not. */
async function alignOnce(link: RedisLink, seen: readonly Kept[]): Promise<readonly Kept[]> {
  const guild = seen[0]?.guild ?? '';
  const changes = seen.map(({ document, ...kept }) => {
    if (document instanceof Error) throw document;
    const { user } = kept;
    const name: Command = document ? ['HSET', namesKey(guild), user, document.name] : ['HDEL', namesKey(guild), user];
    const commands = [name, ...boardCommands({ guild, user }, standingsFor(kept))];
    return { key: memberKey({ guild, user }), rev: document?.rev ?? null, commands };
  });
  const unlisted = seen.filter(({ document, listed }) => document && !listed);
  const done = await link.withScripts(async (evaluate) => {
    const entries = unlisted.map(({ user }) => link.client.sAdd(userKey(user), guild));
    const [written] = await Promise.all([writeBeside(evaluate, changes), ...entries]);
    return written;
  });
  return seen.filter((_, n) => !done[n]);
}
