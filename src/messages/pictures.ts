/** Pictures in messages: the same facts as a text for whoever does not see them, and nothing at all where none was drawn. */
import { type APIMediaGalleryComponent, ComponentType } from 'discord-api-types/v10';
import type { Cairn, CairnStone } from '../domain/cairn.ts';
import type { Message } from '../message.ts';
import { bare, cut } from './parts.ts';

/** A picture's text, in characters (developer docs, "Component Reference", "Media Gallery"). */
const ALT = 1024;
const FILE = 'cairn.png';

/** A PNG with the words that stand for it; null: the message goes without. */
export type Picture = { readonly png: Uint8Array; readonly alt: string } | null;

/** As long as somebody waits for it who has asked for the words. */
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
