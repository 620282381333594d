/** What stays of deletions in Redis, which lets each of them go in time. */
import { DELETION_KEPT_MS, type Deletion } from '../domain/deletion.ts';
import type { RedisLink } from './redis-link.ts';
import { scanKeys } from './redis-scan.ts';
import { DELETIONS, deletionKey, readDeletion, toDeletionText } from './stored-deletions.ts';

/** As Census promises. */
export async function* deletionsIn(link: RedisLink): AsyncGenerator<readonly Deletion[]> {
  for await (const keys of scanKeys(link, `${DELETIONS}{*}:*`)) {
    const texts = await link.operation('list deletions', (ask) =>
      ask(() => Promise.all(keys.map((key) => link.client.get(key)))),
    );
    yield keys.flatMap((key, index) => {
      const text = texts[index];
      return typeof text === 'string' ? [readDeletion(key, text)] : [];
    });
  }
}

/** As Upkeep promises. */
export function remember(link: RedisLink, deletion: Deletion, now: number): Promise<void> {
  return link.operation('keep a deletion', async (ask) => {
    const left = Math.ceil(deletion.at + DELETION_KEPT_MS - now);
    if (left <= 0) return;
    const key = deletionKey(deletion);
    const there = await ask(() => link.client.get(key));
    if (there !== null && readDeletion(key, there).at >= deletion.at) return;
    await ask(() => link.client.set(key, toDeletionText(deletion), { expiration: { type: 'PX', value: left } }));
  });
}
