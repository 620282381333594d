/** What must be there in a server by now, and what everybody reads there: prompts with their threads, challenges, news. */
import type { WorldView } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import type { Group } from '../support/group.ts';
import type { Stage } from '../support/open-stage.ts';

/** One server, and what its members must have been told. */
export interface Book {
  readonly group: Group;
  /** The phases whose prompt and whose challenge must have come: the first so many, each once. */
  prompts: number;
  challenges: number;
  /** "ana finished phase 3" */
  readonly news: string[];
}

interface Seen {
  readonly prompts: readonly number[];
  readonly challenges: readonly number[];
  readonly news: readonly string[];
  readonly threads: number;
}

/** @param world as it is now. */
export async function seenIn({ people }: Stage, { guilds }: WorldView, { group }: Book): Promise<Seen> {
  const messages = await people.messages('admin', 'study', group.name);
  const texts = messages.filter((message) => !message.private).map((message) => renderText(message));
  const channels = guilds.find(({ name }) => name === group.name)?.channels ?? [];
  const phases = (mark: string) =>
    texts.filter((text) => text.includes(mark)).map((text) => Number(/Phase (\d+)/.exec(text)?.[1]));
  return {
    prompts: phases('🧭'),
    challenges: phases('🏔️'),
    news: texts.flatMap((text) => /\S+ finished phase \d+/.exec(text)?.[0] ?? []),
    threads: channels.filter(({ parent }) => parent !== null).length,
  };
}

/** One sentence for everything that is missing, twice, or not to be there. */
export async function wrongIn(stage: Stage, world: WorldView, book: Book): Promise<readonly string[]> {
  const seen = await seenIn(stage, world, book);
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
  const wrong = [
    ...differences('the prompt of phase', upTo(book.prompts), seen.prompts),
    ...differences('the challenge of phase', upTo(book.challenges), seen.challenges),
    ...differences('the news:', book.news, seen.news),
  ];
  if (seen.threads !== new Set(seen.prompts).size)
    wrong.push(`${seen.prompts.length} prompts have ${seen.threads} threads`);
  return wrong.map((what) => `${book.group.name}: ${what}`);
}

function differences<T>(what: string, expected: readonly T[], seen: readonly T[]): readonly string[] {
  return [...new Set([...expected, ...seen])].flatMap((each) => {
    const times = seen.filter((other) => other === each).length;
    if (times === 0) return [`${what} ${each} is lost`];
    if (times > 1) return [`${what} ${each} came ${times} times`];
    return expected.includes(each) ? [] : [`${what} ${each} came too soon`];
  });
}
