/** What the bot needs in the study channel, and nothing more. Source: Discord's developer documentation, "Bitwise Permission Flags". */

export interface Permission {
  readonly bit: bigint;
  /** As Discord's settings call it. */
  readonly name: string;
}

export const SEND_MESSAGES: Permission = { bit: 1n << 11n, name: 'Send Messages' };
export const ATTACH_FILES: Permission = { bit: 1n << 15n, name: 'Attach Files' };

/** See the channel, post in it with pictures, find its own posts again, open a thread on them and put questions there. */
export const NEEDED: readonly Permission[] = [
  { bit: 1n << 10n, name: 'View Channel' },
  SEND_MESSAGES,
  ATTACH_FILES,
  { bit: 1n << 16n, name: 'Read Message History' },
  { bit: 1n << 35n, name: 'Create Public Threads' },
  { bit: 1n << 38n, name: 'Send Messages in Threads' },
];

/** To post in a channel where nothing else is asked of the bot, and find its posts again. */
export const TO_POST: readonly Permission[] = NEEDED.filter(
  ({ bit }) => (bit & ((1n << 10n) | SEND_MESSAGES.bit | (1n << 16n))) !== 0n,
);

/** The link with which an owner invites the bot. */
export function invitation(application: string): string {
  const permissions = NEEDED.reduce((bits, { bit }) => bits | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
