/** What there is, in one card. */
import type { Roadmap } from '../domain/roadmap.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bullets, button, card, row, separator, text } from './parts.ts';

interface Help {
  readonly roadmap: Roadmap;
  /** The commands in the order of their list. */
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  /** The reader may set the server up, and nobody has. */
  readonly needsSetup: boolean;
}

export function helpCard({ roadmap, commands, needsSetup }: Help): Message {
  const setup = needsSetup
    ? text(
        '### First: `/setup`\nGive it your study channel and your timezone, and the weekly posts begin. Everything else works already.',
      )
    : null;
  const word = roadmap.unit.toLowerCase();
  return {
    components: [
      card(
        setup,
        text(
          `## Cairn\nWe walk **${roadmap.title}** together: ${roadmap.phases.length} ${word}s, each ending in something you build. Every one you finish is a stone on your cairn.`,
        ),
        text(bullets(commands.map(({ name, description }) => `\`/${name}\` · ${description}`))),
        text('-# Answers are only for you. Share on a card, and the news of a check-in, are what the group sees.'),
        separator(),
        row(actions.nextStep(), button(actionId('phase', 'all', 0), `All ${word}s`), actions.progress()),
      ),
    ],
  };
}
