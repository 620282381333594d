/** What a member sees of a check-in: done, done before, taken back, and the forms around it. */
import {
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { LINK_LENGTH } from '../domain/link.ts';
import type { Proof, Stone } from '../domain/progress.ts';
import type { Phase, Roadmap } from '../domain/roadmap.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bare, button, card, cut, escaped, option, row, select, text, timestamp } from './parts.ts';
import { phaseName } from './phase.ts';
import { unitOf } from './unit.ts';

/** How long a note may be, in characters: it is quoted in the group's news. */
export const NOTE_LENGTH = 300;

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
    components: [
      card(
        text(title),
        text(whatComesNext(roadmap, next)),
        row(
          next ? actions.openPhase(next.id, `Open ${unitOf(roadmap)} ${next.number}`) : null,
          actions.progress(),
          takeBackButton(phase),
        ),
      ),
    ],
  };
}

export function whatComesNext(roadmap: Roadmap, next: Phase | null): string {
  if (!next)
    return 'That was the last one: the whole roadmap is behind you. Look back with `/progress`, or help somebody who is still on the way.';
  const first = next.topics[0]?.text.markdown;
  const begin = first ? `\nBegin with: ${first}` : '';
  return `**Next: ${phaseName(roadmap, next)}**${begin}`;
}

export function takeBackButton(phase: Phase) {
  return button(actionId('done', 'take-back', phase.id), 'Take back');
}

/** `saved`: the member typed a new link, note or track with it, and it is kept now. */
export function alreadyDoneCard(roadmap: Roadmap, phase: Phase, stone: Stone, saved: boolean): Message {
  const head = `## 🪨 ${roadmap.unit} ${phase.number} was done on ${timestamp(stone.at, 'D')}`;
  const change = button(actionId('done', 'change', phase.id), 'Change link or note', { emoji: '✏️' });
  const kept = saved ? 'Your changes are saved.' : null;
  return {
    components: [
      card(
        text([head, proofLines(phase, stone.proof), kept].filter(Boolean).join('\n')),
        row(change, takeBackButton(phase), actions.progress()),
      ),
    ],
  };
}

/** Link, note and tracks as lines; empty where nothing was said. */
export function proofLines(phase: Phase, { link, note, tracks }: Proof): string {
  const names = tracks?.map((id) => phase.tracks.find((track) => track.id === id)?.name ?? id);
  return [
    names?.length ? `Track: ${names.map(escaped).join(', ')}` : null,
    link ? linkText(link) : null,
    note ? `> ${escaped(note)}` : null,
  ]
    .filter(Boolean)
    .join('\n');
}

/** A link that shows where it leads: its host. */
export function linkText(url: string): string {
  return `[${new URL(url).hostname}](${url})`;
}

export function takenBackCard(roadmap: Roadmap, phase: Phase): Message {
  const words = `${phaseName(roadmap, phase)} is open again. Check it in whenever you like: it keeps its first date, link and note.`;
  return { components: [card(text(words), row(actions.checkIn(phase.id), actions.progress()))] };
}

export function everythingDoneCard(roadmap: Roadmap): Message {
  const example = roadmap.phases.at(-1)?.number ?? 1;
  const words = `You have finished the whole roadmap. To change a link or a note, name the ${unitOf(roadmap)}: \`/done phase:${example}\`.`;
  return { components: [card(text(words), row(actions.progress(), actions.leaderboard()))] };
}

/**
 * Shown where the phase turns out to have tracks only after the store was asked: a form cannot come so late. A button has no
 * room for what was typed with the command, so it stands on the card, to be taken over into the form.
 */
export function needsTrackCard(roadmap: Roadmap, phase: Phase, { link, note }: Proof): Message {
  const choose = button(actionId('done', 'check-in', phase.id), 'Choose your track', { style: 'primary' });
  const typed = [link ? `\`${link.replaceAll('`', '%60')}\`` : null, note ? `> ${escaped(note)}` : null].filter(
    Boolean,
  );
  return {
    components: [
      card(
        text(`You are in ${phaseName(roadmap, phase)}. Which track did you take? Nothing is saved until you choose.`),
        typed.length ? text(`Copy this into the form, so that it is kept:\n${typed.join('\n')}`) : null,
        row(choose),
      ),
    ],
  };
}

/** Asks for the track (one or more); keeps what was typed with the command. */
export function trackForm(phase: Phase, typed: Proof): APIModalInteractionResponseCallbackData {
  return {
    custom_id: actionId('done', 'with-track', phase.id),
    title: cut(`Check in: ${phase.title}`, 45),
    components: [tracksField(phase, typed), linkField(typed), noteField(typed)],
  };
}

/** Changes what was said with a check-in; an emptied field is gone. */
export function proofForm(phase: Phase, said: Proof): APIModalInteractionResponseCallbackData {
  const tracks = phase.tracks.length ? [tracksField(phase, said)] : [];
  return {
    custom_id: actionId('done', 'changed', phase.id),
    title: cut(`Change: ${phase.title}`, 45),
    components: [...tracks, linkField(said), noteField(said)],
  };
}

type Field = APIModalInteractionResponseCallbackComponent;

function tracksField(phase: Phase, { tracks }: Proof): Field {
  const options = phase.tracks.map(({ id, name, emoji, focus }) =>
    option(id, name, {
      description: focus.plain,
      ...(emoji && { emoji: { name: emoji } }),
      ...(tracks?.includes(id) && { default: true }),
    }),
  );
  const pick = {
    ...select('tracks', 'Your track', options),
    min_values: 1,
    max_values: options.length,
    required: true,
  };
  return {
    type: ComponentType.Label,
    label: 'Which track?',
    description: 'One stone, however many you name',
    component: pick,
  };
}

function linkField({ link }: Proof): Field {
  return {
    type: ComponentType.Label,
    label: 'Link to your work',
    description: 'Begins with https://. The group sees it; I never open it.',
    component: {
      type: ComponentType.TextInput,
      custom_id: 'link',
      style: TextInputStyle.Short,
      required: false,
      max_length: LINK_LENGTH,
      ...(link && { value: link }),
    },
  };
}

function noteField({ note }: Proof): Field {
  // What nobody sees is not given back, and Discord takes no half of a character.
  const value = note && bare(note);
  return {
    type: ComponentType.Label,
    label: 'A note for the group',
    component: {
      type: ComponentType.TextInput,
      custom_id: 'note',
      style: TextInputStyle.Paragraph,
      required: false,
      max_length: NOTE_LENGTH,
      ...(value && { value }),
    },
  };
}
