/** One gateway session: its sequence of events, kept so that a bot that lost its connection can resume. Knows no sockets. */
import { randomBytes } from 'node:crypto';
import type { Shard } from './shards.ts';

export interface Payload {
  readonly op: number;
  readonly d: unknown;
  readonly s: number | null;
  readonly t: string | null;
}

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  seq: number;
  readonly sent: Payload[];
  /** Where events go now; null while the bot is away. */
  deliver: ((payload: Payload) => void) | null;
}

/** Enough for every test; Discord keeps a session for some minutes only. */
const KEPT = 10_000;

export const createSession = (intents: number, shard: Shard): Session => ({
  id: randomBytes(16).toString('hex'),
  intents,
  shard,
  seq: 0,
  sent: [],
  deliver: null,
});

export function dispatch(session: Session, event: string, data: unknown): void {
  session.seq += 1;
  const payload: Payload = { op: 0, d: data, s: session.seq, t: event };
  session.sent.push(payload);
  if (session.sent.length > KEPT) session.sent.shift();
  session.deliver?.(payload);
}

/** The events behind `seq`, or null when they are not all there any more (or `seq` lies in the future). */
export function missed(session: Session, seq: number): Payload[] | null {
  if (seq > session.seq) return null;
  const rest = session.sent.filter((payload) => (payload.s ?? 0) > seq);
  return rest.length === session.seq - seq ? rest : null;
}
