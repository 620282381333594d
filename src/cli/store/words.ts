/** Numbers of things in words. */
import { type Counts, KINDS, type Kind } from '../../domain/backup.ts';

const NAMES: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  record: ['record of a post', 'records of posts'],
  member: ['member', 'members'],
  news: ['piece of news', 'pieces of news'],
  guild: ['server', 'servers'],
  deletion: ['deletion', 'deletions'],
};

export const some = (n: number, kind: Kind): string => `${n} ${NAMES[kind][n === 1 ? 0 : 1]}`;

/** `2 members, 1 server, …` */
export const tellCounts = (counts: Counts): string => KINDS.map((kind) => some(counts[kind], kind)).join(', ');
