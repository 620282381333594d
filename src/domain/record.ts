/** What a member's request becomes: the pure changes of their document, with the news that goes with them. */
import type { GuildDocument } from './guild.ts';
import type { News } from './news.ts';
import {
  type Asking,
  changeProof,
  checkIn,
  everDone,
  type MemberDocument,
  type ProgressEvent,
  type Proof,
  phaseToDo,
  proofOf,
  type Stone,
  saidAnew,
  stoneOf,
  takeBack,
  waitingOf,
} from './progress.ts';
import { type Phase, phaseOf, type Roadmap } from './roadmap.ts';
import { type Submission, submissionOf } from './submission.ts';
import { localDate } from './zones.ts';

/** What a change asks to be written, atomically. `null` events: nothing to write. */
export interface ProgressChange<T> {
  /** All events of the document after the change. */
  readonly events: readonly ProgressEvent[] | null;
  /** See `MemberDocument`; absent: as it was. */
  readonly left?: number | null;
  /** What the member chose for themselves; absent: as it was. */
  readonly choices?: Partial<Choices>;
  /** Recorded in the same change: a crash neither loses nor doubles it. */
  readonly news?: News;
  /** News that must not be told any more, by id. */
  readonly withdraw?: readonly string[];
  readonly outcome: T;
}

/** What members choose for themselves. */
export type Choices = Pick<MemberDocument, 'zone' | 'hidden' | 'track' | 'words'>;

/** Who asked, where and when; see `AskedInGuild`. */
export interface Request {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly channel: string;
  /** Unix milliseconds. */
  readonly now: number;
}

export type Change<T> = (document: MemberDocument | null, guild: GuildDocument | null) => ProgressChange<T>;

export type CheckInOutcome =
  | { readonly kind: 'completed'; readonly phase: Phase; readonly count: number; readonly next: Phase | null }
  /** It counts once somebody has looked at it. `again`: what was asked for is changed. */
  | { readonly kind: 'submitted'; readonly phase: Phase; readonly again: boolean; readonly next: Phase | null }
  /** Submitted before, and nobody has decided yet. */
  | { readonly kind: 'waiting'; readonly phase: Phase; readonly submission: Submission; readonly saved: boolean }
  | { readonly kind: 'already-done'; readonly phase: Phase; readonly stone: Stone; readonly saved: boolean }
  | { readonly kind: 'needs-track'; readonly phase: Phase }
  | { readonly kind: 'all-done' };

/**
 * Checks `chosen` in, or the phase the member is in. On a finished phase what was typed replaces what was said before, so that
 * nothing typed is lost; tracks add up.
 */
export function checkInMember(
  roadmap: Roadmap,
  request: Request,
  chosen: Phase | null,
  typed: Proof,
): Change<CheckInOutcome> {
  return (document, guild) => {
    const events = document?.events ?? [];
    const phase = chosen ?? phaseBefore(roadmap, events, request.id) ?? phaseToDo(roadmap.phases, events);
    if (!phase) return nothing({ kind: 'all-done' });
    const proof = fitting(phase, typed);
    const stone = stoneOf(events, phase.id);
    const asked = {
      ...asking(request, document, guild, phase.id),
      ...(stone ? proof : onTrack(phase, proof, document)),
    };
    const checkingIn = { events, asked, phase, typed: proof };
    if (guild?.settings?.review && !stone) return handIn(roadmap, request, checkingIn);
    const result = checkIn(events, asked);
    // Delivered again, what only added something to a stone means that again.
    const added = stone && result.kind === 'completed' && result.event.kind === 'changed';
    if (added) return addToStone(checkingIn, stone);
    if (result.kind === 'already-done') return addToStone(checkingIn, result.stone);
    if (phase.tracks.length && !asked.tracks && !result.repeated) return nothing({ kind: 'needs-track', phase });

    const after = result.repeated ? events : [...events, result.event];
    const count = roadmap.phases.filter(({ id }) => stoneOf(after, id)).length;
    const outcome = { kind: 'completed', phase, count, next: phaseToDo(roadmap.phases, after) } as const;
    if (result.repeated) return nothing(outcome);
    // The group hears of a milestone once, also when it was taken back in between.
    const news = everDone(events, phase.id) ? null : newsOf(request, phase, asked);
    // Whoever checks in is there, in the same change: else their news would be that of somebody who left.
    return { events: after, left: null, ...(news && { news }), outcome };
  };
}

/** One check-in, and what it meets. */
interface CheckingIn {
  readonly events: readonly ProgressEvent[];
  readonly asked: Asking & Proof;
  readonly phase: Phase;
  /** What the member typed; `asked` has the track as well that they chose once for all. */
  readonly typed: Proof;
}

/** Where milestones are looked at before they count. What is typed while one waits is added to it. */
function handIn(roadmap: Roadmap, request: Request, checkingIn: CheckingIn): ProgressChange<CheckInOutcome> {
  const { events, asked, phase } = checkingIn;
  const submission = submissionOf(events, phase.id);
  const again = submission?.state === 'asked';
  const same = events.find(({ by }) => by === asked.by);
  const adds = same ? same.kind === 'changed' : !again;
  if (submission && adds) return addToSubmission(checkingIn, submission);
  if (phase.tracks.length && !asked.tracks && !submission?.proof.tracks) return nothing({ kind: 'needs-track', phase });
  const event: ProgressEvent = { kind: 'submitted', ...asked };
  const after = same ? events : [...events, event];
  const outcome = { kind: 'submitted', phase, again, next: phaseToDo(roadmap.phases, after) } as const;
  if (same) return nothing(outcome);
  const proof = submissionOf(after, phase.id)?.proof ?? {};
  return { events: after, left: null, news: { ...newsOf(request, phase, proof), about: 'submitted' }, outcome };
}

/** `counted`: it was more than handed in, so it has a first date to keep. */
type TakenBack = { readonly kind: 'revised'; readonly counted: boolean } | { readonly kind: 'not-done' };

export function takeBackOf(request: Request, phase: string): Change<TakenBack> {
  return (document, guild) => {
    const events = document?.events ?? [];
    const result = takeBack(events, asking(request, document, guild, phase));
    if (result.kind === 'not-done') return nothing({ kind: 'not-done' });
    const outcome = { kind: 'revised', counted: everDone(events, phase) } as const;
    if (result.repeated) return nothing(outcome);
    const told = events.filter((event) => isTold(event) && event.phase === phase).map(({ by }) => by);
    return { events: [...events, result.event], withdraw: told, outcome };
  };
}

/** What a member wants for themselves: their zone, from the next event on, and so forth. */
export function choose(choices: Partial<Choices>): Change<Choices & { readonly groupZone: string | null }> {
  return (document, guild) => ({
    events: document?.events ?? [],
    choices,
    outcome: { ...choicesOf(document), ...choices, groupZone: guild?.settings?.timezone ?? null },
  });
}

/** What somebody chose, or what holds for those who chose nothing. */
export function choicesOf(document: Choices | null): Choices {
  const { zone = null, hidden = false, track = null, words = 'named' } = document ?? {};
  return { zone, hidden, track, words };
}

/** The member acted, so they are there: whoever had left is shown again. Nothing for a member without a document. */
export const meet: Change<null> = (document) => ({ events: document?.events ?? null, left: null, outcome: null });

/**
 * Discord says that the member is not in the server: nobody is shown them any more, and nobody is told their news, not by the
 * next prompt either. The facts stay.
 * @param now Unix milliseconds.
 * @returns a change whose outcome is whether there was somebody to hide.
 */
export function leave(now: number): Change<boolean> {
  return (document) => {
    if (!document || document.left !== null) return nothing(false);
    const told = document.events.filter(isTold).map(({ by }) => by);
    return { events: document.events, left: now, withdraw: told, outcome: true };
  };
}

/** Replaces what was said with a finished phase. */
export function reviseMember(
  request: Request,
  phase: string,
  proof: Proof,
): Change<
  { readonly kind: 'revised'; readonly stone: Stone; readonly waits: boolean } | { readonly kind: 'not-done' }
> {
  return (document, guild) => {
    const events = document?.events ?? [];
    const result = changeProof(events, { ...asking(request, document, guild, phase), ...proof });
    if (result.kind === 'not-done') return nothing(result);
    const after = result.repeated ? events : [...events, result.event];
    const counts = stoneOf(after, phase);
    const stone = counts ?? waitingOf(after, phase);
    if (!stone) return nothing({ kind: 'not-done' });
    return { events: result.repeated ? null : after, outcome: { kind: 'revised', stone, waits: !counts } };
  };
}

function addToStone({ events, asked, phase, typed }: CheckingIn, stone: Stone): ProgressChange<CheckInOutcome> {
  const proof = together(stone.proof, typed);
  const result = changeProof(events, { ...asked, ...proof });
  const repeated = result.kind === 'revised' && result.repeated;
  if (repeated || result.kind === 'not-done' || isSame(stone.proof, proof))
    return nothing({ kind: 'already-done', phase, stone, saved: repeated });
  return {
    events: [...events, result.event],
    outcome: { kind: 'already-done', phase, stone: { ...stone, proof }, saved: true },
  };
}

function addToSubmission(
  { events, asked, phase, typed }: CheckingIn,
  submission: Submission,
): ProgressChange<CheckInOutcome> {
  const proof = together(submission.proof, typed);
  const repeated = events.some(({ by }) => by === asked.by);
  if (repeated || isSame(submission.proof, proof))
    return nothing({ kind: 'waiting', phase, submission, saved: repeated });
  const event: ProgressEvent = { kind: 'changed', ...asked, ...proof };
  return {
    events: [...events, event],
    outcome: { kind: 'waiting', phase, submission: { ...submission, proof }, saved: true },
  };
}

/** What is typed replaces what was said; tracks add up. */
function together(said: Proof, typed: Proof): Proof {
  const tracks = [...new Set([...(said.tracks ?? []), ...(typed.tracks ?? [])])];
  return { ...saidAnew(said, typed), ...(tracks.length && { tracks }) };
}

/** Whether nothing new was said: then there is nothing to write. */
function isSame(said: Proof, now: Proof): boolean {
  const ordered = ({ link, note, tracks, met, later }: Proof) => JSON.stringify([link, note, tracks, met, later]);
  return ordered(said) === ordered(now);
}

/** Whether the group heard of it. */
function isTold({ kind }: ProgressEvent): boolean {
  return kind === 'done' || kind === 'submitted' || kind === 'approved' || kind === 'asked';
}

/** The phase that this very interaction checked in before, if it was delivered twice. */
function phaseBefore(roadmap: Roadmap, events: readonly ProgressEvent[], id: string): Phase | undefined {
  const same = events.find(({ by }) => by === id);
  return same && phaseOf(roadmap, same.phase);
}

/** Tracks only where the phase has them. */
function fitting(phase: Phase, { tracks, ...rest }: Proof): Proof {
  const own = tracks?.filter((id) => phase.tracks.some((track) => track.id === id));
  return { ...rest, ...(own?.length && { tracks: own }) };
}

/** The track that the member chose once for all, where they name none. */
function onTrack(phase: Phase, proof: Proof, document: MemberDocument | null): Proof {
  const own = phase.tracks.find(({ id }) => id === document?.track);
  return proof.tracks || !own ? proof : { ...proof, tracks: [own.id] };
}

/** What every event needs to say of when it happened. */
export function asking(
  request: Pick<Request, 'id' | 'now'>,
  document: MemberDocument | null,
  guild: GuildDocument | null,
  phase: string,
): Asking {
  const theirs = guild?.settings?.timezone ?? 'UTC';
  const day = localDate(document?.zone ?? theirs, request.now);
  return { at: request.now, by: request.id, day, gday: localDate(theirs, request.now), phase };
}

function newsOf({ id, user, name, channel, now }: Request, phase: Phase, said: Proof): News {
  return { id, user, name, channel, at: now, phase: phase.id, ...proofOf(said) };
}

export function nothing<T>(outcome: T): ProgressChange<T> {
  return { events: null, outcome };
}
