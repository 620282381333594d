import { describe, expect, it } from 'vitest';
import { deliveryFinding } from '../../src/domain/delivery.ts';

const KEY = 'ab'.repeat(32);
const gateway = { publicKey: null, verifyKey: KEY, endpoint: null };
const http = { publicKey: KEY, verifyKey: KEY, endpoint: 'https://cairn.example.org/interactions' };

describe('how Discord sends and how the bot listens', () => {
  it('fit at the gateway without an endpoint, and over HTTP with one, however the key is written', () => {
    expect(deliveryFinding(gateway)).toBeNull();
    expect(deliveryFinding(http)).toBeNull();
    expect(deliveryFinding({ ...http, publicKey: KEY.toUpperCase() })).toBeNull();
    expect(deliveryFinding({ ...http, endpoint: 'https://example.org/cairn/interactions' })).toBeNull();
  });

  it('do not where Discord calls somebody else; where exactly is nobody’s business', () => {
    const found = deliveryFinding({ ...gateway, endpoint: 'https://old.example.org/secret-path' });
    expect(found).toMatchObject({ level: 'bad', found: expect.stringContaining('old.example.org') });
    expect(JSON.stringify(found)).not.toContain('secret-path');
  });

  it('do not with the key of another application, nor while Discord still sends to the gateway', () => {
    expect(deliveryFinding({ ...http, verifyKey: 'cd'.repeat(32) })).toMatchObject({
      level: 'bad',
      found: expect.stringContaining('DISCORD_PUBLIC_KEY'),
    });
    expect(deliveryFinding({ ...http, endpoint: null })).toMatchObject({
      level: 'bad',
      mend: expect.stringContaining('https://YOUR-HOST/interactions'),
    });
  });

  it('may fit on another path, which a proxy would have to map', () => {
    const endpoint = 'https://cairn.example.org/secret-path';
    expect(deliveryFinding({ ...http, endpoint })).toMatchObject({ level: 'warn' });
  });
});
