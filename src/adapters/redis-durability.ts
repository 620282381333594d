/** Asks a Redis how it keeps what it is given: files, memory, role, clock. Over a connection of its own; writes nothing. */
import type { RedisFacts } from '../domain/store-diagnosis.ts';
import { openRedisLink, type RedisClient } from './redis-link.ts';

/** Rejects with a StoreOutage as the store does when the server can not be reached; what it forbids is `null`. */
export async function inspectRedis({ url }: { readonly url: string }): Promise<RedisFacts> {
  const link = await openRedisLink({ url, log: () => {}, connectMs: 5000, deadlineMs: 5000 });
  try {
    const told = <T>(ask: (client: RedisClient) => Promise<T>): Promise<T | null> =>
      // Forbidden, renamed or unknown on a managed server: what can not be checked is no trouble.
      link.operation('tell how it keeps data', (send) => send(() => ask(link.client))).catch(() => null);
    // One after the other: the clock is read at a quiet moment.
    const info = fieldsOf((await told((client) => client.info())) ?? '');
    const config = (await told((client) => client.configGet('appendfsync'))) ?? {};
    const clockAhead = await told(aheadOf);
    return { ...factsOf(info), appendFsync: config.appendfsync ?? null, clockAhead };
  } finally {
    await link.close();
  }
}

function factsOf(info: ReadonlyMap<string, string>): Omit<RedisFacts, 'appendFsync' | 'clockAhead'> {
  const number = (name: string) => (info.has(name) ? Number(info.get(name)) : null);
  const [used, limit] = [number('used_memory'), number('maxmemory')];
  const role = info.get('role') ?? null;
  const writes = ['aof_last_write_status', 'aof_last_bgrewrite_status', 'rdb_last_bgsave_status'];
  const known = writes.flatMap((name) => info.get(name) ?? []);
  return {
    version: info.get('redis_version') ?? null,
    replica: role === null ? null : role !== 'master',
    appendOnly: info.has('aof_enabled') ? info.get('aof_enabled') === '1' : null,
    diskWorks: known.length === 0 ? null : known.every((status) => status === 'ok'),
    policy: info.get('maxmemory_policy') ?? null,
    evicted: number('evicted_keys'),
    memory: used === null || limit === null ? null : { used, limit },
  };
}

/** What INFO answers: `name:value` lines, with headings and blanks between. */
export function fieldsOf(info: string): ReadonlyMap<string, string> {
  const pairs = info.split('\r\n').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon < 0 || line.startsWith('#') ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
  });
  return new Map(pairs);
}

/** Milliseconds; the question's way there and back is shared out evenly. */
async function aheadOf(client: RedisClient): Promise<number> {
  const asked = Date.now();
  const [seconds, micros] = await client.time();
  return (asked + Date.now()) / 2 - (Number(seconds) * 1000 + Number(micros) / 1000);
}
