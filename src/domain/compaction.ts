/**
 * Keeps a member's document small: events from which nothing follows any more become one, and whatever is told of the
 * member stays the same, now and after anything that they do later. Knows no store.
 */
import { foldStones, type ProgressEvent, tickedTopics } from './progress.ts';
import { dayNumber, weekName } from './schedule-calendar.ts';
import { activeWeeks } from './streak.ts';

/** Six years of a step a day, and some 350 kB. */
export const MOST_EVENTS = 2_000;
/** The newest stay as they are: what is delivered twice is found among them, and so are the last steps. */
const UNTOUCHED = 500;
/**
 * What was done on a day may be taken back on that day and then was never done, and a local date comes again for whoever flies
 * west: from the first zone of the Earth to the last it is 26 hours.
 */
const DAYS_OPEN = 3;

/** The same events, or fewer: at most {@link MOST_EVENTS}, unless more than that happened in the last three days. */
export function compacted(events: readonly ProgressEvent[]): readonly ProgressEvent[] {
  if (events.length <= MOST_EVENTS) return events;
  const days = events.map(({ day }) => dayNumber(day));
  const open = Math.max(...days) - DAYS_OPEN;
  const firstOpen = days.findIndex((day) => day > open);
  const from = Math.min(firstOpen, events.length - UNTOUCHED);
  return [...summarised(events.slice(0, from)), ...events.slice(from)];
}

/**
 * Of events whose days are over: the last beginning, and of each phase a summary of its weeks, one event with all its ticks, of its
 * check-ins the first and the last, each with the time it was taken back, what is said of one that waits for a reviewer, and how
 * many of others' milestones were looked at.
 */
export function summarised(events: readonly ProgressEvent[]): readonly ProgressEvent[] {
  const began = events.findLast((event) => event.kind === 'began');
  const kept = new Map<ProgressEvent, ProgressEvent>([
    ...checkIns(events),
    ...ticks(events),
    ...reviews(events),
    ...(began ? [[began, began] as const] : []),
  ]);
  // In the order in which they happened: the phase after the one that was checked in last is the one that a member is in.
  const inOrder = events.flatMap((event) => kept.get(event) ?? []);
  return [...summaries(events), ...inOrder];
}

function summaries(events: readonly ProgressEvent[]): readonly ProgressEvent[] {
  return [...new Set(events.map(({ phase }) => phase))].flatMap((phase): readonly ProgressEvent[] => {
    const ofPhase = events.filter((event) => event.phase === phase);
    const weeks = [...activeWeeks(ofPhase)].sort((a, b) => a - b).map(weekName);
    const [first] = ofPhase;
    if (!first || !weeks.length) return [];
    const { at, by, day, gday } = first;
    // An id that no interaction has: what is delivered again is looked for by its id.
    return [{ kind: 'summary', at, by: `before.${by}`, day, gday, phase, weeks }];
  });
}

/** An event that is kept, and as what. */
type Kept = readonly [event: ProgressEvent, as: ProgressEvent];

function checkIns(events: readonly ProgressEvent[]): readonly Kept[] {
  const { said, current, waiting } = foldStones(events);
  const phases = new Set(events.flatMap((event) => (isCheckIn(event) ? [event.phase] : [])));
  return [...phases].flatMap((phase) => {
    const ofPhase = events.filter((event) => event.phase === phase);
    const counted = new Set(countedOf(ofPhase));
    const first = ofPhase.find((event) => counted.has(event));
    const last = ofPhase.findLast(isCheckIn);
    const undone = ofPhase.filter(({ kind }) => kind === 'undone');
    const between =
      first === last ? undefined : undone.find((event) => first && ofPhase.indexOf(event) > ofPhase.indexOf(first));
    const after = current.has(phase) || waiting.has(phase) ? undefined : undone.at(-1);
    const kept = [first, between, last, after].flatMap((event): readonly Kept[] => {
      if (!event) return [];
      const { at, by, day, gday } = event;
      const kind = counted.has(event) ? 'done' : event.kind;
      // What was said last stands with the last check-in; what it replaced is gone, as it is for everybody.
      const words = event === last ? said.get(phase) : {};
      return [[event, { kind, at, by, day, gday, phase, ...words } as ProgressEvent]];
    });
    return [...kept, ...(waiting.has(phase) ? aroundReview(ofPhase) : [])];
  });
}

function isCheckIn({ kind }: ProgressEvent): boolean {
  return kind === 'done' || kind === 'submitted';
}

/** The check-ins that came to count: those that were approved, as they were handed in last. */
function countedOf(ofPhase: readonly ProgressEvent[]): readonly ProgressEvent[] {
  const counted: ProgressEvent[] = [];
  let waits: ProgressEvent | null = null;
  for (const event of ofPhase) {
    // One that waited when the group no longer asked for a look counts from when it was handed in.
    if (event.kind === 'done') counted.push(waits ?? event);
    if (event.kind === 'approved' && waits) counted.push(waits);
    if (event.kind === 'submitted') waits = event;
    else if (isEnd(event)) waits = null;
  }
  return counted;
}

function isEnd({ kind }: ProgressEvent): boolean {
  return kind === 'done' || kind === 'approved' || kind === 'undone';
}

/** Who looks at what waits, and what was asked for since it was first handed in. */
function aroundReview(ofPhase: readonly ProgressEvent[]): readonly Kept[] {
  const since = ofPhase.slice(ofPhase.findLastIndex(isEnd) + 1);
  const asked = since.filter(({ kind }) => kind === 'asked');
  const taken = since.findLast(({ kind }) => kind === 'taken' || kind === 'released');
  return [...asked, ...(taken ? [taken] : [])].map((event) => [event, event]);
}

/** Of each phase one event, with the number of all. */
function reviews(events: readonly ProgressEvent[]): readonly Kept[] {
  const counts = new Map<string, number>();
  const lasts = new Map<string, ProgressEvent & { kind: 'reviewed' }>();
  for (const event of events) {
    if (event.kind !== 'reviewed') continue;
    counts.set(event.phase, (counts.get(event.phase) ?? 0) + event.count);
    lasts.set(event.phase, event);
  }
  return [...lasts].map(([phase, event]) => [event, { ...event, count: counts.get(phase) ?? event.count }]);
}

/** All that is ticked of a phase, as of the last choice that ticked any of it for good. */
function ticks(events: readonly ProgressEvent[]): readonly Kept[] {
  return [...tickedTopics(events)].flatMap(([phase, topics]): readonly Kept[] => {
    // One that still counts: its day is a day on which something was ticked and not unticked.
    const last = events.findLast(
      (event) => event.kind === 'ticked' && event.phase === phase && event.on.some((topic) => topics.has(topic)),
    );
    if (last?.kind !== 'ticked' || !topics.size) return [];
    return [[last, { ...last, on: [...topics], off: [] }]];
  });
}
