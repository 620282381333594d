/** The gateway's sessions and what can be done to them: events out, faults in. Knows sockets only as things to close. */
import { dispatch, type Session } from './session.ts';
import { carries, createIdentifyLimit, type Shard, type Sharding } from './shards.ts';

/** A live connection, identified or not. */
export interface Connection {
  session: Session | null;
  send(payload: { op: number; d: unknown }): void;
  close(code: number): void;
  /** Cuts the line without a closing handshake. */
  drop(): void;
  /** The same with a TCP reset. */
  reset(): void;
  /** Hears nothing more, not even a goodbye: a line that is dead without anybody having been told. */
  fallSilent(): void;
}

/** With `shard`, what is done to connections is done to those of this one only. */
export type GatewayFault = { readonly shard?: number } & (
  | { readonly action: 'drop' }
  | { readonly action: 'reset' }
  | { readonly action: 'silent' }
  | { readonly action: 'reconnect' }
  | { readonly action: 'invalidate'; readonly resumable: boolean }
  | { readonly action: 'close'; readonly code: number }
  /** Stops or starts answering heartbeats. */
  | { readonly action: 'heartbeats'; readonly answered: boolean }
  /** The next so many connections hear no HELLO. */
  | { readonly action: 'no-hello'; readonly times: number }
  /** Each IDENTIFY and RESUME is answered with op 9 (false) or closed with this code; null: welcome again. */
  | { readonly action: 'reject'; readonly how: 'invalid' | number | null }
  /** New connections are closed with this code right after HELLO; null: welcome again. */
  | { readonly action: 'refuse'; readonly code: number | null }
  /** Each interaction to every session, or each copy of it to one of them in turn. */
  | { readonly action: 'deliver'; readonly to: 'all' | 'one' }
);

export interface Gateway {
  readonly sessions: Map<string, Session>;
  readonly connections: Set<Connection>;
  /** Whether heartbeats are acknowledged. */
  acknowledging: boolean;
  refusing: number | null;
  rejecting: 'invalid' | number | null;
  /** How many of the next connections hear no HELLO. */
  withoutHello: number;
  /** How many RESUMEs there were. */
  resumes: number;
  /** How many IDENTIFYs there were: Discord allows 1,000 a day. */
  identifies: number;
  sharding: Sharding;
  /** Whether this IDENTIFY is one too many within five seconds. */
  tooSoon(shard: Shard): boolean;
  /**
   * Sends an event of a server (null: of a direct message) to every session that carries it and asked for it (`intent` 0, the
   * default: always sent), `copies` times. Returns how many sessions it went to.
   */
  broadcast(
    event: string,
    data: unknown,
    guild: string | null,
    more?: { readonly intent?: number; readonly copies?: number },
  ): number;
  play(fault: GatewayFault): void;
}

/** `deliver` one: each copy of an interaction goes to one session in turn; all: to every session, as Discord does. */
export function createGateway(deliver: 'all' | 'one'): Gateway {
  let [delivery, turn] = [deliver, 0];
  const oneOf = (sessions: readonly Session[]): readonly Session[] => {
    const live = sessions.filter((session) => session.deliver !== null);
    const pool = live.length > 0 ? live : sessions;
    turn += 1;
    return pool.slice(turn % Math.max(1, pool.length)).slice(0, 1);
  };
  const tooSoon = createIdentifyLimit();
  const gateway: Gateway = {
    sessions: new Map(),
    connections: new Set(),
    acknowledging: true,
    refusing: null,
    rejecting: null,
    withoutHello: 0,
    resumes: 0,
    identifies: 0,
    sharding: { shards: 1, atOnce: null },
    tooSoon: (shard) => tooSoon(shard, gateway.sharding.atOnce),
    broadcast(event, data, guild, { intent = 0, copies = 1 } = {}) {
      const carrying = [...gateway.sessions.values()].filter(({ shard }) => carries(shard, guild));
      const targets = carrying.filter(({ intents }) => intent === 0 || (intents & intent) !== 0);
      const inTurn = delivery === 'one' && event === 'INTERACTION_CREATE';
      const reached = new Set<Session>();
      for (let i = 0; i < copies; i += 1) {
        for (const session of inTurn ? oneOf(targets) : targets) {
          dispatch(session, event, data);
          reached.add(session);
        }
      }
      return reached.size;
    },
    play(fault) {
      if (fault.action === 'heartbeats') gateway.acknowledging = fault.answered;
      if (fault.action === 'refuse') gateway.refusing = fault.code;
      if (fault.action === 'deliver') delivery = fault.to;
      if (fault.action === 'reject') gateway.rejecting = fault.how;
      if (fault.action === 'no-hello') gateway.withoutHello = fault.times;
      for (const connection of [...gateway.connections]) {
        if (fault.shard === undefined || connection.session?.shard[0] === fault.shard)
          playOn(gateway, connection, fault);
      }
    },
  };
  return gateway;
}

/** "Reconnect and start a new session" (developer docs, "Gateway Close Event Codes"). */
const ENDS_SESSION = new Set([1000, 4006, 4007, 4009]);

function playOn(gateway: Gateway, connection: Connection, fault: GatewayFault): void {
  if (fault.action === 'drop') connection.drop();
  if (fault.action === 'reset') connection.reset();
  if (fault.action === 'silent') connection.fallSilent();
  if (fault.action === 'close') {
    if (ENDS_SESSION.has(fault.code) && connection.session !== null) gateway.sessions.delete(connection.session.id);
    connection.close(fault.code);
  }
  if (fault.action === 'reconnect') connection.send({ op: 7, d: null });
  if (fault.action === 'invalidate') {
    if (!fault.resumable && connection.session !== null) gateway.sessions.delete(connection.session.id);
    connection.send({ op: 9, d: fault.resumable });
  }
}
