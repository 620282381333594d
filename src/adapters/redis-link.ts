/** The one connection to Redis: Keyv on it, a deadline on every operation, scripts by their hash. Knows no document. */
import KeyvRedis, { createClient } from '@keyv/redis';
import type { Keyv } from 'keyv';
import { createDeadlines, type Deadlines, within } from '../deadlines.ts';
import { StoreOutage, StoreUnusable } from '../outage.ts';
import type { StoreSeen } from '../ports.ts';
import type { Script } from './redis-scripts.ts';
import { keyvOn } from './stored-keyv.ts';

/** An operation that has not ended by then is an outage: a member waits three seconds at most, and we answer before. */
const DEADLINE_MS = 800;
/** After a lost connection the next try comes this much later, within the same deadline. */
const AGAIN_MS = 60;

export type RedisClient = ReturnType<typeof connectionTo>;

/** Sends to the store within the operation's deadline. What rejects here, and only that, is the store's failure. */
export type Ask = <T>(send: () => Promise<T>) => Promise<T>;

/** Runs a script: one round trip, together with whatever else is sent in the same tick. */
export type Evaluate = (script: Script, keys: readonly string[], args: readonly string[]) => Promise<unknown>;

export interface RedisLink {
  readonly kv: Keyv;
  readonly client: RedisClient;
  /**
   * One operation of a port. `run` may be run again after a lost connection, so it must be idempotent. Errors that are not the
   * store's pass through unchanged.
   */
  operation<T>(what: string, run: (ask: Ask) => Promise<T>): Promise<T>;
  /**
   * Calls `send` once with scripts by hash, and once more with their bodies when the server does not know them: it was
   * restarted, or somebody flushed its scripts.
   */
  withScripts<T>(send: (evaluate: Evaluate) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openRedisLink(options: {
  readonly url: string;
  readonly log: (error: unknown) => void;
  readonly connectMs: number;
  /** How long an operation may take before it is an outage; 0.8 s where a member waits. */
  readonly deadlineMs?: number;
  readonly observe?: (seen: StoreSeen) => void;
}): Promise<RedisLink> {
  const client = connectionTo(options.url);
  let last: unknown;
  client.on('error', (error: unknown) => {
    last = error;
    options.log(error);
  });
  await connect(client, options, () => last);
  const kv = keyvOn(new KeyvRedis(client, { throwOnErrors: true }));
  return {
    kv,
    client,
    operation: observed(options.observe, options.deadlineMs ?? DEADLINE_MS),
    withScripts: (send) => withScripts(client, send),
    close: () => close(client),
  };
}

function connectionTo(url: string) {
  // Without the client's own error: it holds the address, with its password.
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error('REDIS_URL is not an address such as redis://localhost:6379.');
  }
  return createClient({
    url,
    // Queued while offline, a command would be sent long after its member was told that it failed.
    disableOfflineQueue: true,
    pingInterval: 500,
    socket: {
      connectTimeout: 1000,
      socketTimeout: 2000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2000) + Math.random() * 50,
    },
  });
}

/** The client itself tries for ever, which at a start with a wrong address or password looks like a hang. */
async function connect(
  client: RedisClient,
  { url, connectMs }: { readonly url: string; readonly connectMs: number },
  last: () => unknown,
): Promise<void> {
  try {
    const entered = Promise.race([connected(client), finalError(client)]);
    if ((await within(connectMs, entered)) === 'late') throw new Error('deadline');
  } catch (error) {
    client.destroy();
    const cause = isFinal(error) ? error : (last() ?? error);
    const Failure = isFinal(cause) ? StoreUnusable : StoreOutage;
    throw new Failure(sentenceFor(cause, new URL(url).host, connectMs), { cause });
  }
}

function sentenceFor(cause: unknown, host: string, connectMs: number): string {
  if (isForeign(cause)) return `What answers at ${host} is no Redis. Mend REDIS_URL.`;
  // The client's first sentence is enough, and a full stop within one would end it.
  const [reason] = cause instanceof Error && cause.message ? cause.message.split(/\.(?: |$)/) : ['no answer'];
  return isRefusal(cause)
    ? `Redis at ${host} did not let Cairn in (${reason}). Mend user or password in REDIS_URL.`
    : `Redis at ${host} did not let Cairn in within ${connectMs / 1000} s (${reason}). Start it, or mend REDIS_URL.`;
}

/** Where a password is needed and none was given, connecting goes well, and nothing else does. Of other troubles operations tell. */
async function connected(client: RedisClient): Promise<void> {
  await client.connect();
  await client.ping().catch((error: unknown) => {
    if (isFinal(error)) throw error;
  });
}

/** Rejects where Redis does not take who we say we are, or is none: it will be the same at the next try. */
function finalError(client: RedisClient): Promise<never> {
  const refused = new Promise<never>((_, reject) => {
    client.on('error', (error: unknown) => {
      if (isFinal(error)) reject(error);
    });
  });
  // While the bot runs, nobody listens any more: a password that is changed may be changed back.
  refused.catch(() => {});
  return refused;
}

function isFinal(error: unknown): boolean {
  return isRefusal(error) || isForeign(error);
}

/** Of the client, for a first byte that no Redis sends. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unknown RESP type');
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^(WRONGPASS|NOAUTH|ERR AUTH) /.test(error.message);
}

/** Counts what each operation sends and takes. */
function observed(observe: ((seen: StoreSeen) => void) | undefined, ms: number): RedisLink['operation'] {
  const waits = createDeadlines(ms, ms);
  if (!observe) return (what, run) => operation(what, run, waits);
  return async (what, run) => {
    const began = performance.now();
    let [trips, ok] = [0, false];
    try {
      const counted =
        (ask: Ask): Ask =>
        (send) => {
          trips += 1;
          return ask(send);
        };
      const result = await operation(what, (ask) => run(counted(ask)), waits);
      ok = true;
      return result;
    } finally {
      observe({ operation: what, trips, ok, seconds: (performance.now() - began) / 1000 });
    }
  };
}

function operation<T>(what: string, run: (ask: Ask) => Promise<T>, waits: Deadlines): Promise<T> {
  let [over, last]: [boolean, unknown] = [false, new Error('deadline')];
  const outage = (cause: unknown) => new StoreOutage(`The store did not ${what}.`, { cause });
  const ask: Ask = async (send) => {
    // A run that was given up must not go on sending behind its caller's back.
    if (over) throw outage(last);
    try {
      return await send();
    } catch (cause) {
      last = cause;
      throw outage(cause);
    }
  };
  return new Promise((resolve, reject) => {
    const ended = waits(() => {
      over = true;
      reject(outage(last));
    });
    tried(
      () => run(ask),
      () => over,
    )
      .then(resolve, reject)
      .then(ended);
  });
}

async function tried<T>(run: () => Promise<T>, isOver: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StoreOutage) || isAnswer(error.cause) || isOver()) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** Redis said no (out of memory, read-only): asking again at once would not change its mind. */
function isAnswer(cause: unknown): boolean {
  return cause instanceof Error && /^(?!LOADING)[A-Z]+ /.test(cause.message);
}

async function withScripts<T>(client: RedisClient, send: (evaluate: Evaluate) => Promise<T>): Promise<T> {
  const options = (keys: readonly string[], args: readonly string[]) => ({ keys: [...keys], arguments: [...args] });
  try {
    return await send((script, keys, args) => client.evalSha(script.sha, options(keys, args)));
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return send((script, keys, args) => client.eval(script.body, options(keys, args)));
  }
}

/** Waits a moment for what is under way; a connection that says nothing more is ended by the client itself. */
async function close(client: RedisClient): Promise<void> {
  // It rejects where it is closed already.
  await within(DEADLINE_MS, client.close()).catch(() => {});
}
