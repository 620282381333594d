/** The control API's typed client: people act, the world changes, faults happen, the wire is read. Speaks HTTP only. */
import { SESSION_HEADER } from './control/guard.ts';
import type {
  Act,
  FaultRule,
  Filled,
  GatewayFault,
  Outcome,
  SeenCommand,
  SeenMessage,
  Typed,
  Where,
  WorldChange,
  WorldView,
} from './control/types.ts';
import type { WireEntry } from './wire.ts';

export type { Outcome, SeenMessage, Typed, WorldView };

/** Where a local Discord listens, and the session it was started with. */
interface Address {
  readonly url: string;
  readonly session: string;
}

/** What Discord's app would not let a person do; the message says why. */
export class NotPossible extends Error {}

type More = Partial<Omit<Where, 'member' | 'channel'>>;

export interface LocalDiscordClient {
  /** Commands as this person sees them in this channel. */
  commands(member: string, channel: string, guild?: string): Promise<SeenCommand[]>;
  /** `command` may hold subcommands: `poll create`. Rejects with NotPossible for what the app would not send. */
  slash(member: string, channel: string, command: string, options?: Typed, more?: More): Promise<Outcome>;
  /** A command on a person (`@ben`) or a message (its id). */
  menu(member: string, channel: string, command: string, target: string, more?: More): Promise<Outcome>;
  /** The choices offered while `focused` is being typed; `options[focused]` is what is typed so far. */
  autocomplete(
    member: string,
    channel: string,
    command: string,
    options: Typed,
    focused: string,
    more?: More,
  ): Promise<Outcome>;
  /** `button` by label or custom_id; without `message` the newest message with such a button. */
  click(member: string, channel: string, button: string, more?: More & { message?: string }): Promise<Outcome>;
  /** `select` by custom_id or placeholder; without it, the newest select. Values by value, label, name or id. */
  select(
    member: string,
    channel: string,
    values: readonly string[],
    more?: More & { message?: string; select?: string },
  ): Promise<Outcome>;
  /** Submits the modal that an outcome brought; fields by label or custom_id. */
  submit(
    member: string,
    channel: string,
    outcome: Pick<Outcome, 'modal'>,
    values?: Filled,
    more?: More,
  ): Promise<Outcome>;
  /** What became of an earlier act by now. */
  outcome(interaction: string): Promise<Outcome>;
  /** Writes a plain message. */
  say(member: string, channel: string, content: string, guild?: string): Promise<SeenMessage>;
  /** What this person sees in the channel, oldest first. */
  messages(member: string, channel: string, guild?: string): Promise<SeenMessage[]>;
  world(): Promise<WorldView>;
  /** Resolves the id of what was made or changed. */
  change(change: WorldChange): Promise<string>;
  /** Moves the local Discord's clock to `now`, Unix milliseconds. */
  setClock(now: number): Promise<void>;
  fault(...rules: FaultRule[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** How often each rule hit, in the order they were set. */
  faultHits(): Promise<number[]>;
  gateway(fault: GatewayFault): Promise<void>;
  /** Everything on the wire behind entry `after`. */
  wire(after?: number): Promise<WireEntry[]>;
  /** Requests whose body Discord would refuse, one readable line each: flows assert that there are none. */
  problems(): Promise<string[]>;
  /** Asks again until `look` gives something else than undefined or false; rejects after `ms`. */
  until<T>(look: () => Promise<T | undefined | false>, ms?: number): Promise<T>;
}

export function createClient({ url, session }: Address): LocalDiscordClient {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json', [SESSION_HEADER]: session };
    const response = await fetch(`${url}/local${path}`, { ...init, headers });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { reason } = answer as { reason?: string };
    if (response.status === 409) throw new NotPossible(reason);
    throw new Error(`${method} /local${path}: ${reason ?? response.status}`);
  };
  const act = (request: Act): Promise<Outcome> => ask('POST', '/acts', request) as Promise<Outcome>;
  const query = (fields: Record<string, string | undefined>): string =>
    `?${new URLSearchParams(Object.entries(fields).filter((each): each is [string, string] => each[1] !== undefined))}`;
  return {
    commands: (member, channel, guild) =>
      ask('GET', `/commands${query({ member, channel, guild })}`) as Promise<SeenCommand[]>,
    slash: (member, channel, command, options, more) =>
      act({ ...more, kind: 'slash', member, channel, command, options }),
    menu: (member, channel, command, target, more) => act({ ...more, kind: 'menu', member, channel, command, target }),
    autocomplete: (member, channel, command, options, focused, more) =>
      act({ ...more, kind: 'autocomplete', member, channel, command, options, focused }),
    click: (member, channel, button, more) => act({ ...more, kind: 'click', member, channel, button }),
    select: (member, channel, values, more) => act({ ...more, kind: 'select', member, channel, values }),
    submit: (member, channel, { modal }, values, more) => {
      if (modal === null) throw new NotPossible('no form was opened');
      return act({ ...more, kind: 'submit', member, channel, modal: modal.interaction, values });
    },
    outcome: (interaction) => ask('GET', `/acts/${interaction}`) as Promise<Outcome>,
    say: (member, channel, content, guild) =>
      ask('POST', '/messages', { member, channel, content, guild }) as Promise<SeenMessage>,
    messages: (member, channel, guild) =>
      ask('GET', `/messages${query({ member, channel, guild })}`) as Promise<SeenMessage[]>,
    world: () => ask('GET', '/world') as Promise<WorldView>,
    change: async (change) => ((await ask('POST', '/world', change)) as { id: string }).id,
    setClock: async (now) => void (await ask('POST', '/clock', { now })),
    fault: async (...rules) => void (await ask('POST', '/faults', rules)),
    clearFaults: async () => void (await ask('DELETE', '/faults')),
    faultHits: async () => ((await ask('GET', '/faults')) as { hits: number }[]).map(({ hits }) => hits),
    gateway: async (fault) => void (await ask('POST', '/gateway', fault)),
    wire: (after = 0) => ask('GET', `/wire?after=${after}`) as Promise<WireEntry[]>,
    problems: async () => ((await ask('GET', '/problems')) as WireEntry[]).map(describe),
    until: async (look, ms = 60_000) => {
      const end = performance.now() + ms;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (performance.now() > end) throw new Error('it did not happen in time');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

function describe({ method, path, status, verdict }: WireEntry): string {
  const what = (verdict?.problems ?? []).map((each) => `${each.path.join('.')} ${each.code}: ${each.message}`);
  return `${method} ${path} → ${status} ${what.join('; ')}`;
}
