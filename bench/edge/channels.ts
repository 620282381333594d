/** Channels of Discord's REST API: posts, threads and what was posted, within the requests that a token has in a second. Knows no bot. */
import type { ServerResponse } from 'node:http';
import type { Posted } from './words.ts';

const SECOND_MS = 1_000;
/** Discord gives them for what is posted now; rising is enough. */
const FIRST_ID = 1_260_000_000_000_000_000n;

interface Message {
  readonly id: string;
  readonly nonce: string | null;
  readonly components: unknown;
}

export interface Channels {
  /** Answers a request with the bot's token if it is about a channel, or too much; returns whether it did. */
  take(method: string, path: string, body: string, response: ServerResponse): boolean;
  posted(): Posted;
}

/** @param limit how many requests the token has in any second, 429 beyond; null: as many as it likes. */
export function createChannels(limit: number | null): Channels {
  const messages = new Map<string, Message[]>();
  const threads = new Map<string, number>();
  const lately: number[] = [];
  let [requests, limited, again, firstAt, lastAt, ids] = [0, 0, 0, 0, 0, 0n];
  const nextId = () => String(FIRST_ID + ids++);

  /** The same nonce again is the same message, as with enforce_nonce. */
  function post(channel: string, body: string): Message {
    const { nonce = null, components } = JSON.parse(fieldsIn(body)) as { nonce?: string; components?: unknown };
    const there = messages.get(channel) ?? [];
    const same = nonce === null ? undefined : there.find((message) => message.nonce === nonce);
    if (same) again += 1;
    const message = same ?? { id: nextId(), nonce, components };
    if (!same) messages.set(channel, [...there, message]);
    return message;
  }

  function answerTo(method: string, path: string, body: string): unknown {
    const [, channel = '', rest] = /^\/channels\/(\d+)\/(.+)$/.exec(path) ?? [];
    if (rest === 'messages') return method === 'POST' ? post(channel, body) : (messages.get(channel) ?? []);
    if (method !== 'POST' || !/^messages\/\d+\/threads$/.test(rest ?? '')) return undefined;
    threads.set(channel, (threads.get(channel) ?? 0) + 1);
    return { id: nextId(), type: 11 };
  }

  /** In ms; 0: there is room now. */
  function roomIn(): number {
    const now = performance.now();
    while (lately[0] !== undefined && now - lately[0] >= SECOND_MS) lately.shift();
    if (limit === null || lately.length < limit) {
      lately.push(now);
      return 0;
    }
    return SECOND_MS - (now - (lately[0] ?? now));
  }

  return {
    take(method, path, body, response) {
      if (!path.startsWith('/channels/')) return false;
      const wait = roomIn();
      if (wait > 0) {
        limited += 1;
        tooMany(response, wait / 1000);
        return true;
      }
      const answer = answerTo(method, path, body);
      requests += 1;
      lastAt = performance.now();
      firstAt ||= lastAt;
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { code: 10003, message: 'Unknown Channel' }));
      return true;
    },
    posted: () => ({
      channels: messages.size,
      messages: [...messages.values()].reduce((sum, some) => sum + some.length, 0),
      threads: [...threads.values()].reduce((sum, n) => sum + n, 0),
      requests,
      limited,
      again,
      seconds: (lastAt - firstAt) / 1000,
    }),
  };
}

/** A post with a picture comes as a form, of which one part is what stands alone otherwise. */
function fieldsIn(body: string): string {
  const [, fields] = /name="payload_json".*?\r\n\r\n(.*?)\r\n--/s.exec(body) ?? [];
  return fields ?? body;
}

function tooMany(response: ServerResponse, seconds: number): void {
  response.writeHead(429, {
    'content-type': 'application/json',
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-global': 'true',
    'x-ratelimit-scope': 'global',
  });
  response.end(JSON.stringify({ message: 'You are being rate limited.', retry_after: seconds, global: true }));
}
