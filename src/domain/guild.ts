/** What a server chose: its schedule and the notices its owner has not seen. Types only; the rules are in schedule.ts. */
import type { Span } from './spans.ts';

/** ISO: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** An ISO week in the guild's zone: `2026-W32`. */
export type Week = string;

/** Where the calendar stands: in `week` the group is in week `weekOfPhase` (from 0) of the phase at `phaseIndex` (from 0). */
export interface Anchor {
  readonly week: Week;
  readonly phaseIndex: number;
  readonly weekOfPhase: number;
}

/** How a milestone counts, where it is not on the member's word. */
export interface ReviewRule {
  /** After a look by one who has passed the phase, or by somebody with the mentors' role. */
  readonly by: 'peer' | 'mentor';
  /** The mentors' role, a snowflake; null with peers. */
  readonly role: string | null;
  /** Where submissions are posted, a snowflake; null: in the study channel. */
  readonly channel: string | null;
  /** Unix milliseconds: what was refused there before says nothing about now. */
  readonly savedAt?: number;
}

export interface Settings {
  /** Study channel, a snowflake. */
  readonly channel: string;
  readonly day: Weekday;
  /** `HH:MM`, 24 hours, in `timezone`. */
  readonly time: string;
  /** IANA, such as `Europe/Berlin`. */
  readonly timezone: string;
  /** Never the same as `day`. */
  readonly challengeDay: Weekday;
  readonly weeksPerPhase: 1 | 2 | 3 | 4;
  /** `YYYY-MM-DD` in `timezone`: week 1 begins with the first prompt on or after it. */
  readonly start: string;
  /** The role that weekly posts mention, a snowflake. */
  readonly role: string | null;
  readonly paused: { readonly at: number; readonly reason: 'owner' | 'failing' } | null;
  /** Unix milliseconds: nothing that was due before is ever posted. */
  readonly savedAt: number;
  readonly anchor: Anchor;
  /** Absent: on the member's word. */
  readonly review?: ReviewRule;
  /** What the calendar before this save still owes; absent: nothing. */
  readonly carried?: Carried;
  /** Posts that were due at a save and may have been on their way: somebody has to look whether they came. Absent: none. */
  readonly unsure?: readonly Unsure[];
}

/** A slot of schedule.ts, and the channel it belonged to. */
export interface Unsure {
  readonly kind: 'prompt' | 'challenge';
  readonly week: Week;
  readonly at: number;
  readonly position:
    | { readonly kind: 'phase'; readonly phaseIndex: number; readonly weekOfPhase: number }
    | { readonly kind: 'closing' };
  readonly channel: string;
}

/** What a save carries over, since the anchor only looks forward. */
export interface Carried {
  /** The prompt before the anchor's: its answer is shown with the next one. */
  readonly lastPrompt: { readonly phaseIndex: number; readonly weekOfPhase: number } | null;
  /** A challenge whose phase began before the save: `week` is that of the phase's first prompt, `date` the day it comes now. */
  readonly challenge: { readonly week: Week; readonly phaseIndex: number; readonly date: string } | null;
}

/** Something an owner should know, kept until somebody with Manage Server has seen it. */
export interface Notice {
  /** The same cause gives the same id, so that it is told once. */
  readonly id: string;
  readonly at: number;
  readonly kind: 'cannot-post' | 'no-thread' | 'paused' | 'uncertain';
  readonly channel: string;
  /** What could not be posted: "the prompt of phase 2, week 1", "the news of a check-in". */
  readonly what: string;
  /** Discord's error code, where there was one. */
  readonly code?: number;
}

export interface GuildDocument {
  readonly v: 3;
  /** Random at every change. */
  readonly rev: string;
  readonly settings: Settings | null;
  readonly notices: readonly Notice[];
  /** When the schedule was paused, by whomever; in order, and apart. The one that runs is in the settings alone. */
  readonly pauses: readonly Span[];
}

/** All but what the store adds. */
export type GuildContent = Omit<GuildDocument, 'v' | 'rev'>;
