/** `/me`: one's own settings: time zone, track, leaderboards, and who sees one's words. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { type Choices, choicesOf, choose } from '../src/domain/record.ts';
import type { Roadmap } from '../src/domain/roadmap.ts';
import { parseZone, zoneChoices } from '../src/domain/schedule-input.ts';
import { trackByName, tracksOf } from '../src/domain/tracks.ts';
import { correction } from '../src/messages/errors.ts';
import { meCard, noSuchTrack, ownTrackChoices, WHO_SEES } from '../src/messages/me.ts';

export const me = defineCommand({
  definition: {
    name: 'me',
    description: 'Your own settings: time zone, track, leaderboard, and who sees your words',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'zone',
        description: 'Your time zone: type a city, such as Lisbon, and pick one',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'track',
        description: 'Your track, for every check-in in which you name no other; “none” for none',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  autocomplete: {
    zone: (typed, { now }) => zoneChoices(typed, now),
    track: (typed, _call, { roadmap }) => ownTrackChoices(tracksOf(roadmap), typed),
  },
  run(call, services) {
    const { zone, track } = call.options;
    const read = { ...readZone(zone?.trim() ?? ''), ...readTrack(services.roadmap, track?.trim() ?? '') };
    const noZone = zone?.trim() && read.zone === undefined;
    const noTrack = track?.trim() && read.track === undefined;
    if (noZone || noTrack) {
      const wrong = [...(noZone ? [NO_SUCH_ZONE] : []), ...(noTrack ? [noSuchTrack(tracksOf(services.roadmap))] : [])];
      // What is wrong with one leaves the other as it was, and that is said.
      if (Object.keys(read).length) wrong.push(correction('Nothing is changed yet: type both again.'));
      return reply({ components: wrong.flatMap(({ components }) => components) });
    }
    return Object.keys(read).length ? change(call, services, read) : show(call, services);
  },
  actions: {
    'group-zone': { answers: 'update', run: (call, services) => change(call, services, { zone: null }) },
    'no-track': { answers: 'update', run: (call, services) => change(call, services, { track: null }) },
    hide: { answers: 'update', run: (call, services) => change(call, services, { hidden: true }) },
    show: { answers: 'update', run: (call, services) => change(call, services, { hidden: false }) },
    words: {
      answers: 'update',
      run(call, services) {
        const words = WHO_SEES.find((one) => one === call.values[0]);
        return words ? change(call, services, { words }) : show(call, services);
      },
    },
  },
});

const NO_SUCH_ZONE = correction(
  'I know no time zone of that name. Type a city, such as Lisbon or New York, and pick one.',
);

function readZone(typed: string): { readonly zone?: string } {
  const zone = typed && parseZone(typed);
  return zone ? { zone } : {};
}

function readTrack(roadmap: Roadmap, typed: string): { readonly track?: string | null } {
  const track = trackByName(tracksOf(roadmap), typed);
  if (track) return { track: track.id };
  return /^no(ne| track)$/i.test(typed) ? { track: null } : {};
}

type Stores = Pick<Services, 'roadmap' | 'progress' | 'guilds'>;

async function show(call: AskedInGuild, { roadmap, progress, guilds }: Stores): Promise<Reply> {
  const [document, guild] = await Promise.all([progress.get(memberOf(call)), guilds.get(call.guild)]);
  const groupZone = guild?.settings?.timezone ?? null;
  return reply(meCard({ ...choicesOf(document), groupZone, tracks: tracksOf(roadmap), now: call.now }));
}

async function change(call: AskedInGuild, services: Stores, choices: Partial<Choices>): Promise<Reply> {
  const chosen = await services.progress.update(memberOf(call), choose(choices));
  return reply(meCard({ ...chosen, tracks: tracksOf(services.roadmap), now: call.now }));
}
