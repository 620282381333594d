/** What a start opens, in its order; whatever cannot be opened ends the program with a sentence and its exit code. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deletionKeyFrom } from './adapters/deletion-key.ts';
import { type HttpServer, type Route, serveHttp } from './adapters/http.ts';
import { type createLog, redact } from './adapters/log.ts';
import type { Metrics } from './adapters/metrics.ts';
import { prepared } from './adapters/prepared-roadmap.ts';
import { SQLITE_FILE } from './adapters/sqlite-schema.ts';
import { type Config, DEFAULTS, describeProblems, parseConfig } from './config.ts';
import type { DeletionKey } from './domain/deletion.ts';
import type { Finding } from './domain/diagnosis.ts';
import { formatProblems } from './domain/problems.ts';
import type { Roadmap } from './domain/roadmap.ts';
import { lossRisks, type RedisFacts } from './domain/store-diagnosis.ts';
import { reasonOf, StoreOutage, StoreUnusable } from './outage.ts';
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
  if (read.kind === 'config') return read.config;
  const unread = process.env.DISCORD_TOKEN === undefined && existsSync('.env');
  const hint = unread ? '\nNothing reads the file .env by itself. Try: (set -a; . ./.env; npm start)' : '';
  return fail(`${describeProblems(read.problems)}${hint}`, EXIT.config);
}

/** What the system calls by a code, as an owner would say it. */
const UNREADABLE = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'this user may not read it' };
const UNUSABLE = {
  EADDRINUSE: 'something else listens there. Choose another',
  EACCES: 'this user may not listen there. Choose one above 1023',
};

function inWords({ code = '', message }: NodeJS.ErrnoException, words: Readonly<Record<string, string>>): string {
  return words[code] ?? message;
}

/** @param built where the build may have left it, read already. */
export async function loadRoadmap(path: string, built: URL): Promise<Roadmap> {
  const markdown = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(
      `The roadmap ${path} cannot be read: ${inWords(error, UNREADABLE)}. Let ROADMAP name a Markdown file, from the folder you start in.`,
      EXIT.config,
    ),
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
  let opened = false;
  // One line for many: a Redis that is away says so with every new try.
  const report = (error: unknown) => {
    // Until it is open the sentence at the end has the reason.
    if (!opened) return log.debug({ err: error }, 'the store reported an error');
    const unsaid = seldom();
    if (unsaid !== null) log.warn({ err: error, unsaid }, 'the store reported an error');
  };
  const shared = { log: report, key: deletionKeyFrom(token), ...(observe && { observe }) };
  try {
    const stores = await engine(store, shared);
    opened = true;
    return stores;
  } catch (error) {
    // What was foreseen says itself what to do: a stack above it would only hide that.
    const foreseen = error instanceof StoreOutage || error instanceof StoreUnusable;
    log[foreseen ? 'debug' : 'error']({ err: error }, 'the store could not be opened');
    return fail(`The store could not be opened: ${(error as Error).message}`, EXIT.store);
  }
}

interface Shared {
  readonly log: (error: unknown) => void;
  readonly key: DeletionKey;
  readonly observe?: Metrics['store'];
}

async function engine(store: Config['store'], shared: Shared): Promise<Stores> {
  if (store.kind === 'redis') {
    const { openRedisStore } = await import('./adapters/redis-store.ts');
    return openRedisStore({ url: store.url, ...shared });
  }
  const { openSqliteStore } = await import('./adapters/sqlite-store.ts');
  return openSqliteStore({ file: join(store.folder, SQLITE_FILE), ...shared });
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
    const { reason, foreseen } = reasonOf(error);
    log[foreseen ? 'debug' : 'error']({ err: error }, 'Discord did not answer as it should');
    const mend =
      apiUrl === DEFAULTS.DISCORD_API_URL
        ? 'Is the network up? discordstatus.com says how Discord is.'
        : 'Is DISCORD_API_URL right, and the network up?';
    return fail(`Cairn could not start with Discord at ${apiUrl} (${reason}). ${mend}`, EXIT.discord);
  };
}

export async function openHttp({ port }: Config, routes: readonly Route[]): Promise<HttpServer | null> {
  if (port === null) return null;
  return serveHttp(port, routes).catch((error: Error) =>
    fail(`PORT ${port} cannot be used: ${inWords(error, UNUSABLE)}.`, EXIT.config),
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
