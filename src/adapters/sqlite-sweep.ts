/** Makes SQLite write its file anew once something was deleted: until then file and journal still hold it. Knows no table but its own mark. */
import type { SqliteLink } from './sqlite-link.ts';
import { UNSWEPT } from './stored-deletions.ts';
import { createSweeper, type Swept } from './sweeper.ts';

/** One sweep for all deletions of so long. */
const AFTER_MS = 5_000;
const AGAIN_MS = 1_000;

export interface SqliteSweeper {
  soon(): void;
  /** Does what is still owed, if nobody else is at the file. */
  stop(): Promise<void>;
}

/** Takes up what a process that was killed left undone. */
export async function createSqliteSweeper(link: SqliteLink, log: (error: unknown) => void): Promise<SqliteSweeper> {
  const owed = () =>
    link.read('tell what is owed', (sql) =>
      sql.first<{ value: string }>('SELECT value FROM kv WHERE key = ?', UNSWEPT),
    );
  const sweep = async (): Promise<Swept> => {
    const mark = await owed();
    if (!mark) return 'clean';
    if (!link.rewrite()) return 'again';
    await link.write('note that it is clean', (sql) =>
      sql.run('DELETE FROM kv WHERE key = ? AND value = ?', UNSWEPT, mark.value),
    );
    return 'clean';
  };
  const sweeper = createSweeper({ afterMs: AFTER_MS, againMs: AGAIN_MS, sweep, log });
  if (await owed()) sweeper.soon();
  return {
    soon: sweeper.soon,
    async stop() {
      if (await sweeper.stop()) await sweep().catch(log);
    },
  };
}
