/** The small steps on the way to a milestone, as pure changes: topics that a member ticks, and where they begin. */
import { type MemberDocument, type ProgressEvent, tickedTopics } from './progress.ts';
import { asking, type Change, nothing, type ProgressChange, type Request } from './record.ts';
import type { Phase } from './roadmap.ts';

/** What the next step follows from. */
export type Walk = Pick<MemberDocument, 'events' | 'track'>;

/** Of whoever did nothing yet as well. */
export function walkOf(document: MemberDocument | null): Walk {
  return { events: document?.events ?? [], track: document?.track ?? null };
}

/** Makes exactly these topics of the phase the ticked ones. The outcome is as of after it. */
export function tickTopics(request: Request, phase: Phase, chosen: readonly string[]): Change<Walk> {
  return (document, guild) => {
    const walk = walkOf(document);
    const ticked = tickedTopics(walk.events).get(phase.id);
    const ids = phase.topics.map(({ id }) => id);
    const on = ids.filter((id) => chosen.includes(id) && !ticked?.has(id));
    const off = ids.filter((id) => !chosen.includes(id) && ticked?.has(id));
    if (!on.length && !off.length) return nothing(walk);
    return add(walk, { kind: 'ticked', ...asking(request, document, guild, phase.id), on, off });
  };
}

/** Says where the member begins; said again, the newer counts. The outcome is as of after it. */
export function beginAt(request: Request, phase: Phase): Change<Walk> {
  return (document, guild) => add(walkOf(document), { kind: 'began', ...asking(request, document, guild, phase.id) });
}

function add(walk: Walk, event: ProgressEvent): ProgressChange<Walk> {
  // Delivered again: what it did is done, and may have been changed since.
  if (walk.events.some(({ by }) => by === event.by)) return nothing(walk);
  const events = [...walk.events, event];
  return { events, left: null, outcome: { ...walk, events } };
}
