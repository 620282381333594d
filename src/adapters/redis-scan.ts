/** Walks over Redis with SCAN and its kin: a step at a time, each with the deadline of an operation. Knows no key. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RedisClient, RedisLink } from './redis-link.ts';

/** Keys looked at in one step; Redis does nothing else for about a millisecond. */
const STEP = 1000;

/** Keys that fit the pattern. Those that are there throughout are met at least once. */
export function scanKeys(link: RedisLink, pattern: string): AsyncGenerator<readonly string[]> {
  return walk(link, async (client, cursor) => {
    const { cursor: next, keys } = await client.scan(cursor, { MATCH: pattern, COUNT: STEP });
    return [next, keys];
  });
}

/** Members of a sorted set; none when it is gone. */
export function scanBoard(link: RedisLink, key: string): AsyncGenerator<readonly string[]> {
  return walk(link, async (client, cursor) => {
    const { cursor: next, members } = await client.zScan(key, cursor, { COUNT: STEP });
    return [next, members.map(({ value }) => value)];
  });
}

/** Fields of a hash; none when it is gone. */
export function scanFields(link: RedisLink, key: string): AsyncGenerator<readonly string[]> {
  return walk(link, async (client, cursor) => {
    const { cursor: next, entries } = await client.hScan(key, cursor, { COUNT: STEP });
    return [next, entries.map(({ field }) => field)];
  });
}

async function* walk(
  link: RedisLink,
  step: (client: RedisClient, cursor: string) => Promise<readonly [next: string, found: readonly string[]]>,
): AsyncGenerator<readonly string[]> {
  const ask = (from: string) => {
    const answer = link.operation('list what is kept', (send) => send(() => step(link.client, from)));
    // Whoever stops before does not hear of it.
    answer.catch(() => {});
    return answer;
  };
  let [cursor, found] = await ask('0');
  for (;;) {
    // Redis looks for more while these are gone through.
    const next = cursor === '0' ? null : ask(cursor);
    // Only then it is sent.
    await nextTurn();
    // A step over keys of others finds nothing, which is not the end.
    if (found.length) yield found;
    if (!next) return;
    [cursor, found] = await next;
  }
}
