/** What Redis derives from members' documents: looked at as of one moment, and made to follow again. */
import { z } from 'zod';
import { type Board, standingsOf, unscore } from '../domain/leaderboard.ts';
import type { Kept, Row, Trace } from '../domain/leaderboard-check.ts';
import type { MemberDocument } from '../domain/progress.ts';
import type { Upkeep } from '../ports.ts';
import { type Command, write } from './redis-changes.ts';
import { remember } from './redis-deletions.ts';
import { boardKey, boardOfKey, guildOfKey, namesKey, userKey } from './redis-keys.ts';
import type { Ask, RedisLink } from './redis-link.ts';
import { boardCommands } from './redis-progress.ts';
import { scanBoard, scanFields, scanKeys } from './redis-scan.ts';
import { LOOK } from './redis-scripts.ts';
import { memberKey, storedKey } from './stored.ts';
import { fetchMember, standingsOn, tryMember } from './stored-documents.ts';

/** Members looked at in one round trip. */
const AT_ONCE = 200;

const text = z.string().nullable();
const lookSchema = z.tuple([text, text], text);

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
    async look(members) {
      const seen: Kept[] = [];
      for (let from = 0; from < members.length; from += AT_ONCE) {
        seen.push(...(await lookAt(link, usual, members.slice(from, from + AT_ONCE))));
      }
      return seen;
    },
    align: (member) => align(link, member),
    // Places are counted from the rows themselves.
    tallies: async () => [],
    recount: async () => {},
    remember: (deletion, now) => remember(link, deletion, now),
  };
}

/**
 * Which boards to read is known once the document is. So the boards that others have are asked for, which mostly is enough; whoever
 * has another one is looked at once more.
 */
async function lookAt(link: RedisLink, usual: Set<Board>, members: readonly Trace[]): Promise<readonly Kept[]> {
  const seen = new Map<Trace, Kept>();
  let open = members;
  while (open.length) {
    const asked = open.map((member) => ({ member, boards: [...new Set([...usual, ...member.boards])] }));
    const found = await link.operation('give what is kept of members', (ask) =>
      ask(() => Promise.all(asked.map(({ member, boards }) => lookOnce(link, member, boards)))),
    );
    open = asked.flatMap(({ member, boards }, index) => {
      const kept = found[index];
      if (!kept) return [];
      const touched = boardsOf(kept.document);
      const missing = touched.filter((board) => !boards.includes(board));
      for (const board of missing) usual.add(board);
      if (missing.length) return [member];
      const wanted = new Set([...touched, ...member.boards]);
      seen.set(member, { ...kept, rows: new Map([...kept.rows].filter(([board]) => wanted.has(board))) });
      return [];
    });
  }
  return members.flatMap((member) => seen.get(member) ?? []);
}

async function lookOnce(link: RedisLink, { guild, user }: Trace, boards: readonly Board[]): Promise<Kept> {
  const keys = [
    storedKey(memberKey({ guild, user })),
    namesKey(guild),
    ...boards.map((board) => boardKey(guild, board)),
  ];
  const [answer, listed] = await Promise.all([
    link.withScripts((evaluate) => evaluate(LOOK, keys, [user])),
    link.client.sIsMember(userKey(user), guild),
  ]);
  const [document, name, ...scores] = lookSchema.parse(answer);
  const rows = boards.flatMap((board, index) => {
    const score = scores[index];
    return score === null || score === undefined ? [] : [[board, rowOf(Number(score))] as const];
  });
  return {
    guild,
    user,
    document: tryMember({ guild, user }, document),
    rows: new Map(rows),
    name,
    listed: listed === 1,
  };
}

const rowOf = (score: number): Row => ({ score, milestones: unscore(score).milestones });

const boardsOf = (document: Kept['document']): readonly Board[] =>
  document instanceof Error ? [] : standingsOf(document).map(({ board }) => board);

function align(link: RedisLink, member: Trace): Promise<void> {
  return link.operation('mend a leaderboard', async (ask) => {
    for (;;) {
      const document = await fetchMember((keys) => ask(() => link.kv.getMany(keys)), member);
      if (await alignTo(link, ask, member, document)) return;
    }
  });
}

/** Written only if the document is still this one, which stays as it is: a check-in under way notices nothing. */
function alignTo(link: RedisLink, ask: Ask, member: Trace, document: MemberDocument | null): Promise<boolean> {
  const { guild, user, boards } = member;
  const name: Command = document ? ['HSET', namesKey(guild), user, document.name] : ['HDEL', namesKey(guild), user];
  const commands = [name, ...boardCommands(member, standingsOn(document, boards))];
  const change = { guild, key: memberKey(member), rev: document?.rev ?? null, commands };
  return ask(() =>
    link.withScripts(async (evaluate) => {
      const listed = document ? link.client.sAdd(userKey(user), guild) : null;
      const [done] = await Promise.all([write(evaluate, change), listed]);
      return done;
    }),
  );
}
