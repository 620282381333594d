/** Reads what a member typed with a check-in: link, note, tracks. Says what is wrong in a sentence for them. */
import { checkLink } from './link.ts';
import type { Proof } from './progress.ts';
import type { Track } from './roadmap.ts';

/** From a command's options (`track`) or a form's fields (`tracks`). */
export interface TypedProof {
  readonly link?: string | undefined;
  readonly note?: string | undefined;
  readonly track?: string | undefined;
  readonly tracks?: readonly string[] | undefined;
}

export type ReadProof =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'problem'; readonly message: string };

/** @param offered the tracks that may be named; those of the phase, or of all phases while it is not known yet. */
export function readProof(offered: readonly Track[], typed: TypedProof): ReadProof {
  const link = typed.link?.trim() ? checkLink(typed.link) : null;
  if (link?.kind === 'problem') return link;
  const wanted = [...(typed.tracks ?? []), ...(typed.track?.trim() ? [typed.track] : [])];
  const tracks = new Set<string>();
  for (const name of wanted) {
    const track = trackByName(offered, name);
    // A track where there is none to choose does no harm; where there are, a typing error should not be kept.
    if (track) tracks.add(track.id);
    else if (offered.length)
      return {
        kind: 'problem',
        message: `I know no such track. Choose one of: ${offered.map((one) => one.name).join(', ')}.`,
      };
  }
  const note = typed.note?.trim();
  return {
    kind: 'proof',
    proof: { ...(link && { link: link.url }), ...(note && { note }), ...(tracks.size && { tracks: [...tracks] }) },
  };
}

/** A typed track: its id, its name, or the label of a suggestion ("🌐 Backend: Web APIs, async"). */
function trackByName(tracks: readonly Track[], typed: string): Track | undefined {
  const wanted = typed.trim().toLowerCase();
  return tracks.find(({ id, name, emoji }) => {
    const names = [id, name.toLowerCase(), `${emoji} ${name}`.toLowerCase()];
    return names.some((label) => wanted === label || wanted.startsWith(`${label}: `));
  });
}
