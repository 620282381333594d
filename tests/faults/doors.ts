/** Every command, button, select and form that leads to the bot, found by walking through its answers. Knows no fault and no store. */
import { commands } from '../../commands/index.ts';
import { type LocalDiscordClient, NotPossible, type Outcome, type SeenMessage } from '../../local-discord/client.ts';
import { walk } from '../../local-discord/world/components.ts';
import type { Component } from '../../local-discord/world/types.ts';
import { type ActionId, parseActionId } from '../../src/messages/actions.ts';

type Options = Readonly<Record<string, string>>;

export type Step =
  | { readonly kind: 'slash'; readonly command: string; readonly options: Options }
  /** The choices offered while this is typed. */
  | { readonly kind: 'type'; readonly command: string; readonly option: string }
  /** A button or select on the answer before, by `command:action`. */
  | { readonly kind: 'press'; readonly action: string }
  /** The form that came before. */
  | { readonly kind: 'fill'; readonly action: string };

type Steps = readonly [Step, ...Step[]];

/** A way to one interaction: all but the last step lead to it. */
export interface Door {
  /** "/done phase:1", "done:take-back" */
  readonly name: string;
  readonly steps: Steps;
  /** Says itself that it changes nothing. */
  readonly reads: boolean;
}

/** Who goes where. */
export interface Walker {
  readonly people: LocalDiscordClient;
  readonly guild: string;
  readonly member: string;
  /** Somebody else there, with a stone, and another that waits for a look. */
  readonly friend: string;
}

/** Stands for the walker's friend. */
const FRIEND = '@friend';
/** A phase with tracks. */
const WITH_TRACKS = '14';
/** With it `/done` checks in at once; without, it asks in a form. */
const LINK = { link: 'https://example.org/work', note: 'A note' };

/** Beside every command as it is: what only an option leads to. Who walks has the first two stones. */
const MORE: readonly (readonly [command: string, options: Options])[] = [
  ['phase', { phase: '3' }],
  ['done', LINK],
  ['done', { phase: '1', ...LINK }],
  ['done', { phase: '5', ...LINK }],
  ['done', { phase: WITH_TRACKS, ...LINK }],
  ['done', { phase: WITH_TRACKS }],
  ['progress', { member: FRIEND }],
  ['leaderboard', { period: 'month' }],
  ['me', { zone: 'Asia/Tokyo' }],
  ['me', { track: 'backend' }],
  ['setup', { channel: '#study', timezone: 'UTC' }],
];

/** What nobody meets on the first page of anything here, and why it needs no visit of its own. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['progress:of', 'the second page of `/progress member:`, with a roadmap of more than 25 phases'],
  ['leaderboard:after', 'the second page of `/leaderboard`, which reads as the first does'],
  ['leaderboard:before', 'the way back from there'],
  ['next:where', 'what only newcomers are asked; a form of two buttons and a select'],
  ['next:begin', 'the answer to that, which writes as `next:tick` does'],
  ['next:begin-at', 'another answer to that'],
  ['me:show', 'the way back of `me:hide`, which writes the same'],
  ['reviews:take', 'under the post that everybody sees; decides as `reviews:sit-take` does'],
  ['reviews:let-go', 'there, as `reviews:sit-let-go`'],
  ['reviews:approve', 'there, as `reviews:sit-approve`'],
  ['reviews:ask', 'there, a form that asks no store'],
  ['reviews:asked', 'there, as `reviews:sit-asked`'],
  ['stuck:help', 'a button on the question, which asks no store'],
  ['stuck:solved', 'another one'],
  ['setup:resume', 'the way back of `setup:pause`, which writes the same'],
]);

/** One door for each command and each of its actions, each way tried by a walker. */
export async function findDoors(newWalker: () => Promise<Walker>): Promise<readonly Door[]> {
  // What stands in a message's menu opens the form of `/done`, and asks no store.
  const typed = commands.filter(({ definition }) => definition.type === undefined);
  const slashes = [...typed.map(({ definition }) => [definition.name, {}] as const), ...MORE];
  let open: Steps[] = [
    ...slashes.map(([command, options]): Steps => [{ kind: 'slash', command, options }]),
    ...typings(),
  ];
  const found = new Map<string, Door>();
  const reader = await newWalker();
  while (open.length) {
    // Who only reads leaves things as they are for the others.
    const walk = async (steps: Steps) => {
      const walker = readsOnly(steps) ? reader : await newWalker();
      return { steps, next: nextOf(await walkTo(walker, steps)) };
    };
    const met = await Promise.all(open.map(walk));
    for (const { steps } of met) found.set(nameOf(steps), { name: nameOf(steps), steps, reads: readsOnly(steps) });
    open = met.flatMap(({ steps, next }) =>
      next.map((step): Steps => [...steps, step]).filter((longer) => !found.has(nameOf(longer))),
    );
    // Several answers show the same button: the first way to it, since those of MORE change something each time.
    const first = new Map([...open].reverse().map((steps) => [nameOf(steps), steps]));
    open = [...first.values()].reverse();
  }
  const missing = everyAction().filter((name) => !found.has(name) && !ELSEWHERE.has(name));
  if (missing.length) throw new Error(`no answer led to ${missing.join(', ')}: add a command to MORE that does`);
  return [...found.values()];
}

function typings(): readonly Steps[] {
  return commands.flatMap(({ definition, autocomplete = {} }) =>
    Object.keys(autocomplete).map((option): Steps => [{ kind: 'type', command: definition.name, option }]),
  );
}

function everyAction(): readonly string[] {
  return commands.flatMap(({ definition, actions = {} }) =>
    Object.keys(actions).map((action) => `${definition.name}:${action}`),
  );
}

/** Goes all the way; throws NotPossible where something on it is no longer offered. */
export async function walkTo(walker: Walker, steps: readonly Step[]): Promise<Outcome | null> {
  let outcome: Outcome | null = null;
  for (const step of steps) outcome = await take(walker, outcome, step);
  return outcome;
}

/** One step on from what the last one brought. */
export function take({ people, guild, member, friend }: Walker, before: Outcome | null, step: Step): Promise<Outcome> {
  switch (step.kind) {
    case 'slash': {
      const said = Object.entries(step.options).map(([name, value]) => [name, value === FRIEND ? `@${friend}` : value]);
      return people.slash(member, 'study', step.command, Object.fromEntries(said), { guild });
    }
    case 'type':
      return people.autocomplete(member, 'study', step.command, { [step.option]: 'e' }, step.option, { guild });
    case 'fill':
      if (!before?.modal) throw new NotPossible('no form was opened');
      return people.submit(member, 'study', before, filled(before.modal.components), { guild });
    case 'press': {
      const { message, component } = offered(before, step.action);
      const where = { guild, message: message.id };
      const id = component.custom_id ?? '';
      if (component.type === 2) return people.click(member, 'study', id, where);
      return people.select(member, 'study', [firstOf(component)], { ...where, select: id });
    }
  }
}

const firstOf = ({ options }: Component): string => options?.[0]?.value ?? '';

function offered(before: Outcome | null, action: string): { message: SeenMessage; component: Component } {
  for (const message of before?.messages ?? []) {
    for (const { component } of walk(message.components)) {
      if (actionOf(component) === action && !component.disabled) return { message, component };
    }
  }
  throw new NotPossible(`${action} is not offered`);
}

function nextOf(outcome: Outcome | null): readonly Step[] {
  if (outcome?.modal) return [{ kind: 'fill', action: nameIn(parseActionId(outcome.modal.custom_id)) }];
  const components = (outcome?.messages ?? []).flatMap((message) => [...walk(message.components)]);
  return components.flatMap(({ component }) => {
    const action = actionOf(component);
    return action === '' || component.disabled ? [] : [{ kind: 'press', action } as const];
  });
}

const actionOf = ({ custom_id: id }: Component): string => nameIn(id === undefined ? null : parseActionId(id));

const nameIn = (id: ActionId | null): string => (id ? `${id.command}:${id.action}` : '');

function nameOf(steps: Steps): string {
  const last = steps[steps.length - 1] ?? steps[0];
  if (last.kind === 'type') return `/${last.command} ${last.option}:…`;
  if (last.kind !== 'slash') return last.action;
  return ['', ...Object.entries(last.options).map((option) => option.join(':'))]
    .join(' ')
    .replace(/^/, `/${last.command}`);
}

function readsOnly(steps: Steps): boolean {
  const last = steps[steps.length - 1] ?? steps[0];
  if (last.kind === 'type') return true;
  if (last.kind === 'slash') return command(last.command)?.onlyReads === true;
  const [name = '', action = ''] = last.action.split(':');
  return command(name)?.actions?.[action]?.onlyReads === true;
}

const command = (name: string) => commands.find(({ definition }) => definition.name === name);

/** Something in each field that must have something. */
function filled(components: readonly Component[]): Record<string, string | readonly string[]> {
  const inputs = components.flatMap(({ component }) => component ?? []);
  return Object.fromEntries(
    inputs.flatMap((input): [string, string | readonly string[]][] => {
      const id = input.custom_id ?? '';
      if (input.type === 4) return id === 'note' || id === 'words' || input.required ? [[id, 'A note']] : [];
      return input.options && !input.options.some((option) => option.default) ? [[id, [firstOf(input)]]] : [];
    }),
  );
}
