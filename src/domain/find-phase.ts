/** Finds phases by what somebody types: a number, an id, a title, a topic, an error's code. Knows nothing of Discord's choices. */
import { fold, wordsOf } from './fold.ts';
import { DISCORD } from './limits.ts';
import type { Phase, Roadmap } from './roadmap.ts';

export interface Match {
  readonly phase: Phase;
  /** `text` as the roadmap writes it: the number, the title, the topic (or track), the code. */
  readonly because: { readonly kind: 'number' | 'title' | 'topic' | 'error'; readonly text: string };
}

export type Resolved =
  | { readonly kind: 'found'; readonly phase: Phase }
  /** Several match equally well, at least two, in the roadmap's order. */
  | { readonly kind: 'ambiguous'; readonly matches: readonly Match[] }
  | { readonly kind: 'none' };

/** The reasons to match, best first. */
const RANKS = [
  'number',
  'id',
  'whole title',
  'title start',
  /** What was typed has signs (`&T`, `?`), and stands so in a title or topic. */
  'as typed',
  'title words',
  'subtitle words',
  'topic words',
  'error',
  'error start',
  'number start',
  'inside',
] as const;

interface Ranked extends Match {
  readonly rank: (typeof RANKS)[number];
}

/** Longer than any title, topic or suggestion; what follows can not help. */
const LONGEST_QUERY = 200;

/** Best first, each phase once with its best reason. An empty query lists every phase. */
export function findPhases(roadmap: Roadmap, query: string): readonly Match[] {
  return rank(roadmap, query).map(({ phase, because }) => ({ phase, because }));
}

/** One phase where what was typed means one: a better kind of match beats any number of lesser ones. */
export function resolvePhase(roadmap: Roadmap, typed: string): Resolved {
  if (fold(typed) === '') return { kind: 'none' };
  const [best, ...others] = rank(roadmap, typed);
  if (!best) return { kind: 'none' };
  const equals = [best, ...others.filter((match) => match.rank === best.rank)];
  // An error is explained where learners meet it first.
  if (equals.length === 1 || best.rank === 'error') return { kind: 'found', phase: best.phase };
  return { kind: 'ambiguous', matches: equals.map(({ phase, because }) => ({ phase, because })) };
}

/** `🧪 2: Ownership, Borrowing & Lifetimes · E0502`, as long as a choice may be: what {@link resolvePhase} takes back. */
export function matchLabel({ phase, because }: Match): string {
  const name = `${phase.emoji === null ? '' : `${phase.emoji} `}${phase.number}: ${phase.title}`;
  const why = because.kind === 'topic' || because.kind === 'error' ? ` · ${because.text}` : '';
  const label = name + why;
  if (label.length <= DISCORD.choiceName) return label;
  // Never half of an emoji.
  return `${label
    .slice(0, DISCORD.choiceName - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

function rank(roadmap: Roadmap, query: string): readonly Ranked[] {
  const { phases } = roadmap;
  const asked = fold(query.slice(0, LONGEST_QUERY));
  if (asked === '') return phases.map((phase) => byNumber(phase, 'number'));
  const number = numberIn(roadmap, asked);
  const ranked = phases.flatMap((phase) => best(phase, asked, number) ?? []);
  return ranked.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) || a.phase.number - b.phase.number);
}

function best(phase: Phase, asked: string, number: Typed | null): Ranked | null {
  if (number && saysNumber(phase, number)) return byNumber(phase, 'number');
  if (asked === phase.id) return byNumber(phase, 'id');
  const title = fold(phase.title);
  const because = { kind: 'title', text: phase.title } as const;
  if (asked === title) return { phase, because, rank: 'whole title' };
  if (title.startsWith(asked)) return { phase, because, rank: 'title start' };
  const words = wordsOf(asked);
  const literal = literally(phase, asked, title);
  if (literal) return literal;
  if (hasAll(words, wordsOf(title))) return { phase, because, rank: 'title words' };
  if (hasAll(words, wordsOf(fold(phase.subtitle ?? '')))) return { phase, because, rank: 'subtitle words' };
  return byTopic(phase, asked, words) ?? byError(phase, asked) ?? byRest(phase, asked, number, title);
}

/** `?` and `&T` have hardly a word in them: they are looked for as they are. */
function literally(phase: Phase, asked: string, title: string): Ranked | null {
  if (!/[^\p{L}\p{N}\s_'-]/u.test(asked)) return null;
  const topic = phase.topics.find(({ text }) => fold(text.plain).includes(asked));
  if (topic) return { phase, because: { kind: 'topic', text: topic.text.plain }, rank: 'as typed' };
  return title.includes(asked) ? { phase, because: { kind: 'title', text: phase.title }, rank: 'as typed' } : null;
}

function byNumber(phase: Phase, rank: Ranked['rank']): Ranked {
  return { phase, because: { kind: 'number', text: String(phase.number) }, rank };
}

function byTopic(phase: Phase, asked: string, words: readonly string[]): Ranked | null {
  const texts = [...phase.topics.map(({ text }) => text.plain), ...phase.tracks.map(({ name }) => name)];
  const found = texts.find((text) => fold(text) === asked || hasAll(words, wordsOf(fold(text))));
  return found === undefined ? null : { phase, because: { kind: 'topic', text: found }, rank: 'topic words' };
}

function byError(phase: Phase, asked: string): Ranked | null {
  const codes = phase.errors.map(({ code }) => code);
  const exact = codes.find((code) => fold(code) === asked);
  const text = exact ?? (asked.length > 1 ? codes.find((code) => fold(code).startsWith(asked)) : undefined);
  if (text === undefined) return null;
  return { phase, because: { kind: 'error', text }, rank: exact === undefined ? 'error start' : 'error' };
}

/** The weakest reasons: how a number begins (while it is being typed), and letters inside a word. */
function byRest(phase: Phase, asked: string, number: Typed | null, title: string): Ranked | null {
  if (number?.rest === '' && String(phase.number).startsWith(String(number.value)))
    return byNumber(phase, 'number start');
  if (number?.rest === '') return null;
  if (asked.length < 3) return null;
  if (title.includes(asked)) return { phase, because: { kind: 'title', text: phase.title }, rank: 'inside' };
  const topic = phase.topics.find(({ text }) => fold(text.plain).includes(asked));
  return topic ? { phase, because: { kind: 'topic', text: topic.text.plain }, rank: 'inside' } : null;
}

interface Typed {
  readonly value: number;
  /** What followed the number, folded: part of a title where somebody typed or chose a whole suggestion. */
  readonly rest: string;
}

/** `2`, `#2`, `phase 2`, `🧪 2: Ownership …`; null where a number does not lead. */
function numberIn({ unit }: Roadmap, asked: string): Typed | null {
  const bare = asked.replace(/^[^\p{L}\p{N}]+/u, '');
  const units = [fold(unit), 'phase', 'module', 'stage', 'week', 'level', 'part', 'step', 'no', 'number'];
  const word = units.find((name) => bare.startsWith(name) && /^[\s.#]*\d/.test(bare.slice(name.length)));
  const [, digits, rest = ''] = /^[\s.#]*(\d{1,4})(?!\w)(.*)$/s.exec(bare.slice(word?.length ?? 0)) ?? [];
  return digits === undefined ? null : { value: Number(digits), rest: rest.replace(/^[\s:.·—–-]+|…$/g, '').trim() };
}

/** The bare number, or a number with its own title behind it (cut short, or with a reason after it). */
function saysNumber(phase: Phase, { value, rest }: Typed): boolean {
  if (value !== phase.number) return false;
  const title = fold(phase.title);
  return rest === '' || title.startsWith(rest) || rest.startsWith(title);
}

/** Every asked word begins a word of the text. */
function hasAll(asked: readonly string[], words: readonly string[]): boolean {
  return asked.length > 0 && asked.every((word) => words.some((candidate) => candidate.startsWith(word)));
}
