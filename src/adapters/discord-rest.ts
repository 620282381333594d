/** Discord's REST API through @discordjs/rest: posts, registration, what answers leave by. Knows its errors and retries, and no message. */
import {
  DefaultRestOptions,
  DiscordAPIError,
  HTTPError,
  REST,
  RESTEvents,
  RequestMethod,
  type ResponseLike,
} from '@discordjs/rest';
import {
  type APIApplication,
  type APIApplicationCommand,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  ApplicationIntegrationType,
  Routes,
} from 'discord-api-types/v10';
import type { Definition } from '../command.ts';
import { Stranger } from '../outage.ts';
import type { Channels, Members, Responder, Sent } from '../ports.ts';
import { postBody, rawFiles } from './discord-bodies.ts';
import { createInspection, createMembers, type Got, type Inspection } from './discord-inspection.ts';
import { paced } from './discord-pace.ts';
import { permissionsIn } from './discord-permissions.ts';
import { heedingLimits, isTooManyOfAll } from './discord-rate-limits.ts';
import { needsRegistration } from './discord-registration.ts';
import { createResponder } from './discord-responder.ts';
import { createSend } from './discord-send.ts';

/** A member waits for three seconds; what comes later is not even read. */
const ANSWER_MS = 5_000;
/** Somebody looks at "thinking …" meanwhile. */
const EDIT_WAITS_MS = 60_000;
/** A limit that lasts longer is left to the next try: the other servers' posts wait for the end of this one. */
const POST_WAITS_MS = 15_000;
/** With all its waiting and its repetition. A post that leaves after its claim has run out could be a second one. */
const POST_ENDS_MS = 30_000;
/** Each channel has a queue of its own in the library, which keeps it for an hour otherwise. */
const QUEUES_KEPT_MS = 60_000;

export interface DiscordRest {
  readonly responder: Responder;
  readonly channels: Channels;
  readonly members: Members;
  /** The application the token belongs to. Rejects with `DiscordRefusedToken` when Discord does not know the token. */
  application(): Promise<Application>;
  /** Registers the commands when Discord has others. Resolves whether it had to. */
  register(application: string, definitions: readonly Definition[]): Promise<boolean>;
  /** What Discord has registered: these very commands, others, or none. */
  registered(application: string, definitions: readonly Definition[]): Promise<'these' | 'others' | 'none'>;
  /** How many milliseconds this machine's clock is ahead of Discord's, ± 0.5 s; null: Discord did not say. Needs no token. */
  clockAhead(): Promise<number | null>;
  readonly inspection: Inspection;
}

interface Application {
  readonly id: string;
  readonly name: string;
  /** With which Discord signs what it sends over HTTP, 64 hexadecimal digits. */
  readonly verifyKey: string;
  /** Where Discord sends interactions instead of to the gateway; null: nowhere else. */
  readonly endpoint: string | null;
}

/** The token is wrong or was reset: nothing works until the owner gives a new one. */
export class DiscordRefusedToken extends Error {
  override readonly name = 'DiscordRefusedToken';
}

interface RestParts {
  readonly token: string;
  /** Without a version: `https://discord.com/api`. */
  readonly apiUrl: string;
  /** Hears of each answer of Discord's, with the scope of a 429. */
  readonly observe?: ((seen: { readonly status: number; readonly scope: string | null }) => void) | undefined;
  /** Discord does not know the token any more. */
  readonly onRefusedToken?: () => void;
}

export function createDiscordRest({ token, apiUrl, observe, onRefusedToken }: RestParts): DiscordRest {
  const shared = { api: apiUrl, version: '10' };
  // Answers do not count against Discord's global limit, so they get a client without one.
  const makeRequest = heedingLimits(
    seen(createSend(apiUrl, DefaultRestOptions.makeRequest, ANSWER_MS), observe),
    'route',
  );
  const answers = new REST({
    ...shared,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    timeout: ANSWER_MS,
    retries: 0,
    makeRequest,
    rejectOnRateLimit: ({ route, retryAfter }) => retryAfter > (route.endsWith('/callback') ? 3_000 : EDIT_WAITS_MS),
  });
  const bot = new REST({
    ...shared,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    offset: 10,
    handlerSweepInterval: QUEUES_KEPT_MS,
    timeout: 10_000,
    retries: 1,
    // In turn first: while somebody waits for it, Discord may say no to all.
    makeRequest: paced(
      heedingLimits(seen(createSend(apiUrl, DefaultRestOptions.makeRequest), observe), 'everything'),
      isTooManyOfAll,
    ),
    // Only the start may wait for long: nobody waits for it, and a start that gave up would come again and ask more.
    rejectOnRateLimit: ({ route, retryAfter }) =>
      !/^\/(applications|gateway)/.test(route) && retryAfter > POST_WAITS_MS,
  }).setToken(token);
  bot.on(RESTEvents.Response, (_request, { status }) => {
    if (status === 401) onRefusedToken?.();
  });
  return {
    responder: createResponder(answers, `${apiUrl}/v10`, makeRequest),
    channels: createChannels(bot),
    members: createMembers((route, query) => getting(bot, route, query)),
    async application() {
      try {
        const found = ((await bot.get(Routes.currentApplication())) ?? {}) as APIApplication;
        const { id, name, verify_key: verifyKey, interactions_endpoint_url: endpoint } = found;
        if (typeof id !== 'string') throw new Stranger('what answers there is not Discord');
        return { id, name, verifyKey, endpoint: endpoint ?? null };
      } catch (error) {
        if (error instanceof DiscordAPIError && error.status === 401)
          throw new DiscordRefusedToken('Discord refused DISCORD_TOKEN');
        throw error;
      }
    },
    async register(application, definitions) {
      const body = asSent(definitions);
      if (!needsRegistration(body, await registeredIn(bot, application))) return false;
      await bot.put(Routes.applicationCommands(application), { body });
      return true;
    },
    async registered(application, definitions) {
      const registered = await registeredIn(bot, application);
      if (!registered.length) return 'none';
      return needsRegistration(asSent(definitions), registered) ? 'others' : 'these';
    },
    async clockAhead() {
      const asked = Date.now();
      const request = { fullRoute: Routes.gateway(), method: RequestMethod.Get, auth: false } as const;
      const { headers } = await bot.queueRequest(request);
      // The header knows whole seconds only: on average it is half a second late.
      const theirs = Date.parse(headers.get('date') ?? '') + 500;
      return Number.isNaN(theirs) ? null : (asked + Date.now()) / 2 - theirs;
    },
    inspection: createInspection((route, query) => getting(bot, route, query)),
  };
}

async function registeredIn(rest: REST, application: string): Promise<APIApplicationCommand[]> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  return rest.get(Routes.applicationCommands(application), { query }) as Promise<APIApplicationCommand[]>;
}

/** Said outright: what Discord fills in otherwise depends on the application's settings. */
function asSent(definitions: readonly Definition[]) {
  return definitions.map((definition) => ({
    integration_types: [ApplicationIntegrationType.GuildInstall],
    ...definition,
  }));
}

async function getting(rest: REST, route: `/${string}`, query = new URLSearchParams()): Promise<Got> {
  try {
    return { kind: 'found', body: await rest.get(route, { query }) };
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || !isRefusal(error)) return { kind: 'unknown' };
    return { kind: 'refused', code: Number(error.code) };
  }
}

/** The library itself copies each answer for whoever listens. Sits next to the wire: what is held back here was said by nobody. */
function seen<Asked extends readonly unknown[], Answer extends Pick<ResponseLike, 'status' | 'headers'>>(
  send: (...asked: Asked) => Promise<Answer>,
  observe: RestParts['observe'],
): (...asked: Asked) => Promise<Answer> {
  if (!observe) return send;
  return async (...asked) => {
    const answer = await send(...asked);
    observe({ status: answer.status, scope: answer.headers.get('x-ratelimit-scope') });
    return answer;
  };
}

function createChannels(rest: REST): Channels {
  return {
    async post(channel, message, nonce) {
      const body = { ...postBody(message), nonce, enforce_nonce: true };
      const files = rawFiles(message.files);
      return sending(async (signal) => {
        const sent = (await rest.post(Routes.channelMessages(channel), { signal, body, files })) as APIMessage;
        return sent.id;
      });
    },
    async openThread(channel, messageId, name) {
      return sending(async (signal) => {
        const thread = (await rest.post(Routes.threads(channel, messageId), { signal, body: { name } })) as APIChannel;
        return thread.id;
      });
    },
    async find(channel, marker) {
      try {
        const query = new URLSearchParams({ limit: '100' });
        const messages = (await inTime((signal) =>
          rest.get(Routes.channelMessages(channel), { signal, query }),
        )) as APIMessage[];
        // Custom ids are quoted in JSON, so the marker is only found as a whole one.
        const found = messages.find(({ components }) =>
          JSON.stringify(components ?? []).includes(JSON.stringify(marker)),
        );
        return found ? { messageId: found.id } : 'absent';
      } catch (error) {
        return isRefusal(error) ? 'unreadable' : 'unknown';
      }
    },
    async edit(channel, messageId, message) {
      const body = postBody(message);
      return sending(async (signal) => {
        await rest.patch(Routes.channelMessage(channel, messageId), { signal, body });
        return messageId;
      });
    },
    async permissions(guild, channel) {
      try {
        const self = (await rest.get(Routes.user())) as { id: string };
        const [server, place, member] = await Promise.all([
          rest.get(Routes.guild(guild)) as Promise<APIGuild>,
          rest.get(Routes.channel(channel)) as Promise<APIChannel>,
          rest.get(Routes.guildMember(guild, self.id)) as Promise<APIGuildMember>,
        ]);
        return permissionsIn(server, place, { ...member, user: { ...member.user, id: self.id } });
      } catch (error) {
        return isRefusal(error) ? 'gone' : 'unknown';
      }
    },
  };
}

/** Discord said no to this very request; a token that was reset, "slow down" and trouble at Discord say nothing about it. */
function isRefusal(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status < 500 && ![401, 408, 429].includes(error.status);
}

/** Certain refusals are told apart from "nobody knows": a time-out or a 5xx may have posted all the same. */
async function sending(send: (signal: AbortSignal) => Promise<string>): Promise<Sent> {
  try {
    return { kind: 'sent', messageId: await inTime(send) };
  } catch (error) {
    if (error instanceof DiscordAPIError) return { kind: 'refused', status: error.status, code: Number(error.code) };
    if (error instanceof HTTPError && error.status < 500) return { kind: 'refused', status: error.status, code: 0 };
    return { kind: 'unknown' };
  }
}

/** A signal with a timer of its own would keep the request for half a minute after its answer. */
async function inTime<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), POST_ENDS_MS);
  try {
    return await send(late.signal);
  } finally {
    clearTimeout(timer);
  }
}
