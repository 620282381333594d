/** `/done`: checks a milestone in, takes it back, changes what was said with it. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import {
  type AskedInGuild,
  defineCommand,
  memberOf,
  type Press,
  type Reply,
  reply,
  type Services,
} from '../src/command.ts';
import { findPhases, resolvePhase } from '../src/domain/find-phase.ts';
import { stoneOf } from '../src/domain/progress.ts';
import { checkInMember, reviseMember, takeBackOf } from '../src/domain/record.ts';
import type { Phase, Roadmap } from '../src/domain/roadmap.ts';
import { readProof, type TypedProof } from '../src/domain/typed-proof.ts';
import {
  alreadyDoneCard,
  doneCard,
  everythingDoneCard,
  NOTE_LENGTH,
  needsTrackCard,
  proofForm,
  takenBackCard,
  trackForm,
} from '../src/messages/done.ts';
import { correction } from '../src/messages/errors.ts';
import { noSuchPhase, notOnRoadmap, phaseChoices, severalPhases, trackChoices } from '../src/messages/phase-choices.ts';
import { submittedCard, waitingCard } from '../src/messages/submitted.ts';

export const done = defineCommand({
  definition: {
    name: 'done',
    description: 'Check a milestone in: it becomes a stone on your cairn',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'phase',
        description: 'Which phase; without it, the one you are in',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'link',
        description: 'Where your work can be seen, beginning with https://',
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'note',
        description: 'A few words for the group',
        max_length: NOTE_LENGTH,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'track',
        description: 'Your track, where the phase has several',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  autocomplete: {
    phase: (typed, _call, { roadmap }) => phaseChoices(findPhases(roadmap, typed)),
    track: (typed, { options }, { roadmap }) => trackChoices(tracksFor(roadmap, options.phase), typed),
  },
  answers: ({ options }, roadmap) => (asksForTrack(roadmap, options) ? 'modal' : 'reply'),
  run(call, services) {
    const { roadmap } = services;
    const { phase: wanted, ...typed } = call.options;
    if (!wanted) return checkIn(call, services, null, typed);
    const found = resolvePhase(roadmap, wanted);
    if (found.kind === 'none') return reply(noSuchPhase(roadmap, wanted));
    if (found.kind === 'ambiguous') return reply(severalPhases(roadmap, found.matches));
    return checkIn(call, services, found.phase, typed);
  },
  actions: {
    'check-in': {
      answers: ({ args }, roadmap) => (byId(roadmap, args[0])?.tracks.length ? 'modal' : 'update'),
      run: (call, services) => withPhase(call, services, (phase) => checkIn(call, services, phase, {})),
    },
    'with-track': {
      answers: 'update',
      run: (call, services) => withPhase(call, services, (phase) => checkInFromForm(call, services, phase)),
    },
    'take-back': {
      answers: 'update',
      run: (call, services) => withPhase(call, services, (phase) => takeBack(call, services, phase)),
    },
    change: {
      answers: 'modal',
      onlyReads: true,
      run: (call, services) => withPhase(call, services, (phase) => openForm(call, services, phase)),
    },
    changed: {
      answers: 'update',
      run: (call, services) => withPhase(call, services, (phase) => change(call, services, phase, fieldsOf(call))),
    },
  },
});

function byId(roadmap: Roadmap, id: string | undefined): Phase | undefined {
  return roadmap.phases.find((phase) => phase.id === id);
}

function withPhase(
  call: Press,
  { roadmap }: Services,
  act: (phase: Phase) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const phase = byId(roadmap, call.args[0]);
  if (phase) return act(phase);
  return { kind: 'aside', message: notOnRoadmap(roadmap) };
}

function fieldsOf({ fields }: Press): TypedProof {
  return { link: fields.link?.[0], note: fields.note?.[0], tracks: fields.tracks };
}

function tracksFor(roadmap: Roadmap, wanted: string | undefined) {
  const found = wanted ? resolvePhase(roadmap, wanted) : null;
  return found?.kind === 'found' ? found.phase.tracks : roadmap.phases.flatMap(({ tracks }) => tracks);
}

/** Purely from what was typed. A finished phase turns out to need no form: a message may stand in for one. */
function asksForTrack(
  roadmap: Roadmap,
  { phase: wanted, ...typed }: TypedProof & { readonly phase?: string },
): boolean {
  const found = wanted ? resolvePhase(roadmap, wanted) : null;
  if (found?.kind !== 'found' || !found.phase.tracks.length) return false;
  const proof = readProof(found.phase.tracks, typed);
  return proof.kind === 'proof' && !proof.proof.tracks;
}

/** @param chosen null: the phase the member is in, which only the store knows. */
async function checkIn(
  call: AskedInGuild,
  services: Services,
  chosen: Phase | null,
  typed: TypedProof,
): Promise<Reply> {
  const { roadmap, progress, wake } = services;
  const read = readProof(chosen?.tracks ?? roadmap.phases.flatMap(({ tracks }) => tracks), typed);
  if (read.kind === 'problem') return { kind: 'aside', message: correction(read.message) };
  if (chosen?.tracks.length && !read.proof.tracks && !(await stoneFor(call, services, chosen)))
    return { kind: 'modal', modal: trackForm(chosen, read.proof) };

  const outcome = await progress.update(memberOf(call), checkInMember(roadmap, call, chosen, read.proof));
  switch (outcome.kind) {
    case 'completed':
      wake(call.guild);
      return reply(doneCard({ roadmap, ...outcome }));
    case 'submitted':
      wake(call.guild);
      return reply(submittedCard({ roadmap, ...outcome }));
    case 'waiting':
      return reply(waitingCard(roadmap, outcome.phase, outcome.submission, outcome.saved));
    case 'already-done':
      return reply(alreadyDoneCard(roadmap, outcome.phase, outcome.stone, outcome.saved));
    case 'needs-track':
      return reply(needsTrackCard(roadmap, outcome.phase, read.proof));
    case 'all-done':
      return reply(everythingDoneCard(roadmap));
  }
}

/** A form never answers a form: one that came without a track gets a sentence. */
function checkInFromForm(call: AskedInGuild & Press, services: Services, phase: Phase): Promise<Reply> | Reply {
  const typed = fieldsOf(call);
  if (phase.tracks.length && !typed.tracks?.length)
    return { kind: 'aside', message: correction('Choose at least one track.') };
  return checkIn(call, services, phase, typed);
}

async function takeBack(call: AskedInGuild, { roadmap, progress }: Services, phase: Phase): Promise<Reply> {
  const outcome = await progress.update(memberOf(call), takeBackOf(call, phase.id));
  return outcome.kind === 'revised' ? reply(takenBackCard(roadmap, phase)) : notDone(roadmap, phase);
}

async function openForm(call: AskedInGuild, services: Services, phase: Phase): Promise<Reply> {
  const stone = await stoneFor(call, services, phase);
  return stone ? { kind: 'modal', modal: proofForm(phase, stone.proof) } : notDone(services.roadmap, phase);
}

async function stoneFor(call: AskedInGuild, { progress }: Services, phase: Phase) {
  return stoneOf((await progress.get(memberOf(call)))?.events ?? [], phase.id);
}

async function change(
  call: AskedInGuild,
  { roadmap, progress }: Services,
  phase: Phase,
  typed: TypedProof,
): Promise<Reply> {
  const read = readProof(phase.tracks, typed);
  if (read.kind === 'problem') return { kind: 'aside', message: correction(read.message) };
  const outcome = await progress.update(memberOf(call), reviseMember(call, phase.id, read.proof));
  return outcome.kind === 'revised'
    ? reply(alreadyDoneCard(roadmap, phase, outcome.stone, true))
    : notDone(roadmap, phase);
}

function notDone(roadmap: Roadmap, phase: Phase): Reply {
  const name = `${roadmap.unit} ${phase.number}`;
  return {
    kind: 'aside',
    message: correction(
      `${name} is not checked in, so there is nothing to change. \`/done phase:${phase.number}\` checks it in.`,
    ),
  };
}
