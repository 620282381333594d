/** A map that forgets what was set long ago. Knows nothing of what it holds. */

interface Newest<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
}

/**
 * Holds the `most` keys that were set last, and at most twice as many. Two maps, of which the older goes as a whole: to find the
 * oldest key of one map, all that were deleted before it are looked at.
 */
export function createNewest<V>(most: number): Newest<V> {
  let [newer, older] = [new Map<string, V>(), new Map<string, V>()];
  return {
    get(key) {
      const found = newer.get(key);
      return found === undefined ? older.get(key) : found;
    },
    set(key, value) {
      newer.set(key, value);
      if (newer.size >= most) [newer, older] = [new Map(), newer];
    },
    delete(key) {
      newer.delete(key);
      older.delete(key);
    },
  };
}
