/** Which connection a server's events take, and how many connections there must be (developer docs, "Sharding"). Knows no socket. */

/** Which one, of how many. */
export type Shard = readonly [id: number, count: number];

export const isShard = (value: unknown): value is Shard =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isInteger) && value[0] >= 0 && value[0] < value[1];

/** "shard_id = (guild_id >> 22) % num_shards"; direct messages (null) come to the first. */
export const carries = ([id, count]: Shard, guild: string | null): boolean =>
  Number((guild === null ? 0n : BigInt(guild) >> 22n) % BigInt(count)) === id;

export interface Sharding {
  /** Recommended, and needed: an IDENTIFY as one of fewer is closed with 4011. */
  readonly shards: number;
  /** How many may identify within five seconds; null: as many as like. */
  readonly atOnce: number | null;
}

/** Five seconds, less what the network may bring the second one sooner. */
const APART_MS = 4_500;

/** @returns whether this one's IDENTIFY comes too soon after that of another with the same `shard_id % max_concurrency`. */
export function createIdentifyLimit(): (shard: Shard, atOnce: number | null) => boolean {
  const last = new Map<number, number>();
  return ([id], atOnce) => {
    if (atOnce === null) return false;
    const [key, now] = [id % atOnce, performance.now()];
    const tooSoon = now - (last.get(key) ?? Number.NEGATIVE_INFINITY) < APART_MS;
    if (!tooSoon) last.set(key, now);
    return tooSoon;
  };
}
