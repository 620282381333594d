/** Starts a local Discord on loopback: REST under /api/v10, the gateway, and the control API under /local. All in memory. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { createClock } from './clock.ts';
import { createCommandStore } from './commands.ts';
import { guard } from './control/guard.ts';
import { servePage } from './control/page.ts';
import { serveControl } from './control/routes.ts';
import { createStage, type Hands } from './control/stage.ts';
import { createFaults } from './faults.ts';
import { createGateway } from './gateway/gateway.ts';
import { serveGateway } from './gateway/server.ts';
import { createInteractions } from './interactions/book.ts';
import { createEndpoint } from './interactions/endpoint.ts';
import type { Local, StoredFile, Timing } from './local.ts';
import { serveRest } from './rest/server.ts';
import { createSnowflakes } from './snowflakes.ts';
import { createWire } from './wire.ts';
import { createMessages } from './world/messages.ts';
import { seedWorld } from './world/seed.ts';
import { createWorld, type World } from './world/world.ts';

export interface LocalDiscordOptions {
  /** 0 (default): any free one. */
  readonly port?: number;
  readonly botName?: string;
  /** Where the clock starts, Unix milliseconds; default: now. */
  readonly now?: number;
  readonly timing?: Partial<Timing>;
  /** Who gets an interaction: `all` sessions (as Discord does, default) or `one` in turn. */
  readonly deliver?: 'all' | 'one';
  /** What the page may ask for beyond this process; default: it moves this clock only. */
  readonly hands?: Hands;
  /** When the world came to be, Unix milliseconds: the same moment gives the same ids. Default: now. */
  readonly born?: number;
}

export interface LocalDiscord {
  /** `http://127.0.0.1:PORT`; the REST base for clients is this plus `/api`. */
  readonly url: string;
  readonly token: string;
  /** Whoever acts under /local shows it. */
  readonly session: string;
  /** Where a browser finds the page; the part behind `#` is the session and never leaves the browser by itself. */
  readonly page: string;
  readonly applicationId: string;
  /** With which interactions over HTTP are signed, 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly world: World;
  close(): Promise<void>;
}

const DISCORDS_OWN: Timing = {
  answerWithinMs: 3_000,
  tokenLifeMs: 15 * 60_000,
  patienceMs: 15_000,
  heartbeatMs: 41_250,
};

export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const app = fastify({
    bodyLimit: 64 * 1024 * 1024,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // Interaction tokens are long and stand in the path.
    routerOptions: { maxParamLength: 1000 },
  });
  const session = randomBytes(24).toString('base64url');
  guard(app, session);
  // Bodies stay bytes: what Discord says of broken JSON is part of what is played here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
  let url = '';
  const local = createLocal(options, session, () => url);
  serveRest(app, local);
  serveControl(app, local);
  servePage(app);
  const stopGateway = serveGateway(app.server, local);
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    token: local.token,
    session,
    page: `${url}/#${session}`,
    applicationId: local.applicationId,
    publicKey: local.endpoint.publicKey,
    world: local.world,
    close: async () => {
      stopGateway();
      await app.close();
    },
  };
}

function createLocal(options: LocalDiscordOptions, session: string, url: () => string): Local {
  const clock = createClock(options.now);
  let seeding = options.born !== undefined;
  const ids = createSnowflakes({ ...clock, now: () => (seeding ? (options.born ?? 0) : clock.now()) });
  const world = createWorld(clock, ids, options.botName ?? 'Study bot');
  seedWorld(world);
  seeding = false;
  const messages = createMessages(world);
  const timing = { ...DISCORDS_OWN, ...options.timing };
  // An application's id is its bot user's id, as at Discord since 2016.
  const applicationId = world.bot.id;
  return {
    clock,
    // Two parts and a name: a real token has three parts in base64, so the two can never be taken for each other.
    token: `local.${randomBytes(24).toString('base64url')}`,
    applicationId,
    session,
    url,
    timing,
    world,
    messages,
    files: new Map<string, StoredFile>(),
    commands: createCommandStore(ids, applicationId),
    interactions: createInteractions(timing),
    endpoint: createEndpoint(timing.answerWithinMs),
    gateway: createGateway(options.deliver ?? 'all'),
    wire: createWire(),
    faults: createFaults(),
    stage: createStage(
      { clock, messages, botId: world.bot.id },
      options.hands ?? { moveClock: async (now) => clock.set(now) },
    ),
  };
}
