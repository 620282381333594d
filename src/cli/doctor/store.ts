/** Checks the store, and opens it where that makes nothing: a check-up leaves no file behind. */
import { join } from 'node:path';
import { inspectRedis } from '../../adapters/redis-durability.ts';
import { openRedisStore } from '../../adapters/redis-store.ts';
import { inspectSqlite } from '../../adapters/sqlite-condition.ts';
import { SQLITE_FILE } from '../../adapters/sqlite-schema.ts';
import { openSqliteStore } from '../../adapters/sqlite-store.ts';
import type { Config } from '../../config.ts';
import { type Finding, fine, type Section } from '../../domain/diagnosis.ts';
import { clockFinding, redisFindings, sqliteFindings } from '../../domain/store-diagnosis.ts';
import type { Stores } from '../../ports.ts';
import { asFinding } from './configuration.ts';

interface Checked {
  readonly section: Section;
  /** Null: there is none yet, or it can not be used. */
  readonly stores: Stores | null;
}

const silent = () => {};

export async function checkStore({ store }: Pick<Config, 'store'>): Promise<Checked> {
  return store.kind === 'redis' ? checkRedis(store.url) : checkSqlite(store.folder);
}

async function checkRedis(url: string): Promise<Checked> {
  const title = 'Store';
  try {
    const facts = await inspectRedis({ url });
    const clock = facts.clockAhead === null ? [] : [clockFinding(facts.clockAhead, 'Redis’s')];
    const answers = fine(`Redis${facts.version === null ? '' : ` ${facts.version}`} at ${new URL(url).host} answers`);
    const stores = await openRedisStore({ url, log: silent });
    return { section: { title, findings: [answers, ...redisFindings(facts), ...clock] }, stores };
  } catch (error) {
    return { section: { title, findings: [failure(error)] }, stores: null };
  }
}

async function checkSqlite(folder: string): Promise<Checked> {
  const title = 'Store';
  const facts = await inspectSqlite(folder);
  const findings = sqliteFindings(facts, folder);
  const usable = facts.file !== null && findings.every(({ level }) => level !== 'bad');
  if (!usable) return { section: { title, findings }, stores: null };
  try {
    const stores = await openSqliteStore({ file: join(folder, SQLITE_FILE), log: silent });
    return { section: { title, findings }, stores };
  } catch (error) {
    return { section: { title, findings: [...findings, failure(error)] }, stores: null };
  }
}

function failure(error: unknown): Finding {
  return asFinding(error instanceof Error ? error.message : String(error));
}
