/** Compare-and-set of one document, or two, together with everything of its guild that depends on it. Knows bytes and commands, no rules. */
import { createHash } from 'node:crypto';
import { newsKey, newsPendingKey, newsTimesKey } from './redis-keys.ts';
import type { Evaluate } from './redis-link.ts';
import { FORGET, type Script, WRITE, WRITE_BOTH } from './redis-scripts.ts';
import { NEWS_KEPT, storedKey } from './stored.ts';

export type Command = readonly [name: string, key: string, ...words: string[]];

interface Compared {
  /** As Keyv sees it. */
  readonly key: string;
  /** What must stand there now; null: nothing. */
  readonly rev: string | null;
}

export interface Change extends Compared {
  readonly guild: string;
  /** A second document that must stand as it was seen. */
  readonly also?: Compared | undefined;
  readonly commands: readonly Command[];
}

/** Resolves false when another change came first. */
export function write(evaluate: Evaluate, { guild, key, rev, also, commands }: Change): Promise<boolean> {
  const fixed = [storedKey(key), newsKey(guild), newsTimesKey(guild), newsPendingKey(guild)];
  const first = [rev ?? '', String(NEWS_KEPT)];
  if (!also) return run(evaluate, WRITE, fixed, first, commands);
  return run(evaluate, WRITE_BOTH, [...fixed, storedKey(also.key)], [...first, also.rev ?? ''], commands);
}

/** Runs the commands if exactly `text` stands at the document's key, whatever that is; null: nothing. Resolves as {@link write}. */
export function writeOver(
  evaluate: Evaluate,
  { key, text, commands }: Pick<Change, 'key' | 'commands'> & { readonly text: string | null },
): Promise<boolean> {
  const there = text === null ? '' : createHash('sha1').update(text).digest('hex');
  return run(evaluate, FORGET, [storedKey(key)], [there, ''], commands);
}

/** Takes news out of everything that names it. */
export function withdrawCommands(guild: string, id: string): Command[] {
  return [
    ['HDEL', newsKey(guild), id],
    ['ZREM', newsTimesKey(guild), id],
    ['ZREM', newsPendingKey(guild), id],
  ];
}

async function run(
  evaluate: Evaluate,
  script: Script,
  fixed: readonly string[],
  first: readonly string[],
  commands: readonly Command[],
): Promise<boolean> {
  const keys = new Set([...fixed, ...commands.map((command) => command[1])]);
  return (await evaluate(script, [...keys], [...first, ...wordsOf(commands)])) === 1;
}

/** As the scripts take commands: each as its number of words and the words. */
function wordsOf(commands: readonly Command[]): readonly string[] {
  return commands.flatMap((command) => [String(command.length), ...command]);
}
