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

/**
 * One phase where what was typed means one: a better kind of match beats any number of lesser ones. A number is the phase's
 * number, never an id: what a program stores or puts into a button is looked up by `id` instead.
 */
export function resolvePhase(roadmap: Roadmap, typed: string): Resolved {
  // What most type. Nothing is better than a number, and there is no need to look at all words of all phases.
  const named = /^\d{1,4}$/.test(typed) ? onlyOne(roadmap, Number(typed)) : null;
  if (named) return { kind: 'found', phase: named };
  if (fold(typed) === '') return { kind: 'none' };
  // Whoever sends "1" off does not mean 10.
  const [best, ...others] = rank(roadmap, typed).filter((match) => match.rank !== 'number start');
  if (!best) return { kind: 'none' };
  const equals = [best, ...others.filter((match) => match.rank === best.rank)];
  // An error is explained where learners meet it first.
  if (equals.length === 1 || best.rank === 'error') return { kind: 'found', phase: best.phase };
  return { kind: 'ambiguous', matches: equals.map(({ phase, because }) => ({ phase, because })) };
}

/** null: none, or several. */
function onlyOne({ phases }: Roadmap, wanted: number): Phase | null {
  let found: Phase | null = null;
  for (const phase of phases) {
    if (phase.number !== wanted) continue;
    if (found) return null;
    found = phase;
  }
  return found;
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
  const number = numberIn(asked);
  const ranked = phases.flatMap((phase) => best(phase, indexOf(phase), asked, number) ?? []);
  return ranked.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) || a.phase.number - b.phase.number);
}

/** A phase's words as a search compares them. Folding costs more than searching, and a member types letter by letter. */
interface Indexed {
  readonly title: string;
  readonly titleWords: readonly string[];
  readonly subtitleWords: readonly string[];
  /** Topics, then tracks. */
  readonly topics: readonly { readonly text: string; readonly folded: string; readonly words: readonly string[] }[];
  readonly errors: readonly { readonly code: string; readonly folded: string }[];
}

const indexes = new WeakMap<Phase, Indexed>();

function indexOf(phase: Phase): Indexed {
  const known = indexes.get(phase);
  if (known) return known;
  const title = fold(phase.title);
  const texts = [...phase.topics.map(({ text }) => text.plain), ...phase.tracks.map(({ name }) => name)];
  const made: Indexed = {
    title,
    titleWords: wordsOf(title),
    subtitleWords: wordsOf(fold(phase.subtitle ?? '')),
    topics: texts.map((text) => ({ text, folded: fold(text), words: wordsOf(fold(text)) })),
    errors: phase.errors.map(({ code }) => ({ code, folded: fold(code) })),
  };
  indexes.set(phase, made);
  return made;
}

function best(phase: Phase, index: Indexed, asked: string, number: Typed | null): Ranked | null {
  if (number && saysNumber(phase, index, number)) return byNumber(phase, 'number');
  if (asked === phase.id) return byNumber(phase, 'id');
  // A bare number is never a word of a title; while it is being typed it may be how another begins.
  if (number?.rest === '')
    return String(phase.number).startsWith(String(number.value)) ? byNumber(phase, 'number start') : null;
  const byTitle = (rank: Ranked['rank']): Ranked => ({ phase, because: { kind: 'title', text: phase.title }, rank });
  const byTopic = (text: string, rank: Ranked['rank']): Ranked => ({ phase, because: { kind: 'topic', text }, rank });
  const { title, titleWords, subtitleWords, topics } = index;
  if (asked === title) return byTitle('whole title');
  if (title.startsWith(asked)) return byTitle('title start');
  const containing = topics.find(({ folded }) => folded.includes(asked));
  if (SIGNS.test(asked)) {
    if (containing) return byTopic(containing.text, 'as typed');
    if (title.includes(asked)) return byTitle('as typed');
  }
  const words = wordsOf(asked);
  if (hasAll(words, titleWords)) return byTitle('title words');
  if (hasAll(words, subtitleWords)) return byTitle('subtitle words');
  const topic = topics.find((candidate) => hasAll(words, candidate.words));
  if (topic) return byTopic(topic.text, 'topic words');
  const error = byError(phase, index, asked);
  if (error) return error;
  if (asked.length < 3) return null;
  if (title.includes(asked)) return byTitle('inside');
  return containing ? byTopic(containing.text, 'inside') : null;
}

/** `?` and `&T` have hardly a word in them: they are looked for as they are. */
const SIGNS = /[^\p{L}\p{N}\s_'-]/u;

function byNumber(phase: Phase, rank: Ranked['rank']): Ranked {
  return { phase, because: { kind: 'number', text: String(phase.number) }, rank };
}

function byError(phase: Phase, { errors }: Indexed, asked: string): Ranked | null {
  const exact = errors.find(({ folded }) => folded === asked);
  const error = exact ?? (asked.length > 1 ? errors.find(({ folded }) => folded.startsWith(asked)) : undefined);
  if (!error) return null;
  return { phase, because: { kind: 'error', text: error.code }, rank: exact ? 'error' : 'error start' };
}

interface Typed {
  readonly value: number;
  /** What followed the number, folded: part of a title where somebody typed or chose a whole suggestion. */
  readonly rest: string;
}

const UNITS = ['phase', 'module', 'stage', 'week', 'level', 'part', 'step', 'number', 'no'];

/** `2`, `#2`, `phase 2`, `🧪 2: Ownership …`; null where a number does not lead, and for `-2`, which is no phase’s. */
function numberIn(asked: string): Typed | null {
  if (/^-\d/.test(asked)) return null;
  const bare = asked.replace(/^[^\p{L}\p{N}]+/u, '');
  const unit = UNITS.find((name) => bare.startsWith(name)) ?? '';
  const [, digits, rest = ''] = /^[\s.#]*(\d{1,4})(?!\w)(.*)$/s.exec(bare.slice(unit.length)) ?? [];
  if (digits === undefined) return null;
  // Folding made three full stops of the ellipsis of a suggestion that was cut short.
  return { value: Number(digits), rest: rest.replace(/^[\s:.·—–-]+|\.\.\.$/g, '').trim() };
}

/** The bare number, or a number with its own title behind it (cut short, or with a reason after it). */
function saysNumber(phase: Phase, { title }: Indexed, { value, rest }: Typed): boolean {
  return value === phase.number && (rest === '' || title.startsWith(rest) || rest.startsWith(title));
}

/** Every asked word begins a word of the text. */
function hasAll(asked: readonly string[], words: readonly string[]): boolean {
  return asked.length > 0 && asked.every((word) => words.some((candidate) => candidate.startsWith(word)));
}
