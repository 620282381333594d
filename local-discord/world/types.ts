/** What the world is made of: plain data, no behaviour. Field names in snake_case are Discord's own. */

export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly bot: boolean;
  locale: string;
}

export interface Role {
  readonly id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
  readonly managed: boolean;
  readonly position: number;
}

export interface Member {
  readonly user: string;
  nick: string | null;
  roles: string[];
  readonly joinedAt: number;
}

export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

interface ThreadState {
  readonly owner: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  readonly createdAt: number;
  archivedAt: number;
}

export interface Channel {
  readonly id: string;
  /** 0 text, 1 direct messages, 11 public thread, 12 private thread. */
  readonly type: number;
  readonly guild: string | null;
  name: string;
  topic: string | null;
  /** The channel a thread hangs on. */
  readonly parent: string | null;
  readonly position: number;
  overwrites: Overwrite[];
  readonly thread: ThreadState | null;
  /** The person at the other end of a direct conversation with the bot. */
  readonly recipient: string | null;
  lastMessage: string | null;
}

export interface Guild {
  readonly id: string;
  name: string;
  readonly owner: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  locale: string;
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null;
  readonly default?: boolean;
  readonly [field: string]: unknown;
}

/** Any message or modal component; which fields there are depends on `type`. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  content?: string;
  url?: string;
  style?: number;
  disabled?: boolean;
  placeholder?: string;
  components?: Component[];
  accessory?: Component;
  component?: Component;
  options?: SelectOption[];
  min_values?: number;
  max_values?: number;
  required?: boolean;
  [field: string]: unknown;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly content_type?: string;
  readonly description?: string;
  readonly ephemeral?: boolean;
}

/** A message as Discord's API returns it. */
export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly type: number;
  readonly author: Record<string, unknown> & { id: string; username: string };
  content: string;
  components: Component[];
  embeds: Record<string, unknown>[];
  attachments: Attachment[];
  mentions: (Record<string, unknown> & { id: string })[];
  mention_roles: string[];
  mention_everyone: boolean;
  readonly timestamp: string;
  edited_timestamp: string | null;
  flags: number;
  pinned: boolean;
  tts: boolean;
  nonce?: string | number;
  thread?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface StoredMessage {
  readonly message: Message;
  /** Only this user sees it; null: everybody who sees the channel. */
  readonly visibleTo: string | null;
  readonly createdAt: number;
}

/** Message flags (developer docs, message resource, "Message Flags"). */
export const Flag = {
  SUPPRESS_EMBEDS: 1 << 2,
  HAS_THREAD: 1 << 5,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  COMPONENTS_V2: 1 << 15,
} as const;
