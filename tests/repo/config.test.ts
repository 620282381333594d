import { describe, expect, it } from 'vitest';
import { describeProblems, mayMoveClock, parseConfig, parseStoreConfig } from '../../src/config.ts';

describe('the configuration', () => {
  it('needs a token and nothing else', () => {
    expect(parseConfig({ DISCORD_TOKEN: 'abc', REDIS_URL: '' })).toEqual({
      kind: 'config',
      config: {
        token: 'abc',
        publicKey: null,
        apiUrl: 'https://discord.com/api',
        store: { kind: 'sqlite', folder: './data' },
        roadmap: 'roadmap/rust.md',
        logLevel: 'info',
        port: null,
      },
    });
  });

  it('lists every problem at once, by variable and without its value', () => {
    const read = parseConfig({
      REDIS_URL: 'http://secret-host',
      LOG_LEVEL: 'loud',
      PORT: '99999',
      DISCORD_API_URL: 'https://x.example/v10',
    });
    if (read.kind !== 'problems') throw new Error('it was accepted');
    const words = describeProblems(read.problems);
    for (const name of ['DISCORD_TOKEN', 'REDIS_URL', 'LOG_LEVEL', 'PORT', 'DISCORD_API_URL'])
      expect(words).toContain(name);
    for (const value of ['secret-host', 'loud', '99999']) expect(words).not.toContain(value);
    expect(words).toContain('npm run tour');
  });

  it('takes a public key of 64 hexadecimal digits, and only with a port to be called at', () => {
    const key = 'aB'.repeat(32);
    const env = { DISCORD_TOKEN: 'abc', DISCORD_PUBLIC_KEY: key, PORT: '8080' };
    expect(parseConfig(env)).toMatchObject({ kind: 'config', config: { publicKey: key, port: 8080 } });
    for (const wrong of [{ PORT: '' }, { DISCORD_PUBLIC_KEY: 'ab' }, { DISCORD_PUBLIC_KEY: 'x'.repeat(64) }]) {
      const problems = [{ variable: 'DISCORD_PUBLIC_KEY' }];
      expect(parseConfig({ ...env, ...wrong })).toMatchObject({ kind: 'problems', problems });
    }
    // At once with whatever else is wrong.
    const both = [{ variable: 'DISCORD_TOKEN' }, { variable: 'DISCORD_PUBLIC_KEY' }];
    expect(parseConfig({ DISCORD_PUBLIC_KEY: key })).toMatchObject({ kind: 'problems', problems: both });
  });

  it('says where the data is without a token, and which of these two variables is wrong', () => {
    const store = { kind: 'redis', url: 'redis://localhost:6379' };
    expect(parseStoreConfig({ REDIS_URL: store.url, PORT: 'x' })).toEqual({ kind: 'store', store });
    expect(parseStoreConfig({ DATA_DIR: ' ' })).toEqual({ kind: 'store', store: { kind: 'sqlite', folder: './data' } });
    expect(parseStoreConfig({ REDIS_URL: 'http://secret-host' })).toMatchObject({
      kind: 'problems',
      problems: [{ variable: 'REDIS_URL', message: expect.not.stringContaining('secret') }],
    });
  });

  it('takes what was chosen, without spaces or slashes around it', () => {
    const read = parseConfig({
      DISCORD_TOKEN: ' abc ',
      DISCORD_API_URL: 'http://127.0.0.1:4000/api/',
      REDIS_URL: 'rediss://redis:6379',
      DATA_DIR: '/data',
      PORT: '8080',
    });
    expect(read).toMatchObject({
      config: {
        token: 'abc',
        apiUrl: 'http://127.0.0.1:4000/api',
        store: { kind: 'redis', url: 'rediss://redis:6379' },
        port: 8080,
      },
    });
  });

  it.each([
    ['DISCORD_TOKEN', '"abc"'],
    ['DISCORD_TOKEN', 'Bot abc'],
    ['DISCORD_API_URL', 'https://discord.com/api/v10/'],
    ['DISCORD_API_URL', 'discord.com/api'],
    ['REDIS_URL', 'redis'],
    ['REDIS_URL', 'redis://localhost:6379/cairn'],
    ['REDIS_URL', 'redis://:100%@localhost:6379'],
    ['REDIS_URL', 'redis://:caf%E9@localhost:6379'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
  ])('refuses %s=%s', (variable, value) => {
    const read = parseConfig({ DISCORD_TOKEN: 'abc', [variable]: value });
    expect(read.kind === 'problems' && read.problems.map((problem) => problem.variable)).toEqual([variable]);
  });

  it.each([
    ['local.abc', 'http://[::1]:4000/api', true],
    ['local.abc', 'http://localhost:4000/api', true],
    ['local.abc', 'http://127.0.0.1:4000/api', true],
    ['local.abc', 'https://discord.com/api', false],
    ['MTk4.real.token', 'http://127.0.0.1:4000/api', false],
    ['local.abc', 'http://127.0.0.1.example.org/api', false],
  ])('lets the clock of %s at %s be moved: %s', (token, apiUrl, may) => {
    expect(mayMoveClock({ token, apiUrl })).toBe(may);
  });
});
