/** What an owner's choices make of the settings they have: first or changed, paused or going on. */
import type { GuildContent, GuildDocument, Settings } from './guild.ts';
import { pausesAfter } from './pauses.ts';
import { nextDueAt, nextSlots, type Slot } from './schedule.ts';
import { type Choices, changeSettings, firstSettings, type Posted, pause, resume } from './schedule-changes.ts';

export type Applied =
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** Nothing is set up yet, and channel or timezone is missing. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'problem'; readonly message: string };

/** What an owner chose. Only what was given; the rest stays as it is. */
export type SetupChoices = Partial<Choices> & { readonly paused?: boolean };

/** @param now Unix milliseconds. */
export function applySetup(
  old: Settings | null,
  { paused, ...choices }: SetupChoices,
  now: number,
  posted: Posted,
  phaseCount: number,
): Applied {
  const settings = old ? changed(old, choices, now, posted, phaseCount) : first(choices, now);
  if (!settings) return { kind: 'incomplete' };
  if (choices.challengeDay === settings.day) {
    return {
      kind: 'problem',
      message: 'Prompt and challenge need different weekdays. Choose another `day` or `challenge_day`.',
    };
  }
  if (paused === true) return { kind: 'settings', settings: pause(settings, now, 'owner', posted, phaseCount) };
  return { kind: 'settings', settings: paused === false ? resume(settings, now) : settings };
}

function first({ channel, timezone, ...rest }: Partial<Choices>, now: number): Settings | null {
  return channel && timezone ? firstSettings({ ...rest, channel, timezone }, now) : null;
}

function changed(old: Settings, choices: Partial<Choices>, now: number, posted: Posted, phaseCount: number): Settings {
  return Object.keys(choices).length ? changeSettings(old, choices, now, posted, phaseCount) : old;
}

/** What comes next, also where the calendar is paused: as if it went on now. */
export function previewOf(settings: Settings, phaseCount: number, now: number, count: number): readonly Slot[] {
  return nextSlots(settings.paused ? resume(settings, now) : settings, phaseCount, now, count);
}

interface SaveChange {
  readonly document: GuildContent | null;
  readonly dueAt?: number | null;
  readonly outcome: Applied;
}

/** The change of the guild's document; saving wipes the notices, which were about the settings before. */
export function saveSetup(choices: SetupChoices, now: number, posted: Posted, phaseCount: number) {
  return (document: GuildDocument | null): SaveChange => {
    const outcome = applySetup(document?.settings ?? null, choices, now, posted, phaseCount);
    if (outcome.kind !== 'settings') return { document: null, outcome };
    const { settings } = outcome;
    const pauses = document ? pausesAfter(document, settings) : [];
    return { document: { settings, notices: [], pauses }, dueAt: nextDueAt(settings, phaseCount, now), outcome };
  };
}
