/** A member's own settings as a card. */
import type { Choice } from '../command.ts';
import { DISCORD } from '../domain/limits.ts';
import type { Choices } from '../domain/record.ts';
import type { Track } from '../domain/roadmap.ts';
import { localTime } from '../domain/zones.ts';
import type { Message } from '../message.ts';
import { actionId } from './actions.ts';
import { correction } from './errors.ts';
import { button, card, cut, option, row, select, text } from './parts.ts';
import { trackChoices } from './phase-choices.ts';

interface Me extends Choices {
  /** null: the server has no weekly posts yet. */
  readonly groupZone: string | null;
  /** Those of the roadmap. */
  readonly tracks: readonly Track[];
  /** Unix milliseconds. */
  readonly now: number;
}

/** Who sees one's words, as the select offers it. */
export const WHO_SEES = ['named', 'unnamed', 'nobody'] as const;

export function meCard({ zone, hidden, track, words, groupZone, tracks, now }: Me): Message {
  const used = zone ?? groupZone ?? 'UTC';
  const whose = zone ? 'your own' : 'the group’s';
  const own = tracks.find(({ id }) => id === track);
  const shown = hidden
    ? '**Leaderboard:** it does not show you. Your check-ins count for you, and the group hears of them.'
    : '**Leaderboard:** it shows you, from your first milestone on.';
  return {
    components: [
      card(
        text('## Your settings'),
        text(
          `**Time zone:** ${used}, ${whose}; it is ${localTime(used, now)} there now\n` +
            '-# Your weeks begin on Monday at midnight there. What you did before keeps its day. `/me zone:` changes it.',
        ),
        tracks.length ? text(trackLine(own)) : null,
        text(shown),
        text(wordsLine(words)),
        row(wordsSelect(words)),
        row(
          hidden
            ? button(actionId('me', 'show'), 'Show me on the leaderboard')
            : button(actionId('me', 'hide'), 'Hide me from the leaderboard'),
          zone ? button(actionId('me', 'group-zone'), 'Use the group’s zone') : null,
          own ? button(actionId('me', 'no-track'), 'Choose no track') : null,
        ),
      ),
    ],
  };
}

function trackLine(own: Track | undefined): string {
  if (!own)
    return '**Track:** none\n-# Where a milestone has tracks, a check-in asks for one. `/me track:` answers that for all of them.';
  return `**Track:** ${own.name}\n-# It counts where a milestone has it and you name no other. \`/me track:\` changes it.`;
}

function wordsLine(words: Choices['words']): string {
  const who = {
    named: 'those who reach a phase later see them with your name',
    unnamed: 'those who reach a phase later see them without your name',
    nobody: 'nobody sees them later',
  };
  return (
    `**Your words on stones:** ${who[words]}\n` +
    '-# This is about what was hard, where you ticked that it may be shown. It changes at once, for older words too; the news of a check-in stays as it was posted.'
  );
}

function wordsSelect(words: Choices['words']) {
  const labels = {
    named: ['Show my words with my name', '“Ana, who passed here in May: …”'],
    unnamed: ['Show my words without my name', '“Somebody who passed here in May: …”'],
    nobody: ['Show my words to nobody', 'Also not those that you ticked before'],
  } as const;
  const options = WHO_SEES.map((value) => {
    const [label, description] = labels[value];
    return option(value, label, { description, ...(value === words && { default: true }) });
  });
  return select(actionId('me', 'words'), 'Who sees your words', options);
}

const NO_TRACK: Choice = { name: 'No track', value: 'none' };

/** All tracks, and none of them. */
export function ownTrackChoices(tracks: readonly Track[], typed: string): readonly Choice[] {
  if (!tracks.length) return [];
  const wanted = typed.trim().toLowerCase();
  const none = [NO_TRACK.name, NO_TRACK.value].some((words) => words.toLowerCase().includes(wanted));
  const room = DISCORD.choices - (none ? 1 : 0);
  return [...trackChoices(tracks, typed).slice(0, room), ...(none ? [NO_TRACK] : [])];
}

export function noSuchTrack(tracks: readonly Track[]): Message {
  if (!tracks.length) return correction('This roadmap has no tracks, so there is none to choose.');
  const names = cut(tracks.map(({ name }) => name).join(', '), 1_000);
  return correction(`I know no such track. Choose one of: ${names}; or “none”.`);
}
