/** The form with which a reviewer asks for changes, made from the roadmap and its button's id alone, and what comes back of it. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { type Target, targetArgs } from '../domain/review-target.ts';
import { type Phase, phaseOf, type Roadmap } from '../domain/roadmap.ts';
import { criteriaOf } from '../domain/typed-proof.ts';
import type { Message } from '../message.ts';
import { actionId } from './actions.ts';
import { bits, chosen, criteriaField } from './done-form.ts';
import { bare, button, card, codeBlock, row, text } from './parts.ts';

/** In characters: all of it is quoted to the learner. */
const WORDS_LENGTH = 600;

interface Asking {
  readonly roadmap: Roadmap;
  readonly target: Target;
  /** Which criteria are ticked, as `metBits` says it. */
  readonly met: string | undefined;
  /** The action that takes what was typed. */
  readonly to: 'asked' | 'sit-asked';
}

export function askForm({ roadmap, target, met = '', to }: Asking): APIModalInteractionResponseCallbackData {
  const phase = phaseOf(roadmap, target.phase);
  const criteria = phase ? criteriaOf(phase) : [];
  const ticked = chosen(criteria, /^[0-9a-z]{1,2}$/.test(met) ? met : '');
  return {
    custom_id: actionId('reviews', to, ...targetArgs(target)),
    title: 'Ask for changes',
    components: [
      ...(phase && criteria.length ? [criteriaField(phase, ticked, 'Untick what is not met yet')] : []),
      {
        type: ComponentType.Label,
        label: 'What would you change, and why?',
        description: criteria.length ? 'Not needed where something is unticked' : 'They are told, with your name',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'words',
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: WORDS_LENGTH,
        },
      },
    ],
  };
}

/** null: nothing was asked for. */
export function readRequest(
  phase: Phase | undefined,
  { met = [], words: [typed = ''] = [] }: Fields,
): { readonly words: string; readonly unmet: readonly string[] } | null {
  const unmet = phase ? criteriaOf(phase).filter((_, at) => !met.includes(String(at))) : [];
  const words = bare(typed).trim().slice(0, WORDS_LENGTH);
  return words || unmet.length ? { words, unmet } : null;
}

type Fields = Readonly<Record<string, readonly string[]>>;

/** What was typed where it could not be taken, with a button to the form as it was ticked; nothing where nothing was typed. */
export function requestToCopy({ roadmap, target, to }: Omit<Asking, 'met'>, { met = [], words = [] }: Fields): Message {
  const block = codeBlock(words[0] ?? '', WORDS_LENGTH + 40);
  if (!block) return { components: [] };
  const phase = phaseOf(roadmap, target.phase);
  const ticked = bits(phase ? criteriaOf(phase).map((_, at) => met.includes(String(at))) : []);
  const ask = actionId('reviews', to === 'asked' ? 'ask' : 'sit-ask', ...targetArgs(target), ticked);
  return {
    components: [
      card(text(`**What you typed, to copy:**\n${block}`), row(button(ask, 'Open the form', { emoji: '✏️' }))),
    ],
  };
}

/** Nobody is sent back without knowing what to do. */
export const NOTHING_ASKED =
  'Say what you would change, or untick a criterion that is not met: they need something to go on. Nothing was sent.';
