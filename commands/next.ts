/** `/next`: the one thing to do now, and the topics of one's phase to tick. */
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { beginAt, tickTopics } from '../src/domain/record.ts';
import { nextCard, nextCardOf, whereCard } from '../src/messages/next.ts';
import { notOnRoadmap } from '../src/messages/phase-choices.ts';

export const next = defineCommand({
  definition: {
    name: 'next',
    description: 'Your next small step, and the topics of your phase to tick',
    contexts: [0],
  },
  onlyReads: true,
  run: async (call, { roadmap, progress }) =>
    reply(nextCard(roadmap, (await progress.get(memberOf(call)))?.events ?? [])),
  actions: {
    where: {
      answers: 'update',
      onlyReads: true,
      run: ({ args }, { roadmap }) => reply(whereCard(roadmap, Number(args[0] ?? 0))),
    },
    begin: { answers: 'update', run: (call, services) => begin(call, services, call.args[0]) },
    'begin-at': { answers: 'update', run: (call, services) => begin(call, services, call.values[0]) },
    tick: { answers: 'update', run: (call, services) => tick(call, services, call.args[0], call.values) },
  },
});

type Stores = Pick<Services, 'roadmap' | 'progress'>;

async function begin(call: AskedInGuild, { roadmap, progress }: Stores, id: string | undefined): Promise<Reply> {
  const phase = roadmap.phases.find((candidate) => candidate.id === id);
  if (!phase) return { kind: 'aside', message: notOnRoadmap(roadmap) };
  return reply(nextCard(roadmap, await progress.update(memberOf(call), beginAt(call, phase))));
}

async function tick(
  call: AskedInGuild,
  { roadmap, progress }: Stores,
  id: string | undefined,
  chosen: readonly string[],
): Promise<Reply> {
  const phase = roadmap.phases.find((candidate) => candidate.id === id);
  if (!phase) return { kind: 'aside', message: notOnRoadmap(roadmap) };
  return reply(nextCardOf(roadmap, phase, await progress.update(memberOf(call), tickTopics(call, phase, chosen))));
}
