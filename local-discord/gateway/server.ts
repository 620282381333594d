/** The gateway's WebSocket: HELLO, IDENTIFY, RESUME, heartbeats, close codes (developer docs, "Gateway"). Sends what sessions hold. */
import type { IncomingMessage, Server } from 'node:http';
import { constants, createDeflate } from 'node:zlib';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Local } from '../local.ts';
import { channelPayload, guildPayload, memberPayload, timestamp, userPayload } from '../world/payloads.ts';
import type { Connection } from './gateway.ts';
import { createSession, dispatch, missed, type Payload, type Session } from './session.ts';
import { carries, isShard } from './shards.ts';

const GUILDS = 1 << 0;
/** All intents Discord has today; others are 4013. */
const KNOWN_INTENTS = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

type Incoming = { op?: unknown; d?: unknown };
type Send = (payload: Payload) => void;

/** Takes the upgrades of `/gateway`; returns a function that closes everything. */
export function serveGateway(http: Server, local: Local): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    // Bots send no Origin: one that is there belongs to a page in a browser.
    const welcome = request.url?.startsWith('/gateway') && request.headers.origin === undefined;
    if (welcome) sockets.handleUpgrade(request, socket, head, (ws) => connect(ws, request, local));
    else socket.destroy();
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

function connect(socket: WebSocket, request: IncomingMessage, local: Local): void {
  const query = new URL(request.url ?? '', 'http://local').searchParams;
  const { gateway, timing } = local;
  const write = query.get('compress') === 'zlib-stream' ? deflating(socket) : (text: string) => socket.send(text);
  let [silent, ours] = [false, false];
  const send = (payload: { op: number; d: unknown; s?: number | null; t?: string | null }): void => {
    if (silent) return;
    const whole = { s: null, t: null, ...payload };
    local.wire.add({
      at: local.clock.now(),
      kind: 'received',
      op: whole.op,
      event: whole.t,
      body: whole.d,
      verdict: null,
    });
    if (socket.readyState === socket.OPEN) write(JSON.stringify(whole));
  };
  const connection: Connection = {
    session: null,
    send,
    close: (code) => {
      ours = true;
      if (!silent) socket.close(code, REASONS[code] ?? '');
    },
    drop: () => socket.terminate(),
    reset: () => request.socket.resetAndDestroy(),
    fallSilent: () => {
      silent = true;
      socket.pause();
    },
  };
  gateway.connections.add(connection);
  // A bot that stops beating is a zombie: Discord hangs up (4009) so that it comes back.
  let beat = setTimeout(() => connection.close(4009), timing.heartbeatMs * 1.5);
  // "120 events per 60 seconds" (developer docs, Gateway, "Rate Limiting").
  let sendTimes: number[] = [];
  socket.on('message', (data) => {
    const message = parse(String(data));
    if (message === null) {
      connection.close(4002);
      return;
    }
    local.wire.add({
      at: local.clock.now(),
      kind: 'sent',
      op: Number(message.op),
      body: hideToken(message.d),
      verdict: null,
    });
    sendTimes = [...sendTimes.filter((at) => at > performance.now() - 60_000), performance.now()];
    if (sendTimes.length > 120) {
      connection.close(4008);
      return;
    }
    if (message.op === 1) {
      clearTimeout(beat);
      beat = setTimeout(() => connection.close(4009), timing.heartbeatMs * 1.5);
      if (gateway.acknowledging) send({ op: 11, d: null });
      return;
    }
    const refusal = receive(local, connection, message, send);
    if (refusal !== null) connection.close(refusal);
  });
  socket.on('close', (code) => {
    clearTimeout(beat);
    gateway.connections.delete(connection);
    // To a close of ours the bot answers with the same code: that is no goodbye of its own.
    leave(local, connection, ours ? null : code);
  });
  socket.on('error', () => socket.terminate());
  if (gateway.withoutHello > 0) {
    gateway.withoutHello -= 1;
    return;
  }
  send({ op: 10, d: { heartbeat_interval: timing.heartbeatMs, _trace: ['["local-discord"]'] } });
  if (gateway.refusing !== null) connection.close(gateway.refusing);
}

/** A bot that says goodbye (1000, 1001) ends its session; one that vanishes may resume it. */
function leave(local: Local, connection: Connection, code: number | null): void {
  // A dead line may end after its session was taken up on another.
  if (connection.session === null || connection.session.deliver !== connection.send) return;
  connection.session.deliver = null;
  if (code === 1000 || code === 1001) local.gateway.sessions.delete(connection.session.id);
}

/** A close code, or null: all is well. */
function receive(local: Local, connection: Connection, message: Incoming, send: Send): number | null {
  if (message.op === 2 || message.op === 6) return introduce(local, connection, message, send);
  // 3 presence, 4 voice state, 8 request members, 31 soundboard: taken without effect.
  const harmless = message.op === 3 || message.op === 4 || message.op === 8 || message.op === 31;
  if (!harmless) return 4001;
  return connection.session === null ? 4003 : null;
}

/** A new session, or an old one taken up again; counted also where it is rejected. */
function introduce(local: Local, connection: Connection, { op, d }: Incoming, send: Send): number | null {
  const { gateway } = local;
  if (op === 2) gateway.identifies += 1;
  else gateway.resumes += 1;
  if (typeof gateway.rejecting === 'number') return gateway.rejecting;
  if (gateway.rejecting === 'invalid') {
    send({ op: 9, d: false, s: null, t: null });
    return null;
  }
  return op === 2 ? identify(local, connection, d, send) : resume(local, connection, d, send);
}

function identify(local: Local, connection: Connection, data: unknown, send: Send): number | null {
  const body = (data ?? {}) as { token?: unknown; intents?: unknown; shard?: unknown };
  const { gateway } = local;
  if (connection.session !== null) return 4005;
  if (body.token !== local.token) return 4004;
  const shard = body.shard === undefined ? [0, 1] : body.shard;
  if (!isShard(shard)) return 4010;
  if (shard[1] < gateway.sharding.shards) return 4011;
  const { intents } = body;
  if (typeof intents !== 'number' || !Number.isInteger(intents) || (intents & ~KNOWN_INTENTS) !== 0) return 4013;
  // "If they exceed this limit, Discord responds with an Invalid Session" (developer docs, "Identifying").
  if (gateway.tooSoon(shard)) {
    send({ op: 9, d: false, s: null, t: null });
    return null;
  }
  const session = createSession(intents, shard);
  gateway.sessions.set(session.id, session);
  attach(connection, session, send);
  dispatch(session, 'READY', readyPayload(local, session));
  if ((intents & GUILDS) !== 0) {
    for (const guild of present(local, session)) dispatch(session, 'GUILD_CREATE', guildCreate(local, guild.id));
  }
  return null;
}

/** Everything the bot missed comes again, in order; a session that is gone gets "start anew" (op 9, false). */
function resume(local: Local, connection: Connection, data: unknown, send: Send): number | null {
  const body = (data ?? {}) as { token?: unknown; session_id?: unknown; seq?: unknown };
  if (body.token !== local.token) return 4004;
  const session = local.gateway.sessions.get(String(body.session_id));
  if (session === undefined) {
    connection.send({ op: 9, d: false });
    return null;
  }
  const events = typeof body.seq === 'number' ? missed(session, body.seq) : null;
  if (events === null) return 4007;
  attach(connection, session, send);
  for (const event of events) send(event);
  dispatch(session, 'RESUMED', { _trace: [] });
  return null;
}

function attach(connection: Connection, session: Session, send: Send): void {
  connection.session = session;
  session.deliver = send;
}

const present = (local: Local, { shard }: Session) =>
  [...local.world.guilds.values()].filter(({ id, members }) => members.has(local.world.bot.id) && carries(shard, id));

const readyPayload = (local: Local, session: Session) => ({
  v: 10,
  user: { ...userPayload(local.world.bot), verified: true, mfa_enabled: false, email: null },
  guilds: present(local, session).map(({ id }) => ({ id, unavailable: true })),
  session_id: session.id,
  resume_gateway_url: `${local.url().replace(/^http/, 'ws')}/gateway`,
  session_type: 'normal',
  private_channels: [],
  relationships: [],
  user_settings: {},
  shard: session.shard,
  application: { id: local.applicationId, flags: 0 },
  _trace: [],
});

/** A whole server as GUILD_CREATE carries it. */
export function guildCreate(local: Local, id: string): Record<string, unknown> {
  const guild = local.world.guilds.get(id);
  if (guild === undefined) return { id, unavailable: true };
  const channels = [...local.world.channels.values()].filter((channel) => channel.guild === id);
  return {
    ...guildPayload(guild),
    joined_at: timestamp(guild.members.get(local.world.bot.id)?.joinedAt ?? local.clock.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [...guild.members.values()].map((member) => memberPayload(local.world, member)),
    channels: channels.filter(({ thread }) => thread === null).map((each) => channelPayload(local.world, each)),
    threads: channels.filter(({ thread }) => thread !== null).map((each) => channelPayload(local.world, each)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function parse(text: string): Incoming | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const hideToken = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'token' in data ? { ...data, token: '…' } : data;

/** One deflate stream over the whole connection, flushed after each payload (developer docs, "Transport Compression"). */
function deflating(socket: WebSocket): (text: string) => void {
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  return (text) => {
    deflate.write(text);
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      const whole = Buffer.concat(chunks);
      chunks = [];
      if (whole.length > 0 && socket.readyState === socket.OPEN) socket.send(whole);
    });
  };
}

const REASONS: Record<number, string> = {
  4000: 'Unknown error.',
  4001: 'Unknown opcode.',
  4002: 'Error while decoding payload.',
  4003: 'Not authenticated.',
  4004: 'Authentication failed.',
  4005: 'Already authenticated.',
  4007: 'Invalid seq.',
  4008: 'You are being rate limited.',
  4009: 'Session timed out.',
  4010: 'Invalid shard.',
  4011: 'Sharding required.',
  4012: 'Invalid API version.',
  4013: 'Invalid intent(s).',
  4014: 'Disallowed intent(s).',
};
