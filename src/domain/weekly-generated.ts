/**
 * Prompts and challenges for a roadmap that has none of its own, from a phase's topics, teachings, milestone and tracks. They
 * keep the rhythm Guess, Choose, Tell and ask for something of one's own, so that no answer can be looked up. Deterministic.
 */
import { ROADMAP } from './limits.ts';
import type { Challenge, Phase, Prompt, Text } from './roadmap.ts';

/** Three prompts, one a week. Neighbouring phases get different shapes. */
export function generatedPrompts(phase: Phase): readonly Prompt[] {
  if (!phase.topics.length && phase.tracks.length) return trackPrompts(phase);
  const turn = phase.number;
  return [
    { kind: 'Guess', ...pick(GUESS, turn)(phase) },
    { kind: 'Choose', ...pick(CHOOSE, turn)(phase) },
    { kind: 'Tell', ...pick(TELL, turn)(phase) },
  ];
}

/** The milestone, with criteria that fit whatever is built. */
export function generatedChallenge(phase: Phase): Challenge {
  const first = phase.topics[0]?.text.markdown;
  const uses = first && `You can point to where it uses this: ${first}`;
  const criteria = [
    phase.milestone
      ? 'It does what the milestone says, from start to end'
      : 'It is small enough to be finished, and it is',
    uses && uses.length <= ROADMAP.criterion ? uses : null,
    'You tried to break it in one way and say what happened',
    'Somebody else can try it from what you wrote, without asking you',
  ];
  return {
    title: phase.challenge?.title ?? `The stone of ${phase.title}`,
    text: phase.challenge?.text ?? challengeText(phase),
    criteria: criteria.filter((line) => line !== null && line !== undefined).map(said),
  };
}

type Shape = (phase: Phase) => Omit<Prompt, 'kind'>;

const GUESS: readonly Shape[] = [
  (phase) =>
    asked(
      `Make the smallest example of ${topic(phase, 0)} whose result is easy to get wrong. Post it *without* the result.`,
      'Everybody else: guess before you try it, and say why. Solve it in the thread once three people have guessed.',
    ),
  (phase) =>
    asked(
      `Before you look anything up: write down one thing you believe about ${topic(phase, 0)} but never tested.`,
      'Then test it. Post both: what you believed, and what happened.',
    ),
  (phase) =>
    asked(
      `Somebody meets ${topic(phase, 0)} for the first time. Which wrong expectation do they bring along?`,
      'Show it in as few lines as you can, let the others guess what really happens, and tell them after a day.',
    ),
];

const CHOOSE: readonly Shape[] = [
  (phase) =>
    asked(
      `${milestone(phase)}Where would you begin: with ${topic(phase, 0)} or with ${topic(phase, -1)}?`,
      'Name what you would put off, and what could prove you wrong.',
    ),
  (phase) =>
    asked(
      `${milestone(phase)}You may use only one of these: ${topic(phase, 0)}, or ${topic(phase, -1)}. Which one stays?`,
      'Say what you would do instead of the other, and at which point that would start to hurt.',
    ),
  (phase) =>
    asked(
      `${milestone(phase)}Sketch two ways in two sentences each: the one that is done soonest, and the one that is easiest to change later.`,
      `Which do you take, and does ${topic(phase, 1)} make a difference?`,
    ),
];

const TELL: readonly Shape[] = [
  (phase) =>
    asked(
      `${teaching(phase)}Show a few lines of your own in which that came true, or the place where it did not.`,
      'What would you have done a month ago instead?',
    ),
  (phase) =>
    asked(
      `What held you up longest this week in ${topic(phase, 1)}? Paste it, with the sentence you wish somebody had said.`,
      'Nothing held you up? Then explain it to whoever is one step behind you: three sentences and one example.',
    ),
  (phase) =>
    asked(
      `Explain ${topic(phase, -1)} to the person one step behind you: three sentences, one example, no word they cannot know yet.`,
      'Whoever reads it: ask the one question that is still open.',
    ),
];

function trackPrompts(phase: Phase): readonly Prompt[] {
  const names = list(phase.tracks.map(({ name }) => `**${name}**`));
  const focus = phase.tracks.map(({ name, focus: about }) => `- **${name}**: ${about.markdown}`).join('\n');
  return [
    {
      kind: 'Guess',
      ...asked(
        `${names}: which of these will most of this group take? Guess first, then say yours and the one reason that decided it.`,
        'Take nobody’s word for it: name something made in that track that you have used.',
      ),
    },
    {
      kind: 'Choose',
      ...asked(
        `${focus}\nIn the track you took: what is the smallest thing that somebody else would really use, and what will it *not* do?`,
        'Three things it will do, three it will not. The others: which of the six would you strike?',
      ),
    },
    {
      kind: 'Tell',
      ...asked(
        'Your project in three sentences, for somebody who has just begun this roadmap: what it is for, how it works, what was hardest.',
        'Whoever has just begun: ask one question back.',
      ),
    },
  ];
}

function challengeText(phase: Phase): Text | null {
  if (phase.milestone) return phase.milestone;
  return said('Take one track and make something in it that somebody else uses.');
}

function asked(question: string, then: string): Omit<Prompt, 'kind'> {
  return { text: said(`${question}\n${then}`), answer: null };
}

/** A topic in the middle of a sentence; -1 is the last one. A phase without topics is its own topic. */
function topic(phase: Phase, index: number): string {
  const found = phase.topics.at(index) ?? phase.topics.at(-1);
  return `**${found?.text.markdown ?? phase.title}**`;
}

function milestone(phase: Phase): string {
  return phase.milestone ? `The milestone: *${phase.milestone.plain}*\n` : '';
}

function teaching(phase: Phase): string {
  const [first] = phase.teaches;
  return first ? `This is said to teach you: *${first.plain}*.\n` : `Think of ${topic(phase, 0)}.\n`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function pick<T>(shapes: readonly [T, ...T[]] | readonly T[], turn: number): T {
  const shape = shapes[((turn % shapes.length) + shapes.length) % shapes.length];
  if (shape === undefined) throw new RangeError('no shape to pick from');
  return shape;
}

/** Our own words: bare, they keep their marks, which only search and labels would see. */
function said(words: string): Text {
  return { markdown: words, plain: words };
}
