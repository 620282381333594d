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
import { findPhases, type Resolved, resolvePhase } from '../src/domain/find-phase.ts';
import { stoneOf, waitingOf } from '../src/domain/progress.ts';
import { checkInMember, reviseMember, takeBackOf } from '../src/domain/record.ts';
import { type Phase, phaseOf, type Roadmap } from '../src/domain/roadmap.ts';
import { offeredBy, readProof, type TypedProof } from '../src/domain/typed-proof.ts';
import type { Message } from '../src/message.ts';
import {
  alreadyDoneCard,
  doneCard,
  everythingDoneCard,
  needsTrackCard,
  notTaken,
  takenBackCard,
  toCopy,
} from '../src/messages/done.ts';
import { changeForm, doneForm, MY_PHASE, NOTE_LENGTH, picksPhase, ticksIn } from '../src/messages/done-form.ts';
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
  // A link with the command is the quick way.
  answers: ({ options }) => (options.link?.trim() ? 'reply' : 'modal'),
  run(call, services) {
    const { roadmap } = services;
    const { phase: wanted, ...typed } = call.options;
    const found = wanted?.trim() ? resolvePhase(roadmap, wanted) : null;
    if (found && found.kind !== 'found') return reply(notToldApart(roadmap, wanted, found, typed));
    const phase = found?.phase ?? null;
    return typed.link?.trim() ? checkIn(call, services, phase, typed) : openForm(roadmap, phase, typed);
  },
  actions: {
    // Without a phase: the form asks for it.
    'check-in': {
      answers: 'modal',
      onlyReads: true,
      run({ args: [id, state] }, { roadmap }) {
        const phase = id ? phaseOf(roadmap, id) : null;
        if (phase === undefined) return { kind: 'aside', message: notOnRoadmap(roadmap) };
        return { kind: 'modal', modal: doneForm(roadmap, phase, ticksIn(phase, state)) };
      },
    },
    sent: { answers: 'update', givesBack: typedIn, run: checkInFromForm },
    'take-back': {
      answers: 'update',
      run: (call, services) => withPhase(call, services, (phase) => takeBack(call, services, phase)),
    },
    change: {
      answers: 'modal',
      onlyReads: true,
      run: (call, services) => withPhase(call, services, (phase) => openChange(call, services, phase)),
    },
    changed: {
      answers: 'update',
      givesBack: typedIn,
      run: (call, services) => withPhase(call, services, (phase) => change(call, services, phase, fieldsOf(call))),
    },
  },
});

function withPhase(
  call: Press,
  { roadmap }: Services,
  act: (phase: Phase) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const phase = phaseOf(roadmap, call.args[0]);
  if (phase) return act(phase);
  return { kind: 'aside', message: notOnRoadmap(roadmap) };
}

function fieldsOf({ fields }: Press): TypedProof {
  const { link, note, tracks, met, later } = fields;
  return { link: link?.[0], note: note?.[0], tracks, met, later: later?.length ? true : undefined };
}

function tracksFor(roadmap: Roadmap, wanted: string | undefined) {
  const found = wanted ? resolvePhase(roadmap, wanted) : null;
  return found?.kind === 'found' ? found.phase.tracks : roadmap.phases.flatMap(({ tracks }) => tracks);
}

/** Without a link there is something to ask for. Purely from the roadmap, so that the form never comes late. */
function openForm(roadmap: Roadmap, phase: Phase | null, typed: TypedProof): Reply {
  const read = readProof(offeredBy(roadmap, phase), typed);
  if (read.kind === 'problem') return { kind: 'aside', message: notTaken(correction(read.message), phase, read.said) };
  return { kind: 'modal', modal: doneForm(roadmap, phase, read.proof) };
}

/** @param chosen null: the phase the member is in, which only the store knows. */
async function checkIn(
  call: AskedInGuild,
  services: Services,
  chosen: Phase | null,
  typed: TypedProof,
): Promise<Reply> {
  const { roadmap, progress, wake } = services;
  const read = readProof(offeredBy(roadmap, chosen), typed);
  if (read.kind === 'problem') return { kind: 'aside', message: notTaken(correction(read.message), chosen, read.said) };
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

/** A form never answers a form: whatever is wrong with one becomes a sentence, with what was typed. */
function checkInFromForm(call: AskedInGuild & Press, services: Services): Promise<Reply> | Reply {
  const { roadmap } = services;
  const [id, ...tracks] = call.args;
  const typed = { ...fieldsOf(call), ...(!id && { tracks }) };
  const chosen = id ? (phaseOf(roadmap, id) ?? notOnRoadmap(roadmap)) : phaseIn(roadmap, call.fields.phase?.[0]);
  if (!chosen || 'title' in chosen) return checkIn(call, services, chosen, typed);
  return { kind: 'aside', message: { components: [...chosen.components, ...typedIn(call, roadmap).components] } };
}

function typedIn(call: Press, roadmap: Roadmap): Message {
  const phase = phaseOf(roadmap, call.args[0]) ?? null;
  const read = readProof(offeredBy(roadmap, phase), fieldsOf(call));
  return toCopy(phase, read.kind === 'proof' ? read.proof : read.said);
}

/** From the form's select, or its text field where there are too many phases for one. Null: the one the member is in. */
function phaseIn(roadmap: Roadmap, typed = ''): Phase | Message | null {
  if (!typed.trim() || typed === MY_PHASE) return null;
  if (picksPhase(roadmap)) return phaseOf(roadmap, typed) ?? notOnRoadmap(roadmap);
  const found = resolvePhase(roadmap, typed);
  return found.kind === 'found' ? found.phase : whichPhase(roadmap, typed, found);
}

type NotFound = Exclude<Resolved, { readonly kind: 'found' }>;

function whichPhase(roadmap: Roadmap, typed: string, found: NotFound): Message {
  return found.kind === 'none' ? noSuchPhase(roadmap, typed) : severalPhases(roadmap, found.matches);
}

/** Discord forgets a command that was sent, so what was typed beside the phase is given back. */
function notToldApart(roadmap: Roadmap, wanted = '', found: NotFound, typed: TypedProof): Message {
  const why = whichPhase(roadmap, wanted, found);
  const read = readProof(offeredBy(roadmap, null), typed);
  const said = read.kind === 'proof' ? read.proof : read.said;
  return said.link || said.note ? notTaken(why, null, said) : why;
}

async function takeBack(call: AskedInGuild, { roadmap, progress }: Services, phase: Phase): Promise<Reply> {
  const outcome = await progress.update(memberOf(call), takeBackOf(call, phase.id));
  return outcome.kind === 'revised' ? reply(takenBackCard(roadmap, phase, outcome.counted)) : notDone(roadmap, phase);
}

async function openChange(call: AskedInGuild, { roadmap, progress }: Services, phase: Phase): Promise<Reply> {
  const events = (await progress.get(memberOf(call)))?.events ?? [];
  const stone = stoneOf(events, phase.id) ?? waitingOf(events, phase.id);
  return stone ? { kind: 'modal', modal: changeForm(roadmap, phase, stone.proof) } : notDone(roadmap, phase);
}

async function change(
  call: AskedInGuild,
  { roadmap, progress }: Services,
  phase: Phase,
  typed: TypedProof,
): Promise<Reply> {
  const read = readProof(offeredBy(roadmap, phase), typed);
  if (read.kind === 'problem') return { kind: 'aside', message: notTaken(correction(read.message), phase, read.said) };
  const outcome = await progress.update(memberOf(call), reviseMember(call, phase.id, read.proof));
  if (outcome.kind === 'not-done') return notDone(roadmap, phase);
  const card = outcome.waits ? waitingCard : alreadyDoneCard;
  return reply(card(roadmap, phase, outcome.stone, true));
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
