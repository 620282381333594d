/** Every store port on one SQLite file. Knows how its parts meet; the tables and statements have files of their own. */
import type { DeletionKey } from '../domain/deletion.ts';
import type { StoreSeen, Stores } from '../ports.ts';
import { createSqliteAbsences } from './sqlite-absences.ts';
import { createSqliteCensus } from './sqlite-census.ts';
import { createSqliteDue } from './sqlite-due.ts';
import { createSqliteGuilds } from './sqlite-guilds.ts';
import { createSqliteHeartbeat } from './sqlite-heartbeat.ts';
import { createSqliteIntroductions } from './sqlite-introductions.ts';
import { SqliteKeyv } from './sqlite-keyv.ts';
import { createSqliteLeaderboard } from './sqlite-leaderboard.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import { openSqliteLink } from './sqlite-link.ts';
import { createSqliteNews } from './sqlite-news.ts';
import { createSqliteProgress } from './sqlite-progress.ts';
import { createSqliteSweeper } from './sqlite-sweep.ts';
import { createSqliteUpkeep } from './sqlite-upkeep.ts';
import { NO_KEY } from './stored-deletions.ts';
import { keyvOn } from './stored-keyv.ts';
import { createTurns } from './turns.ts';

/** "Cair" in ASCII; SQLite has a place for such a number in each file. Nothing depends on it. */
const APPLICATION_ID = 0x43616972;

/**
 * Opens the file, and makes it and its folder where they are missing. Rejects with a sentence that says what to mend. Two
 * processes may have it open. `log` hears of housekeeping that failed and will be tried again. Without `key`
 * nothing can be forgotten.
 */
export async function openSqliteStore(options: {
  readonly file: string;
  readonly log: (error: unknown) => void;
  readonly key?: DeletionKey;
  readonly observe?: (seen: StoreSeen) => void;
}): Promise<Stores> {
  const link = openSqliteLink(options.file, options.log, options.observe);
  const kv = keyvOn(new SqliteKeyv(link));
  const inTurn = createTurns();
  const { key = NO_KEY, log } = options;
  const sweeper = await createSqliteSweeper(link, log);
  return {
    progress: createSqliteProgress(link, kv, inTurn, { key, soon: sweeper.soon }),
    leaderboard: createSqliteLeaderboard(link),
    guilds: createSqliteGuilds(link, kv, inTurn),
    news: createSqliteNews(link),
    due: createSqliteDue(link),
    ledger: createSqliteLedger(link),
    census: createSqliteCensus(link),
    upkeep: createSqliteUpkeep(link),
    absences: createSqliteAbsences(link, sweeper.soon),
    introductions: createSqliteIntroductions(link),
    heartbeat: createSqliteHeartbeat(link),
    ping: async () => {
      // Reading goes on where the disk is full or somebody holds the file: who can not save can not serve.
      await link.write('answer', (sql) => sql.run(`PRAGMA application_id = ${APPLICATION_ID}`));
    },
    close: async () => {
      await sweeper.stop();
      link.close();
    },
  };
}
