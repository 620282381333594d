/** What stands in a store, parsed as the foreign text it is; knows the documents' shapes and keys, no engine. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Anchor, Carried, GuildDocument, Notice, ReviewRule, Settings, Unsure } from '../domain/guild.ts';
import type { News } from '../domain/news.ts';
import type { MemberDocument, MemberRef, ProgressEvent, Proof, Reviewer } from '../domain/progress.ts';
import type { Span } from '../domain/spans.ts';
import { NewerDocument } from '../outage.ts';
import type { PostRecord } from '../ports.ts';

export const NAMESPACE = 'cairn';

/** News of a guild: the next prompt names whose stones came, no more is needed. */
export const NEWS_KEPT = 200;
/** Records of posts, in milliseconds. */
export const SLOT_KEPT_MS = 90 * 86_400_000;

/** As Keyv sees it: the stores put `cairn::` before it. The braces are Redis's hash tag: one slot for a whole guild. */
export const memberKey = ({ guild, user }: MemberRef): string => `{${guild}}:m:${user}`;
export const settingsKey = (guild: string): string => `{${guild}}:settings`;
export const storedKey = (key: string): string => `${NAMESPACE}::${key}`;

/** Whose document stands under a key of the store; null: it is no member's. */
export function memberOf(stored: string): MemberRef | null {
  const [, guild, user] = /^cairn::\{([^{}]+)\}:m:(.+)$/.exec(stored) ?? [];
  return guild && user ? { guild, user } : null;
}

/** Whose settings stand under a key of the store; null: no guild's. */
export function guildOf(stored: string): string | null {
  return /^cairn::\{([^{}]+)\}:settings$/.exec(stored)?.[1] ?? null;
}

/** Random, not a counter: a deleted and recreated document must not pass an old compare. */
export const newRev = (): string => randomWord(9);

/** Drawn some hundreds at a time: asking for so few bytes costs as much as asking for many. */
const POOL = 4_096;
let [pool, drawn] = [Buffer.alloc(0), 0];

/** So many random bytes as base64url. */
export function randomWord(bytes: number): string {
  if (drawn + bytes > pool.length) [pool, drawn] = [randomBytes(POOL), 0];
  drawn += bytes;
  return pool.toString('base64url', drawn - bytes, drawn);
}

/** Keyv's envelope. Plain JSON: Keyv's own serializer gives strings that begin with a colon a second meaning. */
export const toEnvelope = (document: MemberDocument | GuildDocument): string => JSON.stringify({ value: document });

const BROKEN = Symbol('broken');

/**
 * The inverse of {@link toEnvelope} for Keyv. What can not be read becomes a value that {@link readMember} and
 * {@link readGuild} refuse, because Keyv would take an envelope without a value for "nothing yet".
 */
export function fromEnvelope(text: string): { value: unknown; expires: number | undefined } {
  const envelope = parseJson(text);
  // Twice for each member who acts: without the schema.
  if (!isRecord(envelope) || !('value' in envelope)) return { value: BROKEN, expires: undefined };
  const { value, expires = null } = envelope;
  if (expires !== null && typeof expires !== 'number') return { value: BROKEN, expires: undefined };
  return { value, expires: expires ?? undefined };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's message: it quotes the text, and members wrote it.
    return BROKEN;
  }
}

/** Names every field of T, optional ones too: a field that a schema forgets would be lost at the next change. */
type Fields<T> = { readonly [K in keyof T]-?: z.ZodType };

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const undone = {
  kind: z.literal('undone'),
  at: z.number(),
  by: z.string(),
  day,
  gday: day,
  phase: z.string(),
} satisfies Fields<ProgressEvent & { kind: 'undone' }>;
const proof = {
  link: z.string().exactOptional(),
  note: z.string().exactOptional(),
  tracks: z.array(z.string()).exactOptional(),
  met: z.array(z.string()).exactOptional(),
  later: z.boolean().exactOptional(),
} satisfies Fields<Proof>;
const done = { ...undone, ...proof, kind: z.literal('done') } satisfies Fields<ProgressEvent & { kind: 'done' }>;
const changed = { ...done, kind: z.literal('changed') } satisfies Fields<ProgressEvent & { kind: 'changed' }>;

const ticked = {
  ...undone,
  kind: z.literal('ticked'),
  on: z.array(z.string()),
  off: z.array(z.string()),
} satisfies Fields<ProgressEvent & { kind: 'ticked' }>;
const began = { ...undone, kind: z.literal('began') } satisfies Fields<ProgressEvent & { kind: 'began' }>;
const summary = {
  ...undone,
  kind: z.literal('summary'),
  weeks: z.array(z.string().regex(/^\d{4}-W\d{2}$/)),
} satisfies Fields<ProgressEvent & { kind: 'summary' }>;
const reviewer = z.object({ id: z.string(), name: z.string() } satisfies Fields<Reviewer>);
const submitted = { ...done, kind: z.literal('submitted') } satisfies Fields<ProgressEvent & { kind: 'submitted' }>;
const taken = { ...undone, kind: z.literal('taken'), reviewer } satisfies Fields<ProgressEvent & { kind: 'taken' }>;
const released = { ...undone, kind: z.literal('released') } satisfies Fields<ProgressEvent & { kind: 'released' }>;
const asked = {
  ...undone,
  kind: z.literal('asked'),
  reviewer,
  words: z.string(),
  unmet: z.array(z.string()),
} satisfies Fields<ProgressEvent & { kind: 'asked' }>;
const approved = { ...undone, kind: z.literal('approved') } satisfies Fields<ProgressEvent & { kind: 'approved' }>;
const reviewed = { ...undone, kind: z.literal('reviewed'), count: z.int().min(1) } satisfies Fields<
  ProgressEvent & { kind: 'reviewed' }
>;
const event = z.discriminatedUnion('kind', [
  z.object(done),
  z.object(undone),
  z.object(changed),
  z.object(ticked),
  z.object(began),
  z.object(submitted),
  z.object(taken),
  z.object(released),
  z.object(asked),
  z.object(approved),
  z.object(reviewed),
  z.object(summary),
]);

const memberSchema: z.ZodType<MemberDocument> = z.object({
  v: z.literal(4),
  rev: z.string(),
  name: z.string(),
  left: z.number().nullable(),
  zone: z.string().nullable(),
  hidden: z.boolean(),
  track: z.string().nullable(),
  words: z.enum(['named', 'unnamed', 'nobody']),
  events: z.array(event),
} satisfies Fields<MemberDocument>);

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const carried = {
  lastPrompt: z.object({ phaseIndex: z.number(), weekOfPhase: z.number() }).nullable(),
  challenge: z.object({ week: z.string(), phaseIndex: z.number(), date: day }).nullable(),
} satisfies Fields<Carried>;
const unsure = {
  kind: z.enum(['prompt', 'challenge']),
  week: z.string(),
  at: z.number(),
  position: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('phase'), phaseIndex: z.number(), weekOfPhase: z.number() }),
    z.object({ kind: z.literal('closing') }),
  ]),
  channel: z.string(),
} satisfies Fields<Unsure>;
const settings = {
  channel: z.string(),
  day: weekday,
  time: z.string().regex(/^\d{2}:\d{2}$/),
  timezone: z.string(),
  challengeDay: weekday,
  weeksPerPhase: z.literal([1, 2, 3, 4]),
  start: day,
  role: z.string().nullable(),
  paused: z.object({ at: z.number(), reason: z.enum(['owner', 'failing']) }).nullable(),
  savedAt: z.number(),
  anchor: z.object({ week: z.string(), phaseIndex: z.number(), weekOfPhase: z.number() } satisfies Fields<Anchor>),
  review: z
    .object({
      by: z.enum(['peer', 'mentor']),
      role: z.string().nullable(),
      channel: z.string().nullable(),
      savedAt: z.number().exactOptional(),
    } satisfies Fields<ReviewRule>)
    .exactOptional(),
  carried: z.object(carried).exactOptional(),
  unsure: z.array(z.object(unsure)).exactOptional(),
} satisfies Fields<Settings>;
const notice = {
  id: z.string(),
  at: z.number(),
  kind: z.enum(['cannot-post', 'no-thread', 'paused', 'uncertain']),
  channel: z.string(),
  what: z.string(),
  code: z.number().exactOptional(),
} satisfies Fields<Notice>;

const guildSchema: z.ZodType<GuildDocument> = z.object({
  v: z.literal(3),
  rev: z.string(),
  settings: z.object(settings).nullable(),
  notices: z.array(z.object(notice)),
  pauses: z.array(z.object({ from: z.number(), to: z.number() } satisfies Fields<Span>)),
} satisfies Fields<GuildDocument>);

const newsSchema: z.ZodType<News> = z.object({
  ...proof,
  id: z.string(),
  user: z.string(),
  name: z.string(),
  phase: z.string(),
  at: z.number(),
  channel: z.string(),
  about: z.enum(['submitted', 'approved', 'changes']).exactOptional(),
  handed: z.number().exactOptional(),
  reviewer: z.string().exactOptional(),
  judge: z.string().exactOptional(),
  words: z.string().exactOptional(),
  unmet: z.array(z.string()).exactOptional(),
} satisfies Fields<News>);

const recordSchema: z.ZodType<PostRecord> = z.object({
  slot: z.object({ guild: z.string(), kind: z.enum(['prompt', 'challenge', 'news']), id: z.string() }),
  state: z.enum(['posted', 'uncertain', 'gone']),
  channel: z.string(),
  messageId: z.string().nullable(),
  at: z.number(),
} satisfies Fields<PostRecord>);

/** A document of some version, before anybody looked at its other fields. */
type Older = Readonly<Record<string, unknown>>;
/** From version v to v + 1, pure. What is missing in the older one fails in the schema behind the last step. */
type Step = (older: Older) => Older;

/** The step at index 0 leads from version 1 to 2. A new version: change the schema, add a step, and leave the older steps alone. */
const MEMBER_STEPS: readonly Step[] = [
  (v1) => ({ ...v1, v: 2, left: null }),
  // Ticks are events that an older Cairn does not know.
  (v2) => ({ ...v2, v: 3, zone: null, hidden: false }),
  // Submissions and reviews likewise.
  (v3) => ({ ...v3, v: 4, track: null, words: 'named' }),
];
const GUILD_STEPS: readonly Step[] = [
  // What was paused before is not known any more; what is paused now ends in a pause that is.
  (v1) => ({ ...v1, v: 2, pauses: [] }),
  // An older Cairn would drop how milestones count, and count them all.
  (v2) => ({ ...v2, v: 3 }),
];

/**
 * Older versions are brought up to date here, in memory: the store holds them as they are until their next change. Throws
 * {@link NewerDocument}, or an Error that names the key when the document is broken.
 */
export const readMember = (key: string, value: unknown): MemberDocument =>
  read(memberSchema, key, upToDate(MEMBER_STEPS, key, value));
export const readGuild = (key: string, value: unknown): GuildDocument =>
  read(guildSchema, key, upToDate(GUILD_STEPS, key, value));
export const newsFrom = (key: string, value: unknown): News => read(newsSchema, key, value);
export const recordFrom = (key: string, value: unknown): PostRecord => read(recordSchema, key, value);
export const readNews = (key: string, text: string): News => newsFrom(key, parseJson(text));
export const readRecord = (key: string, text: string): PostRecord => recordFrom(key, parseJson(text));

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}

/** What is no document, or of no version, comes back as it is: the schema refuses it. */
function upToDate(steps: readonly Step[], key: string, value: unknown): unknown {
  if (!isRecord(value) || !isVersion(value.v)) return value;
  const { v } = value;
  if (v > steps.length + 1) {
    throw new NewerDocument(
      `${storedKey(key)} was written by a newer Cairn (version ${v}). It is left as it is: update this one.`,
    );
  }
  return steps.slice(v - 1).reduce<Older>((older, step) => step(older), value);
}

function read<T>(schema: z.ZodType<T>, key: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Paths and expectations only, never what was found there: members wrote it.
  const where = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'}: ${code}`).join(', ');
  throw new Error(
    `The stored document ${storedKey(key)} is broken (${where}). Restore it from a backup, or delete it.`,
  );
}
