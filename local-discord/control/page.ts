/** Serves the page's files: markup and styles as they stand in the repository, scripts as the build made them. Knows no data. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' } as const;

/** Nothing inline, nothing from elsewhere, and no way to turn text into markup. */
const POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

export function servePage(app: FastifyInstance): void {
  const root = repository();
  const send = async (reply: FastifyReply, file: string): Promise<FastifyReply> => {
    const kind = file.split('.').pop() as keyof typeof TYPES;
    const folder = kind === 'js' ? 'dist/local-discord/page' : 'local-discord/page';
    const text = await readFile(join(root, folder, file), 'utf8').catch(() => null);
    reply.headers(HEADERS);
    if (text === null) return reply.code(404).type('text/plain').send(`${file} is not there. Was npm run build run?`);
    return reply.type(`${TYPES[kind]}; charset=utf-8`).send(text);
  };
  app.get('/', (_request, reply) => send(reply, 'index.html'));
  app.get('/page/*', (request, reply) => {
    const file = (request.params as { '*': string })['*'];
    // Names and one folder only: nothing here climbs out of the page.
    const known = /^(?:[a-z-]+\/)?[a-z-]+\.(?:js|css|svg)$/.test(file);
    return known ? send(reply, file) : reply.code(404).headers(HEADERS).send('');
  });
}

/** The folder of package.json, found from the source as well as from what was built. */
function repository(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
