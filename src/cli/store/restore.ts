/**
 * Brings a backup into a store, by the same ways on which the bot writes: standings, names and the due index follow. Nothing that
 * is in the store is lost, and twice is as once. Knows no engine and no file.
 */
import type { Entry } from '../../adapters/stored-backup.ts';
import {
  type Header,
  isStillTrue,
  KINDS,
  type Kind,
  mergeEvents,
  mergeGuild,
  weeksInDoubt,
} from '../../domain/backup.ts';
import { afterDeletion } from '../../domain/deletion.ts';
import { unsaid, withoutReviewers } from '../../domain/forget-reviewer.ts';
import type { Settings } from '../../domain/guild.ts';
import type { MemberRef } from '../../domain/progress.ts';
import { choicesOf } from '../../domain/record.ts';
import type { SlotKey, Stores } from '../../ports.ts';
import { eraseAgain, goneWith, isFresh, type KnownDeletions } from './deletions.ts';

const AT_ONCE = 32;
/** Over at once: whoever claims after us looks in the channel before posting. */
const IN_DOUBT_MS = 1;
/** Nobody posts news while they are being put where posted news are. */
const HELD_MS = 10_000;

export type Effect =
  /** It was not there. */
  | 'new'
  /** It is there, and gains what only the backup has. */
  | 'added'
  /** All of it is there, or something later. */
  | 'same'
  /** Its check-in is not there any more. */
  | 'outdated'
  /** Recorded where the store has no record; which those are only writing would tell. */
  | 'recorded'
  /** What a member did before they asked for deletion. */
  | 'forgotten'
  /** It was in the store, and the backup knows that its member asked for deletion since. */
  | 'erased';

export type Effects = Readonly<Record<Kind, ReadonlyMap<Effect, number>>>;

interface RestoreParts {
  readonly stores: Pick<Stores, 'progress' | 'guilds' | 'news' | 'ledger' | 'census' | 'upkeep' | 'heartbeat'>;
  readonly header: Header;
  /** Of the whole backup, as often as one likes. */
  readonly entries: () => AsyncIterable<Entry>;
  /** Say what would happen and write nothing. */
  readonly dryRun: boolean;
  /** Unix milliseconds. */
  readonly now: number;
  readonly deletions: KnownDeletions;
  /** Hears of each thing that changes. */
  readonly tell: (entry: Entry | (MemberRef & { readonly kind: 'member' }), effect: Effect) => void;
}

/** With the ids of what members did before they asked for deletion: records of its news say no more than that. */
type Parts = RestoreParts & { readonly gone: ReadonlySet<string> };

export async function restore(parts: RestoreParts): Promise<Effects> {
  const counted = new Map<Kind, Map<Effect, number>>(KINDS.map((kind) => [kind, new Map()]));
  const count: RestoreParts['tell'] = (entry, effect) => {
    const of = counted.get(entry.kind);
    of?.set(effect, (of.get(effect) ?? 0) + 1);
    parts.tell(entry, effect);
  };
  await eraseAgain(parts, (member) => count({ kind: 'member', ...member }, 'erased'));
  const whole = { ...parts, gone: await goneWith(parts) };
  const bringAll = (batch: readonly Entry[]) =>
    Promise.all(batch.map(async (entry) => count(entry, await bring(whole, entry))));
  let batch: Entry[] = [];
  for await (const entry of parts.entries()) {
    // News need their members, and a schedule what it posted: kinds stay apart.
    if (batch.length >= AT_ONCE || (batch[0] && batch[0].kind !== entry.kind)) {
      await bringAll(batch);
      batch = [];
    }
    batch.push(entry);
  }
  await bringAll(batch);
  // The bot was there when the backup was made: what members did between that and now is lost, and no week of it is to count against them.
  const { at, absences } = parts.header;
  if (!parts.dryRun) await parts.stores.heartbeat.remember({ last: Date.parse(at), absences });
  const of = (one: Kind) => counted.get(one) ?? new Map();
  return {
    record: of('record'),
    member: of('member'),
    news: of('news'),
    guild: of('guild'),
    deletion: of('deletion'),
  };
}

async function bring(parts: Parts, entry: Entry): Promise<Effect> {
  switch (entry.kind) {
    case 'record':
      if (parts.gone.has(entry.record.slot.id)) return 'forgotten';
      if (!parts.dryRun) await parts.stores.ledger.settle('restored', entry.record);
      return 'recorded';
    case 'member':
      return bringMember(parts, entry);
    case 'news':
      return parts.gone.has(entry.news.id) ? 'forgotten' : bringNews(parts, entry);
    case 'guild':
      return bringGuild(parts, entry);
    case 'deletion':
      if (!parts.dryRun) await parts.stores.upkeep.remember(entry.deletion, parts.now);
      return isFresh(parts.deletions, entry.deletion, parts.now) ? 'new' : 'same';
  }
}

async function bringMember(
  { stores: { progress }, dryRun, deletions }: RestoreParts,
  { guild, user, document }: Entry & { kind: 'member' },
): Promise<Effect> {
  const own = afterDeletion(document, deletions.deletedAt({ guild, user }));
  if (!own) return 'forgotten';
  // Nor does it bring back who looked at their milestones, and wanted to be forgotten since.
  const forgotten = (id: string, at: number) => at <= (deletions.deletedAt({ guild, user: id }) ?? at - 1);
  const saved = { ...own, events: withoutReviewers(own.events, forgotten) };
  const before = await progress.get({ guild, user });
  if (dryRun) return effectOf(before, mergeEvents(before, saved));
  // The name that is there is as of a later interaction.
  return progress.update({ guild, user, name: before?.name ?? saved.name }, (stored) => {
    const events = mergeEvents(stored, saved);
    const one = stored ?? saved;
    return { events, left: one.left, choices: choicesOf(one), outcome: effectOf(stored, events) };
  });
}

const effectOf = (before: unknown, change: unknown): Effect =>
  change === null ? 'same' : before === null ? 'new' : 'added';

async function bringNews(
  { stores: { progress, news, ledger }, dryRun, now, deletions }: RestoreParts,
  { guild, news: saved, pending }: Entry & { kind: 'news' },
): Promise<Effect> {
  const decided = saved.judge ? deletions.deletedAt({ guild, user: saved.judge }) : null;
  const told = decided !== null && saved.at <= decided ? unsaid(saved) : saved;
  const member = { guild, user: told.user };
  const [document, there] = await Promise.all([progress.get(member), news.since(guild, told.at)]);
  if (there.some(({ id }) => id === told.id)) return 'same';
  if (!document || !isStillTrue(told, document)) return 'outdated';
  if (dryRun) return 'new';
  await ledger.claim({ guild, kind: 'news', id: told.id }, pending ? IN_DOUBT_MS : HELD_MS, now);
  const effect = await progress.update<Effect>({ ...member, name: document.name }, (current) => {
    if (!current || !isStillTrue(told, current)) return { events: null, outcome: 'outdated' };
    return { events: current.events, news: told, outcome: 'new' };
  });
  if (!pending) await news.settle(guild, told.id);
  return effect;
}

async function bringGuild(
  { stores: { guilds, ledger }, dryRun, now }: RestoreParts,
  { guild, document: saved }: Entry & { kind: 'guild' },
): Promise<Effect> {
  const before = await guilds.get(guild);
  const wanted = mergeGuild(before, saved);
  if (dryRun || !wanted) return effectOf(before, wanted);
  for (const slot of wanted.settings ? slotsInDoubt(guild, wanted.settings, now) : []) {
    await ledger.claim(slot, IN_DOUBT_MS, now);
  }
  return guilds.update(guild, (stored) => {
    const document = mergeGuild(stored, saved);
    const outcome = effectOf(stored, document);
    // Too early is harmless: whoever looks asks the settings.
    return document?.settings && !document.settings.paused ? { document, dueAt: now, outcome } : { document, outcome };
  });
}

/**
 * What was posted between the backup and the loss is in no record. A claim that ran out makes the bot look in the channel for these
 * posts before it posts them; where there is nothing it posts.
 */
function slotsInDoubt(guild: string, settings: Settings, now: number): readonly SlotKey[] {
  return weeksInDoubt(settings, now).flatMap((id) => [
    { guild, kind: 'prompt', id } as const,
    { guild, kind: 'challenge', id } as const,
  ]);
}
