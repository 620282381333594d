/** What there is, in one card. */
import { ApplicationCommandType } from 'discord-api-types/v10';
import type { Command } from '../command.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bullets, button, card, row, separator, text } from './parts.ts';
import { unitCount, unitOf } from './unit.ts';

interface Help {
  readonly roadmap: Roadmap;
  /** The commands in the order of their list. */
  readonly commands: readonly Pick<Command, 'definition' | 'purpose'>[];
  /** The reader may set the server up, and nobody has. */
  readonly needsSetup: boolean;
}

export function helpCard({ roadmap, commands, needsSetup }: Help): Message {
  const setup = needsSetup
    ? text(
        '### First: `/setup`\nGive it your study channel and your time zone, and the weekly posts begin. Everything else works already.',
      )
    : null;
  const unit = unitOf(roadmap);
  return {
    components: [
      card(
        setup,
        text(
          `## Cairn\nWe walk **${roadmap.title}** together: ${unitCount(roadmap)}. Each ${unit} ends in a milestone, something you build. Every milestone you finish is a stone on your cairn.`,
        ),
        text(bullets(commands.map(line))),
        text('-# Answers are only for you. The group sees your check-ins, and what you send with *Share*.'),
        separator(),
        row(actions.nextStep(), button(actionId('phase', 'all', 0), `All ${unit}s`), actions.progress()),
      ),
    ],
  };
}

function line({ definition: { name, description, type }, purpose }: Help['commands'][number]): string {
  if (type !== ApplicationCommandType.Message) return `\`/${name}\` · ${description}`;
  return `**${name}**, under *Apps* in a message’s menu · ${purpose}`;
}
