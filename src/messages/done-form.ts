/** The form of a check-in, made from the roadmap alone, so that it never comes late. Knows no store. */
import {
  type APICheckboxGroupOption,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { DISCORD } from '../domain/limits.ts';
import { LINK_LENGTH } from '../domain/link.ts';
import type { Proof } from '../domain/progress.ts';
import type { Phase, Roadmap } from '../domain/roadmap.ts';
import { criteriaOf } from '../domain/typed-proof.ts';
import { actionId } from './actions.ts';
import { bare, cut, option, select } from './parts.ts';
import { phaseName } from './phase.ts';
import { unitOf } from './unit.ts';

/** How long a note may be, in characters: it is quoted in the group's news. */
export const NOTE_LENGTH = 300;

/** Stands for "the one I am in", which only the store knows. No phase has an id with a dot in it. */
export const MY_PHASE = '.';

type Field = APIModalInteractionResponseCallbackComponent;

/** Checks in. `phase` null: the member says which, and neither tracks nor criteria can be asked for yet. */
export function doneForm(
  roadmap: Roadmap,
  phase: Phase | null,
  said: Proof = {},
): APIModalInteractionResponseCallbackData {
  if (phase)
    return form(actionId('done', 'sent', phase.id), `Check in: ${phase.title}`, fieldsOf(roadmap, phase, said));
  // Where there is no field for them, tracks that were typed with the command go along in the id.
  const id = actionId('done', 'sent', '', ...(said.tracks?.slice(0, 1) ?? []));
  return form(id, 'Check in a milestone', [
    phaseField(roadmap),
    linkField(said),
    noteField(said),
    laterField(roadmap, said),
  ]);
}

/** Changes what was said with a check-in; an emptied field is gone. */
export function changeForm(roadmap: Roadmap, phase: Phase, said: Proof): APIModalInteractionResponseCallbackData {
  return form(actionId('done', 'changed', phase.id), `Change: ${phase.title}`, fieldsOf(roadmap, phase, said));
}

/** The id of a button that opens the form again with what was ticked; words have no room in it. */
export function formId(phase: Phase | null, { tracks = [], met = [], later }: Proof): string {
  const named = phase?.tracks.map(({ id }) => tracks.includes(id)) ?? [];
  const ticked = (phase ? criteriaOf(phase) : []).map((criterion) => met.includes(criterion));
  return actionId('done', 'check-in', phase?.id ?? '', [bits(named), bits(ticked), later ? 1 : 0].join('.'));
}

/** The inverse of {@link formId}, for its last argument; nothing for what no button says. */
export function ticksIn(phase: Phase | null, state: string | undefined): Proof {
  const [, named = '', ticked = '', later] = /^([0-9a-z]{1,5})\.([0-9a-z]{1,2})\.([01])$/.exec(state ?? '') ?? [];
  const tracks = chosen(phase?.tracks.map(({ id }) => id) ?? [], named);
  const met = chosen(phase ? criteriaOf(phase) : [], ticked);
  return { ...(tracks.length && { tracks }), ...(met.length && { met }), ...(later === '1' && { later: true }) };
}

/** Which of them are ticked, at most ten, in two characters; {@link chosen} is the inverse. */
export function bits(ticks: readonly boolean[]): string {
  return ticks.reduce((sum, tick, at) => sum + (tick ? 2 ** at : 0), 0).toString(36);
}

export function chosen(all: readonly string[], ticks: string): readonly string[] {
  const number = ticks === '' ? 0 : Number.parseInt(ticks, 36);
  return all.filter((_, at) => Math.floor(number / 2 ** at) % 2 === 1);
}

function form(id: string, title: string, components: Field[]): APIModalInteractionResponseCallbackData {
  return { custom_id: id, title: cut(title, DISCORD.modalTitle), components };
}

/** Five at most, which is what a form may have. */
function fieldsOf(roadmap: Roadmap, phase: Phase, said: Proof): Field[] {
  return [
    ...(phase.tracks.length ? [tracksField(phase, said)] : []),
    linkField(said),
    noteField(said),
    // Right below the words that it is about.
    laterField(roadmap, said),
    ...(phase.challenge ? [criteriaField(phase, said.met, 'Which of these are met?')] : []),
  ];
}

/** Whether all phases fit into a select, beside "the one I am in"; else the form has a text field for them. */
export function picksPhase({ phases }: Roadmap): boolean {
  return phases.length < DISCORD.selectOptions;
}

function phaseField(roadmap: Roadmap): Field {
  const unit = unitOf(roadmap);
  if (!picksPhase(roadmap)) {
    return {
      type: ComponentType.Label,
      label: cut(`Which ${unit}?`, DISCORD.modalLabel),
      description: 'A number or a title; empty means the one you are in',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'phase',
        style: TextInputStyle.Short,
        required: false,
        max_length: 100,
      },
    };
  }
  const phases = roadmap.phases.map((phase) =>
    option(phase.id, phaseName(roadmap, phase), { ...(phase.emoji && { emoji: { name: phase.emoji } }) }),
  );
  const options = [option(MY_PHASE, 'The one I am in', { default: true }), ...phases];
  return {
    type: ComponentType.Label,
    label: cut(`Which ${unit}?`, DISCORD.modalLabel),
    component: select('phase', `Your ${unit}`, options),
  };
}

function tracksField(phase: Phase, { tracks }: Proof): Field {
  const options = phase.tracks.map(({ id, name, emoji, focus }) =>
    option(id, name, {
      description: focus.plain,
      ...(emoji && { emoji: { name: emoji } }),
      ...(tracks?.includes(id) && { default: true }),
    }),
  );
  const pick = { ...select('tracks', 'Your track', options), min_values: 0, max_values: options.length };
  return {
    type: ComponentType.Label,
    label: 'Which track?',
    description: 'One stone, however many you name',
    component: { ...pick, required: false },
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
  const value = note && cut(bare(note), NOTE_LENGTH);
  return {
    type: ComponentType.Label,
    label: 'What was hard?',
    description: 'A few words for the group, which reads them with the news',
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

/** @param met those that are ticked at first. */
export function criteriaField(phase: Phase, met: readonly string[] | undefined, label: string): Field {
  const options = criteriaOf(phase).map((criterion, at) => ({
    value: String(at),
    label: cut(criterion, DISCORD.checkboxLabel),
    ...(met?.includes(criterion) && { default: true }),
  }));
  return ticks('met', label, options);
}

function laterField(roadmap: Roadmap, { later }: Proof): Field {
  const label = cut(`Show these words to those who reach this ${unitOf(roadmap)} later`, DISCORD.checkboxLabel);
  return ticks('later', 'For those who come after you', [{ value: 'yes', label, ...(later && { default: true }) }]);
}

/** Ticks of which none is needed: Discord wants that said twice. */
function ticks(id: string, label: string, options: APICheckboxGroupOption[]): Field {
  const group = { custom_id: id, options, required: false, min_values: 0, max_values: options.length };
  return { type: ComponentType.Label, label, component: { type: ComponentType.CheckboxGroup, ...group } };
}
