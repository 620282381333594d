/** What an owner sees of how a milestone counts: the line on the state card, the form, and what a change does to what waits. */
import {
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import type { ReviewRule, Settings } from '../domain/guild.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import { actionId } from './actions.ts';
import { unitOf } from './unit.ts';

/** "milestones count after a look by a peer who has passed the phase, asked for in #milestones" */
export function ruleLine(roadmap: Roadmap, { review, channel }: Pick<Settings, 'review' | 'channel'>): string {
  if (!review) return 'milestones count **on the member’s word**';
  const who =
    review.by === 'mentor' && review.role
      ? `**after a look by a mentor** (<@&${review.role}>)`
      : `**after a look by a peer** who has passed that ${unitOf(roadmap)}`;
  return `milestones count ${who}, asked for in <#${review.channel ?? channel}>`;
}

/** Why what waited is not lost when members' words count again. */
export function stillWaiting(count: number): string | null {
  if (!count) return null;
  const what = count === 1 ? 'One member’s milestone still waits' : `Milestones of ${count} members still wait`;
  return `⏳ ${what} for a reviewer. Nothing is lost: whoever has passed can decide in \`/reviews\`, and a new \`/done\` makes it count at once.`;
}

const WAYS = [
  { value: 'word', label: 'On the member’s word', description: 'At once, with the check-in' },
  { value: 'peer', label: 'After a look by a peer', description: 'By one member for whom that very milestone counts' },
  {
    value: 'mentor',
    label: 'After a look by a mentor',
    description: 'By somebody with the role below; after seven days a peer may as well',
  },
] as const;

export function reviewsForm(review: ReviewRule | undefined): APIModalInteractionResponseCallbackData {
  const now = review?.by ?? 'word';
  const options = WAYS.map((way) => ({ ...way, ...(way.value === now && { default: true }) }));
  return {
    custom_id: actionId('setup', 'reviewed'),
    title: 'How a milestone counts',
    components: [
      {
        type: ComponentType.Label,
        label: 'A milestone counts',
        component: { type: ComponentType.RadioGroup, custom_id: 'by', options, required: true },
      },
      {
        type: ComponentType.Label,
        label: 'The mentors’ role',
        description: 'Only where mentors look',
        component: {
          ...{ type: ComponentType.RoleSelect, custom_id: 'role', required: false, min_values: 0, max_values: 1 },
          ...(review?.role && { default_values: [{ id: review.role, type: SelectMenuDefaultValueType.Role }] }),
        },
      },
      {
        type: ComponentType.Label,
        label: 'The milestones channel',
        description: 'Where I ask for a reviewer; empty: in the study channel',
        component: {
          ...{ type: ComponentType.ChannelSelect, custom_id: 'channel', channel_types: [ChannelType.GuildText] },
          ...{ required: false, min_values: 0, max_values: 1 },
          ...(review?.channel && {
            default_values: [{ id: review.channel, type: SelectMenuDefaultValueType.Channel }],
          }),
        },
      },
    ],
  };
}
