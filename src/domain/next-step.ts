/** The one thing that a member would do now: a topic and where to read of it, or the milestone. Knows nothing of how it is shown. */
import { knownPhases, type ProgressEvent, phaseToDo, tickedTopics } from './progress.ts';
import type { Phase, Resource, Roadmap, Topic } from './roadmap.ts';

/** Within a phase. */
export type Step =
  | {
      readonly kind: 'topic';
      readonly phase: Phase;
      readonly topic: Topic;
      readonly resource: Resource | null;
      readonly ticked: ReadonlySet<string>;
    }
  /** Every topic is ticked, or there is none: what is left is to build. */
  | { readonly kind: 'milestone'; readonly phase: Phase; readonly ticked: ReadonlySet<string> };

export type NextStep =
  | Step
  /** Nobody knows yet where they begin. */
  | { readonly kind: 'where' }
  /** `known`: how many phases they said they knew before. */
  | { readonly kind: 'finished'; readonly known: number };

export function nextStepOf(roadmap: Roadmap, events: readonly ProgressEvent[]): NextStep {
  // A roadmap of one phase begins there. Whoever only looked at others' milestones has not begun.
  if (events.every(({ kind }) => kind === 'reviewed') && roadmap.phases.length > 1) return { kind: 'where' };
  const phase = phaseToDo(roadmap.phases, events);
  if (!phase) return { kind: 'finished', known: knownPhases(roadmap.phases, events).size };
  return stepIn(phase, events);
}

/** The next step within one phase, wherever the member is. */
export function stepIn(phase: Phase, events: readonly ProgressEvent[]): Step {
  const ticked = tickedTopics(events).get(phase.id) ?? new Set();
  const topic = phase.topics.find(({ id }) => !ticked.has(id));
  if (!topic) return { kind: 'milestone', phase, ticked };
  return { kind: 'topic', phase, topic, resource: bestResource(phase, topic), ticked };
}

/** How many topics of the roadmap are ticked; those of a finished or known phase as well. */
export function countTopics(roadmap: Roadmap, events: readonly ProgressEvent[]): number {
  const ticked = tickedTopics(events);
  return roadmap.phases.reduce((sum, phase) => sum + tickedIn(phase, ticked.get(phase.id)), 0);
}

/** Only topics that the phase still has: a roadmap may have changed since they were ticked. */
export function tickedIn({ topics }: Phase, ticked: ReadonlySet<string> | undefined): number {
  return topics.filter(({ id }) => ticked?.has(id)).length;
}

/** The resource that has most words in common with the topic; among equals the earlier, since the best stand first. */
function bestResource({ resources }: Phase, topic: Topic): Resource | null {
  const wanted = wordsOf(topic.text.plain);
  const common = ({ name, note }: Resource) =>
    [...wordsOf(`${name} ${note?.plain ?? ''}`)].filter((word) => wanted.has(word)).length;
  return resources.reduce<Resource | null>(
    (best, resource) => (best === null || common(resource) > common(best) ? resource : best),
    null,
  );
}

/** Words that may mean something: shorter ones ("the", "and", "with") are in every text. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{5,}/gu));
}
