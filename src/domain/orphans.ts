/** What a change of the roadmap does to check-ins: ids that vanish, and ids that come to mean another phase. Compares, decides nothing. */
import { fold } from './fold.ts';
import type { Phase, Roadmap, Topic, Track } from './roadmap.ts';

export interface Orphans {
  /** Their check-ins would belong to no phase: kept, on the leaderboard still, but on nobody’s way. */
  readonly phases: readonly Phase[];
  readonly tracks: readonly { readonly phase: Phase; readonly track: Track }[];
  readonly topics: readonly { readonly phase: Phase; readonly topic: Topic }[];
  /** The old phase lives on under another id, and something else has its own: check-ins would count for the wrong phase. */
  readonly moved: readonly { readonly phase: Phase; readonly nowUnderId: Phase; readonly movedTo: Phase }[];
}

/** `phase` is always the older one. Tracks and topics are listed only where their phase is still there. */
export function orphans(older: Roadmap, newer: Roadmap): Orphans {
  const kept = older.phases.flatMap((phase) => {
    const now = newer.phases.find(({ id }) => id === phase.id);
    return now ? [{ phase, now }] : [];
  });
  return {
    phases: older.phases.filter(({ id }) => !newer.phases.some((phase) => phase.id === id)),
    tracks: kept.flatMap(({ phase, now }) => gone(phase.tracks, now.tracks).map((track) => ({ phase, track }))),
    topics: kept.flatMap(({ phase, now }) => gone(phase.topics, now.topics).map((topic) => ({ phase, topic }))),
    moved: kept.flatMap(({ phase, now }) => {
      const movedTo = newer.phases.find(({ title }) => fold(title) === fold(phase.title));
      const elsewhere = movedTo && movedTo.id !== phase.id && fold(now.title) !== fold(phase.title);
      return elsewhere ? [{ phase, nowUnderId: now, movedTo }] : [];
    }),
  };
}

function gone<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): readonly T[] {
  const ids = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !ids.has(id));
}
