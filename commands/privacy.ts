/** `/privacy`: what is stored, one's own data as a file, and its deletion. In a direct message: of all one's servers. */
import { type Asked, defineCommand, reply, type Services } from '../src/command.ts';
import { forgetReviewer, namesReviewer, unsayReviewer } from '../src/domain/forget-reviewer.ts';
import { REVIEWERS } from '../src/domain/leaderboard.ts';
import type { MemberRef } from '../src/domain/progress.ts';
import { confirmDeletion, deleted, type Export, exportMessage, privacyCard } from '../src/messages/privacy.ts';
import { StoreOutage } from '../src/outage.ts';

export const privacy = defineCommand({
  definition: {
    name: 'privacy',
    description: 'What I store about you; export or delete it',
    contexts: [0, 1],
  },
  onlyReads: true,
  run: (call, services) => show(call, services),
  actions: {
    show: { answers: 'update', onlyReads: true, run: (call, services) => show(call, services) },
    export: {
      answers: 'reply',
      onlyReads: true,
      run: async (call, services) => reply(exportMessage({ ...(await everything(call, services)), ...call })),
    },
    'ask-delete': { answers: 'update', onlyReads: true, run: (call) => reply(confirmDeletion(call.guild === null)) },
    delete: {
      answers: 'update',
      async run(call, services) {
        const guilds = await guildsOf(call, services);
        const { now, user } = call;
        const gone = await Promise.allSettled(guilds.map((guild) => forget(services, { guild, user }, now)));
        // Each server for itself; what could not be deleted is not called deleted.
        const failed = gone.find((one) => one.status === 'rejected');
        if (failed) throw failed.reason;
        return reply(deleted(gone.some((one) => one.status === 'fulfilled' && one.value)));
      },
    },
  },
});

/**
 * Where others' milestones name them comes first: whoever is interrupted in between asks again, and finds what is left. It ends,
 * since each round looks at members that no round before has seen.
 */
async function forget(
  { progress, leaderboard, news }: Pick<Services, 'progress' | 'leaderboard' | 'news'>,
  { guild, user }: MemberRef,
  now: number,
): Promise<boolean> {
  const seen = new Set<string>();
  for (let limit = FIRST_LOOK; ; limit *= 2) {
    const rows = (await leaderboard.first(guild, REVIEWERS, limit)).filter((row) => !seen.has(row.user));
    if (!rows.length) break;
    for (const row of rows) {
      seen.add(row.user);
      if (namesReviewer(row.document.events, user))
        await progress.update({ guild, user: row.user }, forgetReviewer(user));
    }
  }
  for (const told of await news.since(guild, 0)) {
    if (told.judge === user) await progress.update({ guild, user: told.user }, unsayReviewer(told, now));
  }
  return progress.forget({ guild, user }, now);
}

/** Few have a reviewer named in their document: only those whose milestones are looked at just now. */
const FIRST_LOOK = 50;

type Stores = Pick<Services, 'progress'>;

async function show(call: Asked, services: Stores) {
  return reply(privacyCard(call.guild === null ? (await guildsOf(call, services)).length : null));
}

async function guildsOf({ guild, user }: Asked, { progress }: Stores): Promise<readonly string[]> {
  return guild === null ? progress.guildsOf(user) : [guild];
}

/** What one server holds must not keep the others from being given. */
async function everything(call: Asked, services: Stores): Promise<Pick<Export, 'found' | 'unreadable'>> {
  const guilds = await guildsOf(call, services);
  const read = await Promise.allSettled(guilds.map((guild) => services.progress.get({ guild, user: call.user })));
  const failed = read.filter((one) => one.status === 'rejected');
  const [first] = failed;
  if (first && (failed.length === read.length || failed.some(({ reason }) => reason instanceof StoreOutage))) {
    throw first.reason;
  }
  return {
    found: read.flatMap((one, at) =>
      one.status === 'fulfilled' && one.value ? [{ guild: guilds[at] ?? '', document: one.value }] : [],
    ),
    unreadable: guilds.filter((_, at) => read[at]?.status === 'rejected'),
  };
}
