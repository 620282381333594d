/**
 * Answers interactions. A first answer is one request that waits for no other and counts against no limit of the bot's: it goes its
 * own way, without the queue, the bucket and the signal of others. Knows no message, and not how a request is sent.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DefaultUserAgent,
  DefaultUserAgentAppendix,
  DiscordAPIError,
  type DiscordErrorData,
  HTTPError,
  parseResponse,
  type REST,
  type RESTOptions,
  RequestMethod,
  type ResponseLike,
} from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { InteractionHandle, Responder } from '../ports.ts';
import { answerBytes } from './discord-answer.ts';
import { rawFiles } from './discord-bodies.ts';

/** 40060: somebody answered already. 10062: Discord no longer waits. Either way there is nothing left to say. */
const ANSWERED_ELSEWHERE = new Set<number | string>([40060, 10062]);

const UNKNOWN_WEBHOOK = 10015;
const TOO_MANY = 429;
/** A first answer that comes later finds nobody who waits. */
const FIRST_WAITS_MS = 3_000;
/** By so much Discord's clock and ours may differ. */
const MORE_MS = 50;

/**
 * @param rest for what follows a first answer, and for files. Asks without a token, and limits nothing by itself.
 * @param api with a version: `https://discord.com/api/v10`.
 * @param send one request.
 */
export function createResponder(rest: REST, api: string, send: RESTOptions['makeRequest']): Responder {
  const callback = createCallback(api, send);
  return {
    async callback(to, type, data, files) {
      try {
        if (files?.length) {
          const sent = { auth: false, body: { type, data }, files: rawFiles(files) };
          await rest.post(Routes.interactionCallback(to.id, to.token), sent);
        } else await callback(to, answerBytes(type, data));
        return true;
      } catch (error) {
        if (error instanceof DiscordAPIError && ANSWERED_ELSEWHERE.has(error.code)) return false;
        throw error;
      }
    },
    async editOriginal({ application, token }, body, files) {
      const route = Routes.webhookMessage(application, token);
      await onceKnown(() => rest.patch(route, { auth: false, body, files: rawFiles(files) }));
    },
    async followUp({ application, token }, body, files) {
      const route = Routes.webhook(application, token);
      await onceKnown(() => rest.post(route, { auth: false, body, files: rawFiles(files) }));
    },
  };
}

/** Sends JSON as the first answer: once, or again after as long as Discord asks for, if somebody still waits then. */
function createCallback(api: string, send: RESTOptions['makeRequest']) {
  const headers = {
    'content-type': 'application/json',
    'user-agent': `${DefaultUserAgent} ${DefaultUserAgentAppendix}`.trim(),
  };
  return async ({ id, token }: InteractionHandle, body: Uint8Array): Promise<void> => {
    const url = api + Routes.interactionCallback(id, token);
    const end = performance.now() + FIRST_WAITS_MS;
    for (;;) {
      const answer = await send(url, { method: RequestMethod.Post, headers, body });
      if (answer.ok) return;
      const wait = answer.status === TOO_MANY ? Number(answer.headers.get('retry-after')) * 1_000 : Infinity;
      if (!(performance.now() + wait <= end)) throw await refused(answer, url);
      await sleep(wait + MORE_MS);
    }
  };
}

/** As the library says it. */
async function refused(answer: ResponseLike, url: string): Promise<Error> {
  const { status, statusText } = answer;
  const said = status < 500 ? ((await parseResponse(answer)) as Partial<DiscordErrorData> | null) : null;
  const about = { body: undefined, files: undefined };
  if (said?.code === undefined) return new HTTPError(status, statusText, RequestMethod.Post, url, about);
  return new DiscordAPIError(said as DiscordErrorData, said.code, status, RequestMethod.Post, url, about);
}

/** In milliseconds; together a little less than four seconds. */
const KNOWN_AFTER = [250, 500, 1_000, 2_000] as const;

/**
 * An answer that was given as the body of an HTTP response may reach Discord's API servers after our next request: the
 * interaction's webhook is then unknown (404, 10015) for a moment.
 */
async function onceKnown(send: () => Promise<unknown>): Promise<void> {
  for (const wait of [...KNOWN_AFTER, null]) {
    try {
      await send();
      return;
    } catch (error) {
      if (wait === null || !(error instanceof DiscordAPIError) || error.code !== UNKNOWN_WEBHOOK) throw error;
      await sleep(wait);
    }
  }
}
