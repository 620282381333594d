/** Who may come in: programs and pages of this machine, and under /local only whoever knows the session. Knows no routes. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Carries the session; a header of our own, so that no form and no picture of another site can send it. */
export const SESSION_HEADER = 'x-local-session';

/** Answers 403 for what another site open in the browser, a name that points here, or a stranger could send. */
export function guard(app: FastifyInstance, session: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const reason = fromElsewhere(request) ?? (actsHere(request) ? withoutSession(request, session) : null);
    if (reason === null) return;
    await reply.code(403).type('application/json').send(JSON.stringify({ reason }));
  });
}

function fromElsewhere({ headers, method, routeOptions }: FastifyRequest): string | null {
  const host = headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return 'loopback only';
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return 'another site may not act here';
  const site = headers['sec-fetch-site'];
  // Following a link to the page is harmless: without the session it shows nothing and does nothing.
  const visit = headers['sec-fetch-mode'] === 'navigate' && method === 'GET' && routeOptions.url === '/';
  if (site === undefined || site === 'same-origin' || site === 'none' || visit) return null;
  return 'another site may not act here';
}

/** By the route that will answer, however its path was spelled. */
const actsHere = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/local') === true;

function withoutSession({ headers }: FastifyRequest, session: string): string | null {
  const given = Buffer.from(String(headers[SESSION_HEADER] ?? ''));
  const wanted = Buffer.from(session);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return null;
  return 'open the whole address that was printed at start: its end is the key to this local Discord';
}
