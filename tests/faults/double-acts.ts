/** What one member does more than once at the same moment, and what must come of it: what they read, and what is stored. Knows no store. */
import { type LocalDiscordClient, NotPossible, type Outcome } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import { isOutage } from './members.ts';
import type { Random } from './scenario.ts';

/** Where somebody acts. */
interface Actor {
  readonly people: LocalDiscordClient;
  readonly guild: string;
  readonly member: string;
}

export interface Doing {
  readonly what: string;
  readonly asks: readonly Ask[];
  /** How many interactions only led to it. */
  readonly before: number;
  /** One sentence for each answer that is not what it must be. */
  readonly wrong: readonly string[];
}

/** One interaction and what it does to the document if it is not refused: "done 3", once, however many ask for it. */
interface Ask {
  readonly outcome: Outcome;
  readonly event: string;
}

type Act = (actor: Actor, random: Random) => Promise<Doing>;

/** With a link the command checks in at once. */
const WORK = 'https://example.org/work';

/** How many at once. */
const MANY = 5;

/** Different phases at once: whoever writes last must not undo the others. */
const manyPhases: Act = async (actor, random) => {
  const first = random.int(1, 9);
  const phases = Array.from({ length: MANY }, (_, n) => first + n);
  const asks = await Promise.all(phases.map((phase) => done(actor, phase, 1)));
  return { what: 'five phases at once', asks, before: 0, wrong: asks.flatMap(notFresh) };
};

/** Two phases at once, each delivered more than once to each bot. */
const copies: Act = async (actor, random) => {
  const asks = await Promise.all([done(actor, random.int(1, 7), 3), done(actor, random.int(8, 13), 2)]);
  return { what: 'two phases, delivered 3 and 2 times', asks, before: 0, wrong: asks.flatMap(notFresh) };
};

/** The same command sent twice: one of them comes too late. */
const twice: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const asks = await Promise.all([done(actor, phase, 2), done(actor, phase, 2)]);
  const texts = asks.filter(({ outcome }) => !isRefused(outcome)).map(({ outcome }) => textOf(outcome));
  const fits = texts.length < 2 || (texts.some((text) => FRESH.test(text)) && texts.some((text) => KNOWN.test(text)));
  return { what: 'one phase sent twice', asks, before: 0, wrong: fits ? [] : [`read “${texts.join('” and “')}”`] };
};

/** The form behind a button that checks in, sent twice. */
const doubleForm: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const { people, member, guild } = actor;
  const card = await people.slash(member, 'study', 'phase', { phase: String(phase) }, { guild });
  const message = card.messages[0]?.id ?? '';
  const form = await people.click(member, 'study', 'Check in', { guild, message });
  const send = () => people.submit(member, 'study', form, {}, { guild, copies: 2 });
  const sent = await Promise.all([send(), send()]);
  const asks = sent.map((outcome) => ({ outcome, event: `done ${phase}` }));
  return { what: 'the form of Check in, sent twice', asks, before: 2, wrong: [] };
};

/** A double click on a button that takes back. */
const doubleTakeBack: Act = async (actor, random) => {
  const phase = random.int(1, 13);
  const first = await done(actor, phase, 1);
  const clicks = isRefused(first.outcome) ? [] : await clickTwice(actor, 'Take back', first.outcome, `undone ${phase}`);
  return { what: 'a double click on Take back', asks: [first, ...clicks], before: 0, wrong: notFresh(first) };
};

export const ACTS: readonly [Act, ...Act[]] = [manyPhases, copies, twice, doubleForm, doubleTakeBack];

const FRESH = /Phase \d+ is done/;
const KNOWN = /Phase \d+ was done/;

/** Nothing was promised: what it asked for may be there or not. */
export const isRefused = (outcome: Outcome): boolean => isOutage(textOf(outcome));

async function done({ people, guild, member }: Actor, phase: number, copies: number): Promise<Ask> {
  const outcome = await people.slash(member, 'study', 'done', { phase: String(phase), link: WORK }, { guild, copies });
  return { outcome, event: `done ${phase}` };
}

/** The second click finds the button or, if the first was answered before it came, does not. */
async function clickTwice(
  { people, guild, member }: Actor,
  button: string,
  { messages }: Outcome,
  event: string,
): Promise<readonly Ask[]> {
  const message = messages[0]?.id ?? '';
  const click = () => people.click(member, 'study', button, { guild, message, copies: 2 });
  const second = (error: unknown) => {
    if (error instanceof NotPossible) return null;
    throw error;
  };
  const clicks = await Promise.all([click(), click().catch(second)]);
  return clicks.flatMap((outcome) => (outcome ? [{ outcome, event }] : []));
}

function notFresh({ outcome, event }: Ask): readonly string[] {
  const text = textOf(outcome);
  return FRESH.test(text) || isRefused(outcome) ? [] : [`read “${text}” for ${event}`];
}

const textOf = ({ status, messages }: Outcome): string =>
  messages.map((message) => renderText(message)).join('\n') || status;
