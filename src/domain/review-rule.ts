/** How a milestone counts in a server: what an owner chose becomes a rule, or a sentence on what is missing. Knows no form. */
import type { GuildContent, GuildDocument, ReviewRule, Settings } from './guild.ts';

interface TypedRule {
  /** `word`, `peer` or `mentor`; anything else was never offered. */
  readonly by: string | undefined;
  /** Snowflakes; absent: none chosen. */
  readonly role: string | undefined;
  readonly channel: string | undefined;
  /** Of the server: the role that everybody has carries the server's id. */
  readonly guild: string;
  /** Unix milliseconds. */
  readonly now: number;
}

export type ReadRule =
  /** null: on the member's word. */
  { readonly kind: 'rule'; readonly rule: ReviewRule | null } | { readonly kind: 'problem'; readonly message: string };

export function readRule({ by, role, channel, guild, now }: TypedRule): ReadRule {
  if (by === 'word') return { kind: 'rule', rule: null };
  const where = { channel: channel ?? null, savedAt: now };
  if (by === 'peer') return { kind: 'rule', rule: { by, role: null, ...where } };
  if (by !== 'mentor') return problem('Choose how a milestone counts.');
  if (!role) return problem('Which role do mentors have? Choose it in the form, or let peers look.');
  if (role === guild) return problem('With @everyone, everybody would be a mentor. Choose a role, or let peers look.');
  return { kind: 'rule', rule: { by, role, ...where } };
}

function problem(message: string): ReadRule {
  return { kind: 'problem', message };
}

interface RuleChange {
  readonly document: GuildContent | null;
  /** null: the weekly posts were never set up, so that there is nothing to add it to. */
  readonly outcome: Settings | null;
}

/** The calendar stays exactly as it is. */
export function saveRule(rule: ReviewRule | null) {
  return (document: GuildDocument | null): RuleChange => {
    if (!document?.settings) return { document: null, outcome: null };
    const { review: _, ...rest } = document.settings;
    const settings: Settings = rule ? { ...rest, review: rule } : rest;
    const { notices, pauses } = document;
    return { document: { settings, notices, pauses }, outcome: settings };
  };
}
