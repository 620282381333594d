/** `/next`: the one thing to do now, and the topics of one's phase to tick. */
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { phaseOf } from '../src/domain/roadmap.ts';
import { beginAt, tickTopics } from '../src/domain/ticks.ts';
import { whereCard } from '../src/messages/next.ts';
import { notOnRoadmap } from '../src/messages/phase-choices.ts';
import { ownStep, stepFrom } from '../src/own-step.ts';

export const next = defineCommand({
  definition: {
    name: 'next',
    description: 'Your next small step, and the topics of your phase to tick',
    contexts: [0],
  },
  onlyReads: true,
  run: ownStep,
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

type Stores = Pick<Services, 'roadmap' | 'progress' | 'leaderboard'>;

async function begin(call: AskedInGuild, services: Stores, id: string | undefined): Promise<Reply> {
  const { roadmap, progress } = services;
  const phase = phaseOf(roadmap, id);
  if (!phase) return { kind: 'aside', message: notOnRoadmap(roadmap) };
  return stepFrom(call, services, await progress.update(memberOf(call), beginAt(call, phase)));
}

async function tick(
  call: AskedInGuild,
  services: Stores,
  id: string | undefined,
  chosen: readonly string[],
): Promise<Reply> {
  const { roadmap, progress } = services;
  const phase = phaseOf(roadmap, id);
  if (!phase) return { kind: 'aside', message: notOnRoadmap(roadmap) };
  const walk = await progress.update(memberOf(call), tickTopics(call, phase, chosen));
  return stepFrom(call, services, walk, phase);
}
