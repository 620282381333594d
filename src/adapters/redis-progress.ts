/** Members' documents in Redis, each changed together with its standings, name and news. */
import { boardEnds, type Standing, score } from '../domain/leaderboard.ts';
import type { News } from '../domain/news.ts';
import type { MemberDocument, MemberRef } from '../domain/progress.ts';
import type { ProgressChange } from '../domain/record.ts';
import type { ProgressStore } from '../ports.ts';
import { type Command, withdrawCommands, write } from './redis-changes.ts';
import { mark } from './redis-due.ts';
import { forget } from './redis-forget.ts';
import { boardKey, namesKey, newsKey, newsPendingKey, newsTimesKey, userKey } from './redis-keys.ts';
import type { Ask, RedisLink } from './redis-link.ts';
import { memberKey, storedKey, toEnvelope } from './stored.ts';
import { deletionOf, type Forgetting } from './stored-deletions.ts';
import { type Fetch, fetchBoth, fetchMember, nextDocument, standingsAfter } from './stored-documents.ts';
import type { InTurn } from './turns.ts';

export function createRedisProgress(link: RedisLink, inTurn: InTurn, { key, soon }: Forgetting): ProgressStore {
  const fetchWith =
    (ask: Ask): Fetch =>
    (keys) =>
      ask(() => link.kv.getMany(keys));

  return {
    get: (member) => link.operation('give a member’s progress', (ask) => fetchMember(fetchWith(ask), member)),

    update: (member, change) =>
      inTurn(memberKey(member), () =>
        link.operation('keep a member’s progress', async (ask) => {
          for (;;) {
            const [document, guild] = await fetchBoth(fetchWith(ask), member);
            const changed = change(document, guild);
            if (changed.events === null) return changed.outcome;
            const next = nextDocument(member, document, changed.events, changed);
            if (await ask(() => save(link, member, document, next, changed))) return changed.outcome;
          }
        }),
      ),

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

/**
 * One tick, one round trip. What lies outside the guild's hash tag can not be in the script, so it is said before and after:
 * before, because a crash in between may leave an entry without a document, never the reverse; after, because somebody may have
 * found the entry untrue, and removed it, just before it came true.
 */
function save(
  link: RedisLink,
  member: MemberRef,
  document: MemberDocument | null,
  next: MemberDocument,
  { news, withdraw = [] }: ProgressChange<unknown>,
): Promise<boolean> {
  const { guild, user } = member;
  const key = memberKey(member);
  const commands: Command[] = [
    ['SET', storedKey(key), toEnvelope(next)],
    ['HSET', namesKey(guild), user, next.name],
    ...boardCommands(member, standingsAfter(document, next)),
    ...withdraw.flatMap((id) => withdrawCommands(guild, id)),
    ...(news ? newsCommands(guild, news) : []),
  ];
  return link.withScripts(async (evaluate) => {
    const outside = (): Promise<unknown>[] => [
      ...(document ? [] : [link.client.sAdd(userKey(user), guild)]),
      ...(news ? [mark(evaluate, { guild, kind: 'news' }, news.at)] : []),
    ];
    const before = outside();
    const written = write(evaluate, { guild, key, rev: document?.rev ?? null, commands });
    const [done] = await Promise.all([written, ...before, ...outside()]);
    return done;
  });
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
