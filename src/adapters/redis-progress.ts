/** Members' documents in Redis, each changed together with its standings, name and news. */
import { boardEnds, type Standing, score } from '../domain/leaderboard.ts';
import type { News } from '../domain/news.ts';
import type { MemberRef } from '../domain/progress.ts';
import type { ProgressStore } from '../ports.ts';
import { type Change, type Command, withdrawCommands, write } from './redis-changes.ts';
import { mark } from './redis-due.ts';
import { forget, unlist } from './redis-forget.ts';
import { boardKey, namesKey, newsKey, newsPendingKey, newsTimesKey, userKey } from './redis-keys.ts';
import type { Ask, Evaluate, RedisLink } from './redis-link.ts';
import { memberKey, storedKey, toEnvelope } from './stored.ts';
import { deletionOf, type Forgetting } from './stored-deletions.ts';
import { type Fetch, fetchMember, standingsAfter } from './stored-documents.ts';
import { createUpdates, type Write } from './stored-update.ts';
import type { InTurn } from './turns.ts';

export function createRedisProgress(link: RedisLink, inTurn: InTurn, { key, soon }: Forgetting): ProgressStore {
  const fetchWith =
    (ask: Ask): Fetch =>
    (keys) =>
      ask(() => link.kv.getMany(keys));

  return {
    get: (member) => link.operation('give a member’s progress', (ask) => fetchMember(fetchWith(ask), member)),

    ...createUpdates({
      inTurn,
      operation: (run) =>
        link.operation('keep a member’s progress', (ask) =>
          run({ fetch: fetchWith(ask), save: (first, second) => save(link, ask, first, second) }),
        ),
    }),

    forget: (member, at) =>
      inTurn(memberKey(member), async () => {
        const found = await forget(link, member, deletionOf(key, member, at));
        soon();
        return found;
      }),

    guildsOf: (user) =>
      link.operation('list a member’s servers', async (ask) => {
        const guilds = await ask(() => link.client.sMembers(userKey(user)));
        const there = await ask(() =>
          Promise.all(guilds.map((guild) => link.client.exists(storedKey(memberKey({ guild, user }))))),
        );
        return guilds.filter((_, index) => there[index] === 1).sort();
      }),
  };
}

/** Where somebody else was first, nobody stays listed for a document that may never be written. */
async function save(link: RedisLink, ask: Ask, first: Write, second?: Write): Promise<boolean> {
  const writes = second ? [first, second] : [first];
  const change = {
    ...comparedOf(first),
    guild: first.member.guild,
    also: second && comparedOf(second),
    commands: writes.flatMap(commandsOf),
  };
  if (await ask(() => link.withScripts((evaluate) => send(link, evaluate, change, writes)))) return true;
  for (const { member, document } of writes) if (!document) await unlist(link, ask, member);
  return false;
}

/**
 * One tick, one round trip. What lies outside the guild's hash tag can not be in the script, so it is said before and after:
 * before, because a crash in between may leave an entry without a document, never the reverse; after, because somebody may have
 * found the entry untrue, and removed it, just before it came true.
 */
async function send(link: RedisLink, evaluate: Evaluate, change: Change, writes: readonly Write[]): Promise<boolean> {
  const outside = () => writes.flatMap((each) => outsideOf(link, evaluate, each));
  const before = outside();
  const written = write(evaluate, change);
  const [done] = await Promise.all([written, ...before, ...outside()]);
  return done;
}

function comparedOf({ member, document }: Write) {
  return { key: memberKey(member), rev: document?.rev ?? null };
}

function commandsOf({ member, document, next, change: { news, withdraw = [] } }: Write): readonly Command[] {
  const { guild, user } = member;
  return [
    ['SET', storedKey(memberKey(member)), toEnvelope(next)],
    ['HSET', namesKey(guild), user, next.name],
    ...boardCommands(member, standingsAfter(document, next)),
    ...withdraw.flatMap((id) => withdrawCommands(guild, id)),
    ...(news ? newsCommands(guild, news) : []),
  ];
}

function outsideOf(
  link: RedisLink,
  evaluate: Evaluate,
  { member, document, change: { news } }: Write,
): Promise<unknown>[] {
  const { guild, user } = member;
  return [
    ...(document ? [] : [link.client.sAdd(userKey(user), guild)]),
    ...(news ? [mark(evaluate, { guild, kind: 'news' }, news.at)] : []),
  ];
}

/** Absolute: the same standings again change nothing. */
function boardCommands({ guild, user }: MemberRef, standings: readonly Standing[]): Command[] {
  return standings.flatMap((standing): Command[] => {
    const key = boardKey(guild, standing.board);
    if (standing.milestones === 0) return [['ZREM', key, user]];
    const add: Command = ['ZADD', key, String(score(standing)), user];
    const ends = boardEnds(standing.board);
    return ends === null ? [add] : [add, ['EXPIREAT', key, String(ends)]];
  });
}

function newsCommands(guild: string, news: News): Command[] {
  return [
    ['HSET', newsKey(guild), news.id, JSON.stringify(news)],
    ['ZADD', newsTimesKey(guild), String(news.at), news.id],
    ['ZADD', newsPendingKey(guild), String(news.at), news.id],
  ];
}
