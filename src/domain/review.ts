/** Who may look at a submitted milestone, and what their decision changes: pure changes of the document of whoever submitted. */
import type { GuildDocument, ReviewRule } from './guild.ts';
import type { News } from './news.ts';
import type { MemberDocument, ProgressEvent, Reviewer } from './progress.ts';
import { asking, type Change, nothing, type ProgressChange, type Request } from './record.ts';
import type { Target } from './review-target.ts';
import { type Submission, submissionOf } from './submission.ts';

/** What one has taken is free again after this. Source: the study groups' rule that nobody waits for a busy reviewer over a weekend. */
export const TAKEN_MS = 48 * 3_600_000;
/** After this any peer who has passed may take what mentors did not look at. */
export const PEERS_MS = 7 * 86_400_000;

/** Who would look, and by what right. */
export interface Judge extends Reviewer {
  /** The interaction's id. */
  readonly by: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly channel: string;
  /** Has Manage Server: may look at everything but their own, so that a group's first ones are not stuck. */
  readonly manages: boolean;
  /** The roles they have. */
  readonly roles: readonly string[];
  /** Whether this very phase counts for them. */
  readonly passed: boolean;
}

/** Why somebody may not decide on it now. */
export type Refusal =
  | { readonly kind: 'own' }
  /** `peers`: from when on whoever has passed the phase may, Unix milliseconds; null: they may at any time. */
  | { readonly kind: 'may-not'; readonly peers: number | null }
  | { readonly kind: 'held'; readonly reviewer: Reviewer; readonly until: number }
  /** It waits for the member, who was asked for changes. */
  | { readonly kind: 'asked'; readonly submission: Submission }
  /** Approved, taken back or never there: nothing is open. */
  | { readonly kind: 'decided' };

export type Standing = { readonly kind: 'open'; readonly submission: Submission } | Refusal;

/** Who is to look at it alone, and until when: whoever took it, else whoever asked for what was changed since. */
export function holderOf(
  { taken, requests, at }: Submission,
  now: number,
): { readonly reviewer: Reviewer; readonly until: number } | null {
  const last = requests.at(-1);
  const claim = taken ?? (last?.reviewer.id ? { reviewer: last.reviewer, at } : null);
  const until = claim ? claim.at + TAKEN_MS : 0;
  return claim && now < until ? { reviewer: claim.reviewer, until } : null;
}

/** Whether `judge` may decide now on what `user` submitted. */
export function standing(
  document: Pick<MemberDocument, 'events' | 'left'> | null,
  rule: ReviewRule | null,
  user: string,
  phase: string,
  judge: Omit<Judge, 'by' | 'channel'>,
): Standing {
  const submission = document && document.left === null ? submissionOf(document.events, phase) : undefined;
  if (!submission) return { kind: 'decided' };
  if (judge.id === user) return { kind: 'own' };
  if (submission.state === 'asked') return { kind: 'asked', submission };
  const peers = rule?.by === 'mentor' ? submission.at + PEERS_MS : null;
  if (!mayEver(rule, judge) && !(judge.passed && (peers === null || judge.now >= peers)))
    return { kind: 'may-not', peers };
  const holder = holderOf(submission, judge.now);
  return holder && holder.reviewer.id !== judge.id ? { kind: 'held', ...holder } : { kind: 'open', submission };
}

function mayEver(rule: ReviewRule | null, { manages, roles }: Pick<Judge, 'manages' | 'roles'>): boolean {
  return manages || (rule?.by === 'mentor' && rule.role !== null && roles.includes(rule.role));
}

export type Decision =
  | { readonly kind: 'taken' | 'released' | 'approved' | 'requested'; readonly submission: Submission }
  | Refusal;

/** Takes it for {@link TAKEN_MS}; again: from now on. */
export function take(judge: Judge, user: string, phase: string): Change<Decision> {
  return deciding(judge, user, phase, (submission, base) => ({
    event: { kind: 'taken', ...base, reviewer: reviewerOf(judge) },
    kind: 'taken',
    submission: { ...submission, taken: { reviewer: reviewerOf(judge), at: judge.now } },
  }));
}

/** Whoever took it lets go. */
export function release(judge: Judge, user: string, phase: string): Change<Decision> {
  return deciding(judge, user, phase, (submission, base) => ({
    event: { kind: 'released', ...base },
    kind: 'released',
    submission: { ...submission, taken: null },
  }));
}

/** It counts, from the time at which it was handed in. Who looked at it stands in nobody's document any more but as news. */
export function approve(judge: Judge, user: string, phase: string): Change<Decision> {
  return deciding(judge, user, phase, (submission, base) => ({
    event: { kind: 'approved', ...base },
    kind: 'approved',
    submission,
    news: { about: 'approved', reviewer: judge.name },
  }));
}

/** @param unmet criteria that are not met yet, in the roadmap's words. */
export function requestChanges(
  judge: Judge,
  user: string,
  phase: string,
  { words, unmet }: { readonly words: string; readonly unmet: readonly string[] },
): Change<Decision> {
  return deciding(judge, user, phase, (submission, base) => ({
    event: { kind: 'asked', ...base, reviewer: reviewerOf(judge), words, unmet },
    kind: 'requested',
    submission: {
      ...submission,
      state: 'asked',
      taken: null,
      requests: [...submission.requests, { at: judge.now, reviewer: reviewerOf(judge), words, unmet }],
    },
    news: { about: 'changes', reviewer: judge.name, words, unmet },
  }));
}

interface Made {
  readonly event: ProgressEvent;
  readonly kind: 'taken' | 'released' | 'approved' | 'requested';
  readonly submission: Submission;
  readonly news?: Pick<News, 'about' | 'reviewer' | 'words' | 'unmet'>;
}

function deciding(
  judge: Judge,
  user: string,
  phase: string,
  make: (submission: Submission, base: ReturnType<typeof asking>) => Made,
): Change<Decision> {
  return (document, guild): ProgressChange<Decision> => {
    const base = asking({ id: judge.by, now: judge.now }, document, guild, phase);
    const again = document && decidedBefore(document, base, make);
    if (again) return nothing(again);
    const now = standing(document, guild?.settings?.review ?? null, user, phase, judge);
    if (now.kind !== 'open') return nothing(now);
    const { event, kind, submission, news } = make(now.submission, base);
    const events = [...stillNeeded(document?.events ?? [], phase, kind), event];
    if (!news) return { events, outcome: { kind, submission } };
    const { by: id, channel } = judge;
    const told = {
      ...now.submission.proof,
      ...news,
      id,
      channel,
      user,
      name: document?.name ?? '',
      phase,
      at: judge.now,
      handed: now.submission.at,
      judge: judge.id,
    };
    // The post that asks for a reviewer must not come after the verdict.
    return { events, news: told, withdraw: [now.submission.id], outcome: { kind, submission } };
  };
}

/** Delivered again: what it decided then, whatever became of it. */
function decidedBefore(
  { events }: MemberDocument,
  base: ReturnType<typeof asking>,
  make: (submission: Submission, base: ReturnType<typeof asking>) => Made,
): Decision | null {
  const at = events.findIndex(({ by }) => by === base.by);
  const submission = at < 0 ? undefined : submissionOf(events.slice(0, at), base.phase);
  if (!submission) return null;
  const { kind, submission: after } = make(submission, base);
  return { kind, submission: after };
}

/**
 * Once it counts, nobody needs to know any more who looked at it: what was asked for goes. Before, of taking and letting go only the
 * newest matter: whoever plays with the buttons must not fill a document that is not theirs.
 */
function stillNeeded(events: readonly ProgressEvent[], phase: string, kind: Made['kind']): readonly ProgressEvent[] {
  if (kind === 'approved') return events.filter((event) => event.phase !== phase || !REVIEWERS.has(event.kind));
  const turns = events.filter((event) => event.phase === phase && TURNS.has(event.kind));
  const old = new Set(turns.slice(0, -TURNS_KEPT));
  return events.filter((event) => !old.has(event));
}

const TURNS = new Set<ProgressEvent['kind']>(['taken', 'released']);
/** What is delivered twice comes soon after, and is found among them. */
const TURNS_KEPT = 4;

const REVIEWERS = new Set<ProgressEvent['kind']>(['taken', 'released', 'asked']);

function reviewerOf({ id, name }: Reviewer): Reviewer {
  return { id, name };
}

/** Asks for a reviewer once more, in the channel. The outcome: whether it still waits. */
export function postAgain(
  { id, channel, now }: Pick<Request, 'id' | 'channel' | 'now'>,
  { user, phase, at }: Target,
): Change<boolean> {
  return (document) => {
    const submission = document?.left === null ? submissionOf(document.events, phase) : undefined;
    if (!document || submission?.state !== 'waiting' || submission.at !== at) return nothing(false);
    const { name, events } = document;
    const told = { id, channel, name, phase, at: now, handed: at, about: 'submitted' } as const;
    return { events, news: { ...submission.proof, ...told, user }, outcome: true };
  };
}

/**
 * What a decision makes of both documents, whose milestone it is and whose review: noted exactly where it counts. `changed`: another
 * one was handed in since.
 */
export function decideOn(target: Target, judge: Judge, change: Change<Decision>) {
  return (theirs: MemberDocument | null, own: MemberDocument | null, guild: GuildDocument | null) => {
    // Delivered again: the change itself knows what it decided then.
    const again = theirs?.events.some(({ by }) => by === judge.by);
    const now = standing(theirs, guild?.settings?.review ?? null, target.user, target.phase, judge);
    if (!again && now.kind === 'open' && now.submission.at !== target.at) {
      return { changes: [nothing(null), nothing(null)], outcome: { kind: 'changed' } } as const;
    }
    const decided = change(theirs, guild);
    const counts = decided.outcome.kind === 'approved' || decided.outcome.kind === 'requested';
    const noted = counts ? noteReview(judge, target.phase, own, guild) : nothing(null);
    return { changes: [decided, noted], outcome: decided.outcome } as const;
  };
}

/** In the reviewer's own document: one more that they decided on. */
function noteReview(
  judge: Judge,
  phase: string,
  own: MemberDocument | null,
  guild: GuildDocument | null,
): ProgressChange<null> {
  const events = own?.events ?? [];
  if (events.some(({ by }) => by === judge.by)) return nothing(null);
  const base = asking({ id: judge.by, now: judge.now }, own, guild, phase);
  return { events: [...events, { kind: 'reviewed', ...base, count: 1 }], left: null, outcome: null };
}

/** How many milestones of others a member decided on. */
export function reviewsOf(events: readonly ProgressEvent[]): number {
  return events.reduce((sum, event) => (event.kind === 'reviewed' ? sum + event.count : sum), 0);
}
