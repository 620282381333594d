/** A member's own settings as a card. */
import { localTime } from '../domain/zones.ts';
import type { Message } from '../message.ts';
import { actionId } from './actions.ts';
import { button, card, row, text } from './parts.ts';

interface Me {
  /** null: the group's. */
  readonly zone: string | null;
  readonly hidden: boolean;
  /** null: the server has no weekly posts yet. */
  readonly groupZone: string | null;
  /** Unix milliseconds. */
  readonly now: number;
}

export function meCard({ zone, hidden, groupZone, now }: Me): Message {
  const used = zone ?? groupZone ?? 'UTC';
  const whose = zone ? 'your own' : 'the group’s';
  const shown = hidden
    ? '**Leaderboard:** it does not show you. Your check-ins count for you, and the group hears of them.'
    : '**Leaderboard:** it shows you, once you have checked a milestone in.';
  return {
    components: [
      card(
        text('## Your settings'),
        text(
          `**Time zone:** ${used}, ${whose}; it is ${localTime(used, now)} there now\n` +
            '-# Your weeks begin on Monday at midnight there. What you did before keeps its day. `/me zone:` changes it.',
        ),
        text(shown),
        row(
          hidden
            ? button(actionId('me', 'show'), 'Show me on the leaderboard')
            : button(actionId('me', 'hide'), 'Hide me from the leaderboard'),
          zone ? button(actionId('me', 'group-zone'), 'Use the group’s zone') : null,
        ),
      ),
    ],
  };
}
