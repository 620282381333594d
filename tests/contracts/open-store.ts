/** Opens a store by its place: a redis:// address or a file. */
import { deletionKeyFrom } from '../../src/adapters/deletion-key.ts';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import type { Stores } from '../../src/ports.ts';

/** As that of a bot with this token. */
export const key = deletionKeyFrom('a-token');

export function openStore(place: string, log: (error: unknown) => void = () => {}): Promise<Stores> {
  return place.startsWith('redis:')
    ? openRedisStore({ url: place, log, key })
    : openSqliteStore({ file: place, log, key });
}
