/** What stands in the milestones channel for a milestone that was handed in: one message for every state. Knows not who may decide. */
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord-api-types/v10';
import { isOpenable } from '../domain/link.ts';
import type { Proof } from '../domain/progress.ts';
import { holderOf } from '../domain/review.ts';
import { type Target, targetArgs } from '../domain/review-target.ts';
import { type Phase, phaseOf, type Roadmap } from '../domain/roadmap.ts';
import { type Waiting as Entry, targetIn } from '../domain/sitting.ts';
import type { ChangeRequest, Submission } from '../domain/submission.ts';
import { criteriaOf } from '../domain/typed-proof.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bits } from './done-form.ts';
import { bullets, button, card, cut, escaped, linkButton, named, row, text, timestamp } from './parts.ts';
import { unitOf } from './unit.ts';

/** By which the newest post of this handing-in is found again. */
export function submissionMarker(target: Target): string {
  return actionId('reviews', 'approve', ...targetArgs(target));
}

/** "phase 2: Ownership"; what left the roadmap meanwhile can be looked at all the same. */
export function nameOf(roadmap: Roadmap, id: string): string {
  const phase = phaseOf(roadmap, id);
  const unit = unitOf(roadmap);
  return phase ? `${unit} ${phase.number}: ${phase.title}` : `a ${unit} that is no longer on the roadmap`;
}

/** Which criteria a form shows as met at first: those that the member ticked; where they ticked none, nobody knows, so all. */
export function metBits(phase: Phase | undefined, { met }: Proof): string {
  return bits(phase ? criteriaOf(phase).map((criterion) => met?.includes(criterion) ?? true) : []);
}

/** While it waits, is held or is asked to be changed. */
export function submissionPost(roadmap: Roadmap, entry: Entry, now: number): Message {
  const { submission } = entry;
  return {
    components: [
      card(
        text(`### ⏳ ${named(entry.name)} handed in ${nameOf(roadmap, submission.phase)}\n${stateLine(entry, now)}`),
        ...said(roadmap, submission),
        postButtons(roadmap, entry, now),
      ),
    ],
  };
}

interface Closed {
  readonly phase: string;
  /** Unescaped. */
  readonly name: string;
  readonly state: 'approved' | 'gone';
  /** Unescaped; null: nobody knows any more. */
  readonly reviewer?: string | null;
}

/** Once nothing of it is open. */
export function closedPost(roadmap: Roadmap, { phase, name, state, reviewer }: Closed): Message {
  const which = `${named(name)} · ${nameOf(roadmap, phase)}`;
  const looked = reviewer ? ` ${named(reviewer)} had a look.` : '';
  const words =
    state === 'approved'
      ? `### 🪨 ${which}\nIt counts.${looked}`
      : `### ${which}\nNot open any more: it was taken back, or its member is not here now.`;
  const open = openButton(roadmap, phase);
  return { components: [card(text(words), open && row(open))] };
}

/** In words what the state is, and until when. */
function stateLine({ submission }: Entry, now: number): string {
  // True for good: nobody draws it anew when the next one stands below.
  if (submission.state === 'asked') return '✏️ Changes were asked for. Handed in again, it gets a post of its own.';
  const since = `Handed in ${timestamp(submission.at, 'R')}`;
  const holder = holderOf(submission, now);
  if (!holder) return `${since}. Who takes a look?`;
  return `${since}. 🔎 ${named(holder.reviewer.name)} has it until ${timestamp(holder.until, 'R')}.`;
}

/** What the member said with it, what it needs, and what was asked for before. */
export function said(roadmap: Roadmap, { phase: id, proof, requests }: Submission) {
  const phase = phaseOf(roadmap, id);
  const note = proof.note ? text(`> ${escaped(proof.note)}`) : null;
  return [trackLine(phase, proof), note, criteriaPart(phase, proof), requestsPart(requests)];
}

const TRACKS = 100;

function trackLine(phase: Phase | undefined, { tracks }: Proof) {
  const names = phase?.tracks.filter(({ id }) => tracks?.includes(id)).map(({ name }) => name) ?? [];
  return names.length ? text(`Track: ${escaped(cut(names.join(', '), TRACKS))}`) : null;
}

/** A mark and a word for each: signs alone say nothing to whoever does not see them. */
function criteriaPart(phase: Phase | undefined, { met }: Proof) {
  const criteria = phase ? criteriaOf(phase) : [];
  if (!criteria.length) return null;
  if (!met) return text(`**It is done when**\n${bullets(criteria.map(escaped))}`);
  const lines = criteria.map((each) => (met.includes(each) ? `☑️ ${escaped(each)}` : `☐ ${escaped(each)} (not ticked)`));
  return text(`**It is done when**\n${lines.join('\n')}`);
}

const REQUESTS_SHOWN = 2;
/** Of one former request, before escaping: the one that was told in full stands in the channel. */
const FORMER_WORDS = 200;
const FORMER_UNMET = 150;

function requestsPart(requests: readonly ChangeRequest[]) {
  if (!requests.length) return null;
  const shown = requests.slice(-REQUESTS_SHOWN);
  const more = requests.length - shown.length;
  const lines = shown.map(requestWords);
  const before = more ? [`-# … and ${more} before ${more === 1 ? 'that' : 'those'}`] : [];
  return text(['**Asked for**', ...lines, ...before].join('\n'));
}

function requestWords({ at, reviewer, words, unmet }: ChangeRequest): string {
  const who = reviewer.name ? named(reviewer.name) : 'Somebody';
  const open = unmet.length ? ` · not met then: ${escaped(cut(unmet.join('; '), FORMER_UNMET))}` : '';
  const quoted = words ? `\n> ${escaped(cut(words, FORMER_WORDS))}` : '';
  return `- ${who}, ${timestamp(at, 'R')}${open}${quoted}`;
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

function postButtons(roadmap: Roadmap, entry: Entry, now: number): Row | null {
  const { submission } = entry;
  const target = targetArgs(targetIn(entry));
  const phase = phaseOf(roadmap, submission.phase);
  const held = submission.taken !== null && holderOf(submission, now) !== null;
  const decide =
    submission.state === 'asked'
      ? []
      : [
          held
            ? button(actionId('reviews', 'let-go', ...target), 'Let go')
            : button(actionId('reviews', 'take', ...target), 'Take', { emoji: '🔎' }),
          button(submissionMarker(targetIn(entry)), 'Approve', { style: 'success', emoji: '🪨' }),
          button(actionId('reviews', 'ask', ...target, metBits(phase, submission.proof)), 'Ask for changes', {
            emoji: '✏️',
          }),
        ];
  const all = [...decide, openButton(roadmap, submission.phase), seeButton(submission.proof)].filter(
    (each) => each !== null,
  );
  return all.length ? row(...all) : null;
}

export function openButton(roadmap: Roadmap, id: string) {
  const phase = phaseOf(roadmap, id);
  return phase ? actions.openPhase(phase.id, `Open the ${unitOf(roadmap)}`) : null;
}

export function seeButton({ link }: Proof) {
  return link && isOpenable(link) ? linkButton(link, `Look: ${new URL(link).hostname}`) : null;
}
