/** The connections over which interactions arrive, as many as Discord recommends: discord.js with no intents, passing raw payloads on untouched. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIGatewayBotInfo,
  Client,
  type ClientOptions,
  DefaultRestOptions,
  Events,
  GatewayDispatchEvents,
  type GatewayReadyDispatchData,
  Options,
  RESTEvents,
  Routes,
  SimpleIdentifyThrottler,
  SimpleShardingStrategy,
  Status,
} from 'discord.js';
import { heedingLimits } from './discord-rate-limits.ts';

interface GatewayParts {
  readonly token: string;
  readonly apiUrl: string;
  readonly onInteraction: (raw: unknown) => void;
  /** Resolves when one of so many connections may introduce itself (IDENTIFY); rejects when the signal aborts. */
  readonly mayIntroduce: (connections: number, signal: AbortSignal) => Promise<void>;
  /** Discord closed a connection for good: a living process would be deaf. `again`: the next start may go better. */
  readonly onFatal: (reason: string, again: boolean) => void;
  readonly onRefusedToken: () => void;
  readonly log: { info(facts: object, words: string): void; warn(facts: object, words: string): void };
}

export interface Gateway {
  /** Resolves once Discord said READY on each connection, with their number. */
  connect(): Promise<number>;
  /** Whether all connections stand. */
  ready(): boolean;
  close(): Promise<void>;
}

/** Close codes after which discord.js does not come back, besides the one of a refused token. */
const REFUSED_TOKEN = 4004;
/** The bot has more servers than its connections may carry. */
const OUTGROWN = 4011;
const FATAL: Readonly<Record<number, string>> = {
  4010: 'Discord refused the connection’s number (4010). Cairn numbers them as Discord recommends: is DISCORD_API_URL another server than Discord’s? Leave it unset',
  [OUTGROWN]:
    'Discord wants more connections for so many servers (4011). Started again, Cairn opens as many as Discord recommends then',
  4012: 'Discord no longer speaks the version that Cairn does (4012). Update Cairn',
  4013: 'Discord does not know what Cairn asked for (4013). Update Cairn',
  4014: 'Discord does not allow what Cairn asked for (4014). Cairn asks for nothing privileged: update it, or look at the Bot page of the developer portal',
};

/** Discord's library waits 30 s for the handshake and 60 s for the first word, which would be a minute of silence. */
const ANSWER_WITHIN_MS = 5_000;

export function createGateway({
  token,
  apiUrl,
  onInteraction,
  mayIntroduce,
  onFatal,
  onRefusedToken,
  log,
}: GatewayParts): Gateway {
  const lines = createLines(mayIntroduce);
  const client = new Client({
    intents: [],
    shards: 'auto',
    // Nothing is read from caches: everything a command needs is in the interaction.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: 0,
      GuildMemberManager: 0,
    }),
    rest: {
      api: apiUrl,
      version: '10',
      makeRequest: heedingLimits(DefaultRestOptions.makeRequest, 'everything'),
    },
    ws: lines.options,
  });
  leaveInteractions(client);
  // Heard before the library goes through them: it would keep an object of each server, which nobody reads.
  client.ws.on(GatewayDispatchEvents.Ready, (ready: GatewayReadyDispatchData) => {
    ready.guilds = [];
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: unknown) => onInteraction(raw));
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === REFUSED_TOKEN) onRefusedToken();
    else onFatal(FATAL[code] ?? `Discord closed the connection for good (${code})`, code === OUTGROWN);
  });
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ err: error, shard }, 'the gateway connection had an error; it reconnects by itself'),
  );
  client.on(Events.ShardReconnecting, (shard) => log.warn({ shard }, 'the gateway connection was lost; reconnecting'));
  client.on(Events.Debug, (words) => {
    const silent = words.match(/Shard (\d+)\].*Reason: Zombie connection/s);
    if (!silent) return;
    const shard = Number(silent[1]);
    log.warn({ shard }, 'the gateway connection fell silent; reconnecting');
    lines.cut(shard);
  });
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'the gateway connection resumed'));
  client.on(Events.Error, (error) => log.warn({ err: error }, 'discord.js reported an error'));
  client.on(Events.Invalidated, () => onFatal('Discord invalidated the session', true));

  client.rest.on(RESTEvents.Response, (_request, { status }) => {
    if (status === 401) onRefusedToken();
  });

  return {
    async connect() {
      await sessionsLeft(client, token, log);
      const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
      await client.login(token);
      await ready;
      return client.ws.shards.size;
    },
    // `client.ws.status` stays Ready once it was; its shards say what is true now.
    ready: () => client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
    async close() {
      // discord.js announces a reconnection also where it only says goodbye.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}

/** The library would make an object of each interaction, for listeners that there are none of. Where it no longer does, nothing is lost. */
function leaveInteractions(client: Client): void {
  const { actions } = client as unknown as { readonly actions?: { readonly InteractionCreate?: object } };
  if (actions?.InteractionCreate) Object.assign(actions.InteractionCreate, { handle() {} });
}

/** What the library keeps to itself: its own goodbye waits 30 s for an answer that a silent line never gives. */
interface Lines {
  readonly shards: ReadonlyMap<number, { readonly connection: { terminate(): void } | null }>;
}

/** How lines are opened, and a way to cut one. */
function createLines(mayIntroduce: GatewayParts['mayIntroduce']) {
  let lines: Lines | undefined;
  const options: ClientOptions['ws'] = {
    buildStrategy(manager) {
      Object.assign(manager.options, { handshakeTimeout: ANSWER_WITHIN_MS, helloTimeout: ANSWER_WITHIN_MS });
      const strategy = new SimpleShardingStrategy(manager);
      lines = strategy as unknown as Lines;
      return strategy;
    },
    async buildIdentifyThrottler(manager) {
      const { shards, session_start_limit: limit } = await manager.fetchGatewayInformation();
      // So many each five seconds.
      const spaced = new SimpleIdentifyThrottler(limit.max_concurrency);
      return {
        async waitForIdentify(shard, signal) {
          await spaced.waitForIdentify(shard, signal);
          // The library's own wait does not end with its connection, and would introduce the next one twice (4005).
          signal.throwIfAborted();
          await mayIntroduce(shards, signal);
        },
      };
    },
  };
  return { options, cut: (shard: number) => lines?.shards.get(shard)?.connection?.terminate() };
}

/** Waits where Discord does not allow as many connections as it recommends today: the library would give up, and its supervisor ask again and again. */
async function sessionsLeft(client: Client, token: string, log: GatewayParts['log']): Promise<void> {
  client.rest.setToken(token);
  for (;;) {
    const info = (await client.rest.get(Routes.gatewayBot())) as APIGatewayBotInfo;
    const { shards, session_start_limit: limit } = info;
    if (limit.remaining >= shards) return;
    const until = new Date(Date.now() + limit.reset_after).toISOString();
    log.warn({ until }, `Discord allows this bot too few connections until ${until}; Cairn waits for it`);
    await sleep(limit.reset_after);
  }
}
