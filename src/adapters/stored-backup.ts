/** The lines of a backup between header and end: written from documents, and parsed as the foreign text they are. */
import { fieldsOf } from '../domain/backup.ts';
import type { Deletion } from '../domain/deletion.ts';
import type { GuildDocument } from '../domain/guild.ts';
import type { MemberDocument, MemberRef } from '../domain/progress.ts';
import type { KeptNews, PostRecord } from '../ports.ts';
import { newsFrom, readGuild, readMember, recordFrom } from './stored.ts';
import { deletionFrom } from './stored-deletions.ts';

export type Entry =
  | { readonly kind: 'record'; readonly record: PostRecord }
  | (MemberRef & { readonly kind: 'member'; readonly document: MemberDocument })
  | (KeptNews & { readonly kind: 'news' })
  | { readonly kind: 'guild'; readonly guild: string; readonly document: GuildDocument }
  | { readonly kind: 'deletion'; readonly deletion: Deletion };

export const toLine = (entry: Entry): string => JSON.stringify(entry);

/** Throws an Error, or NewerDocument, when the line is no entry; the message never quotes what stands there. */
export function readEntry(line: string): Entry {
  const { kind, guild, user, pending, document, news, record, deletion } = fieldsOf(line);
  if (kind === 'record') return { kind, record: recordFrom('a record of a post', record) };
  if (kind === 'deletion') return { kind, deletion: deletionFrom(deletion) };
  if (typeof guild === 'string') {
    if (kind === 'guild') return { kind, guild, document: readGuild('settings', document) };
    if (kind === 'member' && typeof user === 'string') {
      return { kind, guild, user, document: readMember('a member', document) };
    }
    if (kind === 'news' && typeof pending === 'boolean') {
      return { kind, guild, pending, news: newsFrom('news', news) };
    }
  }
  throw new Error('It is nothing that a backup holds.');
}
