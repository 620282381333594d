/** The control API under /local: people act, the world changes, faults are set, the wire is read. Never used by the bot. */

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultRule } from '../faults.ts';
import type { GatewayFault } from '../gateway/gateway.ts';
import { CannotDo } from '../interactions/cannot.ts';
import { commandsFor, messagesFor, personOf, placeOf } from '../interactions/visible.ts';
import type { Local } from '../local.ts';
import { act, outcomeOf, seen } from './act.ts';
import type { SkipTo } from './stage.ts';
import type { Act, WorldChange } from './types.ts';
import { changeWorld, viewWorld } from './world.ts';

type Query = Readonly<Record<string, string | undefined>>;
type Handler = (input: { body: unknown; query: Query; params: Record<string, string> }) => unknown;

export function serveControl(app: FastifyInstance, local: Local): void {
  const on = (method: 'GET' | 'POST' | 'DELETE', url: string, handler: Handler): void => {
    app.route({ method, url: `/local${url}`, handler: (request, reply) => answer(request, reply, handler) });
  };
  const where = (query: Query) => {
    const user = personOf(local, query.member ?? '');
    return { user, channel: placeOf(local, user, query.channel ?? '', query.guild) };
  };
  on('GET', '/world', () => viewWorld(local));
  on('POST', '/world', async ({ body }) => ({ id: await changeWorld(local, body as WorldChange) }));
  on('GET', '/commands', ({ query }) => {
    const { user, channel } = where(query);
    return commandsFor(local, user, channel);
  });
  on('GET', '/messages', ({ query }) => {
    const { user, channel } = where(query);
    return messagesFor(local, user, channel).map(seen);
  });
  on('POST', '/messages', ({ body }) => {
    const { content, ...place } = body as { content: string } & Query;
    const { user, channel } = where(place);
    const stored = local.messages.create({ channel: channel.id, author: user }, { content });
    return seen(stored);
  });
  on('POST', '/acts', ({ body }) => act(local, body as Act));
  on('GET', '/acts/:id', ({ params }) => outcomeOf(local, params.id ?? ''));
  on('GET', '/wire', ({ query }) => local.wire.after(Number(query.after ?? 0)));
  on('GET', '/problems', () => local.wire.problems());
  on('GET', '/faults', () => local.faults.list());
  on('POST', '/faults', ({ body }) => {
    const rules = Array.isArray(body) ? (body as FaultRule[]) : [body as FaultRule];
    return rules.map((rule) => local.faults.add(rule));
  });
  on('DELETE', '/faults', () => {
    local.faults.clear();
    return {};
  });
  on('POST', '/gateway', ({ body }) => {
    local.gateway.play(body as GatewayFault);
    return {};
  });
  on('POST', '/clock', ({ body }) => {
    local.clock.set((body as { now: number }).now);
    return { now: local.clock.now() };
  });
  on('GET', '/stage', () => ({ history: local.stage.hasHistory() }));
  on('POST', '/skip', ({ body }) => local.stage.skip((body as { to: SkipTo }).to));
  on('POST', '/history', async () => {
    await local.stage.playHistory();
    return {};
  });
  app.get('/local/events', (request, reply) => follow(local, request, reply));
  app.get('/attachments/:channel/:id/:name', (request, reply) => {
    const file = local.files.get((request.params as { id: string }).id);
    if (file === undefined) return reply.code(404).send('');
    // Always a download: a file a bot sent must never run as a page of this origin.
    return reply
      .header('content-disposition', 'attachment')
      .header('x-content-type-options', 'nosniff')
      .type(file.attachment.content_type ?? 'application/octet-stream')
      .send(Buffer.from(file.data));
  });
}

/** What a person cannot do is a 409 with the reason in words; everything else that is thrown is a mistake in the request. */
async function answer(request: FastifyRequest, reply: FastifyReply, handler: Handler): Promise<FastifyReply> {
  try {
    const raw = request.body as Buffer | undefined;
    const body: unknown = raw === undefined || raw.length === 0 ? {} : JSON.parse(raw.toString('utf8'));
    const query = request.query as Query;
    const result = await handler({ body, query, params: request.params as Record<string, string> });
    return await reply.type('application/json').send(JSON.stringify(result));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return reply
      .code(error instanceof CannotDo ? 409 : 400)
      .type('application/json')
      .send(JSON.stringify({ reason }));
  }
}

/** Server-sent events: `wire` for each wire entry, `message` for each message made, changed or deleted (ids only), `stage` while time moves. */
function follow(local: Local, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const stream = new Readable({ read() {} });
  const push = (event: string, data: unknown): void => {
    stream.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const stop = [
    local.wire.subscribe((entry) => push('wire', entry)),
    local.stage.subscribe((progress) => push('stage', progress)),
    local.messages.subscribe(({ kind, stored }) => {
      const { id, channel_id } = stored.message;
      push('message', { kind, id, channel: channel_id, visibleTo: stored.visibleTo });
    }),
  ];
  request.raw.on('close', () => {
    for (const each of stop) each();
    stream.push(null);
  });
  push('hello', { now: local.clock.now() });
  return reply.type('text/event-stream').header('cache-control', 'no-store').send(stream);
}
