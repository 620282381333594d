/** What one member does more than once at the same moment, and what must come of it: what they read, and what is stored. Knows no store. */
import { type LocalDiscordClient, NotPossible, type Outcome } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import type { Random } from './scenario.ts';

/** Where somebody acts. */
export interface Actor {
  readonly people: LocalDiscordClient;
  readonly guild: string;
  readonly member: string;
}

export interface Doing {
  readonly what: string;
  /** Every interaction of it that changes something, answered. */
  readonly outcomes: readonly Outcome[];
  /** Those that only led to it. */
  readonly before: number;
  /** What must stand in the document, in any order: "done 3" */
  readonly events: readonly string[];
  /** Phases of which the group hears once. */
  readonly told: readonly number[];
  /** Phases of which the group hears at most once: they were taken back. */
  readonly maybeTold: readonly number[];
  /** One sentence for each answer that is not what it must be. */
  readonly wrong: readonly string[];
}

type Act = (actor: Actor, random: Random) => Promise<Doing>;

/** How many at once. */
const MANY = 5;

/** Different phases at once: whoever writes last must not undo the others. */
const manyPhases: Act = async (actor, random) => {
  const first = random.int(1, 9);
  const phases = Array.from({ length: MANY }, (_, n) => first + n);
  const outcomes = await Promise.all(phases.map((phase) => done(actor, phase, 1)));
  return { ...doing('five phases at once', outcomes), ...saved(phases), wrong: unlike(outcomes, phases.map(isDone)) };
};

/** Two phases at once, each delivered more than once to each bot. */
const copies: Act = async (actor, random) => {
  const [a, b] = [random.int(1, 7), random.int(8, 13)];
  const outcomes = await Promise.all([done(actor, a, 3), done(actor, b, 2)]);
  return {
    ...doing('two phases, delivered 3 and 2 times', outcomes),
    ...saved([a, b]),
    wrong: unlike(outcomes, [isDone(a), isDone(b)]),
  };
};

/** The same command sent twice. */
const twice: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const outcomes = await Promise.all([done(actor, phase, 2), done(actor, phase, 2)]);
  const texts = outcomes.map(textOf);
  const [fresh, known] = [isDone(phase), new RegExp(`Phase ${phase} was done`)];
  const fits =
    texts.filter((text) => fresh.test(text)).length === 1 && texts.filter((text) => known.test(text)).length === 1;
  return {
    ...doing('one phase sent twice', outcomes),
    ...saved([phase]),
    wrong: fits ? [] : [`read “${texts.join('” and “')}”`],
  };
};

/** A double click on a button that checks in. */
const doubleClick: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const { messages } = await actor.people.slash(
    actor.member,
    'study',
    'phase',
    { phase: String(phase) },
    { guild: actor.guild },
  );
  const outcomes = await clickTwice(actor, 'Check in', messages[0]?.id);
  return {
    ...doing('a double click on Check in', outcomes),
    before: 1,
    ...saved([phase]),
    wrong: unlike(outcomes, [clicked, clicked]),
  };
};

/** A double click on a button that takes back. */
const doubleTakeBack: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const first = await done(actor, phase, 1);
  const clicks = await clickTwice(actor, 'Take back', first.messages[0]?.id);
  return {
    ...doing('a double click on Take back', [first, ...clicks]),
    events: [`done ${phase}`, `undone ${phase}`],
    told: [],
    maybeTold: [phase],
    wrong: [],
  };
};

export const ACTS: readonly [Act, ...Act[]] = [manyPhases, copies, twice, doubleClick, doubleTakeBack];

const clicked = /Phase \d+ (is|was) done/;
const isDone = (phase: number): RegExp => new RegExp(`Phase ${phase} is done`);

const doing = (what: string, outcomes: readonly Outcome[]) => ({ what, outcomes, before: 0 });

const saved = (phases: readonly number[]) => ({
  events: phases.map((phase) => `done ${phase}`),
  told: phases,
  maybeTold: [],
});

function done({ people, guild, member }: Actor, phase: number, copies: number): Promise<Outcome> {
  return people.slash(member, 'study', 'done', { phase: String(phase) }, { guild, copies });
}

/** The second click finds the button or, if the first was answered before it came, does not. */
async function clickTwice(
  { people, guild, member }: Actor,
  button: string,
  message: string | undefined,
): Promise<readonly Outcome[]> {
  const where = { guild, copies: 2, ...(message !== undefined && { message }) };
  const click = () => people.click(member, 'study', button, where);
  const second = (error: unknown) => {
    if (error instanceof NotPossible) return null;
    throw error;
  };
  const clicks = await Promise.all([click(), click().catch(second)]);
  return clicks.filter((outcome) => outcome !== null);
}

function unlike(outcomes: readonly Outcome[], words: readonly RegExp[]): readonly string[] {
  const texts = outcomes.map(textOf);
  return texts.flatMap((text, n) => (words[n]?.test(text) ? [] : [`read “${text}” instead of ${words[n]}`]));
}

export const textOf = ({ status, messages }: Outcome): string =>
  messages.map((message) => renderText(message)).join('\n') || status;
