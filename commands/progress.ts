/** `/progress`: where you or somebody else stands, and the one next step. */
import { ApplicationCommandOptionType, PermissionFlagsBits } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { type Cairn, cairnOf } from '../src/domain/cairn.ts';
import { takeBackOf } from '../src/domain/record.ts';
import { phaseOf } from '../src/domain/roadmap.ts';
import { streakNow } from '../src/domain/streak.ts';
import { correction } from '../src/messages/errors.ts';
import { cairnAlt, type Picture, SOMEBODY_WAITS_MS } from '../src/messages/pictures.ts';
import { leftTheServer, othersProgress, ownProgress, sharedProgress, takenBackFrom } from '../src/messages/progress.ts';
import { streakWords } from '../src/messages/streak.ts';
import { ownStep } from '../src/own-step.ts';

export const progress = defineCommand({
  definition: {
    name: 'progress',
    description: 'Where you stand and what comes next; or somebody else’s progress',
    contexts: [0],
    options: [
      { type: ApplicationCommandOptionType.User, name: 'member', description: 'Whose progress; without it, your own' },
    ],
  },
  onlyReads: true,
  run(call, services) {
    const { member } = call.options;
    if (!member || member.id === call.user) return own(call, services, 0);
    if (member.bot) return reply(correction('A bot has no progress. Pick a member of the group.'));
    return others(call, services, member.id, 0, member.name);
  },
  actions: {
    mine: {
      answers: 'update',
      onlyReads: true,
      run: (call, services) => own(call, services, Number(call.args[0] ?? 0)),
    },
    // As `/next`. The button stands under every post, and posts outlive the command that they came with.
    next: {
      answers: 'update',
      onlyReads: true,
      run: ownStep,
    },
    of: {
      answers: 'update',
      onlyReads: true,
      run: (call, services) => others(call, services, call.args[0] ?? '', Number(call.args[1] ?? 0)),
    },
    share: {
      answers: 'reply',
      async run(call, services) {
        const { roadmap } = services;
        const events = await eventsOf(call, services);
        const picture = await drawn(services, cairnOf(roadmap, events, { name: call.name }));
        const share = sharedProgress({ roadmap, events, name: call.name, picture });
        return { kind: 'message', message: correction('Shared with the group.'), share };
      },
    },
    remove: {
      answers: 'update',
      run: (call, services) => remove(call, services, call.args[0] ?? '', call.values[0] ?? ''),
    },
  },
});

type Stores = Pick<Services, 'roadmap' | 'progress' | 'pictures'>;
type OwnStores = Stores & Pick<Services, 'guilds' | 'absences'>;

async function drawn({ pictures }: Pick<Services, 'pictures'>, cairn: Cairn): Promise<Picture> {
  const png = await pictures.draw(cairn, SOMEBODY_WAITS_MS);
  return png && { png, alt: cairnAlt(cairn) };
}

async function eventsOf(call: AskedInGuild, services: Stores) {
  return (await services.progress.get(memberOf(call)))?.events ?? [];
}

async function own(call: AskedInGuild, services: OwnStores, page: number): Promise<Reply> {
  const { roadmap, progress, guilds, absences } = services;
  // Both at once: one round trip.
  const [document, guild] = await Promise.all([progress.get(memberOf(call)), guilds.get(call.guild)]);
  const events = document?.events ?? [];
  const streak = streakNow(document, guild, absences(), call.now);
  const picture = await drawn(services, cairnOf(roadmap, events, { streak: streakWords(streak) }));
  return reply(ownProgress({ roadmap, events, page, picture, streak }));
}

async function others(
  call: AskedInGuild,
  services: Stores,
  user: string,
  page: number,
  chosen?: string,
): Promise<Reply> {
  const document = await services.progress.get({ guild: call.guild, user });
  const name = chosen || document?.name || 'somebody';
  if (document && document.left !== null) return reply(leftTheServer(name));
  const { permissions } = call;
  const events = document?.events ?? [];
  const { roadmap } = services;
  const picture = events.length ? await drawn(services, cairnOf(roadmap, events, { onlyLaid: true })) : null;
  const message = othersProgress({ roadmap, events, page, picture, user, name, permissions });
  return { kind: 'message', message, shown: events.length ? [user] : [] };
}

/** An owner takes somebody's check-in back. Rights are checked on every click: a card outlives them. */
async function remove(call: AskedInGuild, services: Stores, user: string, id: string): Promise<Reply> {
  if (!(call.permissions & PermissionFlagsBits.ManageGuild)) {
    return {
      kind: 'aside',
      message: correction('Only somebody with Manage Server can take back another member’s check-in.'),
    };
  }
  const phase = phaseOf(services.roadmap, id);
  const document = await services.progress.get({ guild: call.guild, user });
  if (!phase || !document) return { kind: 'aside', message: correction('That check-in is not there any more.') };
  const member = { guild: call.guild, user, name: document.name };
  const outcome = await services.progress.update(member, takeBackOf({ ...call, user, name: document.name }, phase.id));
  if (outcome.kind === 'not-done')
    return { kind: 'aside', message: correction('That check-in was taken back already.') };
  return reply(takenBackFrom(services.roadmap, phase, document.name));
}
