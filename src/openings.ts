/** What a start opens, in its order; whatever cannot be opened ends the program with a sentence and its exit code. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deletionKeyFrom } from './adapters/deletion-key.ts';
import { type HttpServer, type Route, serveHttp } from './adapters/http.ts';
import { type createLog, redact } from './adapters/log.ts';
import type { Metrics } from './adapters/metrics.ts';
import { prepared } from './adapters/prepared-roadmap.ts';
import { SQLITE_FILE } from './adapters/sqlite-schema.ts';
import { type Config, describeProblems, parseConfig } from './config.ts';
import type { Finding } from './domain/diagnosis.ts';
import { formatProblems } from './domain/problems.ts';
import type { Roadmap } from './domain/roadmap.ts';
import { lossRisks, type RedisFacts } from './domain/store-diagnosis.ts';
import type { Stores } from './ports.ts';
import { createSeldom } from './seldom.ts';

/** As in sysexits.h: a supervisor may try again after `store`, `discord` and `bug`, and should not after the others. */
export const EXIT = { config: 78, roadmap: 65, discord: 69, store: 75, bug: 70 } as const;

type Log = ReturnType<typeof createLog>;

/** Says what an owner can do, without any secret, and ends. */
export function fail(words: string, code: number): never {
  process.stderr.write(`${redact(words)}\n`);
  process.exit(code);
}

export function readConfig(): Config {
  const read = parseConfig(process.env);
  return read.kind === 'config' ? read.config : fail(describeProblems(read.problems), EXIT.config);
}

/** @param built where the build may have left it, read already. */
export async function loadRoadmap(path: string, built: URL): Promise<Roadmap> {
  const markdown = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(`The roadmap ${path} cannot be read (${error.code}). ROADMAP names the file.`, EXIT.config),
  );
  const ready = await prepared(built, markdown);
  if (ready) return ready;
  const { parseRoadmap } = await import('./domain/parse-roadmap.ts');
  const parsed = parseRoadmap(markdown);
  if (parsed.kind === 'roadmap') return parsed.roadmap;
  return fail(`${formatProblems(path, parsed.problems)}\nCairn starts once these are mended.`, EXIT.roadmap);
}

export async function openStore(
  { store, token }: Config,
  log: Log,
  observe: Metrics['store'] | undefined,
): Promise<Stores> {
  const seldom = createSeldom();
  // One line for many: a Redis that is away says so with every new try.
  const report = (error: unknown) => {
    const unsaid = seldom();
    if (unsaid !== null) log.warn({ err: error, unsaid }, 'the store reported an error');
  };
  const shared = { log: report, key: deletionKeyFrom(token), ...(observe && { observe }) };
  try {
    if (store.kind === 'redis') {
      const { openRedisStore } = await import('./adapters/redis-store.ts');
      return await openRedisStore({ url: store.url, ...shared });
    }
    const { openSqliteStore } = await import('./adapters/sqlite-store.ts');
    return await openSqliteStore({ file: join(store.folder, SQLITE_FILE), ...shared });
  } catch (error) {
    log.error({ err: error }, 'the store could not be opened');
    const where =
      store.kind === 'redis' ? 'REDIS_URL names the server' : `DATA_DIR names the folder, now ${store.folder}`;
    return fail(`The store could not be opened: ${(error as Error).message}\n${where}.`, EXIT.store);
  }
}

/** The start neither waits for this nor fails of it; a server that forbids such questions is for `npm run doctor` to tell. */
export function warnOfLosses({ store }: Config, log: Log): void {
  if (store.kind !== 'redis') return;
  const warn = (facts: RedisFacts) => {
    for (const risk of lossRisks(facts)) log.warn({}, sentences(risk));
  };
  const asked = import('./adapters/redis-durability.ts').then(({ inspectRedis }) => inspectRedis(store));
  asked.then(warn, (error) => log.debug({ err: error }, 'Redis was not asked how it keeps its data'));
}

export function sentences({ found, mend }: Finding): string {
  return mend ? `${found}. ${mend}.` : `${found}.`;
}

/** What an owner reads when Discord cannot be reached, or refuses, while Cairn starts. */
export function noDiscord({ apiUrl }: Config, log: Log) {
  return (error: unknown): never => {
    log.error({ err: error }, 'Discord did not answer as it should');
    return fail(
      `Cairn could not start with Discord at ${apiUrl}. Is DISCORD_API_URL right, and the network up?`,
      EXIT.discord,
    );
  };
}

export async function openHttp({ port }: Config, routes: readonly Route[]): Promise<HttpServer | null> {
  if (port === null) return null;
  return serveHttp(port, routes).catch((error: Error) =>
    fail(`PORT ${port} cannot be used: ${error.message}.`, EXIT.config),
  );
}

/** Nobody caught it, so nobody knows what state it left behind: the log has it all, the owner a sentence. */
export function endOnBug(log: Log): void {
  const end = (error: unknown): never => {
    log.fatal({ err: error }, 'Cairn met a mistake of its own');
    return fail(
      'Cairn met a mistake of its own and ends; what was acknowledged is saved. Please report the line above.',
      EXIT.bug,
    );
  };
  process.on('uncaughtException', end).on('unhandledRejection', end);
}
