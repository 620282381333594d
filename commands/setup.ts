/** `/setup`: where and when the weekly posts come. For Manage Server, checked on every use and click. */
import { ApplicationCommandOptionType, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, type Press, type Reply, reply, type Services } from '../src/command.ts';
import type { GuildDocument } from '../src/domain/guild.ts';
import { WAITING } from '../src/domain/leaderboard.ts';
import { TO_POST } from '../src/domain/permissions.ts';
import { readRule, saveRule } from '../src/domain/review-rule.ts';
import { postedOf } from '../src/domain/schedule-changes.ts';
import { zoneChoices } from '../src/domain/schedule-input.ts';
import { applySetup, previewOf, type SetupChoices, saveSetup } from '../src/domain/setup.ts';
import { readSetup, type TypedSetup } from '../src/domain/typed-setup.ts';
import { correction, oldButton } from '../src/messages/errors.ts';
import {
  firstSteps,
  lacking,
  NOTHING_PLANNED,
  setupForm,
  setupPreview,
  setupState,
  WEEKDAYS,
} from '../src/messages/setup.ts';
import { readSave } from '../src/messages/setup-choices.ts';
import { reviewsForm, stillWaiting } from '../src/messages/setup-reviews.ts';
import { samplePrompt } from '../src/messages/weekly.ts';

const weekdays = Object.entries(WEEKDAYS).map(([value, name]) => ({ name, value }));
const NEXT_POSTS = 3;
/** More need not be counted to say that some wait. */
const MOST_WAITING = 25;

export const setup = defineCommand({
  definition: {
    name: 'setup',
    description: 'Where and when the weekly posts come; needs Manage Server',
    contexts: [0],
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        description: 'The study channel',
        channel_types: [ChannelType.GuildText],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'timezone',
        description: 'Type your city, such as Berlin',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'day',
        description: 'The prompt’s weekday',
        choices: weekdays,
      },
      { type: ApplicationCommandOptionType.String, name: 'time', description: 'Such as 18:00 or 6pm', max_length: 20 },
      {
        type: ApplicationCommandOptionType.String,
        name: 'challenge_day',
        description: 'The challenge’s weekday',
        choices: weekdays,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'weeks_per_phase',
        description: 'How many weeks a phase takes',
        min_value: 1,
        max_value: 4,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'start',
        description: 'First day, such as 2026-12-01; in the past if the group has begun already',
        max_length: 20,
      },
      {
        type: ApplicationCommandOptionType.Role,
        name: 'role',
        description: 'Mentioned in weekly posts; @everyone for nobody',
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'paused', description: 'Pause or go on; nothing is skipped' },
    ],
  },
  autocomplete: {
    timezone: (typed, { now }) => zoneChoices(typed, now),
  },
  onlyReads: true,
  run: managing((call, services) => {
    const { channel, role, paused, ...typed } = call.options;
    if (!Object.keys(call.options).length) return show(call, services);
    const others: SetupChoices = {
      ...(channel && { channel: channel.id }),
      // The role @everyone has the server's own id: choosing it takes the mention away.
      ...(role && { role: role.id === call.guild ? null : role.id }),
      ...(paused !== undefined && { paused }),
    };
    const warnings = channel ? [lacking(channel.id, channel.botPermissions)] : [];
    if (role && role.id !== call.guild && !role.mentionable)
      warnings.push(
        `⚠️ Nobody gets a ping from <@&${role.id}> until *Allow anyone to @mention this role* is on: Server settings → Roles.`,
      );
    return preview(call, services, typed, others, warnings);
  }),
  actions: {
    show: { answers: 'update', onlyReads: true, run: managing(show) },
    change: {
      answers: 'modal',
      onlyReads: true,
      run: managing(async (call, services) => {
        const settings = (await services.guilds.get(call.guild))?.settings;
        return settings
          ? { kind: 'modal', modal: setupForm(services.roadmap, settings) }
          : { kind: 'aside', message: firstSteps(services.roadmap) };
      }),
    },
    form: {
      answers: 'update',
      onlyReads: true,
      run: managing((call, services) => {
        const typed = Object.fromEntries(Object.entries(call.fields).map(([name, values]) => [name, values[0]]));
        return preview(call, services, typed, {}, []);
      }),
    },
    save: {
      answers: 'update',
      run: managing((call, services) => {
        const choices = readSave(call.args);
        return choices ? save(call, services, choices) : { kind: 'aside', message: oldButton() };
      }),
    },
    pause: { answers: 'update', run: managing((call, services) => save(call, services, { paused: true })) },
    resume: { answers: 'update', run: managing((call, services) => save(call, services, { paused: false })) },
    reviews: { answers: 'modal', onlyReads: true, run: managing(openReviews) },
    reviewed: { answers: 'update', run: managing(saveReviews) },
    sample: { answers: 'reply', onlyReads: true, run: managing(sample) },
  },
});

/** Discord hides the command from others; buttons and forged ids come here all the same. */
function managing<C extends AskedInGuild>(run: (call: C, services: Services) => Reply | Promise<Reply>) {
  return (call: C, services: Services): Reply | Promise<Reply> => {
    if (call.permissions & PermissionFlagsBits.ManageGuild) return run(call, services);
    return { kind: 'aside', message: correction('Only somebody with Manage Server can set up the weekly posts.') };
  };
}

async function show(call: AskedInGuild, services: Services): Promise<Reply> {
  const [document, records] = await Promise.all([services.guilds.get(call.guild), services.ledger.last(call.guild)]);
  return state(call, services, document, records[0] ?? null);
}

async function state(
  call: AskedInGuild,
  services: Services,
  document: Pick<GuildDocument, 'settings' | 'notices'> | null,
  last: Parameters<typeof setupState>[0]['last'],
  remarks: readonly string[] = [],
): Promise<Reply> {
  const settings = document?.settings;
  if (!settings) return reply(firstSteps(services.roadmap));
  const { roadmap, channels } = services;
  const permissions = await channels.permissions(call.guild, settings.channel);
  const next = previewOf(settings, roadmap.phases.length, call.now, NEXT_POSTS);
  return reply(
    setupState({ roadmap, settings, next, last, guild: call.guild, permissions, notices: document.notices, remarks }),
  );
}

async function preview(
  call: AskedInGuild,
  services: Services,
  typed: TypedSetup,
  others: SetupChoices,
  warnings: readonly (string | null)[],
): Promise<Reply> {
  const read = readSetup(typed);
  if (read.kind === 'problem') return { kind: 'aside', message: correction(read.message) };
  const choices: SetupChoices = { ...read.choices, ...others };
  const { roadmap, guilds, ledger } = services;
  const [document, records] = await Promise.all([guilds.get(call.guild), ledger.last(call.guild)]);
  const result = applySetup(document?.settings ?? null, choices, call.now, postedOf(records), roadmap.phases.length);
  if (result.kind === 'incomplete') return { kind: 'aside', message: firstSteps(roadmap, choices) };
  if (result.kind === 'problem') return { kind: 'aside', message: correction(result.message) };
  const { settings } = result;
  const next = previewOf(settings, roadmap.phases.length, call.now, NEXT_POSTS);
  return reply(setupPreview({ roadmap, settings, next, choices, warnings: warnings.filter((line) => line !== null) }));
}

async function save(call: AskedInGuild, services: Services, choices: SetupChoices): Promise<Reply> {
  const { guilds, ledger, roadmap } = services;
  const records = await ledger.last(call.guild);
  const change = saveSetup(choices, call.now, postedOf(records), roadmap.phases.length);
  const outcome = await guilds.update(call.guild, change);
  if (outcome.kind === 'incomplete') return { kind: 'aside', message: firstSteps(services.roadmap) };
  if (outcome.kind === 'problem') return { kind: 'aside', message: correction(outcome.message) };
  // News that waits on a channel that did not work goes to the new one at once.
  services.wake(call.guild);
  return state(call, services, { settings: outcome.settings, notices: [] }, records[0] ?? null);
}

async function openReviews(call: AskedInGuild, services: Services): Promise<Reply> {
  const settings = (await services.guilds.get(call.guild))?.settings;
  return settings
    ? { kind: 'modal', modal: reviewsForm(settings.review) }
    : { kind: 'aside', message: firstSteps(services.roadmap) };
}

/** What waits stays as it is, whatever the rule becomes. */
async function saveReviews(call: AskedInGuild & Press, services: Services): Promise<Reply> {
  const { guilds, ledger, leaderboard } = services;
  const [by, role, channel] = [call.fields.by?.[0], call.fields.role?.[0], call.fields.channel?.[0]];
  const read = readRule({ ...call, by, role, channel });
  if (read.kind === 'problem') return { kind: 'aside', message: correction(read.message) };
  const lacks = read.rule?.channel
    ? lacking(read.rule.channel, call.channels[read.rule.channel]?.botPermissions ?? null, TO_POST)
    : null;
  if (lacks) return { kind: 'aside', message: correction(`${lacks}\nNothing was saved: choose again with *Reviews*.`) };
  const [records, waiting] = await Promise.all([
    ledger.last(call.guild),
    read.rule ? [] : leaderboard.first(call.guild, WAITING, MOST_WAITING),
  ]);
  const settings = await guilds.update(call.guild, saveRule(read.rule));
  if (!settings) return { kind: 'aside', message: firstSteps(services.roadmap) };
  services.wake(call.guild);
  const remark = stillWaiting(waiting.length);
  return state(call, services, { settings, notices: [] }, records[0] ?? null, remark ? [remark] : []);
}

async function sample(call: AskedInGuild, services: Services): Promise<Reply> {
  const { guilds, roadmap } = services;
  const settings = (await guilds.get(call.guild))?.settings;
  if (!settings) return reply(firstSteps(services.roadmap));
  const slot = previewOf(settings, roadmap.phases.length, call.now, 10).find(({ kind }) => kind === 'prompt');
  if (!slot) return reply(correction(NOTHING_PLANNED));
  return reply(samplePrompt(roadmap, settings, slot));
}
