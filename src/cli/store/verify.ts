/** Reads a whole backup before anything is written: only what is complete, unchanged and readable is ever restored. */
import { type BackupReader, readBackup } from '../../adapters/backup-file.ts';
import { type Entry, readEntry } from '../../adapters/stored-backup.ts';
import {
  type Counts,
  type Header,
  KINDS,
  NOTHING,
  readHeader,
  readTrailer,
  type Trailer,
} from '../../domain/backup.ts';
import type { Deletion } from '../../domain/deletion.ts';
import { NewerDocument } from '../../outage.ts';
import { ENDS, Refusal } from './open.ts';

export interface Backup {
  readonly header: Header;
  readonly counts: Counts;
  /** They come last in the file, and are to be known first. */
  readonly deletions: readonly Deletion[];
  /** As they stand in the file. */
  entries(): AsyncGenerator<Entry>;
  close(): Promise<void>;
}

/** Rejects with a {@link Refusal} when the file is not there, no backup, newer, cut short or changed. */
export async function openBackup(file: string): Promise<Backup> {
  const reader = await readBackup(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`${file} cannot be read (${error.code}). Is the name right?`, ENDS.usage);
  });
  try {
    const verified = await verify(reader);
    return { ...verified, entries: () => entriesOf(reader), close: () => reader.close() };
  } catch (error) {
    await reader.close();
    if (!(error instanceof Problem)) throw error;
    throw new Refusal(`${file} ${error.message} Nothing was changed.`, ENDS.notWell);
  }
}

/** What is wrong with a file, to be read behind its name. */
class Problem extends Error {}

async function verify(reader: BackupReader): Promise<Pick<Backup, 'header' | 'counts' | 'deletions'>> {
  let [header, trailer]: [Header | null, Trailer | null] = [null, null];
  let number = 0;
  /** Told only when the checksum fits: else it is the change that is to tell. */
  let unreadable: string | null = null;
  const counts = { ...NOTHING };
  const deletions: Deletion[] = [];
  for await (const { text, cut, sha256Before } of reader.lines()) {
    number += 1;
    if (trailer) throw new Problem('goes on behind its end: somebody changed it.');
    if (!header) {
      header = headerOf(text);
      continue;
    }
    trailer = cut ? null : readTrailer(text);
    if (trailer) {
      if (trailer.sha256 !== sha256Before())
        throw new Problem('was changed after it was written: its checksum does not fit.');
      continue;
    }
    const entry = tryEntry(text);
    if (entry instanceof Error) {
      unreadable ??= whyNot(entry, number);
      continue;
    }
    counts[entry.kind] += 1;
    if (entry.kind === 'deletion') deletions.push(entry.deletion);
  }
  if (!header) throw new Problem('is empty.');
  if (!trailer) throw new Problem('ends too early: its last line is missing or cut off.');
  if (unreadable !== null) throw new Problem(unreadable);
  const { counts: told } = trailer;
  if (KINDS.some((kind) => told[kind] !== counts[kind]))
    throw new Problem('does not hold as much as its last line says.');
  return { header, counts, deletions };
}

function headerOf(line: string): Header {
  const header = readHeader(line);
  if (typeof header === 'string') throw new Problem(header);
  return header;
}

function whyNot(error: Error, line: number): string {
  return error instanceof NewerDocument
    ? `holds what a newer Cairn wrote (line ${line}): update this one to restore it.`
    : `has a line that cannot be read (${line}).`;
}

function tryEntry(line: string): Entry | Error {
  try {
    return readEntry(line);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function* entriesOf(reader: BackupReader): AsyncGenerator<Entry> {
  let first = true;
  for await (const { text } of reader.lines()) {
    // To the file's very end: a stream that is left early closes the file for the next one.
    if (!first && !readTrailer(text)) yield readEntry(text);
    first = false;
  }
}
