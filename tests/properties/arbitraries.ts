/** Anything a roadmap may hold and a member may type, with a taste for what breaks messages. */
import fc from 'fast-check';
import { ROADMAP } from '../../src/domain/limits.ts';
import { LINK_LENGTH } from '../../src/domain/link.ts';
import { cardLength } from '../../src/domain/parse-roadmap/phase.ts';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import type { Phase, Roadmap, Text } from '../../src/domain/roadmap.ts';
import { NOTE_LENGTH } from '../../src/messages/done-form.ts';
import { words } from '../support/builders.ts';

/** What an attacker, a phone keyboard or another script puts into a text. */
const nasty = fc.constantFrom(
  '@everyone',
  '<@1>',
  '<@&2>',
  '<#3>',
  '**',
  '`',
  '```',
  '||',
  '[x](https://evil.test)',
  'https://evil.test',
  '\u202e',
  '\u200b',
  '\n# big',
  '> ',
  '-# ',
  '😀',
  '👩‍👩‍👧',
  'é',
  'مرحبا',
  '\\',
  ':smile:',
  '<t:1:R>',
  '</done:1>',
);

/** At most `length` UTF-16 units, never half a character. */
function cutTo(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

export const memberText = (length: number) =>
  fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 40 })
    .map((parts) => cutTo(parts.join(''), length));

const plain = (length: number) =>
  fc.integer({ min: 1, max: length }).map(
    (size) =>
      'Lorem ipsum dolor '
        .repeat(size / 18 + 1)
        .slice(0, size)
        .trim() || 'x',
  );
const text = (length: number): fc.Arbitrary<Text> => plain(length).map(words);
const list = <T>(item: fc.Arbitrary<T>, most: number) => fc.array(item, { maxLength: most, size: 'max' });
const url = fc
  .integer({ min: 20, max: ROADMAP.resourceUrl })
  .map((size) => `https://example.org/${'x'.repeat(size - 20)}`);
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null });
const emoji = maybe(fc.constantFrom('🦀', '🕹️', '👩‍💻'));

const parts: fc.Arbitrary<Omit<Phase, 'id' | 'number'>> = fc.record({
  emoji,
  title: plain(ROADMAP.title),
  subtitle: maybe(plain(ROADMAP.subtitle)),
  why: maybe(text(ROADMAP.why)),
  topics: list(text(ROADMAP.topic), ROADMAP.topics).map((topics) =>
    topics.map((topic, at) => ({ id: `t${at}`, text: topic })),
  ),
  teaches: list(text(ROADMAP.teach), ROADMAP.teaches),
  milestone: maybe(text(ROADMAP.milestone)),
  tracks: list(
    fc.record({
      emoji,
      name: plain(ROADMAP.trackName),
      focus: text(ROADMAP.trackFocus),
      criterion: maybe(text(ROADMAP.trackCriterion)),
    }),
    ROADMAP.tracks,
  ).map((tracks) => tracks.map((track, at) => ({ id: `track-${at}`, ...track }))),
  challenge: maybe(
    fc.record({
      title: plain(ROADMAP.challengeTitle),
      text: maybe(text(ROADMAP.challengeText)),
      criteria: fc.array(text(ROADMAP.criterion), { minLength: 1, maxLength: ROADMAP.criteria, size: 'max' }),
    }),
  ),
  resources: list(
    fc.record({ name: plain(ROADMAP.resourceName), url, note: maybe(text(ROADMAP.resourceNote)) }),
    ROADMAP.resources,
  ),
  errors: list(
    fc.record({ code: plain(ROADMAP.errorCode), url: maybe(url), text: text(ROADMAP.errorText) }),
    ROADMAP.errors,
  ),
  prompts: list(
    fc.record({
      kind: maybe(plain(ROADMAP.promptKind)),
      text: text(ROADMAP.prompt),
      answer: maybe(text(ROADMAP.answer)),
    }),
    ROADMAP.prompts,
  ),
});

/** Takes things away until the phase is one that the parser lets in, as close to the limit as it was given. */
function admitted(phase: Phase): Phase {
  const milestone = phase.milestone ?? (phase.tracks.length ? null : words('Build it.'));
  let fitting: Phase = { ...phase, milestone };
  const lists = ['resources', 'tracks', 'errors', 'topics', 'teaches'] as const;
  for (let at = 0; cardLength(fitting) > ROADMAP.phase; at++) {
    const key = lists[at % lists.length] ?? 'topics';
    fitting = { ...fitting, [key]: fitting[key].slice(0, -1) };
    if (!fitting.tracks.length && !fitting.milestone) fitting = { ...fitting, milestone: words('Build it.') };
  }
  return fitting;
}

export const roadmap: fc.Arbitrary<Roadmap> = fc
  .record({
    title: plain(ROADMAP.title),
    tip: maybe(text(ROADMAP.tip)),
    models: fc.array(parts, { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: ROADMAP.phases }),
  })
  .map(({ title, tip, models, count }) => {
    const phases = Array.from({ length: count }, (_, at) => {
      const model = models[at % models.length];
      if (!model) throw new Error('no model');
      return admitted({ ...model, id: `p${at + 1}`.padEnd(ROADMAP.id, 'x'), number: at + 1 });
    });
    return { title, unit: 'Phase', phases, tip };
  });

const link = fc.integer({ min: 25, max: LINK_LENGTH }).map((size) => `https://example.org/${'y'.repeat(size - 20)}`);

const REVIEWS = ['submitted', 'submitted', 'asked', 'taken', 'approved', 'reviewed'] as const;

/** Events as requests in this order would have left them, for phases of the roadmap and one that is gone. */
export function events(of: Roadmap): fc.Arbitrary<readonly ProgressEvent[]> {
  const phase = fc.constantFrom(...of.phases.map(({ id }) => id), 'gone');
  const step = fc.record({
    phase,
    kind: fc.constantFrom('done', 'done', 'done', 'undone', 'changed', 'ticked', 'ticked', 'began', ...REVIEWS),
    link: fc.option(link, { nil: undefined }),
    note: fc.option(memberText(NOTE_LENGTH), { nil: undefined }),
  });
  return fc.array(step, { maxLength: 60, size: 'max' }).map((steps) =>
    steps.map(({ link: linked, note, ...rest }, at) => {
      const tracks = of.phases.find(({ id }) => id === rest.phase)?.tracks.map(({ id }) => id);
      const happened = {
        ...rest,
        at: Date.UTC(2026, 0, 1) + at * 3_600_000,
        by: `i${at}`,
        day: '2026-01-01',
        gday: '2026-01-01',
      };
      if (rest.kind === 'began' || rest.kind === 'approved') return happened as ProgressEvent;
      if (rest.kind === 'reviewed') return { ...happened, count: at + 1 } as ProgressEvent;
      const reviewer = { id: '9'.repeat(19), name: cutTo(note ?? '', 32) };
      if (rest.kind === 'taken') return { ...happened, reviewer } as ProgressEvent;
      if (rest.kind === 'asked') {
        const unmet = of.phases.find(({ id }) => id === rest.phase)?.challenge?.criteria.map(({ plain }) => plain);
        return { ...happened, reviewer, words: note ?? '', unmet: unmet ?? [] } as ProgressEvent;
      }
      if (rest.kind === 'ticked') {
        const topics = of.phases.find(({ id }) => id === rest.phase)?.topics.map(({ id }) => id) ?? ['gone'];
        return { ...happened, on: topics.slice(at % 3), off: topics.slice(0, at % 3) } as ProgressEvent;
      }
      return {
        ...happened,
        ...(linked && { link: linked }),
        ...(note && { note }),
        ...(tracks?.length && { tracks }),
      } as ProgressEvent;
    }),
  );
}
