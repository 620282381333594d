/**
 * The form of a backup, and what a restore makes of what is there and what was saved. Pure: knows neither file nor store.
 *
 * A backup is JSON Lines: a header, one line for each thing that is kept, and a last line with their number and a checksum over
 * all lines before it. Records of posts come before settings, so that a schedule never runs before it is known what it posted.
 * Deletions come last, so that those made while the backup was written are in it; a restore reads them before anything else.
 */
import type { GuildContent, GuildDocument, Settings, Week } from './guild.ts';
import { isStone, type News } from './news.ts';
import { bothPauses } from './pauses.ts';
import type { MemberDocument, ProgressEvent } from './progress.ts';
import { CATCH_UP_MS, weekOf } from './schedule.ts';
import { weekName } from './schedule-calendar.ts';
import type { Span } from './spans.ts';

const FORMAT = 'cairn-backup';
/** 2: with deletions. */
const VERSION = 2;

/** In the order in which they stand in the file. */
export const KINDS = ['record', 'member', 'news', 'guild', 'deletion'] as const;
export type Kind = (typeof KINDS)[number];
export type Counts = Readonly<Record<Kind, number>>;
export const NOTHING: Counts = { record: 0, member: 0, news: 0, guild: 0, deletion: 0 };

export interface Header {
  /** When it was begun, ISO 8601. */
  readonly at: string;
  readonly store: string;
  /** When no bot was there, as far as the store knew: here, because an older Cairn reads on where it meets more than it knows. */
  readonly absences: readonly Span[];
}

export interface Trailer {
  readonly counts: Counts;
  /** Hexadecimal, over every byte before this line. */
  readonly sha256: string;
}

export const headerLine = ({ at, store, absences }: Header): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, at, store, absences });

export const trailerLine = ({ counts, sha256 }: Trailer): string => JSON.stringify({ end: FORMAT, counts, sha256 });

/** The header, or why this is no backup for this Cairn, to be read behind the file's name. */
export function readHeader(line: string): Header | string {
  const { format, version, at, store, absences = [] } = fieldsOf(line);
  if (format !== FORMAT) return 'is not a backup of Cairn: its first line does not say so.';
  if (typeof version === 'number' && version > VERSION) {
    return `was written by a newer Cairn (backup version ${version}). Update this one to restore it.`;
  }
  const known = (version === 1 || version === VERSION) && typeof at === 'string' && typeof store === 'string';
  if (!known || Number.isNaN(Date.parse(at)) || !isSpans(absences)) return 'has a first line that no Cairn wrote.';
  return { at, store, absences };
}

const isSpans = (value: unknown): value is readonly Span[] =>
  Array.isArray(value) &&
  value.every((span: unknown) => isFields(span) && typeof span.from === 'number' && typeof span.to === 'number');

/** null: this line is not the last one of a backup. */
export function readTrailer(line: string): Trailer | null {
  const { end, counts, sha256 } = fieldsOf(line);
  if (end !== FORMAT || typeof sha256 !== 'string' || !isFields(counts)) return null;
  // Version 1 knew of no deletions.
  const { record, member, news, guild, deletion = 0 } = counts;
  const all = { record, member, news, guild, deletion };
  return isCounts(all) ? { counts: all, sha256 } : null;
}

const isCounts = (counts: Readonly<Record<Kind, unknown>>): counts is Counts =>
  Object.values(counts).every((count) => typeof count === 'number');

/** The fields of a line that is a JSON object; of any other line none. */
export function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * All events of the document after a restore; null: nothing is missing. Nothing that is there is lost: what only the backup has
 * is added by time. Whoever has nothing the backup lacks gets its order as it was.
 */
export function mergeEvents(stored: MemberDocument | null, saved: MemberDocument): readonly ProgressEvent[] | null {
  if (!stored) return saved.events;
  const known = new Set(stored.events.map(({ by }) => by));
  const missing = saved.events.filter(({ by }) => !known.has(by));
  if (missing.length === 0) return null;
  const inBackup = new Set(saved.events.map(({ by }) => by));
  if (stored.events.every(({ by }) => inBackup.has(by))) return saved.events;
  return [...stored.events, ...missing].sort((a, b) => a.at - b.at);
}

/**
 * What to write, null: nothing. The settings that were saved later stand; notices that are there are not touched; the pauses are
 * those of both.
 */
export function mergeGuild(stored: GuildDocument | null, saved: GuildDocument): GuildContent | null {
  if (!stored) return { settings: saved.settings, notices: saved.notices, pauses: saved.pauses };
  const later =
    (saved.settings?.savedAt ?? Number.NEGATIVE_INFINITY) > (stored.settings?.savedAt ?? Number.NEGATIVE_INFINITY);
  const pauses = later ? bothPauses(stored, saved) : bothPauses(saved, stored);
  if (!later && isSame(pauses, stored.pauses)) return null;
  return { settings: (later ? saved : stored).settings, notices: stored.notices, pauses };
}

const isSame = (a: GuildContent['pauses'], b: GuildContent['pauses']): boolean =>
  a.length === b.length && a.every(({ from, to }, n) => from === b[n]?.from && to === b[n]?.to);

/** Whether what the news tells of is there, was not taken back or overtaken since, and is that of a member who is shown. */
export function isStillTrue(news: News, { left, events }: Pick<MemberDocument, 'left' | 'events'>): boolean {
  if (left !== null) return false;
  const at = events.findIndex(({ by }) => by === news.id);
  if (at < 0) return false;
  const ends = isStone(news) ? ['undone'] : ['undone', 'approved', 'submitted', 'done', 'asked'];
  return !events.slice(at + 1).some(({ kind, phase }) => ends.includes(kind) && phase === news.phase);
}

/** The weeks whose posts may have been made after the backup, and would still be caught up with: look before posting. */
export function weeksInDoubt({ timezone, carried }: Settings, now: number): readonly Week[] {
  const weeks = [now - CATCH_UP_MS, now].map((at) => weekName(weekOf(timezone, at)));
  return [...new Set([...weeks, ...(carried?.challenge ? [carried.challenge.week] : [])])];
}
