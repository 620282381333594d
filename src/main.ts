/** Where things meet: configuration, adapters, start and a graceful stop. The only reader of `process` in the bot. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { createMovableClock, systemClock } from './adapters/clock.ts';
import { everyMinute } from './adapters/cron.ts';
import { deletionKeyFrom } from './adapters/deletion-key.ts';
import { createGateway } from './adapters/discord-gateway.ts';
import { createDiscordRest, invitation } from './adapters/discord-rest.ts';
import { createWebhook } from './adapters/discord-webhook.ts';
import { healthRoutes } from './adapters/health.ts';
import { type Route, serveHttp } from './adapters/http.ts';
import { createLog, redact } from './adapters/log.ts';
import { createMetrics, type Metrics } from './adapters/metrics.ts';
import { inspectRedis } from './adapters/redis-durability.ts';
import { openRedisStore } from './adapters/redis-store.ts';
import { openSqliteStore } from './adapters/sqlite-store.ts';
import { createAfterwards } from './bot/afterwards.ts';
import { createDispatch } from './bot/dispatch.ts';
import { createIntake } from './bot/intake.ts';
import { createMayIntroduce } from './bot/introductions.ts';
import { createPresence } from './bot/presence.ts';
import { type Config, describeProblems, mayMoveClock, parseConfig } from './config.ts';
import { deliveryFinding } from './domain/delivery.ts';
import type { Finding } from './domain/diagnosis.ts';
import { parseRoadmap } from './domain/parse-roadmap.ts';
import { formatProblems } from './domain/problems.ts';
import type { Roadmap } from './domain/roadmap.ts';
import { lossRisks, type RedisFacts } from './domain/store-diagnosis.ts';
import { createPosts } from './jobs/posts.ts';
import { createRemovedServers } from './jobs/removed-servers.ts';
import type { Stores } from './ports.ts';

/** As in sysexits.h: a supervisor may try again after `store` and `discord`, and should not after the others. */
const EXIT = { config: 78, roadmap: 65, discord: 69, store: 75 } as const;
/** Supervisors kill after ten seconds; Cairn is gone before. */
const STOP_WITHIN_MS = 7_500;
/** `/healthz` says no when the tick has not run for this long. */
const TICK_OVERDUE_MS = 180_000;

const REFUSED_TOKEN =
  'Discord refused DISCORD_TOKEN: it is wrong, or was reset. Make a new one on the Bot page of the developer portal.';

type Log = ReturnType<typeof createLog>;

await start(readConfig());

async function start(config: Config): Promise<void> {
  const roadmap = await loadRoadmap(config.roadmap);
  const { stdout } = process;
  const log = createLog({ level: config.logLevel, terminal: stdout.isTTY, write: (line) => stdout.write(line) });
  const metrics =
    config.port === null ? null : createMetrics(config.publicKey ? null : () => gateway?.ready() ?? false);
  const stores = await openStore(config, log, metrics?.store);
  warnOfLosses(config, log);
  const onRefusedToken = () => fail(REFUSED_TOKEN, EXIT.config);
  const discord = createDiscordRest({
    ...config,
    observe(seen) {
      metrics?.rest(seen);
      if (seen.withToken && seen.status === 401) onRefusedToken();
    },
  });
  const application = await discord.application().catch(noDiscord(config, log));
  const movable = process.send && mayMoveClock(config) ? createMovableClock() : null;
  const clock = movable ?? systemClock;

  const delivery = deliveryFinding({ ...application, publicKey: config.publicKey });
  if (delivery) log.warn({}, sentences(delivery));
  const webhook = config.publicKey ? createWebhook({ publicKey: config.publicKey, rest: discord.responder }) : null;

  const { channels } = discord;
  const { responder } = webhook ?? discord;
  const hash = (words: string) => createHash('sha256').update(words).digest('base64url');
  const observePosts = metrics && { observe: metrics.post };
  const posts = createPosts({
    roadmap,
    stores,
    channels,
    clock,
    applicationId: application.id,
    hash,
    log,
    ...observePosts,
  });
  const services = { ...stores, roadmap, channels, wake: posts.wake };
  const presence = createPresence({ ...stores, ...discord, now: clock.now, log });
  const afterwards = createAfterwards({ ...stores, presence, responder });
  const removed = createRemovedServers({ stores, servers: discord.inspection, clock, log });
  const newErrorId = () => randomBytes(4).toString('hex');
  const intake = createIntake(
    createDispatch({
      commands,
      services,
      responder,
      now: clock.now,
      newErrorId,
      log,
      afterwards,
      alive: removed.alive,
      ...(metrics && { observe: metrics.interaction }),
    }),
  );
  const onFatal = (reason: string) => fail(`${reason}.`, EXIT.config);
  const mayIntroduce = createMayIntroduce({ ...stores, clock, log });
  const gateway = webhook
    ? null
    : createGateway({ ...config, log, onInteraction: intake.take, mayIntroduce, onFatal, onRefusedToken });

  let lastTick = Date.now();
  const tick = async () => {
    lastTick = Date.now();
    // Beside the posts, which must not wait for a list that Discord gives slowly.
    void removed.tick();
    await posts.tick();
  };
  const health = healthRoutes({
    alive: () => Date.now() - lastTick < TICK_OVERDUE_MS,
    ready: () => stores.ping().then(() => gateway?.ready() ?? true),
  });
  let http: Awaited<ReturnType<typeof openHttp>> = null;

  const cron = everyMinute(tick);
  if (movable) obeyParent(movable.moveTo, () => Promise.all([tick(), removed.tick()]));
  // What Discord sent over HTTP is answered before its server has closed, what came over the gateway by the intake's end.
  const closeHttp = async () => http?.close();
  const closeGateway = async () => gateway?.close();
  const lookNobodyUp = async () => presence.stop();
  // Before anything is served: a signal must not cut off whoever asks in the first moment.
  const stopping = stopOnSignals(log, [
    cron.stop,
    closeHttp,
    intake.drain,
    lookNobodyUp,
    posts.drain,
    removed.drain,
    closeGateway,
    stores.close,
  ]);
  const routes = [...health, metrics?.route, webhook?.route(intake.take)];
  http = await openHttp(
    config,
    routes.filter((route) => route !== undefined),
  );
  const definitions = commands.map(({ definition }) => definition);
  const registered = await discord.register(application.id, definitions).catch(noDiscord(config, log));
  await gateway?.connect().catch((error: unknown) => {
    // A connection that is closed before it stands reports that as a failure.
    if (!stopping()) noDiscord(config, log)(error);
  });
  if (stopping()) return;
  const facts = { application: application.name, phases: roadmap.phases.length, store: config.store.kind, registered };
  log.info(facts, `ready; invite the bot with ${invitation(application.id)}`);
  await tick();
}

function fail(words: string, code: number): never {
  process.stderr.write(`${redact(words)}\n`);
  process.exit(code);
}

function readConfig(): Config {
  const read = parseConfig(process.env);
  return read.kind === 'config' ? read.config : fail(describeProblems(read.problems), EXIT.config);
}

async function loadRoadmap(path: string): Promise<Roadmap> {
  const markdown = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(`The roadmap ${path} cannot be read (${error.code}). ROADMAP names the file.`, EXIT.config),
  );
  const parsed = parseRoadmap(markdown);
  if (parsed.kind === 'roadmap') return parsed.roadmap;
  return fail(`${formatProblems(path, parsed.problems)}\nCairn starts once these are mended.`, EXIT.roadmap);
}

async function openStore({ store, token }: Config, log: Log, observe: Metrics['store'] | undefined): Promise<Stores> {
  const report = (error: unknown) => log.warn({ err: error }, 'the store reported an error');
  const shared = { log: report, key: deletionKeyFrom(token), ...(observe && { observe }) };
  try {
    if (store.kind === 'redis') return await openRedisStore({ url: store.url, ...shared });
    return await openSqliteStore({ file: join(store.folder, 'cairn.sqlite'), ...shared });
  } catch (error) {
    log.error({ err: error }, 'the store could not be opened');
    const where =
      store.kind === 'redis' ? 'REDIS_URL names the server' : `DATA_DIR names the folder, now ${store.folder}`;
    return fail(`The store could not be opened: ${(error as Error).message}\n${where}.`, EXIT.store);
  }
}

/** The start neither waits for this nor fails of it; a server that forbids such questions is for `npm run doctor` to tell. */
function warnOfLosses({ store }: Config, log: Log): void {
  if (store.kind !== 'redis') return;
  const warn = (facts: RedisFacts) => {
    for (const risk of lossRisks(facts)) log.warn({}, sentences(risk));
  };
  inspectRedis(store).then(warn, (error) => log.debug({ err: error }, 'Redis was not asked how it keeps its data'));
}

function sentences({ found, mend }: Finding): string {
  return mend ? `${found}. ${mend}.` : `${found}.`;
}

/** What an owner reads when Discord cannot be reached, or refuses, while Cairn starts. */
function noDiscord({ apiUrl }: Config, log: Log) {
  return (error: unknown): never => {
    log.error({ err: error }, 'Discord did not answer as it should');
    return fail(
      `Cairn could not start with Discord at ${apiUrl}. Is DISCORD_API_URL right, and the network up?`,
      EXIT.discord,
    );
  };
}

async function openHttp({ port }: Config, routes: readonly Route[]) {
  if (port === null) return null;
  return serveHttp(port, routes).catch((error: Error) =>
    fail(`PORT ${port} cannot be used: ${error.message}.`, EXIT.config),
  );
}

/** Only a parent process can reach this, and only for a bot that talks to this machine without a real token. */
function obeyParent(moveTo: (now: number) => void, tick: () => Promise<unknown>): void {
  process.on('message', async (message: { readonly clock?: unknown } | null) => {
    if (typeof message?.clock !== 'number') return;
    moveTo(message.clock);
    await tick();
    // Once more: the first may have joined one that began before the move.
    await tick();
    process.send?.({ clock: message.clock, ticked: true });
  });
  // A parent that is gone leaves nobody to stop us.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

/**
 * Runs the steps one after the other, so that what was acknowledged is done before its store closes. Returns whether that has
 * begun.
 */
function stopOnSignals(log: Log, steps: readonly (() => Promise<unknown>)[]): () => boolean {
  let stopping = false;
  const stop = async (signal: string) => {
    // npm and a terminal may both pass one signal on; the second must not cut the first one's work short.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const late = setTimeout(() => {
      log.warn({}, 'some work did not end in time; what was acknowledged is saved');
      process.exit(0);
    }, STOP_WITHIN_MS);
    for (const step of steps) await step();
    clearTimeout(late);
    log.info({}, 'stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return () => stopping;
}
