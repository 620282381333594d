/** Phases as suggestions while typing, and the sentences for a phase that was not found or not told apart. */
import type { Choice } from '../command.ts';
import { type Match, matchLabel } from '../domain/find-phase.ts';
import { DISCORD } from '../domain/limits.ts';
import type { Roadmap, Track } from '../domain/roadmap.ts';
import type { Message } from '../message.ts';
import { actionId } from './actions.ts';
import { correction } from './errors.ts';
import { card, cut, escaped, option, row, select, text } from './parts.ts';
import { phaseName } from './phase.ts';
import { unitOf } from './unit.ts';

/** What matched stands behind the title, where the title does not show it; a label typed by hand is taken as well. */
export function phaseChoices(matches: readonly Match[]): readonly Choice[] {
  return matches
    .slice(0, DISCORD.choices)
    .map((match) => ({ name: matchLabel(match), value: String(match.phase.number) }));
}

export function noSuchPhase(roadmap: Roadmap, typed: string): Message {
  const first = roadmap.phases[0]?.number ?? 1;
  const last = roadmap.phases.at(-1)?.number ?? first;
  return correction(
    `I find no ${unitOf(roadmap)} for “${escaped(cut(typed, 60))}”. Type a number from ${first} to ${last}, or a word ` +
      'from a title or topic; `/phase` alone shows them all.',
  );
}

/** A button outlived an edit of the roadmap. */
export function notOnRoadmap(roadmap: Roadmap): Message {
  return correction(
    `The roadmap has changed, and that ${unitOf(roadmap)} is no longer on it. \`/phase\` shows it as it is now.`,
  );
}

/** Several fit: the member picks, and sees its card. */
export function severalPhases(roadmap: Roadmap, matches: readonly Match[]): Message {
  const options = matches
    .slice(0, DISCORD.selectOptions)
    .map(({ phase }) => option(phase.id, phaseName(roadmap, phase)));
  const pick = select(actionId('phase', 'pick'), `Which ${unitOf(roadmap)}?`, options);
  return { components: [card(text('Several fit. Which one do you mean?'), row(pick))] };
}

export function trackChoices(tracks: readonly Track[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  return tracks
    .filter(({ id, name, focus }) => `${id} ${name} ${focus.plain}`.toLowerCase().includes(wanted))
    .slice(0, DISCORD.choices)
    .map(({ id, name, focus, emoji }) => ({
      name: cut(`${emoji ? `${emoji} ` : ''}${name}: ${focus.plain}`, DISCORD.choiceName),
      value: id,
    }));
}
