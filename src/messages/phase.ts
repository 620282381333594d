/** How a phase and the whole roadmap look: the card, and all phases at a glance. */
import type { APIComponentInContainer } from 'discord-api-types/v10';
import { DISCORD } from '../domain/limits.ts';
import type { CompilerError, Phase, Resource, Roadmap, Track } from '../domain/roadmap.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { pageButtons, pageOf } from './paging.ts';
import { bullets, button, card, option, row, select, separator, text } from './parts.ts';
import { unitOf } from './unit.ts';

/** A select holds a page of them. */
const PHASES_A_PAGE = DISCORD.selectOptions;

/** "Phase 2 · Ownership", in the roadmap's own word. */
export function phaseName(roadmap: Roadmap, phase: Phase): string {
  return `${roadmap.unit} ${phase.number} · ${phase.title}`;
}

const cards = new WeakMap<Phase, { readonly roadmap: Roadmap; readonly message: Message }>();

/**
 * The private card of one phase. It says nothing of the member, so that showing it asks no store, and everybody gets the very same:
 * it is made once, and frozen.
 */
export function phaseCard(roadmap: Roadmap, phase: Phase): Message {
  const known = cards.get(phase);
  if (known?.roadmap === roadmap) return known.message;
  const message = Object.freeze(cardOf(roadmap, phase));
  cards.set(phase, { roadmap, message });
  return message;
}

function cardOf(roadmap: Roadmap, phase: Phase): Message {
  const at = roadmap.phases.indexOf(phase);
  const before = roadmap.phases[at - 1];
  const after = roadmap.phases[at + 1];
  const walk = row(
    button(actionId('phase', 'open', before?.id ?? 'none', 'back'), 'Previous', { emoji: '◀️', disabled: !before }),
    button(actionId('phase', 'open', after?.id ?? 'none', 'on'), 'Next', { emoji: '▶️', disabled: !after }),
    button(actionId('phase', 'all', Math.floor(at / PHASES_A_PAGE)), `All ${unitOf(roadmap)}s`),
  );
  const act = row(
    actions.checkIn(phase.id),
    actions.stuck(phase.id),
    button(actionId('phase', 'share', phase.id), 'Share', { emoji: '📣' }),
  );
  return { components: [card(...facts(roadmap, phase), separator(), act, walk)] };
}

/** The same card for the group, with who shared it. */
export function sharedPhase(roadmap: Roadmap, phase: Phase, sharer: string): Message {
  const act = row(actions.openPhase(phase.id, 'Open for yourself'), actions.checkIn(phase.id), actions.stuck(phase.id));
  return { components: [text(`-# Shared by ${sharer}`), card(...facts(roadmap, phase), separator(), act)] };
}

function facts(roadmap: Roadmap, phase: Phase): readonly (APIComponentInContainer | null)[] {
  const emoji = phase.emoji ? `${phase.emoji} ` : '';
  const subtitle = phase.subtitle ? `\n*${phase.subtitle}*` : '';
  const heading = `## ${emoji}${roadmap.unit} ${phase.number}: ${phase.title}${subtitle}`;
  return [
    text(phase.why ? `${heading}\n${phase.why.markdown}` : heading),
    part(
      'Topics',
      phase.topics.map((topic) => topic.text.markdown),
    ),
    part(
      'You will understand',
      phase.teaches.map((lesson) => lesson.markdown),
    ),
    part('Tracks', phase.tracks.map(trackLine)),
    milestone(phase),
    part('Read and practise', phase.resources.map(resourceLine)),
    part('Errors you will meet', phase.errors.map(errorLine)),
  ];
}

function part(title: string, lines: readonly string[]): APIComponentInContainer | null {
  return lines.length ? text(`**${title}**\n${bullets(lines)}`) : null;
}

function milestone({ milestone: built, challenge }: Phase): APIComponentInContainer | null {
  if (!built && !challenge) return null;
  const criteria = challenge ? `\n${bullets(challenge.criteria.map(({ markdown }) => markdown))}` : '';
  const words = built?.markdown ?? challenge?.text?.markdown ?? challenge?.title ?? '';
  return text(`**🪨 Milestone**\n${words}${criteria}`);
}

function trackLine({ emoji, name, focus, criterion }: Track): string {
  return `${emoji ? `${emoji} ` : ''}**${name}**: ${focus.markdown}${criterion ? `. ${criterion.markdown}` : ''}`;
}

function resourceLine({ name, url, note }: Resource): string {
  return `[${name}](${url})${note ? ` · ${note.markdown}` : ''}`;
}

/** The code, linked where there is something to read, and what it means. */
export function errorLine({ code, url, text: words }: CompilerError): string {
  return `${url ? `[${code}](${url})` : `\`${code}\``}: ${words.markdown}`;
}

interface Overview {
  readonly roadmap: Roadmap;
  /** Ids of the phases that the member finished; null when that cannot be known now. */
  readonly done: ReadonlySet<string> | null;
  /** Ids of those that the member knew before. */
  readonly known: ReadonlySet<string>;
  /** The phase the member is in. */
  readonly current: string | null;
  readonly page: number;
}

/** All phases at a glance, one's own marked, with a select to open one. */
export function overview({ roadmap, done, known, current, page }: Overview): Message {
  const shown = pageOf(roadmap.phases, PHASES_A_PAGE, page);
  const lines = shown.items.map((phase) => {
    const mark = done?.has(phase.id) ? '🪨' : phase.id === current ? '👉' : known.has(phase.id) ? '✔️' : '▫️';
    return `${mark} **${phase.number}** · ${phase.emoji ? `${phase.emoji} ` : ''}${phase.title}`;
  });
  const choices = shown.items.map((phase) =>
    option(phase.id, phaseName(roadmap, phase), {
      ...(phase.subtitle && { description: phase.subtitle }),
      ...(done?.has(phase.id) && { emoji: { name: '🪨' } }),
    }),
  );
  const finished = done ? roadmap.phases.filter(({ id }) => done.has(id)).length : null;
  const standing =
    finished === null
      ? '-# I can’t reach my storage right now, so your own stones are not marked.'
      : `-# 🪨 ${finished} of ${roadmap.phases.length} finished${current ? ' · 👉 where you are' : ''}${known.size ? ' · ✔️ known before' : ''}`;
  const turn = pageButtons(shown, (index) => actionId('phase', 'all', index));
  return {
    components: [
      card(
        text(`## ${roadmap.title}\n${standing}`),
        text(lines.join('\n')),
        row(select(actionId('phase', 'pick'), `Open a ${unitOf(roadmap)}`, choices)),
        turn && row(...turn),
        roadmap.tip ? text(`-# ${roadmap.tip.markdown.replaceAll('\n', ' ')}`) : null,
      ),
    ],
  };
}
