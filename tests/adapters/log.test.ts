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
  });

  it('is one JSON line an entry, and hides secrets on a terminal too', () => {
    expect(JSON.parse(logged((log) => log.info({ a: 1 }, 'x')))).toMatchObject({ msg: 'x', a: 1 });
    const out = logged((log) => log.info({}, `token ${SECRETS['a bot token']}`), true);
    expect(out).toContain('[token]');
    expect(out).not.toContain(SECRETS['a bot token']);
  });
});
