/** What the control API under /local takes and returns. Types only, shared by its server and its client. */
import type { FaultRule } from '../faults.ts';
import type { GatewayFault } from '../gateway/gateway.ts';
import type { Choice, OpenModal } from '../interactions/book.ts';
import type { Filled } from '../interactions/fill-modal.ts';
import type { Typed } from '../interactions/options.ts';
import type { Message } from '../world/types.ts';

export type { FaultRule, Filled, GatewayFault, Typed };

/** Who does something where. `member` is a name or id, `channel` a name, id or `dm`; without `guild`, the first server. */
export interface Where {
  readonly member: string;
  readonly channel: string;
  readonly guild?: string | undefined;
  /** Delivers the interaction this many times. */
  readonly copies?: number | undefined;
  /** How long the bot may take to answer; default: the local Discord's own time. */
  readonly answerWithinMs?: number | undefined;
  /** How long to look at "thinking …"; default: the local Discord's own patience. */
  readonly patienceMs?: number | undefined;
}

export type Act =
  | (Where & { readonly kind: 'slash'; readonly command: string; readonly options?: Typed | undefined })
  | (Where & {
      readonly kind: 'autocomplete';
      readonly command: string;
      readonly options?: Typed | undefined;
      readonly focused: string;
    })
  | (Where & { readonly kind: 'click'; readonly message?: string | undefined; readonly button: string })
  | (Where & {
      readonly kind: 'select';
      readonly message?: string | undefined;
      readonly select?: string | undefined;
      readonly values: readonly string[];
    })
  /** A command on a person or message: `target` is a name or a message's id. */
  | (Where & { readonly kind: 'menu'; readonly command: string; readonly target: string })
  /** `modal` is the interaction that opened it. */
  | (Where & { readonly kind: 'submit'; readonly modal: string; readonly values?: Filled | undefined });

/** A message as one person sees it. */
export interface SeenMessage extends Message {
  /** Only this person sees it. */
  readonly private: boolean;
}

/** What the acting person sees after doing something. */
export interface Outcome {
  readonly interaction: string;
  /** `thinking`: deferred, and nothing came; `failed`: "The application did not respond". */
  readonly status: 'answered' | 'thinking' | 'failed';
  /** A deferral came before the answer. */
  readonly deferred: boolean;
  /** Messages it made or changed, as they are now, in order. */
  readonly messages: readonly SeenMessage[];
  readonly modal: (OpenModal & { readonly interaction: string }) | null;
  readonly choices: readonly Choice[] | null;
}

export interface SeenCommand {
  readonly id: string;
  /** 1 slash, 2 on people, 3 on messages. */
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly options?: readonly unknown[];
}

export type WorldChange =
  /** Adds `allow`, takes away `deny` for a role or member in a channel; names such as SEND_MESSAGES. */
  | {
      readonly kind: 'overwrite';
      readonly guild?: string | undefined;
      readonly channel: string;
      /** `bot`, `@everyone`, a role's or member's name. */
      readonly for: string;
      readonly allow?: readonly string[] | undefined;
      readonly deny?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'role-permissions';
      readonly guild?: string | undefined;
      /** `bot` is the bot's own role. */
      readonly role: string;
      readonly allow?: readonly string[] | undefined;
      readonly deny?: readonly string[] | undefined;
    }
  | { readonly kind: 'add-guild'; readonly name: string; readonly withoutBot?: boolean | undefined }
  | {
      readonly kind: 'add-channel';
      readonly guild?: string | undefined;
      readonly name: string;
      /** 0 text (default), 2 voice, 5 announcements, 15 forum. */
      readonly type?: number | undefined;
    }
  | { readonly kind: 'delete-channel'; readonly guild?: string | undefined; readonly channel: string }
  | {
      readonly kind: 'add-person';
      readonly guild?: string | undefined;
      readonly name: string;
      readonly role?: string | undefined;
    }
  | { readonly kind: 'remove-person'; readonly guild?: string | undefined; readonly name: string }
  | {
      readonly kind: 'nickname';
      readonly guild?: string | undefined;
      readonly name: string;
      readonly nick: string | null;
    }
  | { readonly kind: 'locale'; readonly name: string; readonly locale: string }
  | {
      readonly kind: 'add-role';
      readonly guild?: string | undefined;
      readonly name: string;
      readonly permissions?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'give-role';
      readonly guild?: string | undefined;
      readonly name: string;
      readonly role: string;
      readonly take?: boolean | undefined;
    }
  | { readonly kind: 'remove-bot'; readonly guild?: string | undefined }
  | {
      readonly kind: 'invite-bot';
      readonly guild?: string | undefined;
      readonly permissions?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'thread';
      readonly thread: string;
      readonly archived?: boolean | undefined;
      readonly locked?: boolean | undefined;
    }
  | { readonly kind: 'delete-message'; readonly message: string }
  /** How many connections Discord recommends and needs, and how many may identify within five seconds (absent: any number). */
  | { readonly kind: 'gateway'; readonly shards: number; readonly atOnce?: number | undefined }
  /** Where interactions go from now on; null: to the gateway. `lagMs`: how much later the API servers know of an answer. */
  | { readonly kind: 'endpoint'; readonly url: string | null; readonly lagMs?: number | undefined };

/** The world at one look. */
export interface WorldView {
  readonly now: number;
  readonly bot: { readonly id: string; readonly name: string };
  readonly guilds: readonly {
    readonly id: string;
    readonly name: string;
    readonly owner: string;
    readonly withBot: boolean;
    readonly members: readonly {
      readonly id: string;
      readonly name: string;
      readonly nick: string | null;
      readonly roles: readonly string[];
    }[];
    readonly roles: readonly { readonly id: string; readonly name: string; readonly permissions: string }[];
    readonly channels: readonly {
      readonly id: string;
      readonly name: string;
      readonly type: number;
      readonly parent: string | null;
      readonly archived?: boolean;
      readonly locked?: boolean;
    }[];
  }[];
  /** Sessions that are connected now; how many IDENTIFYs and RESUMEs there were; how often commands were written. */
  readonly sessions: number;
  readonly identifies: number;
  readonly resumes: number;
  readonly commandWrites: number;
  /** How many commands are registered. */
  readonly commands: number;
}
