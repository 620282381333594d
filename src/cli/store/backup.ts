/** Writes everything that a store keeps to one file, while others write. Memory stays flat: a batch is read, written and forgotten. */
import { existsSync } from 'node:fs';
import { type BackupWriter, writeBackup } from '../../adapters/backup-file.ts';
import { type Entry, toLine } from '../../adapters/stored-backup.ts';
import { type Counts, headerLine, NOTHING, trailerLine } from '../../domain/backup.ts';
import type { MemberRef } from '../../domain/progress.ts';
import { NewerDocument, StoreOutage } from '../../outage.ts';
import type { Stores } from '../../ports.ts';
import { ENDS, Refusal } from './open.ts';

/** Documents read at once: each is a few thousand characters. */
const AT_ONCE = 200;

interface BackupParts {
  readonly stores: Pick<Stores, 'census' | 'progress' | 'guilds' | 'heartbeat'>;
  /** Which store it is, for the header. */
  readonly store: string;
  readonly file: string;
  /** Replace a file that is there. */
  readonly force: boolean;
  /** Unix milliseconds. */
  readonly now: number;
  /** Hears of each document that can not be read, and so is not in the backup. */
  readonly tell: (line: string) => void;
}

export interface BackedUp {
  readonly counts: Counts;
  readonly leftOut: number;
}

/** Rejects with a {@link Refusal}, or the store's errors; the file is then as it was before. */
export async function backUp(parts: BackupParts): Promise<BackedUp> {
  const { file, store, now } = parts;
  refuseOther(parts);
  const writer = await writeBackup(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      `${file} cannot be written (${error.code}). Is its folder there, and may this user write in it?`,
      ENDS.usage,
    );
  });
  try {
    // As of long ago: what no heartbeat has noted yet is none of the store's.
    const absences = await parts.stores.heartbeat.look(0);
    await writer.write([headerLine({ at: new Date(now).toISOString(), store, absences })]);
    const done = await writeEntries(parts, writer);
    await writer.write([trailerLine({ counts: done.counts, sha256: writer.sha256() })]);
    refuseOther(parts);
    await writer.keep();
    return done;
  } catch (error) {
    // What went wrong first is what is told.
    await writer.discard().catch(() => {});
    throw error;
  }
}

function refuseOther({ file, force }: BackupParts): void {
  if (force || !existsSync(file)) return;
  throw new Refusal(`${file} is there already. Choose another name, or replace it with --force.`, ENDS.usage);
}

async function writeEntries(parts: BackupParts, writer: BackupWriter): Promise<BackedUp> {
  const { census, progress, guilds } = parts.stores;
  const counts = { ...NOTHING };
  let leftOut = 0;
  const write = async (entries: readonly Entry[]) => {
    for (const { kind } of entries) counts[kind] += 1;
    await writer.write(entries.map(toLine));
  };
  /** A document that is gone meanwhile is null; one that can not be read is told, and the rest goes on. */
  const readable = async <T>(read: Promise<T | null>): Promise<T | null> => {
    try {
      return await read;
    } catch (error) {
      if (error instanceof StoreOutage || error instanceof NewerDocument) throw error;
      leftOut += 1;
      parts.tell(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const member = async (ref: MemberRef): Promise<readonly Entry[]> => {
    const document = await readable(progress.get(ref));
    return document ? [{ kind: 'member', guild: ref.guild, user: ref.user, document }] : [];
  };
  const settings = async (guild: string): Promise<readonly Entry[]> => {
    const document = await readable(guilds.get(guild));
    return document ? [{ kind: 'guild', guild, document }] : [];
  };

  for await (const batch of census.records()) await write(batch.map((record) => ({ kind: 'record', record })));
  for await (const batch of slices(census.members())) await write((await Promise.all(batch.map(member))).flat());
  for await (const batch of census.news()) await write(batch.map((news) => ({ kind: 'news', ...news })));
  for await (const batch of slices(census.guilds())) await write((await Promise.all(batch.map(settings))).flat());
  for await (const batch of census.deletions()) await write(batch.map((deletion) => ({ kind: 'deletion', deletion })));
  return { counts, leftOut };
}

async function* slices<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; from += AT_ONCE) yield batch.slice(from, from + AT_ONCE);
  }
}
