/** Compare-and-set of one document together with everything of its guild that depends on it. Knows bytes and commands, no rules. */

import { newsKey, newsPendingKey, newsTimesKey } from './redis-keys.ts';
import type { Evaluate } from './redis-link.ts';
import { FORGET, WRITE } from './redis-scripts.ts';
import { NEWS_KEPT, storedKey } from './stored.ts';

export type Command = readonly [name: string, key: string, ...words: string[]];

interface Change {
  readonly guild: string;
  /** As Keyv sees it. */
  readonly key: string;
  /** What must stand there now; null: nothing. */
  readonly rev: string | null;
  readonly commands: readonly Command[];
}

/** Resolves false when another change came first. */
export const write = (evaluate: Evaluate, change: Change): Promise<boolean> =>
  run(evaluate, WRITE, change, String(NEWS_KEPT));

/** Like {@link write}, and removes the news of `user`. */
export const writeAndForgetNews = (evaluate: Evaluate, change: Change, user: string): Promise<boolean> =>
  run(evaluate, FORGET, change, user);

async function run(evaluate: Evaluate, script: typeof WRITE, change: Change, argument: string): Promise<boolean> {
  const { guild, key, rev, commands } = change;
  const fixed = [storedKey(key), newsKey(guild), newsTimesKey(guild), newsPendingKey(guild)];
  const keys = new Set([...fixed, ...commands.map((command) => command[1])]);
  const words = commands.flatMap((command) => [String(command.length), ...command]);
  return (await evaluate(script, [...keys], [rev ?? '', argument, ...words])) === 1;
}
