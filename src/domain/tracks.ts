/** The tracks of a roadmap by what somebody types. Knows no member. */
import type { Roadmap, Track } from './roadmap.ts';

/** Each once, in the order of the phases that have them first. */
export function tracksOf({ phases }: Pick<Roadmap, 'phases'>): readonly Track[] {
  const tracks = new Map<string, Track>();
  for (const track of phases.flatMap((phase) => phase.tracks)) if (!tracks.has(track.id)) tracks.set(track.id, track);
  return [...tracks.values()];
}

/** A typed track: its id, its name, or the label of a suggestion ("🌐 Backend: Web APIs, async"). */
export function trackByName(tracks: readonly Track[], typed: string): Track | undefined {
  const wanted = typed.trim().toLowerCase();
  return tracks.find(({ id, name, emoji }) => {
    const names = [id, name.toLowerCase(), `${emoji} ${name}`.toLowerCase()];
    return names.some((label) => wanted === label || wanted.startsWith(`${label}: `));
  });
}
