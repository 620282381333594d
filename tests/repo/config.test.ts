import { describe, expect, it } from 'vitest';
import { describeProblems, mayMoveClock, parseConfig, parseStoreConfig } from '../../src/config.ts';

describe('the configuration', () => {
  it('needs a token and nothing else', () => {
    expect(parseConfig({ DISCORD_TOKEN: 'abc', REDIS_URL: '' })).toEqual({
      kind: 'config',
      config: {
        token: 'abc',
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

  it('says where the data is without a token, and which of these two variables is wrong', () => {
    const store = { kind: 'redis', url: 'redis://localhost:6379' };
    expect(parseStoreConfig({ REDIS_URL: store.url, PORT: 'x' })).toEqual({ kind: 'store', store });
    expect(parseStoreConfig({ DATA_DIR: ' ' })).toEqual({ kind: 'store', store: { kind: 'sqlite', folder: './data' } });
    expect(parseStoreConfig({ REDIS_URL: 'http://secret-host' })).toMatchObject({
      kind: 'problems',
      problems: [{ variable: 'REDIS_URL', message: expect.not.stringContaining('secret') }],
    });
  });

  it.each([
    ['local.abc', 'http://127.0.0.1:4000/api', true],
    ['local.abc', 'https://discord.com/api', false],
    ['MTk4.real.token', 'http://127.0.0.1:4000/api', false],
    ['local.abc', 'http://127.0.0.1.example.org/api', false],
  ])('lets the clock of %s at %s be moved: %s', (token, apiUrl, may) => {
    expect(mayMoveClock({ token, apiUrl })).toBe(may);
  });
});
