/** Every button and select that more than one message shows, with the one rule for custom ids: `v1:command:action:arguments`. */
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';
import { DISCORD } from '../domain/limits.ts';
import { button } from './parts.ts';

/** Builds a custom id. Arguments are ids of ours (letters, digits and - _ . ~) and are never member text. */
export function actionId(command: string, action: string, ...args: readonly (string | number)[]): string {
  return ['v1', command, action, ...args].join(':');
}

export interface ActionId {
  readonly command: string;
  readonly action: string;
  readonly args: readonly string[];
}

const SHAPE = /^v1:([a-z]{1,32}):([a-z-]{1,32})((?::[A-Za-z0-9_.~-]{0,64})*)$/;

/** Strict: anything that `actionId` could not have made is null. */
export function parseActionId(customId: string): ActionId | null {
  if (customId.length > DISCORD.customId) return null;
  const [, command, action, rest] = SHAPE.exec(customId) ?? [];
  if (!command || !action || rest === undefined) return null;
  return { command, action, args: rest === '' ? [] : rest.slice(1).split(':') };
}

export const actions = {
  openPhase: (phase: string, label: string): APIButtonComponentWithCustomId =>
    button(actionId('phase', 'open', phase), label, { emoji: '📖' }),
  checkIn: (phase: string): APIButtonComponentWithCustomId =>
    button(actionId('done', 'check-in', phase), 'Check in', { style: 'success', emoji: '🪨' }),
  stuck: (phase?: string): APIButtonComponentWithCustomId =>
    button(actionId('stuck', 'ask', ...(phase === undefined ? [] : [phase])), 'I’m stuck', { emoji: '🧗' }),
  /** `marker`: makes the button unique to a post, so that it can be found again; ignored when pressed. */
  nextStep: (marker?: string): APIButtonComponentWithCustomId =>
    button(marker ?? actionId('progress', 'next'), 'My next step', { style: 'primary' }),
  progress: (marker?: string): APIButtonComponentWithCustomId =>
    button(marker ?? actionId('progress', 'mine'), 'My progress'),
  leaderboard: (marker?: string): APIButtonComponentWithCustomId =>
    button(marker ?? actionId('leaderboard', 'show'), 'Leaderboard'),
};

/**
 * The custom id by which a post of the bot's own is found again in its channel: that of its "My next step" button, or of the
 * leaderboard's on news. The slot stands behind the arguments that the command reads.
 */
export function markerOf({
  kind,
  id,
}: {
  readonly kind: 'prompt' | 'challenge' | 'news';
  readonly id: string;
}): string {
  if (kind === 'news') return actionId('leaderboard', 'show', 'all', `n.${id}`);
  return actionId('progress', 'next', `${kind === 'prompt' ? 'p' : 'c'}.${id}`);
}
