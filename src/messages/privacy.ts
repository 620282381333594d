/** What is stored of a member, their export, and the deletion with its confirmation. */
import { ComponentType } from 'discord-api-types/v10';
import type { MemberDocument } from '../domain/progress.ts';
import type { Message } from '../message.ts';
import { actionId } from './actions.ts';
import { bullets, button, card, row, separator, text } from './parts.ts';

const STORED = [
  'your Discord id and, per server, your display name as you last used me there',
  'your check-ins: phase, time, and what you gave with them: link, words, track, criteria, and whether the words are for those who come later',
  'which milestones of others you decided on, and how many; while theirs wait, your id, name and words stand with them',
  'the topics that you ticked, and where you began',
  'what you chose with `/me`: your time zone and track, whether leaderboards show you, and who sees your words',
  'from your check-ins: your place on the leaderboard, in which phases you left words, and the news of the last ones',
  'when I noticed that you left a server, until you use me there again: meanwhile nobody is shown your stones',
];

/** `servers`: in how many of them there is something; null in a server, where only that one is meant. */
export function privacyCard(servers: number | null): Message {
  const scope =
    servers === null
      ? 'This is about this server only. Send me `/privacy` in a direct message for all your servers at once.'
      : servers === 0
        ? 'I store nothing about you, in any server.'
        : `I store something about you in ${servers === 1 ? 'one server' : `${servers} servers`}. Export and deletion here take all of it.`;
  return {
    components: [
      card(
        text(`## What I store about you\n${bullets(STORED)}`),
        text(
          'I read no messages, open no links, and send nothing to anybody but Discord. Of a question from *I’m stuck* I keep nothing: it is a post in its thread. Whoever runs me can see what is stored.',
        ),
        text(`-# ${scope}`),
        separator(),
        row(
          button(actionId('privacy', 'export'), 'Export as a file', { emoji: '📦' }),
          button(actionId('privacy', 'ask-delete'), 'Delete…', { style: 'danger' }),
        ),
      ),
    ],
  };
}

export interface Export {
  readonly user: string;
  readonly found: readonly { readonly guild: string; readonly document: MemberDocument }[];
  /** Servers whose document of this member can not be read. */
  readonly unreadable: readonly string[];
  /** Unix milliseconds. */
  readonly now: number;
}

const FILE = 'cairn-export.json';

export function exportMessage({ user, found, unreadable, now }: Export): Message {
  const servers = found.map(({ guild, document: { name, left, zone, hidden, track, words, events } }) => ({
    server: guild,
    name,
    ...(left !== null && { left }),
    zone,
    hidden,
    track,
    words,
    events,
  }));
  const content = JSON.stringify(
    {
      ...{ format: 'cairn-export', version: 1, exportedAt: new Date(now).toISOString(), user, servers },
      ...(unreadable.length && { unreadable }),
    },
    null,
    2,
  );
  const words = found.length
    ? 'Everything I store about you, as JSON. Times are Unix milliseconds.'
    : 'I store nothing about you; the file says so.';
  const missing = unreadable.length
    ? `**Not in it:** what is stored in ${unreadable.length === 1 ? 'one server' : `${unreadable.length} servers`}, which I can’t read. It is left as it is; please tell whoever runs me. The file names the ${unreadable.length === 1 ? 'server' : 'servers'}.`
    : null;
  return {
    components: [
      card(text(words), missing ? text(missing) : null, {
        type: ComponentType.File,
        file: { url: `attachment://${FILE}` },
      }),
    ],
    files: [{ name: FILE, data: new TextEncoder().encode(content), type: 'application/json' }],
  };
}

export function confirmDeletion(everywhere: boolean): Message {
  const what = everywhere
    ? 'everything I store about you, in all servers'
    : 'everything I store about you in this server';
  return {
    components: [
      card(
        text(
          `**Delete ${what}?**\nYour stones leave the leaderboard at once, your words are shown to nobody any more, and this cannot be undone. Posts in channels stay until a moderator removes them.`,
        ),
        text(
          '-# For 30 days I keep a scrambled mark that there was a deletion, without your id or name, so that an older backup does not bring you back.',
        ),
        row(
          button(actionId('privacy', 'delete'), 'Delete for good', { style: 'danger' }),
          button(actionId('privacy', 'show'), 'Keep it'),
        ),
      ),
    ],
  };
}

export function deleted(anything: boolean): Message {
  const words = anything
    ? 'Deleted. If you check a milestone in again, you start from zero.'
    : 'I had nothing about you to delete.';
  return { components: [card(text(words))] };
}
