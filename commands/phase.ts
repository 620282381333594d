/** `/phase`: one phase's card, or all of them at a glance. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, memberOf, type Reply, reply, type Services } from '../src/command.ts';
import { findPhases, resolvePhase } from '../src/domain/find-phase.ts';
import { knownPhases, phaseToDo, stones } from '../src/domain/progress.ts';
import { phaseOf, type Roadmap } from '../src/domain/roadmap.ts';
import { correction } from '../src/messages/errors.ts';
import { named } from '../src/messages/parts.ts';
import { overview, phaseCard, sharedPhase } from '../src/messages/phase.ts';
import { noSuchPhase, notOnRoadmap, phaseChoices, severalPhases } from '../src/messages/phase-choices.ts';
import { StoreOutage } from '../src/outage.ts';

export const phase = defineCommand({
  definition: {
    name: 'phase',
    description: 'Look up a phase of the roadmap, or see all of them',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'phase',
        description: 'A number, a title, a topic such as “borrow”, or an error such as E0502',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  autocomplete: {
    phase: (typed, _call, { roadmap }) => phaseChoices(findPhases(roadmap, typed)),
  },
  onlyReads: true,
  run(call, services) {
    const { roadmap } = services;
    if (!call.options.phase) return showAll(call, services, 0);
    const found = resolvePhase(roadmap, call.options.phase);
    switch (found.kind) {
      case 'found':
        return reply(phaseCard(roadmap, found.phase));
      case 'ambiguous':
        return reply(severalPhases(roadmap, found.matches));
      case 'none':
        return reply(noSuchPhase(roadmap, call.options.phase));
    }
  },
  actions: {
    open: { answers: 'update', onlyReads: true, run: ({ args }, { roadmap }) => show(roadmap, args[0]) },
    pick: { answers: 'update', onlyReads: true, run: ({ values }, { roadmap }) => show(roadmap, values[0]) },
    all: { answers: 'update', onlyReads: true, run: (call, services) => showAll(call, services, Number(call.args[0])) },
    share: {
      answers: 'reply',
      run({ args, name }, { roadmap }) {
        const chosen = phaseOf(roadmap, args[0]);
        if (!chosen) return { kind: 'aside', message: notOnRoadmap(roadmap) };
        const share = sharedPhase(roadmap, chosen, named(name));
        return { kind: 'message', message: correction('Shared with the group.'), share };
      },
    },
  },
});

function show(roadmap: Roadmap, id: string | undefined): Reply {
  const chosen = phaseOf(roadmap, id);
  return chosen ? reply(phaseCard(roadmap, chosen)) : { kind: 'aside', message: notOnRoadmap(roadmap) };
}

async function showAll(call: AskedInGuild, { roadmap, progress }: Services, page: number): Promise<Reply> {
  try {
    const events = (await progress.get(memberOf(call)))?.events ?? [];
    const done = new Set(stones(events).map((stone) => stone.phase));
    const known = knownPhases(roadmap.phases, events);
    return reply(overview({ roadmap, done, known, current: phaseToDo(roadmap.phases, events)?.id ?? null, page }));
  } catch (error) {
    // The roadmap itself needs no store: better all phases unmarked than none.
    if (!(error instanceof StoreOutage)) throw error;
    return reply(overview({ roadmap, done: null, known: new Set(), current: null, page }));
  }
}
