/** What every store promises, run against each of them. Knows the ports and what the harness tells, no engine. */
import type { MemberRef } from '../../src/domain/progress.ts';
import type { Stores } from '../../src/ports.ts';
import { absencePromises } from './absences.ts';
import { bothPromises } from './both.ts';
import { censusPromises } from './census.ts';
import { deletionPromises } from './deletions.ts';
import { guildPromises } from './guilds.ts';
import { heartbeatPromises } from './heartbeat.ts';
import { introductionPromises } from './introductions.ts';
import { leadPromises } from './lead.ts';
import { leaderboardPromises } from './leaderboard.ts';
import { ledgerPromises } from './ledger.ts';
import { listPromises } from './lists.ts';
import { newsPromises } from './news.ts';
import { progressPromises } from './progress.ts';
import { upkeepPromises } from './upkeep.ts';
import { versionPromises } from './versions.ts';

export interface OpenedStore {
  readonly stores: Stores;
  /** Where it is, for a process of its own: see open-store.ts. */
  readonly place: string;
  /** A second, independent connection to the same data. */
  again(): Promise<Stores>;
  /** Puts a text where a document stands, as another version of Cairn would; `key` without the namespace. */
  plant(key: string, text: string): Promise<void>;
  /** What stands there, byte for byte. */
  planted(key: string): Promise<string | null>;
  /** Breaks what is derived from documents, as no Cairn should; null removes. */
  spoil: Spoil;
  /** Everything that is stored, as one text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

export interface Spoil {
  row(member: MemberRef, board: string, score: number | null): Promise<void>;
  name(member: MemberRef, name: string | null): Promise<void>;
  /** The guild is no longer found among those of the user. */
  unlist(member: MemberRef): Promise<void>;
}

export type Open = () => Promise<OpenedStore>;

export function storesContract(name: string, open: Open): void {
  progressPromises(name, open);
  bothPromises(name, open);
  deletionPromises(name, open);
  newsPromises(name, open);
  leaderboardPromises(name, open);
  listPromises(name, open);
  guildPromises(name, open);
  ledgerPromises(name, open);
  leadPromises(name, open);
  censusPromises(name, open);
  upkeepPromises(name, open);
  absencePromises(name, open);
  versionPromises(name, open);
  introductionPromises(name, open);
  heartbeatPromises(name, open);
}
