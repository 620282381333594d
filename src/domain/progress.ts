/** What a member did: events in, state out. A pure fold; knows nothing of stores, Discord or today. */
import type { Week } from './guild.ts';
import { lately } from './lately.ts';

/** Who, where. Both are Discord snowflakes. */
export interface MemberRef {
  readonly guild: string;
  readonly user: string;
}

interface Happened {
  /** Unix milliseconds. */
  readonly at: number;
  /** The interaction's id: the same id again is the same event. */
  readonly by: string;
  /** The member's local date then, `YYYY-MM-DD`. Weeks and months derive from these two, never from today's zone. */
  readonly day: string;
  /** The guild's local date then, `YYYY-MM-DD`. */
  readonly gday: string;
}

/** What a member may say with a check-in. */
export interface Proof {
  readonly link?: string;
  readonly note?: string;
  /** Track ids, where the phase has tracks: one stone, however many it names. */
  readonly tracks?: readonly string[];
  /** The challenge's criteria that the member ticked, in the roadmap's words then; absent: nobody asked. */
  readonly met?: readonly string[];
  /** Whether the note may be shown to those who reach the phase later; absent: nobody asked. */
  readonly later?: boolean;
}

/** A member who looks at others' milestones. */
export interface Reviewer {
  readonly id: string;
  /** The display name then, unescaped. */
  readonly name: string;
}

export type ProgressEvent =
  | (Happened & { readonly kind: 'done'; readonly phase: string } & Proof)
  | (Happened & { readonly kind: 'undone'; readonly phase: string })
  /** Replaces link, note and tracks as a whole; what is absent is gone. */
  | (Happened & { readonly kind: 'changed'; readonly phase: string } & Proof)
  /** Topics of a phase, by their ids: what one choice ticked and what it unticked. */
  | (Happened & {
      readonly kind: 'ticked';
      readonly phase: string;
      readonly on: readonly string[];
      readonly off: readonly string[];
    })
  /** Where a newcomer begins: the phases before it are known to them, and do not count. */
  | (Happened & { readonly kind: 'began'; readonly phase: string })
  /** A milestone that somebody has to look at before it counts; again: what was asked for is done. See submission.ts. */
  | (Happened & { readonly kind: 'submitted'; readonly phase: string } & Proof)
  /** By others, in the document of whoever submitted: who looks at it, or does no longer, what they ask for, that it counts. */
  | (Happened & { readonly kind: 'taken'; readonly phase: string; readonly reviewer: Reviewer })
  | (Happened & { readonly kind: 'released'; readonly phase: string })
  | (Happened & {
      readonly kind: 'asked';
      readonly phase: string;
      readonly reviewer: Reviewer;
      readonly words: string;
      /** Criteria that are not met yet, in the roadmap's words then. */
      readonly unmet: readonly string[];
    })
  | (Happened & { readonly kind: 'approved'; readonly phase: string })
  /** In the reviewer's own document: so many milestones of others that they decided on. */
  | (Happened & { readonly kind: 'reviewed'; readonly phase: string; readonly count: number })
  /** Of events of a phase that nothing else follows from: the ISO weeks in which something was done. See compaction.ts. */
  | (Happened & { readonly kind: 'summary'; readonly phase: string; readonly weeks: readonly Week[] });

/** One document per member and guild, the only thing that is stored of what they did. */
export interface MemberDocument {
  readonly v: 4;
  /** Random at every change: a deleted and recreated document must not pass an old compare. */
  readonly rev: string;
  /** The display name as of the member's last interaction, unescaped. */
  readonly name: string;
  /**
   * When Discord said that the member is no longer in the server, Unix milliseconds; null: they are there, as far as we know.
   * Who left is shown nowhere. Their events stay, and any interaction of theirs makes it null again.
   */
  readonly left: number | null;
  /** Their own time zone, IANA; null: the group's. */
  readonly zone: string | null;
  /** They want to be on no leaderboard. */
  readonly hidden: boolean;
  /** The track that counts where they name none; null: none chosen. */
  readonly track: string | null;
  /** Who sees the words that they left for those who come later. */
  readonly words: 'named' | 'unnamed' | 'nobody';
  readonly events: readonly ProgressEvent[];
}

/** A finished milestone that counts now. */
export interface Stone {
  readonly phase: string;
  /** When it was first checked in, also after taking it back and doing it again. */
  readonly at: number;
  readonly day: string;
  readonly gday: string;
  readonly proof: Proof;
}

/** The stones that count, in the order in which they were first checked in. */
export const stones: (events: readonly ProgressEvent[]) => readonly Stone[] = lately((events) =>
  [...foldStones(events).current.values()].sort((a, b) => a.at - b.at),
);

interface Stones {
  readonly current: ReadonlyMap<string, Stone>;
  /** Submitted, and not approved yet. */
  readonly waiting: ReadonlyMap<string, Stone>;
  /** What was said last with each phase, taken back or not: it comes back with the next check-in. */
  readonly said: ReadonlyMap<string, Proof>;
}

export const foldStones: (events: readonly ProgressEvent[]) => Stones = lately(folded);

function folded(events: readonly ProgressEvent[]): Stones {
  const first = new Map<string, Stone>();
  const current = new Map<string, Stone>();
  const waiting = new Map<string, Stone>();
  const said = new Map<string, Proof>();
  /** Said again: what was said the first time still stands, unless it is said anew. */
  const say = (phase: string, event: Proof): Proof => {
    const proof = saidAnew(said.get(phase) ?? {}, proofOf(event));
    said.set(phase, proof);
    return proof;
  };
  const lay = (stone: Stone) => {
    const origin = first.get(stone.phase) ?? stone;
    first.set(stone.phase, origin);
    waiting.delete(stone.phase);
    current.set(stone.phase, { ...origin, proof: stone.proof });
  };
  for (const event of events) {
    const { phase, at, day, gday } = event;
    switch (event.kind) {
      case 'done':
        lay({ phase, at, day, gday, ...waiting.get(phase), proof: say(phase, event) });
        break;
      case 'submitted':
        waiting.set(phase, { phase, at, day, gday, proof: say(phase, event) });
        break;
      case 'approved': {
        const stone = waiting.get(phase);
        if (stone) lay(stone);
        break;
      }
      case 'undone':
        current.delete(phase);
        waiting.delete(phase);
        break;
      case 'changed':
        for (const stones of [current, waiting]) {
          const stone = stones.get(phase);
          if (!stone) continue;
          said.set(phase, proofOf(event));
          stones.set(phase, { ...stone, proof: proofOf(event) });
        }
        break;
      case 'ticked':
      case 'began':
      case 'taken':
      case 'released':
      case 'asked':
      case 'reviewed':
      case 'summary':
        break;
    }
  }
  return { current, waiting, said };
}

/** What is said anew replaces what was said. Whoever let others see their words let them see those words, not newer ones. */
export function saidAnew({ later, ...said }: Proof, anew: Proof): Proof {
  const same = anew.note === undefined || anew.note === said.note;
  return { ...said, ...(same && later !== undefined && { later }), ...anew };
}

/** Only what was said. */
export function proofOf({ link, note, tracks, met, later }: Proof): Proof {
  return {
    ...(link && { link }),
    ...(note && { note }),
    ...(tracks?.length && { tracks }),
    ...(met && { met }),
    ...(later !== undefined && { later }),
  };
}

/** What every event needs, given by whoever asks for it. */
export type Asking = Happened & { readonly phase: string };

/** `repeated`: the same interaction was delivered again, and there is nothing to write. */
export type Outcome =
  | { readonly kind: 'completed'; readonly event: ProgressEvent; readonly repeated: boolean }
  | { readonly kind: 'already-done'; readonly stone: Stone };

export type Revision =
  | { readonly kind: 'revised'; readonly event: ProgressEvent; readonly repeated: boolean }
  | { readonly kind: 'not-done' };

/** Checks a phase in; any order of phases. */
export function checkIn(events: readonly ProgressEvent[], asked: Asking & Proof): Outcome {
  const same = delivered(events, asked);
  if (same) return { kind: 'completed', event: same, repeated: true };
  const stone = stoneOf(events, asked.phase);
  if (stone) return { kind: 'already-done', stone };
  return { kind: 'completed', event: { kind: 'done', ...asked }, repeated: false };
}

/** Takes a check-in back; the facts stay, and doing it again counts where it was first checked in. */
export function takeBack(events: readonly ProgressEvent[], asked: Asking): Revision {
  return revise(events, { kind: 'undone', ...asked });
}

/** Replaces link, note and tracks of a finished phase. */
export function changeProof(events: readonly ProgressEvent[], asked: Asking & Proof): Revision {
  return revise(events, { kind: 'changed', ...asked });
}

function revise(events: readonly ProgressEvent[], event: ProgressEvent): Revision {
  const same = delivered(events, event);
  if (same) return { kind: 'revised', event: same, repeated: true };
  if (!stoneOf(events, event.phase) && !waitingOf(events, event.phase)) return { kind: 'not-done' };
  return { kind: 'revised', event, repeated: false };
}

function delivered(events: readonly ProgressEvent[], { by }: Pick<Happened, 'by'>): ProgressEvent | undefined {
  return events.find((event) => event.by === by);
}

export function stoneOf(events: readonly ProgressEvent[], phase: string): Stone | undefined {
  return foldStones(events).current.get(phase);
}

/** What was submitted with the phase and waits to be approved. */
export function waitingOf(events: readonly ProgressEvent[], phase: string): Stone | undefined {
  return foldStones(events).waiting.get(phase);
}

/** Whether the phase ever counted, taken back or not. */
export function everDone(events: readonly ProgressEvent[], phase: string): boolean {
  return events.some((event) => (event.kind === 'done' || event.kind === 'approved') && event.phase === phase);
}

/** The ids of the phases that are finished, or wait to be approved: the member goes on meanwhile. */
export function behind(events: readonly ProgressEvent[]): ReadonlySet<string> {
  const { current, waiting } = foldStones(events);
  return new Set([...current.keys(), ...waiting.keys()]);
}

/**
 * The phase a member is in: the first open one after what they checked in last, else the first open one, so that somebody who
 * skipped ahead is not sent back; never one before where they began. Null when every phase is done or known.
 */
export function phaseToDo<P extends { readonly id: string }>(
  phases: readonly P[],
  events: readonly ProgressEvent[],
): P | null {
  const done = behind(events);
  const known = knownPhases(phases, events);
  const checkIns = new Set<ProgressEvent['kind']>(['done', 'submitted']);
  const latest = events.findLast((event) => checkIns.has(event.kind) && done.has(event.phase));
  const from = latest ? phases.findIndex(({ id }) => id === latest.phase) + 1 : 0;
  const open = [...phases.slice(from), ...phases.slice(0, from)];
  return open.find(({ id }) => !done.has(id) && !known.has(id)) ?? null;
}

/** The ids of the phases before where the member began that they did not check in all the same. */
export function knownPhases(
  phases: readonly { readonly id: string }[],
  events: readonly ProgressEvent[],
): ReadonlySet<string> {
  const began = events.findLast(({ kind }) => kind === 'began');
  // A phase that has left the roadmap says nothing about those that are in it.
  const at = Math.max(0, began ? phases.findIndex(({ id }) => id === began.phase) : 0);
  const done = behind(events);
  return new Set(phases.slice(0, at).flatMap(({ id }) => (done.has(id) ? [] : [id])));
}

/** The topics that are ticked now, by phase. */
export function tickedTopics(events: readonly ProgressEvent[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ticked = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.kind !== 'ticked') continue;
    const topics = ticked.get(event.phase) ?? new Set<string>();
    for (const topic of event.on) topics.add(topic);
    for (const topic of event.off) topics.delete(topic);
    ticked.set(event.phase, topics);
  }
  return ticked;
}
