/** Opens a store by its place: a redis:// address or a file. */
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import type { Stores } from '../../src/ports.ts';

export function openStore(place: string, log: (error: unknown) => void = () => {}): Promise<Stores> {
  return place.startsWith('redis:') ? openRedisStore({ url: place, log }) : openSqliteStore({ file: place, log });
}
