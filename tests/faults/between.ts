/** What stands between one bot and its Discord and Redis: passes on what it is told to, and sees who asked. Knows no scenario. */
import { once } from 'node:events';
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLAIM, SETTLE } from '../../src/adapters/redis-scripts.ts';
import { startProxy } from '../adapters/redis-proxy.ts';
import type { RedisServer } from '../adapters/redis-server.ts';

export interface Asked {
  readonly method: string;
  /** Behind `/api/v10`. */
  readonly path: string;
}

/** What becomes of a request on its way to Discord and back. */
export type Fate =
  | { readonly kind: 'pass' }
  /** Discord answers so instead, before the effect or after it. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly after: boolean;
      readonly ms?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The line is cut. */
  | { readonly kind: 'reset'; readonly after: boolean }
  /** No answer until the bot gives up. */
  | { readonly kind: 'silence'; readonly after: boolean }
  /** `stop` ends the bot, before or after the effect; the answer reaches nobody. `arrives`: what was on its way gets there all the same. */
  | {
      readonly kind: 'kill';
      readonly after: boolean;
      readonly arrives: boolean;
      readonly stop: () => Promise<unknown>;
    };

export interface RestBetween {
  /** For DISCORD_API_URL. */
  readonly url: string;
  /** Decides over each request; everything passes at first. */
  fate: (asked: Asked) => Fate;
  close(): void;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** @param discord the local Discord's address, without `/api`. */
export async function restBetween(discord: string): Promise<RestBetween> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (request, response) => {
    try {
      await serve(request, response);
    } catch {
      // Whoever asked, or Discord, is gone.
      response.destroy();
    }
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const path = (request.url ?? '').replace(/^\/api\/v\d+/, '').replace(/\?.*/, '');
    const fate = between.fate({ method: request.method ?? '', path });
    const pass = () => forward(agent, discord, request, body);
    switch (fate.kind) {
      case 'pass':
        return reply(response, await pass());
      case 'answer': {
        if (fate.after) await pass();
        if (fate.ms) await sleep(fate.ms);
        const headers = { 'content-type': 'application/json', ...fate.headers };
        return reply(response, { status: fate.status, headers, body: Buffer.from(fate.body ?? '{}') });
      }
      case 'reset':
        if (fate.after) await pass();
        return void request.socket.destroy();
      case 'silence':
        if (fate.after) await pass();
        return;
      case 'kill':
        if (fate.after) await pass();
        await fate.stop();
        if (!fate.after && fate.arrives) await pass();
        return void request.socket.destroy();
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const between: RestBetween = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    fate: () => ({ kind: 'pass' }),
    close: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
  return between;
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function forward(agent: Agent, discord: string, from: IncomingMessage, body: Buffer): Promise<Answered> {
  const { method, headers } = from;
  const passed = ask(`${discord}${from.url}`, { agent, ...(method && { method }), headers });
  passed.end(body);
  const [answer] = (await once(passed, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await bytesOf(answer) };
}

function reply(response: ServerResponse, { status, headers, body }: Answered): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  response.writeHead(status, { ...kept, ...(status !== 204 && { 'content-length': body.length }) }).end(body);
}

/** The two moments of a post at which a bot can be told from outside to die. */
type StoreMoment = 'claimed' | 'settling';

export interface RedisBetween {
  /** For REDIS_URL. */
  readonly url: string;
  /**
   * `claimed`: a claim was given, and its bot has not heard of it; `settling`: Redis has not heard of it. `guilds`: whose posts
   * these are. True: the line goes dead.
   */
  reached: (moment: StoreMoment, guilds: readonly string[]) => boolean;
  close(): void;
}

const isIn = (data: Buffer, { sha, body }: typeof CLAIM): boolean => data.includes(sha) || data.includes(body);

const guildsIn = (data: Buffer): readonly string[] =>
  [...data.toString('latin1').matchAll(/cairn-slot:\{(\d+)\}/g)].map(([, guild = '']) => guild);

export async function redisBetween({ port }: Pick<RedisServer, 'port'>): Promise<RedisBetween> {
  const proxy = await startProxy(port, (client, redis) => {
    let claiming: readonly string[] = [];
    client.on('data', (data) => {
      if (isIn(data, CLAIM)) claiming = guildsIn(data);
      if (isIn(data, SETTLE) && between.reached('settling', guildsIn(data))) redis.destroy();
      else redis.write(data);
    });
    redis.on('data', (data) => {
      if (data.includes('claimed') && between.reached('claimed', claiming)) client.destroy();
      else client.write(data);
    });
  });
  const between: RedisBetween = { url: proxy.url, reached: () => false, close: proxy.close };
  return between;
}
