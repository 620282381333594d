/** Finds who answers an interaction, runs it, and answers in time: the one error boundary. Knows no transport and no store. */
import { ApplicationCommandType, InteractionResponseType } from 'discord-api-types/v10';
import type { Asked, Call, Choice, Command, Definition, PressCall, Reply, Services } from '../command.ts';
import { createDeadlines, type Deadlines } from '../deadlines.ts';
import type { Message } from '../message.ts';
import { parseActionId } from '../messages/actions.ts';
import * as say from '../messages/errors.ts';
import { FullDocument, NewerDocument, StoreOutage } from '../outage.ts';
import type { InteractionHandle as Handle, Responder } from '../ports.ts';
import { createSeldom } from '../seldom.ts';
import { createDelivery, type Way, wayOf } from './delivery.ts';
import { type Interaction, readInteraction } from './interaction.ts';
import { readingOnly } from './only-reads.ts';
import { createWriteLimit } from './write-limit.ts';

export interface DispatchParts {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly responder: Responder;
  readonly now: () => number;
  /** A short id that the member sees and the log holds. */
  readonly newErrorId: () => string;
  readonly log: { error(facts: object, words: string): void; warn(facts: object, words: string): void };
  /** What happens after an answer, off its path: names kept current, notices told, whoever left found out; null: nothing. */
  readonly afterwards?: (interaction: Interaction, answered: Answered) => Promise<void> | null;
  /** Hears of every interaction that comes from a server. Must return at once and never throw. */
  readonly alive?: (guild: string) => void;
  /** Hears once of each interaction: when Discord has the first answer, or will have none. Must return at once and never throw. */
  readonly observe?: (seen: Seen) => void;
}

type Outcome = 'answered' | 'storage away' | 'newer document' | 'full document' | 'error';

interface Seen {
  /** `unknown`: nothing of ours. */
  readonly command: string;
  /** `suggested`: choices, while somebody types. `undelivered`: Discord no longer waited, or did not take the answer. */
  readonly outcome: Outcome | 'suggested' | 'held back' | 'undelivered';
  /** Until Discord had the first answer. */
  readonly seconds: number;
}

export interface Answered {
  /** Whether the member has a message of ours now, beside which more may be said. */
  readonly told: boolean;
  /** Whose progress the answer shows, see `Reply`. */
  readonly shown: readonly string[];
}

/** Discord waits 3 s for a first answer; the rest is for the way there. */
const DEFER_AFTER_MS = 1_500;
/** Forms and autocomplete cannot be deferred: after this an empty answer beats none. */
const GIVE_UP_AFTER_MS = 1_000;

interface Plan {
  readonly way: Way;
  /** Whether it may change something, so that nobody knows what came of it when the store does not answer. */
  readonly changes: boolean;
  readonly run: () => Reply | Promise<Reply>;
  /** What goes beside a sentence of dispatch's own. */
  readonly givesBack?: () => Message;
}

/** `at`: when Discord had the first answer, by `performance.now()`; now, unless it was before. */
type Acknowledged = (outcome: Seen['outcome'], at?: number) => void;

interface Settled {
  readonly reply: Reply;
  readonly outcome: Outcome;
}

/** @returns a function that answers one raw interaction, and never rejects. */
export function createDispatch(parts: DispatchParts): (raw: unknown) => Promise<void> {
  const { responder, log } = parts;
  const { deliver, deliverMore, defer, deliverLate } = createDelivery(parts);
  const reading = readingOnly(parts.services);
  const limit = createWriteLimit();
  const outages = createSeldom();
  const [forAnswers, forForms] = [createDeadlines(DEFER_AFTER_MS), createDeadlines(GIVE_UP_AFTER_MS)];
  const byName = new Map(parts.commands.map((command) => [command.definition.name, command]));

  return async (raw) => {
    const began = performance.now();
    const interaction = readInteraction(raw, parts.now());
    if (!interaction) return log.warn({}, 'an interaction of a kind that Cairn does not have was left unanswered');
    if (interaction.asked.guild) parts.alive?.(interaction.asked.guild);
    let counted = false;
    const acknowledged: Acknowledged = (outcome, at = performance.now()) => {
      counted = true;
      const command = commandOf(interaction)?.definition.name ?? 'unknown';
      parts.observe?.({ command, outcome, seconds: (at - began) / 1000 });
    };
    try {
      if (interaction.kind === 'autocomplete') return await suggest(interaction, acknowledged);
      const { asked } = interaction;
      const wanted = planned(interaction);
      // Asks nobody but this process.
      const next = wanted.changes ? limit.take(asked.user, asked.id, asked.now) : null;
      if (next !== null) {
        const message = beside(say.tooMuch(next), wanted);
        const taken = await deliver(interaction.handle, 'reply', { kind: 'aside', message });
        return acknowledged(taken ? 'held back' : 'undelivered');
      }
      const given = await answer(interaction.handle, wanted, acknowledged);
      const more = parts.afterwards?.(interaction, given);
      if (more) await more;
    } catch (error) {
      if (!counted) acknowledged('undelivered');
      // After the answer: names and notices wait for the next interaction.
      if (error instanceof StoreOutage) return storeAway(error, interaction.handle);
      log.error({ err: error, interaction: interaction.handle.id }, 'an answer could not be delivered');
    }
  };

  function commandOf(interaction: Interaction): Command | undefined {
    if (interaction.kind !== 'press') return byName.get(interaction.name);
    return ownerOf(interaction.customId)?.command;
  }

  /** Whom a custom id belongs to; null: to nobody. */
  function ownerOf(customId: string) {
    const id = parseActionId(customId);
    const command = id && byName.get(id.command);
    const actions = command?.actions;
    const action = id && actions && Object.hasOwn(actions, id.action) ? actions[id.action] : undefined;
    return id && command && action ? { command, action, args: id.args } : null;
  }

  function plan(interaction: Exclude<Interaction, { kind: 'autocomplete' }>): Plan {
    const { asked } = interaction;
    if (interaction.kind === 'command') {
      const command = byName.get(interaction.name);
      const call = interaction.asked as Call<Definition>;
      const chosen = interaction.asked.target !== null;
      const fits = command && (command.definition.type === ApplicationCommandType.Message) === chosen;
      if (!fits || !allowed(command.definition, asked)) return refusal(say.unknownCommand());
      const way = command.answers?.(call, parts.services.roadmap) ?? 'reply';
      return planFor(command, way, (services) => command.run(call, services));
    }
    const owner = ownerOf(interaction.customId);
    if (!owner || !allowed(owner.command.definition, asked)) return refusal(say.oldButton());
    const { action, args } = owner;
    const call = { ...asked, ...interaction.press, args } as PressCall<Definition>;
    const declared =
      typeof action.answers === 'function' ? action.answers(call, parts.services.roadmap) : action.answers;
    const plan = planFor(action, wayOf(declared, interaction.onPrivate), (services) => action.run(call, services));
    const { givesBack } = action;
    return givesBack ? { ...plan, givesBack: () => givesBack(call, parts.services.roadmap) } : plan;
  }

  function planFor(
    { onlyReads }: { readonly onlyReads?: true },
    way: Way,
    run: (services: Services) => ReturnType<Plan['run']>,
  ): Plan {
    // Whoever is shown a form has changed nothing yet: sending it does.
    const changes = !onlyReads && way !== 'modal';
    return { way, changes, run: () => run(changes ? parts.services : reading) };
  }

  /** A bug in how something answers must not leave the member without an answer. */
  function planned(interaction: Exclude<Interaction, { kind: 'autocomplete' }>): Plan {
    try {
      return plan(interaction);
    } catch (error) {
      return { way: 'reply', changes: false, run: () => Promise.reject(error) };
    }
  }

  function answer(to: Handle, plan: Plan, acknowledged: Acknowledged): Promise<Answered> {
    const work = settled(plan, to);
    return work instanceof Promise
      ? answerInTime(to, plan.way, work, acknowledged)
      : tell(to, plan.way, work, acknowledged);
  }

  async function answerInTime(
    to: Handle,
    way: Way,
    work: Promise<Settled>,
    acknowledged: Acknowledged,
  ): Promise<Answered> {
    const first = await inTime(work, way === 'modal' ? forForms : forAnswers);
    if (first) return tell(to, way, first, acknowledged);
    if (way === 'modal')
      return tell(to, way, { reply: { kind: 'aside', message: say.tooSlow() }, outcome: 'error' }, acknowledged);
    const deferred = await defer(to, way);
    const at = performance.now();
    // The work goes on either way: what it changes is kept, and a second delivery of this id changes nothing.
    const { reply, outcome } = await work;
    acknowledged(deferred ? outcome : 'undelivered', at);
    if (deferred) await deliverLate(to, way, reply);
    return answered(deferred, reply);
  }

  async function tell(
    to: Handle,
    way: Way,
    { reply, outcome }: Settled,
    acknowledged: Acknowledged,
  ): Promise<Answered> {
    const taken = await deliver(to, way, reply);
    acknowledged(taken ? outcome : 'undelivered');
    const more = taken ? deliverMore(to, reply) : null;
    if (more) await more;
    return answered(taken && reply.kind !== 'modal', reply);
  }

  /** One line for many: everybody who asks meets the same outage, and `/metrics` counts them. */
  function storeAway(error: StoreOutage, to: Handle): void {
    const unsaid = outages();
    if (unsaid !== null) log.error({ err: error, interaction: to.id, unsaid }, 'the store did not answer');
  }

  /** The one error boundary: whatever happens becomes a reply in words, and at once where nothing is waited for. */
  function settled(plan: Plan, to: Handle): Settled | Promise<Settled> {
    try {
      const given = plan.run();
      return given instanceof Promise ? given.then(well, (error) => failed(error, plan, to)) : well(given);
    } catch (error) {
      return failed(error, plan, to);
    }
  }

  function failed(error: unknown, plan: Plan, to: Handle): Settled {
    const aside = (words: Message, outcome: Outcome): Settled => ({
      reply: { kind: 'aside', message: beside(words, plan) },
      outcome,
    });
    if (error instanceof StoreOutage) {
      storeAway(error, to);
      return aside(say.storeOutage(plan.changes), 'storage away');
    }
    if (error instanceof NewerDocument) {
      log.error({ err: error, interaction: to.id }, 'a document was written by a newer version and left untouched');
      return aside(say.newerDocument(), 'newer document');
    }
    if (error instanceof FullDocument) return aside(say.fullDocument(), 'full document');
    const errorId = parts.newErrorId();
    log.error({ err: error, errorId, interaction: to.id }, 'an interaction failed');
    return aside(say.unexpected(errorId), 'error');
  }

  async function suggest(
    interaction: Extract<Interaction, { kind: 'autocomplete' }>,
    acknowledged: Acknowledged,
  ): Promise<void> {
    const { asked, focused } = interaction;
    const complete = byName.get(interaction.name)?.autocomplete;
    const suggestions = complete && Object.hasOwn(complete, focused.option) ? complete[focused.option] : undefined;
    let choices: readonly Choice[] = [];
    try {
      choices = suggestions?.(focused.typed, asked as Call<Definition>, parts.services) ?? [];
    } catch (error) {
      log.error({ err: error, interaction: interaction.handle.id }, 'suggestions failed');
    }
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    const taken = await responder.callback(interaction.handle, type, { choices: choices.slice(0, 25) });
    acknowledged(taken ? 'suggested' : 'undelivered');
  }
}

function well(reply: Reply): Settled {
  return { reply, outcome: 'answered' };
}

function answered(told: boolean, given: Reply): Answered {
  return { told, shown: told && given.kind === 'message' ? (given.shown ?? []) : [] };
}

/** Discord enforces contexts on commands; a forged or old component comes here all the same. */
function allowed(definition: Definition, asked: Asked): boolean {
  return definition.contexts.includes(asked.guild === null ? 1 : 0);
}

function beside(message: Message, { givesBack }: Pick<Plan, 'givesBack'>): Message {
  return givesBack ? { components: [...message.components, ...givesBack().components] } : message;
}

function refusal(message: Message): Plan {
  return { way: 'reply', changes: false, run: () => ({ kind: 'aside', message }) };
}

/** Resolves null when the deadline comes first. `work` never rejects. */
function inTime<T>(work: Promise<T>, deadlines: Deadlines): Promise<T | null> {
  return new Promise((resolve) => {
    const met = deadlines(() => resolve(null));
    void work.then((value) => {
      met();
      resolve(value);
    });
  });
}
