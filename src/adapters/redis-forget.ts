/** Deletes all that Redis keeps of a member, whatever their document is, and leaves what a restore needs to know of it. */
import { randomBytes } from 'node:crypto';
import { DELETION_KEPT_MS, type Deletion } from '../domain/deletion.ts';
import type { Board } from '../domain/leaderboard.ts';
import type { MemberRef } from '../domain/progress.ts';
import { type Command, withdrawCommands, writeOver } from './redis-changes.ts';
import { boardKey, boardOfKey, namesKey, newsKey, slotKey, userKey } from './redis-keys.ts';
import type { Ask, RedisLink } from './redis-link.ts';
import { scanKeys } from './redis-scan.ts';
import { memberKey, storedKey } from './stored.ts';
import { boardsAround, deletionKey, isCut, toDeletionText, tracesIn, UNSWEPT } from './stored-deletions.ts';

/** Resolves whether there was anything. */
export async function forget(link: RedisLink, { user }: MemberRef, deletion: Deletion): Promise<boolean> {
  const member = { guild: deletion.guild, user };
  const found = await forgetFrom(link, member, deletion, null);
  if (found !== 'unclear') return found;
  await forgetFrom(link, member, deletion, await boardsOf(link, deletion.guild));
  return true;
}

/** `others`: boards beside those that the document tells of. Without them, one that can not tell of all is left: `unclear`. */
function forgetFrom(
  link: RedisLink,
  member: MemberRef,
  deletion: Deletion,
  others: readonly Board[] | null,
): Promise<boolean | 'unclear'> {
  // Outside of the operation: when its answer was lost and it runs again, there was something all the same.
  let found = false;
  return link.operation('delete a member’s data', async (ask) => {
    for (;;) {
      const { text, told } = await whatIsThere(link, ask, member);
      found ||= text !== null;
      if (!others && isCut(text)) return 'unclear';
      if (await remove(link, ask, member, text, commandsFor(member, deletion, text, told, others ?? []))) break;
    }
    await unlist(link, ask, member);
    return found;
  });
}

/**
 * The guild is no longer found among those of a user without a document there. Somebody may write one meanwhile: then the entry must
 * stay; its writer adds it again after the document, see save().
 */
export async function unlist(link: RedisLink, ask: Ask, member: MemberRef): Promise<void> {
  const { guild, user } = member;
  const [, there] = await ask(() =>
    Promise.all([link.client.sRem(userKey(user), guild), link.client.exists(storedKey(memberKey(member)))]),
  );
  if (there) await ask(() => link.client.sAdd(userKey(user), guild));
}

/** Every board and list of a guild that there is: a walk over all keys, for a document of which nobody can tell where it stood. */
async function boardsOf(link: RedisLink, guild: string): Promise<readonly Board[]> {
  const boards: Board[] = [];
  for await (const keys of scanKeys(link, boardKey(guild, '*'))) boards.push(...keys.map(boardOfKey));
  return boards;
}

interface There {
  readonly text: string | null;
  /** The ids of the member's news. */
  readonly told: readonly string[];
}

async function whatIsThere(link: RedisLink, ask: Ask, member: MemberRef): Promise<There> {
  const [text, news] = await ask(() =>
    Promise.all([link.client.get(storedKey(memberKey(member))), link.client.hGetAll(newsKey(member.guild))]),
  );
  // Not parsed: news that are broken are to go as well.
  const mark = `"user":"${member.user}"`;
  return { text, told: Object.keys(news).filter((id) => news[id]?.includes(mark)) };
}

/** What is to be remembered comes first: if Redis has no room for it, nothing is deleted either. */
function commandsFor(
  member: MemberRef,
  deletion: Deletion,
  text: string | null,
  told: readonly string[],
  others: readonly Board[],
): Command[] {
  const { guild, user } = member;
  const { interactions, boards: touched } = tracesIn(text ?? '');
  const boards = new Set([...boardsAround(deletion.at), ...touched, ...others]);
  const slots = new Set([...interactions, ...told]);
  return [
    ['SET', deletionKey(deletion), toDeletionText(deletion), 'PX', String(DELETION_KEPT_MS)],
    ['DEL', storedKey(memberKey(member))],
    ['HDEL', namesKey(guild), user],
    ...[...boards].map((board): Command => ['ZREM', boardKey(guild, board), user]),
    ...told.flatMap((id) => withdrawCommands(guild, id)),
    ...[...slots].map((id): Command => ['DEL', slotKey({ guild, kind: 'news', id })]),
  ];
}

/** False when the document changed meanwhile. The files are owed a sweep from before until after: see save() for why twice. */
function remove(
  link: RedisLink,
  ask: Ask,
  member: MemberRef,
  text: string | null,
  commands: readonly Command[],
): Promise<boolean> {
  const owed = randomBytes(9).toString('base64url');
  return ask(() =>
    link.withScripts(async (evaluate) => {
      const before = link.client.set(UNSWEPT, owed);
      const done = writeOver(evaluate, { key: memberKey(member), text, commands });
      const [written] = await Promise.all([done, before, link.client.set(UNSWEPT, owed)]);
      return written;
    }),
  );
}
