/** What a member sees of a check-in: done, done before, taken back, not taken. The form is in done-form.ts. */
import type { Proof, Stone } from '../domain/progress.ts';
import type { Phase, Roadmap } from '../domain/roadmap.ts';
import { criteriaOf } from '../domain/typed-proof.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { formId } from './done-form.ts';
import { correction } from './errors.ts';
import { bare, button, card, cut, escaped, row, text, timestamp } from './parts.ts';
import { phaseName } from './phase.ts';
import { unitOf } from './unit.ts';

/** For whoever has nothing left to do. */
export const HELP_OTHERS =
  'What now? Answer a question under the newest prompt, or look at a milestone that waits: `/reviews`.';

const BAR_LENGTH = 10;

/** "▰▰▱▱▱▱▱▱▱▱ 3 of 14" */
export function bar(done: number, of: number): string {
  // Never full before the end, never empty after the first stone.
  const filled = done >= of ? BAR_LENGTH : Math.min(BAR_LENGTH - 1, Math.ceil((done / of) * BAR_LENGTH));
  return `${'▰'.repeat(filled)}${'▱'.repeat(BAR_LENGTH - filled)} ${done} of ${of}`;
}

interface Done {
  readonly roadmap: Roadmap;
  readonly phase: Phase;
  /** How many phases of the roadmap are finished now. */
  readonly count: number;
  readonly next: Phase | null;
}

export function doneCard({ roadmap, phase, count, next }: Done): Message {
  const title = `## 🪨 ${roadmap.unit} ${phase.number} is done\n**${phase.title}** is on your cairn.\n${bar(count, roadmap.phases.length)}`;
  return {
    components: [card(text(title), text(whatComesNext(roadmap, next)), onwards(roadmap, phase, next))],
  };
}

export function whatComesNext(roadmap: Roadmap, next: Phase | null): string {
  if (!next) return `That was the last one: the whole roadmap is behind you. ${HELP_OTHERS}`;
  const first = next.topics[0]?.text.markdown;
  const begin = first ? `\nBegin with: ${first}` : '';
  return `**Next: ${phaseName(roadmap, next)}**${begin}`;
}

/** Words that others left in the next phase come with its step: a check-in reads nothing for them, and is about one's own stone. */
export function onwards(roadmap: Roadmap, phase: Phase, next: Phase | null) {
  return row(
    next ? actions.openPhase(next.id, `Open ${unitOf(roadmap)} ${next.number}`) : null,
    next ? actions.nextStep() : null,
    actions.progress(),
    takeBackButton(phase),
  );
}

function takeBackButton(phase: Phase) {
  return button(actionId('done', 'take-back', phase.id), 'Take back');
}

/** `saved`: the member typed a new link, note or track with it, and it is kept now. */
export function alreadyDoneCard(roadmap: Roadmap, phase: Phase, stone: Stone, saved: boolean): Message {
  const head = `## 🪨 ${roadmap.unit} ${phase.number} was done on ${timestamp(stone.at, 'D')}`;
  return saidCard(roadmap, phase, head, { proof: stone.proof, saved });
}

/** What was said with a check-in or a submission, to be changed or taken back. */
export function saidCard(
  roadmap: Roadmap,
  phase: Phase,
  head: string,
  { proof, saved }: { readonly proof: Proof; readonly saved: boolean },
): Message {
  const change = button(actionId('done', 'change', phase.id), 'Change link or note', { emoji: '✏️' });
  const kept = saved ? 'Your changes are saved.' : null;
  return {
    components: [
      card(
        text([head, proofLines(roadmap, phase, proof), kept].filter(Boolean).join('\n')),
        row(change, takeBackButton(phase), actions.progress()),
      ),
    ],
  };
}

/** What was said with a check-in, as lines; empty where nothing was. */
function proofLines(roadmap: Roadmap, phase: Phase, proof: Proof): string {
  const { link, note, tracks, later } = proof;
  const names = tracks?.map((id) => phase.tracks.find((track) => track.id === id)?.name ?? id);
  return [
    names?.length ? `Track: ${names.map(escaped).join(', ')}` : null,
    link ? linkText(link) : null,
    metWords(phase, proof),
    note ? `> ${escaped(note)}` : null,
    note && later ? `-# Those who reach this ${unitOf(roadmap)} later may read these words.` : null,
  ]
    .filter(Boolean)
    .join('\n');
}

/** "☑️ 3 of 4 criteria", by the roadmap as it is now; null where none was ticked. */
export function metWords(phase: Phase, { met = [] }: Proof): string | null {
  const criteria = criteriaOf(phase);
  const count = criteria.filter((criterion) => met.includes(criterion)).length;
  return count ? `☑️ ${count} of ${criteria.length} ${criteria.length === 1 ? 'criterion' : 'criteria'}` : null;
}

/** A link that shows where it leads: its host. */
export function linkText(url: string): string {
  return `[${new URL(url).hostname}](${url})`;
}

/** @param counted else it was only handed in: it then counts from when it is handed in again. */
export function takenBackCard(roadmap: Roadmap, phase: Phase, counted: boolean): Message {
  const kept = counted ? 'its first date, link and note' : 'its link and note';
  const words = `${phaseName(roadmap, phase)} is open again. Check it in whenever you like: it keeps ${kept}.`;
  return { components: [card(text(words), row(actions.checkIn(phase.id), actions.progress()))] };
}

export function everythingDoneCard(roadmap: Roadmap): Message {
  const example = roadmap.phases.at(-1)?.number ?? 1;
  const words = `You have finished the whole roadmap. To change a link or a note, name the ${unitOf(roadmap)}: \`/done phase:${example}\`.`;
  return { components: [card(text(words), row(actions.progress(), actions.leaderboard()))] };
}

/** Shown where a phase has tracks and none was named. What was said with it is not saved, so it is given back. */
export function needsTrackCard(roadmap: Roadmap, phase: Phase, said: Proof): Message {
  const words = `${phaseName(roadmap, phase)} has several tracks. Which one did you take? Nothing is saved until you choose.`;
  return { components: [card(text(words), ...givenBack(said, 'Choose your track', phase))] };
}

/** A message is taken as proof from whoever wrote it. */
export function notYourMessage(bot: boolean): Message {
  const whose = bot
    ? 'A bot wrote that message'
    : 'Somebody else wrote that message, and the milestone is theirs to submit';
  return correction(`${whose}. Choose one of your own that shows what you built, or use \`/done\` with a link.`);
}

/** @param why what cannot be taken as it was typed. Everything else is given back beside it, so that nothing is typed twice. */
export function notTaken(why: Message, phase: Phase | null, said: Proof): Message {
  return { components: [...why.components, ...toCopy(phase, said).components] };
}

/** What was typed, and a button to the form. */
export function toCopy(phase: Phase | null, said: Proof): Message {
  return { components: [card(...givenBack(said, 'Open the form', phase))] };
}

/** A button has no room for words: they stand there to be copied into the form. What was ticked is in the button. */
function givenBack({ link, ...said }: Proof, label: string, phase: Phase | null) {
  const typed = [
    link?.trim() ? `\`${cut(bare(link).replaceAll('`', '%60').replace(/\s+/g, ' ').trim(), GIVEN_BACK)}\`` : null,
    said.note?.trim() ? `> ${escaped(cut(said.note, GIVEN_BACK))}` : null,
  ].filter((line) => line !== null);
  const copy = typed.length ? text(`What you typed, to be copied into the form:\n${typed.join('\n')}`) : null;
  return [copy, row(button(formId(phase, said), label, { style: 'primary' }))];
}

/** Longer than a link or note may be: what is cut off could not be kept anyway. */
const GIVEN_BACK = 600;
