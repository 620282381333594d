import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/adapters/log.ts';

/** Made up at run time, so that nobody's scanner finds a secret in this file. */
const part = (length: number) => 'Ab1_'.repeat(20).slice(0, length);
const SECRETS = {
  'a bot token': `${part(24)}.${part(6)}.${part(38)}`,
  'a stand-in’s token': `local.${part(24)}`,
  'an interaction token in a path': `aW50ZXJhY3Rpb246${part(60)}`,
};

function logged(say: (log: ReturnType<typeof createLog>) => void, terminal = false): string {
  let out = '';
  say(createLog({ level: 'info', terminal, write: (line) => (out += line) }));
  return out;
}

describe('the log', () => {
  it.each(Object.entries(SECRETS))('never shows %s, wherever it stands', (_name, secret) => {
    const url = `https://discord.com/api/v10/webhooks/123/${secret}/messages/@original`;
    const error = Object.assign(new Error(`failed: ${secret}`, { cause: new Error(url) }), { url });
    const out = logged((log) => log.error({ err: error, deep: { token: secret } }, `with ${secret}`));
    expect(out).toContain('failed: [token]');
    expect(out).not.toContain(secret);
  });

  it('never shows the password of a store', () => {
    const out = logged((log) => log.warn({ url: 'redis://user:hunter2@redis:6379' }, 'redis://:hunter2@redis'));
    expect(out).not.toContain('hunter2');
    expect(out).toContain('redis:6379');
    expect(logged((log) => log.warn({}, 'rediss://user:hun@ter2@redis.example.org:6379'))).not.toContain('ter2');
  });

  it('never shows an authorization header, nor a token by the place it stands in', () => {
    const unusual = part(12);
    const out = logged((log) =>
      log.warn({ headers: `Authorization: Bot ${unusual}` }, `POST /api/v10/interactions/123/${unusual}/callback`),
    );
    expect(out).not.toContain(unusual);
    expect(out).toContain('/interactions/123/[token]/callback');
  });

  it('tells an error with its causes, and leaves what was sent out', () => {
    const error = Object.assign(new Error('refused', { cause: new Error('the reason') }), {
      status: 403,
      code: 50013,
      requestBody: { json: { content: 'a member’s note' } },
    });
    const entry = JSON.parse(logged((log) => log.error({ err: error }, 'x')));
    expect(entry.err).toMatchObject({ message: 'refused', status: 403, code: 50013, cause: { message: 'the reason' } });
    expect(JSON.stringify(entry)).not.toContain('note');
  });

  it('is one JSON line an entry, and hides secrets on a terminal too', () => {
    expect(JSON.parse(logged((log) => log.info({ a: 1 }, 'x')))).toMatchObject({ msg: 'x', a: 1 });
    const out = logged((log) => log.info({}, `token ${SECRETS['a bot token']}`), true);
    expect(out).toContain('[token]');
    expect(out).not.toContain(SECRETS['a bot token']);
  });
});
