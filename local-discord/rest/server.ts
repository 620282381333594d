/** Serves the REST routes: faults, authorization, bodies, errors, rate-limit headers and the wire log are the same for all. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DiscordError, refuse } from '../errors.ts';
import { type Fault, faultAnswer } from '../faults.ts';
import type { Local } from '../local.ts';
import type { Verdict } from '../wire.ts';
import { readBody } from './body.ts';
import { callbackRoutes } from './callbacks.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { messageRoutes } from './messages.ts';
import type { Answer, RestCall, Route } from './route.ts';
import { threadRoutes } from './threads.ts';
import { userRoutes } from './users.ts';
import { verdictFor } from './verdict.ts';
import { webhookRoutes } from './webhooks.ts';

const PREFIX = '/api/v10';

const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...guildRoutes,
  ...commandRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...callbackRoutes,
  ...webhookRoutes,
];

export function serveRest(app: FastifyInstance, local: Local): void {
  for (const route of ROUTES) {
    const url = PREFIX + route.path;
    app.route({ method: route.method, url, exposeHeadRoute: false, handler: (q, r) => serve(local, route, q, r) });
  }
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/api/*',
    handler: (q, r) => serve(local, none, q, r),
  });
}

/** Where no route is: a wrong version, a wrong method, or nothing at all. */
const none: Route = {
  method: 'GET',
  path: '*',
  open: true,
  run: (call) => {
    const path = `/${call.params['*'] ?? ''}`;
    if (!path.startsWith('/v10/')) throw /^\/v\d+\//.test(path) ? refuse.apiVersion() : refuse.notFound();
    const rest = path.slice('/v10'.length);
    const known = ROUTES.some((route) => new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(rest));
    throw known ? refuse.methodNotAllowed() : refuse.notFound();
  },
};

async function serve(local: Local, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const started = performance.now();
  const url = new URL(request.url, local.url());
  const path = url.pathname.replace(PREFIX, '');
  const fault = local.faults.take(request.method, path);
  if (fault?.held) await local.faults.cleared();
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
  let body: unknown;
  let verdict: Verdict | null = null;
  let answer: Answer | null = null;
  const early = fault !== null && (fault.resetBefore === true || (fault.status !== undefined && !fault.afterEffect));
  if (!early) {
    try {
      if (!route.open && request.headers.authorization !== `Bot ${local.token}`) throw refuse.unauthorized();
      const read = await readBody(request.body as Buffer | undefined, request.headers['content-type']);
      body = read.body;
      const params = request.params as Record<string, string>;
      const call: RestCall = { params, query: url.searchParams, ...read };
      answer = await route.run(call, local);
      if (body !== undefined) verdict = { ok: true, problems: [] };
    } catch (error) {
      answer = answerFor(error);
      verdict = verdictFor(error) ?? verdict;
    }
  }
  const out = playFault(fault, answer);
  local.wire.add({
    at: local.clock.now(),
    kind: 'request',
    method: request.method,
    path: path + url.search,
    status: out?.status ?? 0,
    body,
    answer: out?.body ?? null,
    verdict,
    ms: Math.round(performance.now() - started),
    ...(fault === null ? {} : { fault: describe(fault) }),
  });
  if (out === null) {
    request.raw.socket.destroy();
    return reply.hijack();
  }
  reply.code(out.status).headers(out.headers ?? rateLimit(route));
  // 204 has no body and so no type: a client that sees one tries to read it.
  if (out.body === undefined) return reply.send();
  return reply.type(out.html ? 'text/html' : 'application/json').send(out.html ? out.body : JSON.stringify(out.body));
}

type Out = Answer & { headers?: Record<string, string>; html?: boolean };

/** What leaves the house: null when the line is cut. */
function playFault(fault: Fault | null, answer: Answer | null): Out | null {
  if (fault?.resetBefore || fault?.resetAfter) return null;
  if (fault?.status !== undefined) {
    const out = faultAnswer(fault);
    return { ...out, html: typeof out.body === 'string' };
  }
  return answer;
}

const describe = (fault: Fault): string =>
  [
    fault.held ? 'held' : '',
    fault.delayMs === undefined ? '' : `waited ${fault.delayMs} ms`,
    fault.status === undefined ? '' : `${fault.status}${fault.afterEffect ? ' after the effect' : ''}`,
    fault.resetBefore ? 'reset before the effect' : '',
    fault.resetAfter ? 'reset after the effect' : '',
  ]
    .filter(Boolean)
    .join(', ');

function answerFor(error: unknown): Answer {
  if (error instanceof DiscordError) return { status: error.status, body: error.body() };
  console.error(error);
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
}

/** Headers as Discord sends them, with room to spare: this stand-in limits only through faults. */
const rateLimit = (route: Route): Record<string, string> => ({
  'X-RateLimit-Bucket': createHash('md5').update(`${route.method} ${route.path}`).digest('hex'),
  'X-RateLimit-Limit': '1000',
  'X-RateLimit-Remaining': '999',
  'X-RateLimit-Reset-After': '1.000',
  'X-RateLimit-Reset': ((Date.now() + 1000) / 1000).toFixed(3),
  Via: '1.1 local',
});
