/** The one next step: a topic with its best resource, the topics to tick, and the milestone; for newcomers, where they begin. */
import { DISCORD } from '../domain/limits.ts';
import { type NextStep, type Step, tickedIn } from '../domain/next-step.ts';
import type { Phase, Roadmap, Track } from '../domain/roadmap.ts';
import type { Walk } from '../domain/ticks.ts';
import type { StoneWords } from '../domain/words.ts';
import type { Message } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bar, HELP_OTHERS } from './done.ts';
import { pageButtons, pageOf } from './paging.ts';
import { bullets, button, card, option, row, select, text } from './parts.ts';
import { phaseName } from './phase.ts';
import { unitOf } from './unit.ts';
import { stoneWords } from './words.ts';

/** A select holds a page of them. */
const PHASES_A_PAGE = DISCORD.selectOptions;

/** What a step is shown with. */
interface Beside extends Walk {
  /** Somebody's who passed the phase; null: there are none to show. */
  readonly words: StoneWords | null;
}

/** One card with one thing to do now. */
export function nextCard(roadmap: Roadmap, step: NextStep, beside: Beside): Message {
  switch (step.kind) {
    case 'where':
      return whereCard(roadmap, 0);
    case 'finished':
      return finishedCard(step.known > 0);
    case 'topic':
    case 'milestone':
      return stepCard(roadmap, step, beside);
  }
}

/** Asked once, of newcomers. */
export function whereCard(roadmap: Roadmap, page: number): Message {
  const shown = pageOf(roadmap.phases, PHASES_A_PAGE, page);
  const [first] = roadmap.phases;
  const choices = shown.items.map((phase) =>
    option(phase.id, phaseName(roadmap, phase), {
      ...(phase.subtitle && { description: phase.subtitle }),
      ...(phase.emoji && { emoji: { name: phase.emoji } }),
    }),
  );
  const turn = pageButtons(shown, (index) => actionId('next', 'where', index));
  const words =
    '## Where do you begin?\n' +
    `If some of **${roadmap.title}** is behind you already, say where you join in: what comes before shows as known, and does not count. You can check it in all the same.`;
  return {
    components: [
      card(
        text(words),
        first
          ? row(
              button(actionId('next', 'begin', first.id), `At the start, ${unitOf(roadmap)} ${first.number}`, {
                style: 'primary',
              }),
            )
          : null,
        row(select(actionId('next', 'begin-at'), `Or join in at a later ${unitOf(roadmap)}`, choices)),
        turn && row(...turn),
      ),
    ],
  };
}

function stepCard(roadmap: Roadmap, step: Step, { events, track, words }: Beside): Message {
  const { phase, ticked } = step;
  const own = phase.tracks.find(({ id }) => id === track);
  const of = phase.topics.length;
  const progress = of ? `\n${bar(tickedIn(phase, ticked), of)} topics` : '';
  // Where a phase is nothing but its tracks, one's own says all.
  const now = step.kind === 'topic' ? topicWords(step) : milestoneWords(step, own);
  const justBegan = events.every(({ kind }) => kind === 'began');
  return {
    components: [
      card(
        text(`## Your next step\n**${phaseName(roadmap, phase)}**${progress}`),
        now ? text(now) : null,
        own ? text(trackWords(own)) : null,
        words ? text(`🪨 ${stoneWords(words)}`) : null,
        of ? row(topicSelect(phase, ticked)) : null,
        row(
          actions.checkIn(phase.id),
          actions.openPhase(phase.id, `Open the ${unitOf(roadmap)}`),
          actions.stuck(phase.id),
          actions.progress(),
          justBegan && events.length ? button(actionId('next', 'where', 0), 'Begin elsewhere') : null,
        ),
      ),
    ],
  };
}

function topicWords({ topic, resource }: Extract<Step, { readonly kind: 'topic' }>): string {
  const read = resource
    ? `\n📖 [${resource.name}](${resource.url})${resource.note ? ` · ${resource.note.markdown}` : ''}`
    : '';
  return `👉 ${topic.text.markdown}${read}`;
}

function milestoneWords({ phase }: Step, own: Track | undefined): string {
  const { milestone, challenge, tracks } = phase;
  const built = milestone?.markdown ?? challenge?.text?.markdown ?? challenge?.title;
  const lines = [
    built ? `🪨 **Build the milestone:** ${built}` : null,
    challenge ? bullets(challenge.criteria.map(({ markdown }) => markdown)) : null,
    tracks.length && !own ? `Choose a track: ${tracks.map(({ name }) => name).join(', ')}` : null,
  ].filter((line) => line !== null);
  return lines.join('\n');
}

/** Where the phase has the track that the member chose: what it is about there. */
function trackWords({ emoji, name, focus, criterion }: Track): string {
  return `${emoji ? `${emoji} ` : ''}Your track, **${name}**: ${focus.markdown}${criterion ? `. ${criterion.markdown}` : ''}`;
}

/** What is ticked in it afterwards is ticked; taking one away unticks it. */
function topicSelect(phase: Phase, ticked: ReadonlySet<string>) {
  const options = phase.topics.map(({ id, text: words }) =>
    option(id, words.plain, { ...(ticked.has(id) && { default: true }) }),
  );
  return {
    ...select(actionId('next', 'tick', phase.id), 'Tick what you know by now', options),
    min_values: 0,
    max_values: options.length,
  };
}

function finishedCard(beganLater: boolean): Message {
  const what = beganLater ? 'everything from where you began' : 'the whole roadmap';
  const words = `You have finished ${what}. ${HELP_OTHERS}`;
  return { components: [card(text(words), row(actions.progress(), actions.leaderboard()))] };
}
