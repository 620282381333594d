/** Small documents, events and news for the store contract. */
import type { GuildContent, Settings } from '../../src/domain/guild.ts';
import type { News } from '../../src/domain/news.ts';
import type { MemberDocument, ProgressEvent } from '../../src/domain/progress.ts';
import type { ProgressChange } from '../../src/domain/record.ts';
import type { ProgressStore } from '../../src/ports.ts';

export const SECOND = 1000;
export const DAY = 86_400_000;
/** Today, so that no month's board has expired. To the second, as leaderboards tell times. */
export const T = Math.floor(Date.now() / 1000) * 1000;

let ids = 0;
/** A snowflake that no other test of this run has. */
export const anId = (): string => String(900_000_000_000_000_000n + BigInt(process.pid) * 1_000_000n + BigInt(++ids));

export const aMember = (guild = anId()) => ({ guild, user: anId(), name: 'Ana' });

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export function aDone(phase: string, more: Partial<ProgressEvent & { kind: 'done' }> = {}): ProgressEvent {
  const at = more.at ?? T;
  return { kind: 'done', phase, at, by: anId(), day: dayOf(at), gday: dayOf(at), ...more };
}

/** With words for those who come later. */
export const aDoneWithWords = (phase: string, at = T): ProgressEvent =>
  aDone(phase, { at, note: `what was hard in ${phase}`, later: true });

/** Handed in, and taken by a reviewer. */
export function someSubmitted(phase: string, at = T): readonly ProgressEvent[] {
  const reviewer = { id: anId(), name: 'Ben' };
  return [
    { ...aDone(phase, { at }), kind: 'submitted' },
    { ...anUndone(phase, at), kind: 'taken', reviewer },
  ];
}

export function anUndone(phase: string, at = T): ProgressEvent {
  return { kind: 'undone', phase, at, by: anId(), day: dayOf(at), gday: dayOf(at) };
}

export function aTick(phase: number, at: number): ProgressEvent {
  const day = dayOf(at);
  return { kind: 'ticked', phase: String(phase), at, by: anId(), day, gday: day, on: ['a'], off: [] };
}

export const someNews = (user: string, more: Partial<News> = {}): News => ({
  id: anId(),
  user,
  name: 'Ana',
  phase: '1',
  at: T,
  channel: '7',
  ...more,
});

/** A change that adds these events, each at most once by its `by`, as the commands do. */
export const adding =
  (...events: ProgressEvent[]) =>
  (document: MemberDocument | null): ProgressChange<number> => {
    const old = document?.events ?? [];
    const fresh = events.filter(({ by }) => !old.some((event) => event.by === by));
    return { events: fresh.length ? [...old, ...fresh] : null, outcome: fresh.length };
  };

/** `milestones` check-ins, the last one at `at`. */
export function stonesFor(
  progress: ProgressStore,
  member: { readonly guild: string; readonly user: string; readonly name: string },
  milestones: number,
  at = T,
): Promise<number> {
  const events = Array.from({ length: milestones }, (_, n) => aDone(String(n + 1), { at: at - (milestones - 1 - n) }));
  return progress.update(member, adding(...events));
}

export const someSettings = (more: Partial<Settings> = {}): Settings => ({
  channel: '7',
  day: 1,
  time: '18:00',
  timezone: 'Europe/Berlin',
  challengeDay: 4,
  weeksPerPhase: 2,
  start: '2026-11-23',
  role: null,
  paused: null,
  savedAt: T,
  anchor: { week: '2026-W48', phaseIndex: 0, weekOfPhase: 0 },
  ...more,
});

export const someGuild = (more: Partial<Settings> = {}): GuildContent => ({
  settings: someSettings(more),
  notices: [],
  pauses: [],
});
