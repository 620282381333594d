/** The secret behind what stays of a deletion: derived from the bot's token, so there is nothing to configure and nothing of it in the store. */
import { createHmac, hkdfSync } from 'node:crypto';
import type { DeletionKey } from '../domain/deletion.ts';

/** Never changed: another label is another key, and deletions made before could not be told any more. */
const LABEL = 'cairn: what stays of a deletion';
/** Enough to tell the few tokens of a bot's life apart. */
const ID_LENGTH = 8;

/** The same token gives the same key, in every process. Discord is not asked. */
export function deletionKeyFrom(token: string): DeletionKey {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', token, '', `${LABEL}, ${purpose}`, 32));
  const secret = derived('hash');
  return {
    id: derived('id').toString('base64url').slice(0, ID_LENGTH),
    hashOf: ({ guild, user }) => createHmac('sha256', secret).update(`${guild}:${user}`).digest('base64url'),
  };
}
