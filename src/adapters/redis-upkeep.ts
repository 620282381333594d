/** What Redis derives from members' documents: looked at as of one moment, and made to follow again. */
import type { Board } from '../domain/leaderboard.ts';
import type { Upkeep } from '../ports.ts';
import { align } from './redis-align.ts';
import { remember } from './redis-deletions.ts';
import { boardOfKey, boardsAndNames, guildOfKey, isBoardKey, isNamesKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { lookAt } from './redis-look.ts';
import { scanBoard, scanFields, scanKeys } from './redis-scan.ts';

/** Members looked at in one script: Redis does nothing else for a fraction of a millisecond. */
const AT_ONCE = 50;
/** Scripts on their way at a time: Redis looks while the answers before are read. */
const SCRIPTS = 4;

export function createRedisUpkeep(link: RedisLink): Upkeep {
  const usual = new Set<Board>(['all']);
  return {
    async *traces() {
      const [boards, names]: [string[], string[]] = [[], []];
      // One walk over all keys instead of two: they are many, and these are few.
      for await (const keys of scanKeys(link, boardsAndNames)) {
        boards.push(...keys.filter(isBoardKey));
        names.push(...keys.filter(isNamesKey));
      }
      for (const key of boards) {
        const place = { guild: guildOfKey(key), boards: [boardOfKey(key)] };
        for await (const users of scanBoard(link, key)) yield users.map((user) => ({ ...place, user }));
      }
      for (const key of names) {
        const place = { guild: guildOfKey(key), boards: [] };
        for await (const users of scanFields(link, key)) yield users.map((user) => ({ ...place, user }));
      }
    },
    look: (members) => inBatches(members, (some) => lookAt(link, usual, some)),
    align: (seen) => inBatches(seen, (some) => align(link, usual, some)),
    // Places are counted from the rows themselves.
    tallies: async () => [],
    recount: async () => {},
    remember: (deletion, now) => remember(link, deletion, now),
  };
}

/** A round trip each, some at a time. */
async function inBatches<T, Result>(
  things: readonly T[],
  run: (some: readonly T[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < things.length; from += SCRIPTS * AT_ONCE) {
    const batches = Array.from({ length: SCRIPTS }, (_, n) =>
      things.slice(from + n * AT_ONCE, from + (n + 1) * AT_ONCE),
    );
    for (const some of await Promise.all(batches.map((batch) => (batch.length ? run(batch) : [])))) {
      results.push(...some);
    }
  }
  return results;
}
