/** Pictures in messages: the same facts as a text for whoever does not see them, and nothing at all where none was drawn. */
import { type APIMediaGalleryComponent, ComponentType } from 'discord-api-types/v10';
import { type Cairn, type CairnStone, type GroupCairn, levelsOf } from '../domain/cairn.ts';
import type { Message } from '../message.ts';
import { bare, cut } from './parts.ts';

/** A picture's text, in characters (developer docs, "Component Reference", "Media Gallery"). */
const ALT = 1024;
const FILE = 'cairn.png';

/** A PNG with the words that stand for it; null: the message goes without. */
export type Picture = { readonly png: Uint8Array; readonly alt: string } | null;

/** As long as somebody waits for it who has asked for the words. Four times that, for a process' first one, is before an answer is deferred. */
export const SOMEBODY_WAITS_MS = 300;

export function gallery(picture: Picture): APIMediaGalleryComponent | null {
  if (!picture) return null;
  const media = { url: `attachment://${FILE}` };
  return { type: ComponentType.MediaGallery, items: [{ media, description: cut(picture.alt, ALT) }] };
}

/** What a message with that gallery carries. */
export function filesOf(picture: Picture): Pick<Message, 'files'> {
  return picture ? { files: [{ name: FILE, data: picture.png, type: 'image/png' }] } : {};
}

/** "A cairn with 2 of 14 stones laid: 1 Getting Started, 2 Ownership. Now at 3 Types. 4 to 14 are open." */
export function cairnAlt({ name, stones, streak }: Cairn): string {
  const of = (state: CairnStone['state']) => stones.filter((stone) => stone.state === state);
  const whose = name === null ? 'A cairn' : `${plainly(name)}’s cairn`;
  const laid = of('laid');
  const names = laid.map(({ number, title }) => `${number} ${title}`);
  const next = of('next')[0];
  const known = of('known');
  const open = of('open');
  return [
    `${whose} with ${laid.length} of ${stones.length} stones laid${names.length ? `: ${names.join(', ')}` : ''}.`,
    next ? `Now at ${next.number} ${next.title}.` : null,
    known.length ? `Known before: ${numbers(known)}.` : null,
    open.length ? `Open: ${numbers(open)}.` : null,
    streak === null ? null : `${streak}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * "The group’s cairn: 22 stones from 12 members. 9 have 2 or more, 1 has 3 or more." Both what stands for the picture and what stands
 * beside it; null: nobody has laid a stone.
 */
export function groupWords(cairn: GroupCairn): string | null {
  const levels = levelsOf(cairn);
  const members = levels[0]?.members;
  if (!members) return null;
  const stones = cairn.heights.reduce((sum, reached) => sum + reached, 0);
  const total = `${stones} ${stones === 1 ? 'stone' : 'stones'} from ${members} ${members === 1 ? 'member' : 'members'}`;
  const higher = levels
    .slice(1)
    .map((level) => `${level.members} ${level.members === 1 ? 'has' : 'have'} ${level.stones} or more`);
  return [`The group’s cairn: ${total}.`, ...(higher.length ? [`${higher.join(', ')}.`] : [])].join(' ');
}

/** Such texts draw no Markdown: a backslash would be read aloud. */
function plainly(name: string): string {
  return cut(bare(name).replace(/\s+/g, ' ').trim(), 32) || 'Somebody';
}

/** "2, 4 to 7": neighbours on the roadmap together. */
function numbers(stones: readonly CairnStone[]): string {
  const runs: CairnStone[][] = [];
  for (const stone of stones) {
    const run = runs.at(-1);
    if (run?.at(-1)?.number === stone.number - 1) run.push(stone);
    else runs.push([stone]);
  }
  return runs.map((run) => [...new Set([run[0]?.number, run.at(-1)?.number])].join(' to ')).join(', ');
}
