/** What the page reads and sends, as JSON. The page compiles alone, so it has names of its own; a test holds them to the server's. */

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null;
  readonly default?: boolean;
  readonly emoji?: Emoji | null;
}

export interface Emoji {
  readonly id?: string | null;
  readonly name?: string | null;
}

/** Any component; which fields there are depends on `type`. */
export interface Component {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly content?: string;
  readonly url?: string;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly component?: Component;
  readonly options?: readonly SelectOption[];
  readonly min_values?: number;
  readonly max_values?: number;
  readonly required?: boolean;
  readonly [field: string]: unknown;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly content_type?: string;
  readonly description?: string;
}

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly author: { readonly id: string; readonly username: string };
  readonly content: string;
  readonly components: readonly Component[];
  readonly embeds: readonly Readonly<Record<string, unknown>>[];
  readonly attachments: readonly Attachment[];
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly flags: number;
  readonly private: boolean;
  readonly [field: string]: unknown;
}

/** Message flags (developer docs, message resource). */
export const Flag = { LOADING: 1 << 7 } as const;

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly parent: string | null;
  readonly archived?: boolean;
  readonly locked?: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly nick: string | null;
  readonly roles: readonly string[];
}

interface Role {
  readonly id: string;
  readonly name: string;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly members: readonly Person[];
  readonly roles: readonly Role[];
  readonly channels: readonly Channel[];
}

export interface World {
  /** Unix milliseconds by the local Discord's clock. */
  readonly now: number;
  readonly bot: { readonly id: string; readonly name: string };
  readonly guilds: readonly Guild[];
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly Choice[];
  readonly options?: readonly CommandOption[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
}

export interface Command {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly options?: readonly CommandOption[];
}

export interface Modal {
  readonly interaction: string;
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

export interface Outcome {
  readonly interaction: string;
  readonly status: 'answered' | 'thinking' | 'failed';
  readonly modal: Modal | null;
  readonly choices: readonly Choice[] | null;
}

export interface Problem {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

export interface WireEntry {
  readonly n: number;
  readonly at: number;
  readonly kind: 'request' | 'sent' | 'received';
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly op?: number;
  readonly event?: string | null;
  readonly body: unknown;
  readonly answer?: unknown;
  readonly verdict: { readonly ok: boolean; readonly problems: readonly Problem[] } | null;
  readonly ms?: number;
  readonly fault?: string;
}

export interface Progress {
  readonly kind: 'skip' | 'history';
  readonly running: boolean;
  readonly words: string;
  readonly done: number;
  readonly total: number;
  readonly now: number;
}

export type SkipTo = 'day' | 'week' | 'post';

export interface Skipped {
  readonly now: number;
  readonly post: { readonly channel: string; readonly message: string } | null;
}

export type Typed = Readonly<Record<string, string | number | boolean>>;
export type Filled = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Something the acting member does; `member` and `channel` are added by whoever sends it. */
export type Act =
  | { readonly kind: 'slash'; readonly command: string; readonly options: Typed }
  | { readonly kind: 'autocomplete'; readonly command: string; readonly options: Typed; readonly focused: string }
  | { readonly kind: 'click'; readonly message: string; readonly button: string }
  | { readonly kind: 'select'; readonly message: string; readonly select: string; readonly values: readonly string[] }
  | { readonly kind: 'menu'; readonly command: string; readonly target: string }
  | { readonly kind: 'submit'; readonly modal: string; readonly values: Filled };

export interface MessageEvent {
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly id: string;
  readonly channel: string;
  readonly visibleTo: string | null;
}
