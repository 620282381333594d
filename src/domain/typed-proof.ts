/** Reads what a member typed and ticked with a check-in. Says what is wrong in a sentence for them. */
import { checkLink } from './link.ts';
import type { Proof } from './progress.ts';
import type { Phase, Roadmap, Track } from './roadmap.ts';
import { trackByName, tracksOf } from './tracks.ts';

/** From a command's options (`track`) or a form's fields (the rest). */
export interface TypedProof {
  readonly link?: string | undefined;
  readonly note?: string | undefined;
  readonly track?: string | undefined;
  readonly tracks?: readonly string[] | undefined;
  /** Positions among the criteria that the form showed. */
  readonly met?: readonly string[] | undefined;
  readonly later?: boolean | undefined;
}

/** What may be named and ticked. */
interface Offered {
  readonly tracks: readonly Track[];
  readonly criteria: readonly string[];
}

/** Of one phase; while nobody knows which (null), the tracks of all. */
export function offeredBy(roadmap: Roadmap, phase: Phase | null): Offered {
  if (!phase) return { tracks: tracksOf(roadmap), criteria: [] };
  return { tracks: phase.tracks, criteria: criteriaOf(phase) };
}

/** Bare words, as they are stored. */
export function criteriaOf({ challenge }: Phase): readonly string[] {
  return challenge?.criteria.map(({ plain }) => plain) ?? [];
}

export type ReadProof =
  | { readonly kind: 'proof'; readonly proof: Proof }
  /** `said`: all that was typed, the wrong link as it is, so that it can be given back. */
  | { readonly kind: 'problem'; readonly message: string; readonly said: Proof };

export function readProof(offered: Offered, typed: TypedProof): ReadProof {
  const link = typed.link?.trim() ? checkLink(typed.link) : null;
  const wanted = [...(typed.tracks ?? []), ...(typed.track?.trim() ? [typed.track] : [])];
  const found = wanted.map((name) => trackByName(offered.tracks, name));
  const tracks = [...new Set(found.flatMap((track) => track?.id ?? []))];
  const met = offered.criteria.filter((_, at) => typed.met?.includes(String(at)));
  const note = typed.note?.trim();
  const rest: Proof = {
    ...(note && { note }),
    ...(tracks.length && { tracks }),
    ...(met.length && { met }),
    // New words are shown to nobody whom the old ones were meant for, unless that is said anew; without words there is nothing to show.
    ...(note && { later: typed.later ?? false }),
  };
  // A track where there is none to choose does no harm; where there are, a typing error should not be kept.
  const mistyped = offered.tracks.length > 0 && found.includes(undefined);
  if (link?.kind !== 'problem' && !mistyped)
    return { kind: 'proof', proof: { ...(link && { link: link.url }), ...rest } };
  const names = offered.tracks.map(({ name }) => name).join(', ');
  const message = link?.kind === 'problem' ? link.message : `I know no such track. Choose one of: ${names}.`;
  return { kind: 'problem', message, said: { ...rest, ...(typed.link?.trim() && { link: typed.link }) } };
}
