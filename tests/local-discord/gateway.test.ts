/** The gateway as bots meet it: raw WebSockets for the protocol, discord.js for how it lives through faults. */
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from '../../local-discord/server.ts';
import { stage } from './bot.ts';
import { identify, openLine } from './raw-line.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const local = await startLocalDiscord(options);
  cleanups.push(() => local.close());
  return local;
}

const connect = (local: LocalDiscord, query = '') => {
  const line = openLine(local, query);
  cleanups.push(() => line.socket.terminate());
  return line;
};

describe('a connection', () => {
  test('says hello, welcomes the bot with READY and answers heartbeats', async () => {
    const local = await start();
    const { hello, send, next } = connect(local);
    expect((await hello()).d.heartbeat_interval).toBeGreaterThan(1000);
    send(2, identify(local.token));
    const ready = await next(({ t }) => t === 'READY');
    expect(ready.d).toMatchObject({
      v: 10,
      user: { bot: true },
      guilds: [{ unavailable: true }],
      application: { id: local.applicationId },
      resume_gateway_url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1/),
    });
    send(1, ready.s);
    expect(await next(({ op }) => op === 11)).toBeDefined();
  });

  test('gets servers only when its intents ask for them', async () => {
    const local = await start();
    const quiet = connect(local);
    await quiet.hello();
    quiet.send(2, identify(local.token));
    await quiet.next(({ t }) => t === 'READY');
    const loud = connect(local);
    await loud.hello();
    loud.send(2, identify(local.token, { intents: 1 }));
    expect((await loud.next(({ t }) => t === 'GUILD_CREATE')).d).toMatchObject({ name: 'Study group' });
    expect(quiet.payloads.map(({ t }) => t)).not.toContain('GUILD_CREATE');
  });

  test('may be compressed with zlib-stream', async () => {
    const local = await start();
    const { hello, send, next } = connect(local, '&compress=zlib-stream');
    await hello();
    send(2, identify(local.token));
    expect((await next(({ t }) => t === 'READY')).s).toBe(1);
  });

  test.each([
    ['a wrong token', 4004, (local: LocalDiscord) => [2, identify(`${local.token}x`)]],
    ['a shard that can not be', 4010, (local: LocalDiscord) => [2, identify(local.token, { shard: [1, 1] })]],
    ['intents nobody knows', 4013, (local: LocalDiscord) => [2, identify(local.token, { intents: 1 << 30 })]],
    ['an unknown opcode', 4001, () => [99, {}]],
    ['a request before IDENTIFY', 4003, () => [3, {}]],
  ] as const)('is closed for %s with %i', async (_what, code, message) => {
    const local = await start();
    const { hello, send, closed } = connect(local);
    await hello();
    const [op, d] = message(local);
    send(op as number, d);
    expect(await closed).toBe(code);
  });

  test('is closed with 4002 for what is no JSON and 4005 for a second IDENTIFY', async () => {
    const local = await start();
    const garbled = connect(local);
    await garbled.hello();
    garbled.socket.send('{');
    expect(await garbled.closed).toBe(4002);
    const eager = connect(local);
    await eager.hello();
    eager.send(2, identify(local.token));
    eager.send(2, identify(local.token));
    expect(await eager.closed).toBe(4005);
  });

  test('is closed with 4009 when it stops beating', async () => {
    const local = await start({ timing: { heartbeatMs: 40 } });
    const { closed } = connect(local);
    expect(await closed).toBe(4009);
  });
});

describe('resuming', () => {
  async function dropped() {
    const local = await start();
    const first = connect(local);
    await first.hello();
    first.send(2, identify(local.token, { intents: 1 }));
    const ready = await first.next(({ t }) => t === 'READY');
    await first.next(({ t }) => t === 'GUILD_CREATE');
    first.socket.terminate();
    await first.closed;
    return { local, session: String(ready.d.session_id) };
  }

  test('brings what was missed, in order, and says RESUMED', async () => {
    const { local, session } = await dropped();
    await createClient(local).change({ kind: 'add-guild', name: 'Another' });
    const second = connect(local);
    await second.hello();
    second.send(6, { token: local.token, session_id: session, seq: 1 });
    await second.next(({ t }) => t === 'RESUMED');
    const events = second.payloads.filter(({ op }) => op === 0);
    expect(events.map(({ s }) => s)).toEqual([2, 3, 4]);
    expect(events.map(({ t }) => t)).toEqual(['GUILD_CREATE', 'GUILD_CREATE', 'RESUMED']);
  });

  test('of a session that is gone is answered with op 9 false, and of a wrong sequence with 4007', async () => {
    const { local, session } = await dropped();
    const lost = connect(local);
    await lost.hello();
    lost.send(6, { token: local.token, session_id: 'nobody', seq: 1 });
    expect(await lost.next(({ op }) => op === 9)).toMatchObject({ d: false });
    lost.send(6, { token: local.token, session_id: session, seq: 99 });
    expect(await lost.closed).toBe(4007);
  });
});

describe('discord.js behind it', () => {
  const COMMANDS = [{ name: 'ping', description: 'Answers' }];
  const answered = async (on: Awaited<ReturnType<typeof stage>>) => {
    on.on((i) => on.callback(i, { type: 4, data: { content: 'pong', flags: 64 } }));
    const asked = () => on.people.slash('ana', 'study', 'ping', {}, { answerWithinMs: 3_000 });
    return on.people.until(async () => (await asked()).status === 'answered');
  };

  test.each([
    ['a dropped line', { action: 'drop' }],
    ['op 7', { action: 'reconnect' }],
    ['op 9 that may resume', { action: 'invalidate', resumable: true }],
    ['close code 4000', { action: 'close', code: 4000 }],
    ['close code 1001, which the bot answers with the same', { action: 'close', code: 1001 }],
  ] as const)('serves interactions again after %s, without a new IDENTIFY', async (_what, fault) => {
    const on = await stage(COMMANDS);
    cleanups.push(() => on.stop());
    await on.people.gateway(fault);
    expect(await answered(on)).toBe(true);
    expect((await on.people.world()).identifies).toBe(1);
    expect((await on.people.wire()).filter(({ kind, op }) => kind === 'sent' && op === 6)).toHaveLength(1);
  });

  test('identifies anew after op 9 that may not resume', async () => {
    const on = await stage(COMMANDS);
    cleanups.push(() => on.stop());
    await on.people.gateway({ action: 'invalidate', resumable: false });
    expect(await answered(on)).toBe(true);
    expect((await on.people.world()).identifies).toBe(2);
  });

  test('hears an interaction as often as it is delivered', async () => {
    const on = await stage(COMMANDS);
    cleanups.push(() => on.stop());
    on.on((i) => on.callback(i, { type: 4, data: { content: 'pong', flags: 64 } }));
    await on.people.slash('ana', 'study', 'ping', {}, { copies: 3 });
    await on.people.until(async () => on.received.length === 3);
    expect(new Set(on.received.map(({ id }) => id)).size).toBe(1);
  });
});
