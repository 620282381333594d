/**
 * Holds requests back for as long as Discord asked, however it said so. @discordjs/rest alone asks again at once where no
 * Retry-After stands, believes a bucket's reset that is sooner, and knows no limit that another bucket of the route met. Knows no
 * client: it is handed a way to send.
 */
import * as z from 'zod';

/** Where nobody says how long. Every further request counts towards a ban of the whole address. */
const UNSAID_MS = 60_000;
/** A timer holds no more than 24 days. */
const LONGEST_MS = 24 * 60 * 60_000;
/** "At once" was never meant. */
const SHORTEST_MS = 250;
/** Beyond this many, those that are over are forgotten. */
const REMEMBERED = 1_000;

const TOO_MANY = 429;

const limitSchema = z.object({ retry_after: z.number().catch(0), global: z.boolean().catch(false) });

type Answered = Pick<Response, 'status' | 'text'> & { readonly headers: Pick<Headers, 'get' | 'has'> };

interface Limit {
  readonly ms: number;
  /** It holds for whatever this client asks. */
  readonly global: boolean;
}

/**
 * @param send sends one request.
 * @param unsaid what a 429 closes that neither names its scope nor how long: every request of this client, or its own route.
 * @returns `send`, which now answers 429 by itself until a limit is over; each 429 has a Retry-After in seconds.
 */
export function heedingLimits<Init extends { readonly method?: string | undefined }, Answer extends Answered>(
  send: (url: string, init: Init) => Promise<Answer>,
  unsaid: 'everything' | 'route',
): (url: string, init: Init) => Promise<Answer | Response> {
  const closed = new Map<string, number>();
  let allClosed = 0;
  return async (url, init) => {
    if (allClosed || closed.size) {
      const left = Math.max(allClosed, closed.get(routeOf(url, init.method)) ?? 0) - Date.now();
      if (left > 0) return tooMany({ ms: left, global: allClosed - Date.now() === left });
    }
    const answer = await send(url, init);
    if (answer.status !== TOO_MANY) return answer;
    const route = routeOf(url, init.method);
    const limit = limitIn(answer.headers, await answer.text(), unsaid);
    const until = Date.now() + limit.ms;
    if (limit.global) allClosed = Math.max(allClosed, until);
    else closed.set(route, until);
    if (closed.size > REMEMBERED) for (const [each, at] of closed) if (at < Date.now()) closed.delete(each);
    return tooMany(limit);
  };
}

/** Method and path; ids behind the first are any. */
function routeOf(url: string, method = 'GET'): string {
  const parts = new URL(url).pathname.replace(/^.*?\/v\d+\//, '').split('/');
  return `${method} ${parts.map((part, at) => (at > 1 && /^\d{16,}$/.test(part) ? ':id' : part)).join('/')}`;
}

function limitIn(headers: Answered['headers'], text: string, unsaid: 'everything' | 'route'): Limit {
  const body = limitSchema.safeParse(parsed(text)).data;
  const said = Math.max(secondsIn(headers.get('retry-after')), body?.retry_after ?? 0);
  const seconds = said || secondsIn(headers.get('x-ratelimit-reset-after'));
  const ms = seconds ? Math.min(Math.max(seconds * 1000, SHORTEST_MS), LONGEST_MS) : UNSAID_MS;
  const named = headers.has('x-ratelimit-global') || headers.get('x-ratelimit-scope') === 'global' || body?.global;
  // What is not Discord's own JSON comes from before it, and is meant for the address.
  const global = named || (!body && (seconds > 0 || unsaid === 'everything'));
  return { ms, global };
}

/** 0: it does not say. */
function secondsIn(header: string | null): number {
  if (!header) return 0;
  const seconds = Number.isNaN(Number(header)) ? (Date.parse(header) - Date.now()) / 1000 : Number(header);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Nothing but what decides: a bucket's own reset may be sooner. */
function tooMany({ ms, global }: Limit): Response {
  const headers = {
    'retry-after': String(ms / 1000),
    ...(global && { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }),
  };
  return new Response('{}', { status: TOO_MANY, headers: { ...headers, 'content-type': 'application/json' } });
}

/** Whether an answer says so of whatever this client asks. */
export function isTooManyOfAll({ status, headers }: Answered): boolean {
  return status === TOO_MANY && headers.has('x-ratelimit-global');
}
