/** What a roadmap holds, in one line. */
import type { Phase, Roadmap } from './roadmap.ts';

/** `14 phases, 56 topics, 5 tracks, …`; what is not there is not named. */
export function summary({ unit, phases }: Roadmap): string {
  const sum = (of: (phase: Phase) => readonly unknown[]) => phases.reduce((n, phase) => n + of(phase).length, 0);
  const counts: readonly (readonly [number, string])[] = [
    [phases.length, unit.toLowerCase()],
    [sum(({ topics }) => topics), 'topic'],
    [sum(({ tracks }) => tracks), 'track'],
    [sum(({ challenge }) => (challenge ? [challenge] : [])), 'challenge'],
    [sum(({ prompts }) => prompts), 'prompt'],
    [sum(({ resources }) => resources), 'resource'],
    [sum(({ errors }) => errors), 'error'],
  ];
  const named = counts.filter(([n]) => n > 0).map(([n, noun]) => `${n} ${noun}${n === 1 ? '' : 's'}`);
  return named.join(', ');
}
