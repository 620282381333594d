/** Where things meet: configuration, adapters, start and a graceful stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { commands } from '../commands/index.ts';
import { createMovableClock, systemClock } from './adapters/clock.ts';
import { everyMinute } from './adapters/cron.ts';
import { createDiscordRest } from './adapters/discord-rest.ts';
import { createWebhook } from './adapters/discord-webhook.ts';
import { healthRoutes } from './adapters/health.ts';
import type { HttpServer } from './adapters/http.ts';
import { createLog } from './adapters/log.ts';
import { assemble } from './assemble.ts';
import { createMayIntroduce } from './bot/introductions.ts';
import { type Config, mayMoveClock } from './config.ts';
import { deliveryFinding } from './domain/delivery.ts';
import { invitation } from './domain/permissions.ts';
import {
  EXIT,
  endOnBug,
  fail,
  loadRoadmap,
  noDiscord,
  openHttp,
  openStore,
  readConfig,
  sentences,
  warnOfLosses,
} from './openings.ts';
import { obeyParent, stopOnSignals } from './stop.ts';

/** Over HTTP: so long `/readyz` says no before nothing is taken any more. Proxies look once a second, and some never try another bot. */
const LEAVES_MS = 1_500;
/** `/healthz` says no when the tick has not run for this long. */
const TICK_OVERDUE_MS = 180_000;

const REFUSED_TOKEN =
  'Discord refused DISCORD_TOKEN: it is wrong, or was reset. Make a new one on the Bot page of the developer portal.';

await start(readConfig());

async function start(config: Config): Promise<void> {
  const { stdout } = process;
  const log = createLog({ level: config.logLevel, terminal: stdout.isTTY, write: (line) => stdout.write(line) });
  endOnBug(log);
  const roadmap = await loadRoadmap(config.roadmap, new URL('./roadmap.json', import.meta.url));
  const atGateway = config.publicKey === null;
  // What a bot may do without is loaded where it does not: reading code is most of a start.
  const { createMetrics } = config.port === null ? {} : await import('./adapters/metrics.ts');
  const metrics = createMetrics?.(atGateway ? () => gateway?.ready() ?? false : null) ?? null;
  const stores = await openStore(config, log, metrics?.store);
  warnOfLosses(config, log);
  const onRefusedToken = () => fail(REFUSED_TOKEN, EXIT.config);
  const discord = createDiscordRest({ ...config, observe: metrics?.rest, onRefusedToken });
  const application = await discord.application().catch(noDiscord(config, log));
  const delivery = deliveryFinding({ ...application, publicKey: config.publicKey });
  if (delivery) log.warn({}, sentences(delivery));

  const movable = process.send && mayMoveClock(config) ? createMovableClock() : null;
  const clock = movable ?? systemClock;
  const webhook = config.publicKey ? createWebhook({ publicKey: config.publicKey, rest: discord.responder }) : null;
  const { responder } = webhook ?? discord;
  const serves = () => gateway?.ready() ?? true;
  const open = { roadmap, stores, discord, responder, applicationId: application.id, serves, clock, metrics, log };
  const { posts, removed, heartbeat, presence, intake } = assemble(open);
  const onFatal = (reason: string, again: boolean) => fail(`${reason}.`, again ? EXIT.discord : EXIT.config);
  const mayIntroduce = createMayIntroduce({ ...stores, clock, log });
  const { createGateway } = webhook ? {} : await import('./adapters/discord-gateway.ts');
  const onInteraction = intake.take;
  const gateway = createGateway?.({ ...config, log, onInteraction, mayIntroduce, onFatal, onRefusedToken }) ?? null;

  let lastTick = Date.now();
  const tick = async () => {
    lastTick = Date.now();
    // Beside the posts, which must not wait for a list that Discord gives slowly.
    void removed.tick();
    void heartbeat.tick();
    await posts.tick();
  };
  const cron = everyMinute(tick);
  if (movable) {
    const moveTo = (now: number, from: number) => {
      movable.moveTo(now);
      heartbeat.movedFrom(from);
    };
    const allTicks = () => Promise.all([tick(), removed.tick(), heartbeat.tick()]);
    obeyParent(moveTo, allTicks, posts.atRest);
  }
  let http: HttpServer | null = null;
  // Before anything is served: a signal must not cut off whoever asks in the first moment.
  const stopping = stopOnSignals(log, [
    cron.stop,
    async () => webhook && sleep(LEAVES_MS),
    // What Discord sent over HTTP is answered before its server has closed, what came over the gateway by the intake's end.
    async () => http?.close(),
    intake.drain,
    async () => presence.stop(),
    posts.drain,
    removed.drain,
    async () => gateway?.close(),
    stores.close,
  ]);
  await heartbeat.look();
  http = await openHttp(config, [
    ...healthRoutes({
      alive: () => Date.now() - lastTick < TICK_OVERDUE_MS,
      ready: async () => !stopping() && (await stores.ping().then(serves)),
    }),
    ...(metrics ? [metrics.route] : []),
    ...(webhook ? [webhook.route(intake.take)] : []),
  ]);
  const definitions = commands.map(({ definition }) => definition);
  const registered = await discord.register(application.id, definitions).catch(noDiscord(config, log));
  const connections = await gateway?.connect().catch((error: unknown) => {
    // A connection that is closed before it stands reports that as a failure.
    if (!stopping()) noDiscord(config, log)(error);
  });
  if (stopping()) return;
  const store = config.store.kind;
  const facts = { application: application.name, phases: roadmap.phases.length, store, registered, connections };
  log.info(facts, `ready; invite the bot with ${invitation(application.id)}`);
  await tick();
}
