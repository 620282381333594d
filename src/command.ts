/** What a command is: data plus functions. A command gets plain facts and ports, and returns a plain reply; it never sees a client. */
import type {
  APIApplicationCommandBasicOption,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { MemberRef } from './domain/progress.ts';
import type { Roadmap } from './domain/roadmap.ts';
import type { Span } from './domain/spans.ts';
import type { Message } from './message.ts';
import type { Channels, GuildStore, LeaderboardStore, Ledger, NewsStore, Pictures, ProgressStore } from './ports.ts';

/** A command as Discord is told of it, plain data. `contexts`: 0 is a server, 1 a direct message with the bot. */
export type Definition = SlashDefinition | MessageDefinition;

type SlashDefinition = Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, 'options' | 'contexts'> & {
  readonly contexts: readonly (0 | 1)[];
  readonly options?: readonly APIApplicationCommandBasicOption[];
};

/** Stands under *Apps* in the menu of every message. Its name is what members read there; Discord takes no description. */
type MessageDefinition = Omit<RESTPostAPIContextMenuApplicationCommandsJSONBody, 'type' | 'contexts'> & {
  readonly type: ApplicationCommandType.Message;
  readonly contexts: readonly (0 | 1)[];
  readonly description?: undefined;
  readonly options?: undefined;
};

/** The message in whose menu a command was chosen. */
export interface TargetMessage {
  readonly id: string;
  readonly channel: string;
  /** Who wrote it. */
  readonly author: string;
  readonly bot: boolean;
}

export interface ChosenUser {
  readonly id: string;
  /** The display name there, unescaped. */
  readonly name: string;
  readonly bot: boolean;
}

export interface ChosenChannel {
  readonly id: string;
  /** Discord's channel type. */
  readonly type: number;
  /** What the bot may do there; null: the bot cannot see it. */
  readonly botPermissions: bigint | null;
}

/** What each option type of Discord (by its number) becomes. */
interface OptionValues {
  3: string;
  4: number;
  5: boolean;
  6: ChosenUser;
  7: ChosenChannel;
  8: { readonly id: string; readonly name: string; readonly mentionable: boolean };
  10: number;
}

type ValueOf<O> = O extends { type: infer T extends keyof OptionValues } ? OptionValues[T] : never;

/** The typed arguments of a definition: required ones are there, the others may be absent. */
type OptionsOf<D extends Definition> = D extends { options: infer L extends readonly { name: string }[] }
  ? { readonly [O in L[number] as O extends { required: true } ? O['name'] : never]: ValueOf<O> } & {
      readonly [O in L[number] as O extends { required: true } ? never : O['name']]?: ValueOf<O>;
    }
  : Record<never, never>;

/** Who asked, where and when. */
export interface Asked {
  /** The interaction's id: the idempotency key of whatever it changes. */
  readonly id: string;
  /** Null in a direct message. */
  readonly guild: string | null;
  readonly channel: string;
  readonly user: string;
  /** Display name, unescaped. */
  readonly name: string;
  /** The caller's permissions in that channel; 0 in a direct message. */
  readonly permissions: bigint;
  /** The ids of the caller's roles; none in a direct message. */
  readonly roles: readonly string[];
  readonly locale: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Asked in a server. */
export type AskedInGuild = Asked & { readonly guild: string };

type AskedIn<D extends Definition> = D['contexts'] extends readonly [0] ? AskedInGuild : Asked;

export type Call<D extends Definition> = AskedIn<D> & { readonly options: OptionsOf<D> } & TargetOf<D>;

type TargetOf<D extends Definition> = D extends MessageDefinition ? { readonly target: TargetMessage } : unknown;

/** A click, a choice or a submitted modal. */
export interface Press {
  /** The custom id's arguments, strings that anybody may have forged: parse them. */
  readonly args: readonly string[];
  /** What was chosen in the select that was used. */
  readonly values: readonly string[];
  /** A modal's inputs by their custom id. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** The channels that were chosen in a form, by their id. */
  readonly channels: Readonly<Record<string, ChosenChannel>>;
  /** What it sits on (a form: what it was opened from), as Discord sent it; null: nothing. */
  readonly message: { readonly id: string; readonly components: readonly APIMessageTopLevelComponent[] } | null;
}

export type PressCall<D extends Definition> = AskedIn<D> & Press;

export type Reply =
  /**
   * The answer, private or on the private card itself. `share` is posted for the group after it. `shown`: whose progress it
   * shows, beside the asker's own; whoever of them left the server is found out after the answer.
   */
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly share?: Message;
      /** Said to whoever pressed, privately, after the message. */
      readonly beside?: Message;
      readonly shown?: readonly string[];
    }
  /** Said beside the card that was pressed, privately; the card stays as it is. */
  | { readonly kind: 'aside'; readonly message: Message }
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData };

/**
 * How something answers, told before it runs. `reply`: a private message. `update`: the private card it sits on is redrawn (on a
 * public message it becomes a `reply`). `redraw`: what it sits on is drawn anew also where everybody sees it; what is said
 * `aside` stays private. `modal`: a form, which can not be deferred and so reads nothing slow.
 */
export type Answers = 'reply' | 'update' | 'redraw' | 'modal';

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What commands may use. Ask narrowly: `Pick<Services, 'progress'>`. */
export interface Services {
  readonly roadmap: Roadmap;
  readonly progress: ProgressStore;
  readonly leaderboard: LeaderboardStore;
  readonly guilds: GuildStore;
  readonly news: Pick<NewsStore, 'since'>;
  readonly ledger: Pick<Ledger, 'last'>;
  readonly channels: Pick<Channels, 'permissions' | 'post' | 'find'>;
  /** When no bot was there for longer than a day, as far as the store knows it; at once, from memory. */
  readonly absences: () => readonly Span[];
  readonly pictures: Pictures;
  /** Tells the jobs that a guild has something to post now. Returns at once, never throws. */
  readonly wake: (guild: string) => void;
}

interface CommandParts<D extends Definition> {
  readonly definition: D;
  /** What `/help` says where Discord takes no description. */
  readonly purpose?: D extends MessageDefinition ? string : never;
  /**
   * `run` changes nothing and posts nothing for the group, so that members may use it as often as they like. Whoever does not
   * say so counts against what one member may change at a time; whoever says so and changes something gets an error. What answers a
   * form only reads, whether it says so or not.
   */
  readonly onlyReads?: true;
  /** `reply` unless told otherwise; must be pure. */
  readonly answers?: (call: Call<D>, roadmap: Roadmap) => 'reply' | 'modal';
  run(call: Call<D>, services: Services): Reply | Promise<Reply>;
  readonly autocomplete?: {
    readonly [option: string]: (typed: string, call: Call<D>, services: Services) => readonly Choice[];
  };
  /** Buttons, selects and modals, by the action in their custom id. */
  readonly actions?: {
    readonly [action: string]: {
      /** As for the command's own `run`. */
      readonly onlyReads?: true;
      readonly answers: Answers | ((call: PressCall<D>, roadmap: Roadmap) => Answers);
      run(call: PressCall<D>, services: Services): Reply | Promise<Reply>;
      /** Of a sent form: what was typed, said beside the sentence where it could not be taken, so that nobody types it twice. */
      readonly givesBack?: (call: PressCall<D>, roadmap: Roadmap) => Message;
    };
  };
}

/** A command with its types closed over, as dispatch sees it. */
export type Command = CommandParts<Definition>;

/** Infers the option types from the definition, so that a command file needs no type of its own. */
export function defineCommand<const D extends Definition>(parts: CommandParts<D>): Command {
  // The one cast between the typed and the general view: dispatch builds options from this very definition.
  return parts as unknown as Command;
}

/** Where somebody's document is. */
export function memberOf(asked: AskedInGuild): MemberRef & { readonly name: string } {
  return { guild: asked.guild, user: asked.user, name: asked.name };
}

export function reply(message: Message): Reply {
  return { kind: 'message', message };
}
