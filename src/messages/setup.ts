/** What an owner sees of the weekly posts: how things stand, what a change would do, the form, and the sample. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Notice, Settings, Weekday } from '../domain/guild.ts';
import { NEEDED, type Permission } from '../domain/permissions.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import type { Slot } from '../domain/schedule.ts';
import type { SetupChoices } from '../domain/setup.ts';
import type { Message } from '../message.ts';
import type { PostRecord } from '../ports.ts';
import { actionId } from './actions.ts';
import { noticeText } from './notices.ts';
import { bullets, button, card, escaped, option, row, select, separator, text, timestamp } from './parts.ts';
import { saveId } from './setup-choices.ts';
import { ruleLine } from './setup-reviews.ts';
import { eachUnit, isWeek, unitOf } from './unit.ts';
import { slotName } from './weekly.ts';

export const WEEKDAYS: Readonly<Record<Weekday, string>> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};

/** One sentence on what the bot lacks in that very channel; null when it lacks nothing or nobody can tell. */
export function lacking(
  channel: string,
  permissions: bigint | 'gone' | 'unknown' | null,
  needed: readonly Permission[] = NEEDED,
): string | null {
  if (permissions === 'unknown') return null;
  if (permissions === 'gone' || permissions === null) {
    return `⚠️ I cannot see <#${channel}>. Choose another channel, or give me *View Channel* there: channel settings → Permissions.`;
  }
  const names = lackedPermissions(permissions, needed);
  if (!names.length) return null;
  return `⚠️ In <#${channel}> I lack ${names.map((name) => `*${name}*`).join(', ')}. Grant ${names.length === 1 ? 'it' : 'them'} under channel settings → Permissions, for my role.`;
}

/** The names, as Discord shows them, of what the bot needs there and does not have. */
export function lackedPermissions(permissions: bigint, needed = NEEDED): readonly string[] {
  return needed.filter(({ bit }) => !(permissions & bit)).map(({ name }) => name);
}

/**
 * Shown to whoever opens `/setup` before anything is set.
 * @param typed what was given already; it is kept nowhere, so the other comes with it.
 */
export function firstSteps(roadmap: Roadmap, { channel, timezone }: SetupChoices = {}): Message {
  const needs = channel
    ? 'Your time zone is still missing. Type both:'
    : timezone
      ? 'The study channel is still missing. Type both:'
      : 'I need two things: the study channel and your time zone.';
  return {
    components: [
      card(
        text(
          `## Set up the weekly posts\n${needs}\n\`/setup channel:#study timezone:${timezone ?? 'Europe/Berlin'}\`\n` +
            `I suggest Monday 18:00, the challenge on Thursday, two weeks for each ${eachUnit(roadmap)}. You see everything before it is saved.`,
        ),
      ),
    ],
  };
}

interface State {
  readonly roadmap: Roadmap;
  readonly settings: Settings;
  /** Of a paused calendar: what would come if it went on now. */
  readonly next: readonly Slot[];
  readonly last: PostRecord | null;
  readonly guild: string;
  readonly permissions: bigint | 'gone' | 'unknown';
  readonly notices: readonly Notice[];
  /** What to know of the change that was just made. */
  readonly remarks?: readonly string[];
}

/** How things stand. */
export function setupState({
  roadmap,
  settings,
  next,
  last,
  guild,
  permissions,
  notices,
  remarks = [],
}: State): Message {
  const paused = settings.paused
    ? `⏸️ **Paused** since ${timestamp(settings.paused.at, 'D')}${settings.paused.reason === 'failing' ? ', because I could not post' : ''}. Nothing is skipped: the calendar waits.`
    : null;
  const warnings = [lacking(settings.channel, permissions), ...notices.map(noticeText)].filter((line) => line !== null);
  const lines = [...remarks, ...warnings.slice(0, 5)];
  return {
    components: [
      card(
        text(`## Weekly posts\n${described(roadmap, settings)}`),
        text([paused, comingUp(roadmap, settings, next), lastLine(guild, last)].filter(Boolean).join('\n')),
        lines.length ? text(lines.join('\n')) : null,
        separator(),
        row(
          button(actionId('setup', 'change'), 'Change', { emoji: '✏️' }),
          settings.paused
            ? button(actionId('setup', 'resume'), 'Resume', { style: 'success' })
            : button(actionId('setup', 'pause'), 'Pause'),
          button(actionId('setup', 'sample'), 'See a sample', { emoji: '👀' }),
          button(actionId('setup', 'reviews'), 'Reviews', { emoji: '🔎' }),
        ),
        text(
          '-# *Change*: days, time, time zone and weeks. *Reviews*: how a milestone counts. For the rest, type `/setup channel:`, `role:` or `start:`.',
        ),
      ),
    ],
  };
}

interface Preview {
  readonly roadmap: Roadmap;
  readonly settings: Settings;
  readonly next: readonly Slot[];
  readonly choices: SetupChoices;
  readonly warnings: readonly string[];
}

/** What would be, before anything changes. */
export function setupPreview({ roadmap, settings, next, choices, warnings }: Preview): Message {
  const paused = settings.paused ? '⏸️ Paused: nothing is posted until you resume.' : null;
  return {
    components: [
      card(
        text(`## Is this right?\n${described(roadmap, settings)}`),
        text([paused, comingUp(roadmap, settings, next)].filter(Boolean).join('\n')),
        warnings.length ? text(warnings.join('\n')) : null,
        separator(),
        row(
          button(saveId(choices), 'Save', { style: 'success' }),
          button(actionId('setup', 'show'), 'Leave it as it is'),
        ),
      ),
    ],
  };
}

function described(roadmap: Roadmap, settings: Settings): string {
  const { channel, day, time, timezone, challengeDay, weeksPerPhase, start, role } = settings;
  return bullets([
    `in <#${channel}>, every **${WEEKDAYS[day]} at ${time}** (${escaped(timezone)})`,
    `the challenge on **${WEEKDAYS[challengeDay]}**, ${isWeek(roadmap) ? `once for each ${eachUnit(roadmap)}` : `in a ${unitOf(roadmap)}’s first week`}`,
    `**${weeksPerPhase === 1 ? 'one week' : `${weeksPerPhase} weeks`}** for each ${eachUnit(roadmap)}, starting ${start}`,
    role ? `mentioning <@&${role}>` : 'mentioning nobody',
    ruleLine(roadmap, settings),
  ]);
}

function comingUp(roadmap: Roadmap, { paused }: Settings, next: readonly Slot[]): string {
  if (!next.length) return NOTHING_PLANNED;
  return `**${paused ? 'Next, if you resume now' : 'Next'}**\n${bullets(next.map((slot) => `${timestamp(slot.at, 'F')} · ${slotName(roadmap, slot)}`))}`;
}

/** After the closing post. */
export const NOTHING_PLANNED =
  'Nothing is planned: the group has reached the end of the roadmap. `/setup start:` with a new date begins it again.';

function lastLine(guild: string, last: PostRecord | null): string {
  if (!last) return '-# Nothing has been posted yet.';
  const what = last.slot.kind === 'challenge' ? 'challenge' : 'prompt';
  if (last.state === 'posted' && last.messageId) {
    const link = `https://discord.com/channels/${guild}/${last.channel}/${last.messageId}`;
    return `**Last:** [the ${what}](${link}), ${timestamp(last.at, 'R')}`;
  }
  const fate = last.state === 'uncertain' ? 'may or may not have been posted' : 'could not be posted';
  return `**Last:** the ${what} ${fate}, ${timestamp(last.at, 'R')}`;
}

/** The form behind *Change*: what fits five fields. */
export function setupForm(roadmap: Roadmap, settings: Settings): APIModalInteractionResponseCallbackData {
  const days = (chosen: Weekday) =>
    Object.entries(WEEKDAYS).map(([value, label]) => option(value, label, { default: Number(value) === chosen }));
  const weeks = [1, 2, 3, 4].map((n) =>
    option(String(n), n === 1 ? 'One week' : `${n} weeks`, { default: n === settings.weeksPerPhase }),
  );
  const words = (id: string, value: string) =>
    ({
      type: ComponentType.TextInput,
      custom_id: id,
      style: TextInputStyle.Short,
      required: true,
      max_length: 60,
      value,
    }) as const;
  return {
    custom_id: actionId('setup', 'form'),
    title: 'Change the weekly posts',
    components: [
      {
        type: ComponentType.Label,
        label: 'Day of the prompt',
        component: select('day', 'A weekday', days(settings.day)),
      },
      {
        type: ComponentType.Label,
        label: 'Time',
        description: 'Such as 18:00 or 6pm',
        component: words('time', settings.time),
      },
      {
        type: ComponentType.Label,
        label: 'Time zone',
        description: 'A city, such as Europe/Berlin',
        component: words('timezone', settings.timezone),
      },
      {
        type: ComponentType.Label,
        label: 'Day of the challenge',
        component: select('challenge_day', 'Another weekday', days(settings.challengeDay)),
      },
      {
        type: ComponentType.Label,
        label: `Weeks for each ${eachUnit(roadmap)}`,
        component: select('weeks_per_phase', 'Weeks', weeks),
      },
    ],
  };
}
