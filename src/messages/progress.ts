/** Where a member stands: their own cairn, and somebody else's. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { DISCORD } from '../domain/limits.ts';
import { countTopics } from '../domain/next-step.ts';
import { knownPhases, type ProgressEvent, phaseToDo, type Stone, stones } from '../domain/progress.ts';
import { type Phase, phaseOf, type Roadmap } from '../domain/roadmap.ts';
import type { Streak } from '../domain/streak.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bar, linkText } from './done.ts';
import { linesByBudget, pageButtons, pageOf } from './paging.ts';
import { button, card, cut, escaped, named, option, row, select, separator, text, timestamp } from './parts.ts';
import { phaseName } from './phase.ts';
import { filesOf, gallery, type Picture } from './pictures.ts';
import { againButton, ownReviews, waitingLine } from './progress-reviews.ts';
import { streakWords } from './streak.ts';
import { unitOf } from './unit.ts';

/** Characters of finished phases on one page; the rest of the card needs far less than what is left of 4,000. */
const LIST_BUDGET = 2_400;
const LAST_STEPS = 3;
/** A select holds a page of them: each phase on it can be taken back. */
const PICKS = DISCORD.selectOptions;

interface Standing {
  readonly roadmap: Roadmap;
  readonly events: readonly ProgressEvent[];
  /** From 0. */
  readonly page: number;
  readonly picture: Picture;
}

/** The member's own card, private. */
export function ownProgress({
  roadmap,
  events,
  page,
  picture,
  streak,
}: Standing & { readonly streak: Streak }): Message {
  const current = phaseToDo(roadmap.phases, events);
  const list = finishedList(roadmap, events, page);
  const turn = pageButtons(list, (index) => actionId('progress', 'mine', index));
  const steps = lastSteps(roadmap, events);
  const looks = ownReviews(roadmap, events);
  return {
    components: [
      card(
        text(`## Your cairn\n${barOf(roadmap, events)}\n${where(roadmap, events, current, streak)}`),
        looks ? text(looks) : null,
        gallery(picture),
        list.text ? text(list.text) : null,
        turn && row(...turn),
        steps ? text(steps) : null,
        separator(),
        row(
          actions.nextStep(),
          current ? actions.checkIn(current.id) : null,
          actions.leaderboard(),
          button(actionId('progress', 'share'), 'Share', { emoji: '📣' }),
          againButton(roadmap, events),
        ),
      ),
    ],
    ...filesOf(picture),
  };
}

/** The same for the group: no notes, no last steps. */
export function sharedProgress({ roadmap, events, name, picture }: Omit<Standing, 'page'> & Named): Message {
  const current = phaseToDo(roadmap.phases, events);
  const list = finishedList(roadmap, events, 0);
  const now = current ? `👉 Now in ${phaseName(roadmap, current)}` : 'The whole roadmap is finished.';
  const left = stones(events).length - list.stones.length;
  const words = left ? `${list.text}\n-# … and ${left} more` : list.text;
  const known = knownLine(roadmap, events);
  const head = [`## ${named(name)}’s cairn`, barOf(roadmap, events), now, known && `-# ${known}`];
  return {
    components: [card(text(head.filter(Boolean).join('\n')), gallery(picture), words ? text(words) : null)],
    ...filesOf(picture),
  };
}

interface Named {
  /** Unescaped. */
  readonly name: string;
}

interface Other extends Standing, Named {
  readonly user: string;
  /** The asker's permissions: Manage Server may take check-ins back. */
  readonly permissions: bigint;
}

/** Of somebody else: finished phases and links only. */
export function othersProgress({ roadmap, events, page, picture, user, name, permissions }: Other): Message {
  const list = finishedList(roadmap, events, page);
  const turn = pageButtons(list, (index) => actionId('progress', 'of', user, index));
  const finished = phasesOf(roadmap, list.stones);
  const manages = (permissions & PermissionFlagsBits.ManageGuild) !== 0n;
  const remove =
    manages && finished.length
      ? row(
          select(
            actionId('progress', 'remove', user),
            'Take back a check-in…',
            finished.map((phase) => option(phase.id, phaseName(roadmap, phase))),
          ),
        )
      : null;
  const waiting = waitingLine(roadmap, events);
  const words = [list.text, waiting].filter(Boolean).join('\n') || 'Nothing checked in yet.';
  return {
    components: [
      card(
        text(`## ${named(name)}’s cairn\n${barOf(roadmap, events)}`),
        gallery(picture),
        text(words),
        turn && row(...turn),
        remove,
      ),
    ],
    ...filesOf(picture),
  };
}

export function leftTheServer(name: string): Message {
  const words = `${named(name)} is not in this server any more. Their stones are kept: they are back with the first thing they ask me here.`;
  return { components: [card(text(words))] };
}

export function takenBackFrom(roadmap: Roadmap, phase: Phase, name: string): Message {
  const words = `${phaseName(roadmap, phase)} no longer counts for ${named(name)}. They can check it in again. Please tell them why: I do not.`;
  return { components: [card(text(words))] };
}

function where(roadmap: Roadmap, events: readonly ProgressEvent[], current: Phase | null, streak: Streak): string {
  const known = knownPhases(roadmap.phases, events).size;
  const here = current
    ? `👉 You are in ${phaseName(roadmap, current)}`
    : known
      ? 'You have finished everything from where you began.'
      : 'You have finished the whole roadmap.';
  const row = streakWords(streak);
  return [here, row && `🗓️ ${row}`, topicsLine(roadmap, events)].filter(Boolean).join('\n');
}

/** "-# ✔️ 17 topics ticked · 3 phases known before": smaller steps, which no leaderboard counts. */
function topicsLine(roadmap: Roadmap, events: readonly ProgressEvent[]): string | null {
  const topics = countTopics(roadmap, events);
  const parts = [
    topics ? `✔️ ${topics} ${topics === 1 ? 'topic' : 'topics'} ticked` : null,
    knownLine(roadmap, events),
  ].filter(Boolean);
  return parts.length ? `-# ${parts.join(' · ')}` : null;
}

function knownLine(roadmap: Roadmap, events: readonly ProgressEvent[]): string | null {
  const known = knownPhases(roadmap.phases, events).size;
  return known ? `${known} ${unitOf(roadmap)}${known === 1 ? '' : 's'} known before` : null;
}

function barOf(roadmap: Roadmap, events: readonly ProgressEvent[]): string {
  return bar(phasesOf(roadmap, stones(events)).length, roadmap.phases.length);
}

function phasesOf(roadmap: Roadmap, finished: readonly Stone[]): readonly Phase[] {
  const ids = new Set(finished.map(({ phase }) => phase));
  return roadmap.phases.filter(({ id }) => ids.has(id));
}

/** One page of finished phases, oldest first, with dates and links. */
function finishedList(roadmap: Roadmap, events: readonly ProgressEvent[], page: number) {
  const finished = stones(events);
  const groups = linesByBudget(
    finished.map((stone) => stoneLine(roadmap, stone)),
    LIST_BUDGET,
    PICKS,
  );
  const { items, index, count } = pageOf(groups, 1, page);
  const before = groups.slice(0, index).reduce((sum, group) => sum + group.length, 0);
  const lines = items[0] ?? [];
  return { text: lines.join('\n'), stones: finished.slice(before, before + lines.length), index, count };
}

function stoneLine(roadmap: Roadmap, { phase: id, at, proof }: Stone): string {
  const phase = phaseOf(roadmap, id);
  // The roadmap changed; what was done stays done.
  const name = phase ? `**${phase.number}** · ${phase.title}` : `${escaped(id)} (from an earlier roadmap)`;
  const tracks = proof.tracks?.map((track) => phase?.tracks.find((one) => one.id === track)?.name ?? track);
  return [
    `🪨 ${name}`,
    tracks?.length ? escaped(cut(tracks.join(', '), 60)) : null,
    timestamp(at, 'D'),
    proof.link ? linkText(proof.link) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a reviewer does with it meanwhile is no step of the member's. */
type Step = Exclude<ProgressEvent, { kind: 'summary' | 'taken' | 'released' }>;

function isStep(event: ProgressEvent): event is Step {
  return event.kind !== 'summary' && event.kind !== 'taken' && event.kind !== 'released';
}

function lastSteps(roadmap: Roadmap, events: readonly ProgressEvent[]): string | null {
  const verbs = {
    done: 'Checked in',
    undone: 'Took back',
    changed: 'Changed what you said about',
    ticked: 'Ticked topics of',
    began: 'Began at',
    submitted: 'Handed in',
    asked: 'Was asked for changes to',
    approved: 'Passed the review of',
    reviewed: 'Reviewed',
  } as const;
  const steps = events.filter(isStep).slice(-LAST_STEPS);
  const lines = steps.map((event) => {
    const phase = phaseOf(roadmap, event.phase);
    const name = phase ? `${unitOf(roadmap)} ${phase.number}` : escaped(event.phase);
    return `-# ${timestamp(event.at, 'R')} · ${verbs[event.kind]} ${name}`;
  });
  return lines.length ? lines.reverse().join('\n') : null;
}
