/** What a restore must know of deletions before it brings anything back. Knows no engine, and no secret but as a key. */
import type { Entry } from '../../adapters/stored-backup.ts';
import {
  afterDeletion,
  DELETION_KEPT_MS,
  type DeletedAt,
  type Deletion,
  type DeletionKey,
  deletedAt,
} from '../../domain/deletion.ts';
import type { MemberRef } from '../../domain/progress.ts';
import type { Stores } from '../../ports.ts';
import { ENDS, Refusal } from './open.ts';

export interface KnownDeletions {
  readonly deletedAt: DeletedAt;
  /** Whether there are any at all. */
  readonly any: boolean;
  /** Those of the backup that the store does not know, or not as late. */
  readonly fresh: readonly Deletion[];
  /** How many nobody can tell without a token that is not at hand. */
  readonly untold: number;
}

interface Sources {
  readonly stores: Pick<Stores, 'census'>;
  readonly fromBackup: readonly Deletion[];
  /** Of the bot's tokens, the one it has now first. */
  readonly keys: readonly DeletionKey[];
  /** Go on where nobody can tell whose deletions some are. */
  readonly without: boolean;
}

/** Rejects with a {@link Refusal} when some deletions can not be told, unless that is what is wanted. */
export async function knownDeletions({ stores, fromBackup, keys, without }: Sources): Promise<KnownDeletions> {
  const inStore: Deletion[] = [];
  for await (const batch of stores.census.deletions()) inStore.push(...batch);
  const latest = new Map(inStore.map((deletion) => [nameOf(deletion), deletion.at]));
  const fresh = fromBackup.filter(
    (deletion) => deletion.at > (latest.get(nameOf(deletion)) ?? Number.NEGATIVE_INFINITY),
  );
  const all = [...inStore, ...fresh];
  const untold = all.filter(({ key }) => !keys.some(({ id }) => id === key)).length;
  if (untold > 0 && !without) throw new Refusal(explain(untold), ENDS.config);
  return { deletedAt: deletedAt(all, keys), any: all.length > 0, fresh, untold };
}

const explain = (untold: number): string =>
  [
    `${untold === 1 ? '1 deletion was' : `${untold} deletions were`} made while the bot had another token, so nobody can tell here whose data must not come back. Nothing was changed.`,
    'Give all tokens that the bot had in the last 30 days, the one it has now first: DISCORD_TOKEN=now,before npm run restore -- FILE',
    'If one is lost: --without-deletions restores all the same, and brings back who deleted their data while the bot had it.',
  ].join('\n');

const nameOf = ({ guild, hash }: Deletion): string => `${guild} ${hash}`;

/** Whether the store will know of a deletion only now; one whose time is over is applied, and not kept. */
export function isFresh({ fresh }: Pick<KnownDeletions, 'fresh'>, deletion: Deletion, now: number): boolean {
  const same = fresh.some((one) => nameOf(one) === nameOf(deletion) && one.at === deletion.at);
  return same && deletion.at + DELETION_KEPT_MS > now;
}

interface Within {
  readonly stores: Pick<Stores, 'progress' | 'news' | 'census'>;
  readonly entries: () => AsyncIterable<Entry>;
  readonly deletions: KnownDeletions;
  readonly dryRun: boolean;
}

/**
 * An older backup may have brought back who is known only now to have asked for deletion: what they did before goes again. `tell`
 * hears of each member.
 */
export async function eraseAgain(parts: Within, tell: (member: MemberRef) => void): Promise<void> {
  const { census } = parts.stores;
  const guilds = new Set(parts.deletions.fresh.map(({ guild }) => guild));
  if (guilds.size === 0) return;
  for await (const batch of census.members()) {
    for (const member of batch) {
      if (guilds.has(member.guild) && (await erase(parts, member))) tell(member);
    }
  }
}

async function erase({ stores, deletions, dryRun }: Within, member: MemberRef): Promise<boolean> {
  const { progress, news } = stores;
  const deleted = deletions.deletedAt(member);
  if (deleted === null) return false;
  const document = await progress.get(member);
  if (!document) return false;
  const left = afterDeletion(document, deleted);
  if (left?.events.length === document.events.length) return false;
  if (dryRun) return true;
  if (!left) {
    await progress.forget(member, deleted);
    return true;
  }
  const told = (await news.since(member.guild, 0)).filter(({ user, at }) => user === member.user && at <= deleted);
  await progress.update(member, (current) => ({
    events: (current && afterDeletion(current, deleted)?.events) ?? null,
    withdraw: told.map(({ id }) => id),
    outcome: true,
  }));
  return true;
}

/** The ids of what is left out: events and news from before their member's deletion. */
export async function goneWith({ entries, deletions }: Within): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  if (!deletions.any) return gone;
  for await (const entry of entries()) {
    if (entry.kind === 'member') {
      const deleted = deletions.deletedAt(entry);
      for (const { at, by } of entry.document.events) if (deleted !== null && at <= deleted) gone.add(by);
    }
    if (entry.kind === 'news') {
      const deleted = deletions.deletedAt({ guild: entry.guild, user: entry.news.user });
      if (deleted !== null && entry.news.at <= deleted) gone.add(entry.news.id);
    }
  }
  return gone;
}
