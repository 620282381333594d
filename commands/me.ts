/** `/me`: one's own settings, which are the time zone, and whether leaderboards show one. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { choose } from '../src/domain/record.ts';
import { parseZone, zoneChoices } from '../src/domain/schedule-input.ts';
import { correction } from '../src/messages/errors.ts';
import { meCard } from '../src/messages/me.ts';

export const me = defineCommand({
  definition: {
    name: 'me',
    description: 'Your own settings: your time zone, and whether the leaderboard shows you',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'zone',
        description: 'Your time zone: type a city, such as Lisbon, and pick one',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  autocomplete: { zone: (typed, { now }) => zoneChoices(typed, now) },
  run(call, services) {
    const typed = call.options.zone?.trim();
    if (!typed) return show(call, services);
    const zone = parseZone(typed);
    if (zone) return change(call, services, { zone });
    return reply(
      correction('I know no time zone of that name. Type a city, such as Lisbon or New York, and pick one.'),
    );
  },
  actions: {
    'group-zone': { answers: 'update', run: (call, services) => change(call, services, { zone: null }) },
    hide: { answers: 'update', run: (call, services) => change(call, services, { hidden: true }) },
    show: { answers: 'update', run: (call, services) => change(call, services, { hidden: false }) },
  },
});

type Stores = Pick<Services, 'progress' | 'guilds'>;

async function show(call: AskedInGuild, { progress, guilds }: Stores): Promise<Reply> {
  const [document, guild] = await Promise.all([progress.get(memberOf(call)), guilds.get(call.guild)]);
  const { zone, hidden } = document ?? { zone: null, hidden: false };
  return reply(meCard({ zone, hidden, groupZone: guild?.settings?.timezone ?? null, now: call.now }));
}

async function change(call: AskedInGuild, { progress }: Stores, choices: Parameters<typeof choose>[0]): Promise<Reply> {
  return reply(meCard({ ...(await progress.update(memberOf(call), choose(choices))), now: call.now }));
}
