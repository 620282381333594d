import { describe, expect, it } from 'vitest';
import { cairnOf } from '../../src/domain/cairn.ts';
import { nextStepOf, stepIn } from '../../src/domain/next-step.ts';
import { stones } from '../../src/domain/progress.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { firstSettings } from '../../src/domain/schedule-changes.ts';
import { tracksOf } from '../../src/domain/tracks.ts';
import { criteriaOf } from '../../src/domain/typed-proof.ts';
import type { Message } from '../../src/message.ts';
import { actionId, parseActionId } from '../../src/messages/actions.ts';
import { alreadyDoneCard, bar, doneCard, needsTrackCard, notTaken } from '../../src/messages/done.ts';
import { changeForm, doneForm, formId, NOTE_LENGTH, ticksIn } from '../../src/messages/done-form.ts';
import { correction } from '../../src/messages/errors.ts';
import { meCard, noSuchTrack, ownTrackChoices } from '../../src/messages/me.ts';
import { newsMessage } from '../../src/messages/news.ts';
import { nextCard, whereCard } from '../../src/messages/next.ts';
import { cut, named } from '../../src/messages/parts.ts';
import { overview, phaseCard, sharedPhase } from '../../src/messages/phase.ts';
import { cairnAlt } from '../../src/messages/pictures.ts';
import { othersProgress, ownProgress, sharedProgress } from '../../src/messages/progress.ts';
import { setupPreview, setupState } from '../../src/messages/setup.ts';
import { notAskedCard, questionMessage, standingQuestion, stuckForm, WHY } from '../../src/messages/stuck.ts';
import { weeklyMessage } from '../../src/messages/weekly.ts';
import fc from '../support/chance.ts';
import { Seen } from '../support/seen.ts';
import { events, memberText, roadmap } from './arbitraries.ts';

const NOW = Date.UTC(2026, 2, 1);
/** How many generated states each promise is held against. */
const RUNS = 150;

/** Refuses, by throwing, whatever Discord would. */
function fits(message: Message): string {
  const seen = new Seen();
  const { files, ...body } = message;
  seen.answer(4, { ...body, flags: 64 | (1 << 15), allowed_mentions: { parse: [] } }, files);
  return seen.text;
}

function formFits(form: object): void {
  new Seen().answer(9, form);
}

/** Whether the words could ping, link or format: every such sign in member text has a backslash before it. */
function isEscaped(shown: string): boolean {
  return (
    !/(^|[^\\])(@everyone|<@|<#|\*\*|`|\|\||\]\(https?:\/\/evil|https:\/\/evil)/.test(shown) &&
    !/[\u202e\u200b]/.test(shown)
  );
}

function everyWeeklyPost(given: Roadmap, name: string, weeksPerPhase: 1 | 2 | 3 | 4): Message[] {
  const settings = firstSettings({ channel: '1', timezone: 'UTC', weeksPerPhase, role: '5' }, NOW);
  const stone = { id: '1', user: '1', name, phase: given.phases[0]?.id ?? '', at: NOW, channel: '1' };
  const crowd = Array.from({ length: 30 }, (_, at) => ({ ...stone, id: `${at}`, user: `${at}` }));
  const group = { cairn: { kind: 'group' as const, heights: Array(100).fill(1_000_000) }, png: new Uint8Array() };
  return nextSlots(settings, given.phases.length, NOW, 12).map((slot) =>
    weeklyMessage({ roadmap: given, settings, slot, stones: crowd, group }),
  );
}

describe('the small pieces', () => {
  it('cut long words to their limit, between characters, and leave short ones alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (words, length) => {
        const shown = cut(words, length);
        expect(shown.length).toBeLessThanOrEqual(length);
        expect(shown.isWellFormed() || !words.isWellFormed()).toBe(true);
        if (words.length <= length) expect(shown).toBe(words);
      }),
    );
    expect(cut('🪨🪨🪨', 4)).toBe('🪨…');
  });

  it('draw a bar that is never full before the end, and never empty after the first stone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(100), (of, some) => {
        const done = Math.min(some, of);
        const [drawn = ''] = bar(done, of).split(' ');
        expect(drawn).toMatch(/^▰*▱*$/);
        expect(drawn).toHaveLength(10);
        expect(drawn.startsWith('▰')).toBe(done > 0);
        expect(drawn.endsWith('▰')).toBe(done === of);
      }),
    );
  });
});

describe('every message, whatever roadmap and members bring', () => {
  it('fits Discord’s limits: phases and overviews', () => {
    fc.assert(
      fc.property(roadmap, memberText(32), fc.nat(200), (given, name, page) => {
        const phase = given.phases[page % given.phases.length];
        if (!phase) return;
        const everything = new Set(given.phases.map(({ id }) => id));
        fits(phaseCard(given, phase));
        fits(sharedPhase(given, phase, named(name)));
        fits(overview({ roadmap: given, done: everything, known: everything, current: phase.id, page }));
        fits(whereCard(given, page));
        const tracks = tracksOf(given);
        const choices = { zone: 'America/Argentina/ComodRivadavia', hidden: true, words: 'unnamed' } as const;
        fits(meCard({ ...choices, track: tracks[0]?.id ?? null, tracks, groupZone: null, now: NOW }));
        fits(noSuchTrack(tracks));
        new Seen().answer(8, { choices: ownTrackChoices(tracks, '') });
        formFits(doneForm(given, null, { note: name, tracks: phase.tracks.slice(0, 1).map(({ id }) => id) }));
        formFits(doneForm(given, phase));
        formFits(
          changeForm(given, phase, { link: 'https://example.org', note: 'n', met: criteriaOf(phase), later: true }),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('fits Discord’s limits: what was not taken, whatever was typed; and its button knows what was ticked', () => {
    const ticks = fc.array(fc.boolean(), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(roadmap, memberText(900), fc.nat(200), ticks, (given, typed, page, on) => {
        const phase = given.phases[page % given.phases.length];
        if (!phase) return;
        const tracks = phase.tracks.map(({ id }) => id).filter((_, at) => on[at]);
        const met = criteriaOf(phase).filter((_, at) => on[at]);
        const said = { link: typed, note: typed.slice(0, NOTE_LENGTH), tracks, met, later: on[0] ?? false };
        fits(notTaken(correction('No.'), phase, said));
        const shown = fits(needsTrackCard(given, phase, { ...said, link: 'https://example.org' }));
        expect(isEscaped(shown.split('\n> ')[1] ?? ''), shown).toBe(true);
        const state = parseActionId(formId(phase, said))?.args[1];
        expect(ticksIn(phase, state)).toEqual({
          ...(tracks.length && { tracks }),
          ...(new Set(met).size && { met: criteriaOf(phase).filter((criterion) => met.includes(criterion)) }),
          ...(said.later && { later: true }),
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('fits Discord’s limits: progress with any history, on any page', () => {
    const state = roadmap.chain((given) =>
      fc.record({
        given: fc.constant(given),
        history: events(given),
        name: memberText(32),
        longest: memberText(NOTE_LENGTH),
        page: fc.nat(30),
      }),
    );
    fc.assert(
      fc.property(state, ({ given, history, name, longest, page }) => {
        const picture = { png: new Uint8Array(), alt: cairnAlt(cairnOf(given, history, { name })) };
        const standing = { roadmap: given, events: history, page, picture };
        fits(ownProgress({ ...standing, streak: { weeks: 999, freezes: 2, thisWeek: false } }));
        fits(sharedProgress({ ...standing, name }));
        fits(othersProgress({ ...standing, user: '1'.repeat(19), name, permissions: 32n }));
        const words = { user: '1', name, note: longest, month: '2025-05', thisYear: false };
        fits(nextCard(given, nextStepOf(given, history), { events: history, track: null, words: null }));
        for (const phase of given.phases.slice(0, 4)) {
          const track = phase.tracks[page % (phase.tracks.length || 1)]?.id ?? null;
          const shown = fits(nextCard(given, stepIn(phase, history), { events: history, track, words }));
          const [, quoted = ''] = /^(.* who passed here in .*)$/m.exec(shown) ?? [];
          expect(isEscaped(quoted.replace(/^🪨 \*\*(.*?)\*\*, who/, '$1'))).toBe(true);
        }
        for (const stone of stones(history)) {
          const phase = given.phases.find(({ id }) => id === stone.phase);
          if (!phase) continue;
          fits(alreadyDoneCard(given, phase, stone, true));
          fits(doneCard({ roadmap: given, phase, count: 1, next: given.phases[0] ?? null }));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('fits Discord’s limits: weekly posts and setup', () => {
    fc.assert(
      fc.property(roadmap, memberText(32), fc.constantFrom(1, 2, 3, 4), (given, name, weeks) => {
        for (const post of everyWeeklyPost(given, name, weeks)) {
          const [, names = ''] = /New stones since the last prompt: (.*)/.exec(fits(post)) ?? [];
          expect(isEscaped(names)).toBe(true);
        }
        const settings = firstSettings(
          { channel: '1', timezone: 'America/Argentina/ComodRivadavia', weeksPerPhase: weeks },
          NOW,
        );
        const next = nextSlots(settings, given.phases.length, NOW, 3);
        const choices = { ...settings, paused: true };
        fits(setupPreview({ roadmap: given, settings, next, choices, warnings: ['w'] }));
        fits(setupState({ roadmap: given, settings, next, last: null, guild: '1', permissions: 0n, notices: [] }));
      }),
      { numRuns: RUNS },
    );
  });

  it('fits Discord’s limits: questions, whoever pastes what, until they are solved', () => {
    const user = '1'.repeat(19);
    const pasted = fc.tuple(memberText(300), fc.nat(40)).map(([words, times]) => `${words}\n`.repeat(times));
    const question = roadmap.chain((given) =>
      fc.record({
        given: fc.constant(given),
        phase: fc.constantFrom(...given.phases, null),
        name: memberText(32),
        typed: fc.record({ wish: pasted, code: pasted }),
        codes: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(question, ({ given, phase, name, typed, codes }) => {
        const known = codes ? given.phases.flatMap(({ errors }) => errors.map(({ code }) => code)).join(' ') : '';
        const code = known + typed.code;
        const link = `https://example.org/${'x'.repeat(400)}`;
        const asked = { roadmap: given, phase, user, name, typed: { ...typed, code }, link };
        let drawn: Message = questionMessage(asked);
        const shown = fits(drawn);
        const plain = shown
          .replace(/```\n[\s\S]*?\n```/, '')
          .replace(/^### 🧗 \*\*|\*\* is stuck|\*\*💡 From the roadmap\*\*[\s\S]*$/g, '');
        expect(isEscaped(plain), plain).toBe(true);
        expect(shown).not.toMatch(/[\u202e\u200b]/);
        for (;;) {
          const standing = standingQuestion(drawn.components, actionId('stuck', 'help', user));
          if (!standing) throw new Error('the question is not found again');
          if (standing.full) break;
          drawn = standing.withHelper(user);
          fits(drawn);
        }
        const solved = standingQuestion(drawn.components, actionId('stuck', 'solved', user))?.solved();
        expect(solved && fits(solved)).toMatch(/^### ✅ Solved: .* was stuck/);
        fits(
          notAskedCard(WHY.unknown(user), { wish: typed.wish.slice(0, 600), code: code.slice(0, 2400), link }, phase),
        );
        formFits(stuckForm(phase));
      }),
      { numRuns: RUNS },
    );
  });

  it('shows what members typed as plain words: nothing pings, links, formats or hides', () => {
    fc.assert(
      fc.property(memberText(32), memberText(NOTE_LENGTH), (name, note) => {
        const given: Roadmap = { title: 'R', unit: 'Phase', phases: [], tip: null };
        const news = { id: '1', user: '1', name, note, phase: 'gone', at: NOW, channel: '1' };
        const shown = fits(newsMessage(news, given)).replace(/^🪨 \*\*|\*\* finished/g, '');
        expect(isEscaped(shown), shown).toBe(true);
      }),
      { numRuns: RUNS * 3 },
    );
  });
});
