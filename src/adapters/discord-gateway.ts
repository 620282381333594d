/** The connection over which interactions arrive: discord.js with no intents, passing raw payloads on untouched. */
import { Client, DefaultRestOptions, Events, GatewayDispatchEvents, Options } from 'discord.js';
import { heedingLimits } from './discord-rate-limits.ts';

interface GatewayParts {
  readonly token: string;
  readonly apiUrl: string;
  readonly onInteraction: (raw: unknown) => void;
  /** Discord closed the connection for good: a living process would be deaf. */
  readonly onFatal: (reason: string) => void;
  readonly log: { info(facts: object, words: string): void; warn(facts: object, words: string): void };
}

export interface Gateway {
  /** Resolves once Discord said READY. */
  connect(): Promise<void>;
  ready(): boolean;
  close(): Promise<void>;
}

/** Close codes after which discord.js does not come back: 4004 and 4010–4014. */
const FATAL: Readonly<Record<number, string>> = {
  4004: 'Discord refused the token (4004): make a new one in the developer portal and set DISCORD_TOKEN',
  4010: 'Discord refused the shard (4010)',
  4011: 'the bot is in too many servers for one connection (4011): sharding is needed',
  4012: 'Discord refused the API version (4012)',
  4013: 'Discord refused the intents (4013)',
  4014: 'Discord refused the intents (4014)',
};

export function createGateway({ token, apiUrl, onInteraction, onFatal, log }: GatewayParts): Gateway {
  const client = new Client({
    intents: [],
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
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: unknown) => onInteraction(raw));
  client.on(Events.ShardDisconnect, ({ code }) =>
    onFatal(FATAL[code] ?? `Discord closed the connection for good (${code})`),
  );
  client.on(Events.ShardError, (error) => {
    const fatal = Object.keys(FATAL).find((code) => error.message.includes(code));
    if (fatal) onFatal(FATAL[Number(fatal)] ?? error.message);
    else log.warn({ err: error }, 'the gateway connection had an error; it reconnects by itself');
  });
  client.on(Events.ShardReconnecting, () => log.warn({}, 'the gateway connection was lost; reconnecting'));
  client.on(Events.ShardResume, () => log.info({}, 'the gateway connection resumed'));
  client.on(Events.Error, (error) => log.warn({ err: error }, 'discord.js reported an error'));
  client.on(Events.Invalidated, () => onFatal('Discord invalidated the session'));

  return {
    async connect() {
      const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
      await client.login(token);
      await ready;
    },
    ready: () => client.isReady() && client.ws.status === 0,
    async close() {
      // discord.js announces a reconnection also where it only says goodbye.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}
