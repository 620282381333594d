import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../../src/domain/guild.ts';
import type { News } from '../../src/domain/news.ts';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { newsMessage } from '../../src/messages/news.ts';
import { noticesMessage, noticeText } from '../../src/messages/notices.ts';
import { samplePrompt, slotName, threadName, type WeeklyPost, weeklyMessage } from '../../src/messages/weekly.ts';
import { aPhase, aRoadmap, words } from '../support/builders.ts';
import fc from '../support/chance.ts';
import { assertDiscordTakes, textOf } from '../support/channels.ts';
import { someSettings, utc } from '../support/settings.ts';

const NOW = utc('2026-08-01 12:00');

function load(path: string): Roadmap {
  const parsed = parseRoadmap(readFileSync(new URL(path, import.meta.url), 'utf8'));
  if (parsed.kind !== 'roadmap') throw new Error(`${path} does not load`);
  return parsed.roadmap;
}

function someNews(more: Partial<News> = {}): News {
  return { id: '500000000000000001', user: '1', name: 'Ana', phase: '1', at: NOW, channel: '42', ...more };
}

type Group = WeeklyPost['group'];
const aGroup = (heights: readonly number[], png: Uint8Array | null): Group => ({
  cairn: { kind: 'group', heights },
  png,
});

/** All posts of a roadmap that is walked from its first phase to its closing. */
function allPosts(roadmap: Roadmap, weeksPerPhase: 1 | 2 | 3 | 4, stones: readonly News[] = [], group: Group = null) {
  const settings = someSettings({ weeksPerPhase, role: '555' });
  const slots = nextSlots(settings, roadmap.phases.length, NOW, 1000);
  return slots.map((slot) => ({ slot, message: weeklyMessage({ roadmap, settings, slot, stones, group }) }));
}

/** A roadmap whose every text is as long as its limit allows, and longer. */
function anOverfullRoadmap(): Roadmap {
  const long = (n: number) => words('x`y` **z** '.repeat(200).slice(0, n));
  const phase = aPhase(1, {
    title: 'T'.repeat(80),
    topics: Array.from({ length: 25 }, (_, n) => ({ id: `t${n}`, text: long(100) })),
    milestone: long(400),
    tracks: Array.from({ length: 25 }, (_, n) => ({
      id: `k${n}`,
      emoji: '🧵',
      name: 'N'.repeat(60),
      focus: long(100),
      criterion: long(100),
    })),
    challenge: { title: 'C'.repeat(80), text: long(400), criteria: Array.from({ length: 10 }, () => long(100)) },
    prompts: [1, 2].map(() => ({
      kind: 'Guess',
      text: words(`\`\`\`rust\n${'let x = 1;\n'.repeat(400)}\`\`\``),
      answer: long(5000),
    })),
  });
  return { ...aRoadmap(), phases: [phase, { ...phase, id: 'two', number: 2, prompts: [], challenge: null }] };
}

describe('every weekly post', () => {
  test.each([
    ['the seed', () => load('../domain/fixtures/seed-roadmap.md')],
    ['the roadmap that ships', () => load('../../roadmap/rust.md')],
    ['a roadmap that is full to its limits and over', anOverfullRoadmap],
  ])('of %s fits what Discord takes', (_title, make) => {
    const roadmap = make();
    const stones = Array.from({ length: 200 }, (_, n) => someNews({ user: `u${n}`, name: `${'*'.repeat(31)}${n}` }));
    for (const weeks of [1, 2, 3, 4] as const) {
      const group = aGroup(Array(100).fill(1_000_000), new Uint8Array());
      for (const { message, slot } of allPosts(roadmap, weeks, stones, group)) {
        assertDiscordTakes(message);
        expect((threadName(roadmap, slot) ?? '').length).toBeLessThanOrEqual(100);
      }
    }
  });

  test('names phase and week, and carries four buttons of which one is its own', () => {
    const [prompt, challenge] = allPosts(aRoadmap(), 2).map(({ message }) => message);
    for (const message of [prompt, challenge]) {
      expect(textOf(message ?? { components: [] })).toContain('Week 1 of 2 · Phase 1: Title 1');
    }
    const ids = [prompt, challenge].map((message) => JSON.stringify(message).match(/v1:[^"]+/g));
    expect(ids).toEqual([
      ['v1:progress:next:p.2026-W32', 'v1:phase:open:1', 'v1:done:check-in:1', 'v1:stuck:ask:1'],
      ['v1:progress:next:c.2026-W32', 'v1:phase:open:1', 'v1:done:check-in:1', 'v1:stuck:ask:1'],
    ]);
  });

  test('tells last time’s answer under a spoiler, and never this time’s', () => {
    const prompts = [1, 2].map((n) => ({
      kind: 'Guess',
      text: words(`question ${n}`),
      answer: words(`answer ${n} || x`),
    }));
    const roadmap = { ...aRoadmap(), phases: [aPhase(1, { prompts })] };
    const [first, , second] = allPosts(roadmap, 2).map(({ message }) => message);
    expect(textOf(first ?? { components: [] })).not.toContain('answer');
    const hidden = second?.components.filter((part) => 'spoiler' in part && part.spoiler) ?? [];
    expect(textOf({ components: hidden })).toBe('**The answer to last time (Guess)**\nanswer 1 || x');
    expect(textOf(second ?? { components: [] })).not.toContain('answer 2');
  });

  test('names a few of those who laid stones and counts the others, each once, without formatting or mentions', () => {
    const stones = ['Ana', '@everyone', '<@1>', '**x**', ...'defghijk'].map((name, n) =>
      someNews({ user: `u${n}`, name }),
    );
    const [prompt] = allPosts(aRoadmap(), 2, [...stones, someNews({ user: 'u0', name: 'Ana' })]);
    const line = textOf(prompt?.message ?? { components: [] }).match(/New stones.*/)?.[0];
    expect(line).toBe(
      'New stones since the last prompt: Ana, \\@everyone, \\<\\@1\\>, \\*\\*x\\*\\*, d, e, f and 5 more.',
    );
  });

  test('shows what the group has built, and says the same in words; the challenge does not', () => {
    const group = aGroup([12, 9, 1, 0], new Uint8Array([1]));
    const posts = allPosts(aRoadmap({ phases: 1 }), 2, [], group).map(({ message }) => message);
    const [prompt = { components: [] }, challenge = { components: [] }] = posts;
    const words = 'The group’s cairn: 22 stones from 12 members. 9 have 2 or more, 1 has 3 or more.';
    expect(textOf(prompt)).toContain(`-# ${words}`);
    expect(JSON.stringify(prompt)).toContain(`{"media":{"url":"attachment://cairn.png"},"description":"${words}"}`);
    expect(posts.map(({ files = [] }) => files.length)).toEqual([1, 0, 1, 1]);
    expect(textOf(challenge)).not.toContain('cairn');
  });

  test.each([
    ['whose picture could not be drawn, says it in words alone', aGroup([1], null), /1 stone from 1 member\.$/m],
    ['without a stone, says nothing', aGroup([0, 0], new Uint8Array()), /^(?!.*cairn)/s],
  ])('of a group %s', (_title, group, words) => {
    const [prompt] = allPosts(aRoadmap({ phases: 1 }), 2, [], group);
    expect(textOf(prompt?.message ?? { components: [] })).toMatch(words);
    expect(prompt?.message.files ?? []).toEqual([]);
    assertDiscordTakes(prompt?.message ?? { components: [] });
  });

  test('as a sample mentions nobody and is the same otherwise', () => {
    const settings = someSettings({ role: '555' });
    const [slot] = nextSlots(settings, 3, NOW, 1);
    const sample = slot && samplePrompt(aRoadmap(), settings, slot);
    expect(JSON.stringify(sample)).not.toContain('555');
    expect(textOf(sample ?? { components: [] })).toContain('Week 1 of 2');
  });
});

describe('a roadmap that counts in weeks itself', () => {
  const roadmap = { ...aRoadmap({ phases: 2 }), unit: 'Week' };
  const headings = (weeks: 1 | 2) =>
    allPosts(roadmap, weeks).map(({ message }) => textOf(message).match(/### (.*)/)?.[1]);

  test('never calls two things “week”', () => {
    expect(headings(1)).toEqual([
      '🧭 Week 1: Title 1',
      '🏔️ Challenge · Week 1: Title 1',
      '🧭 Week 2: Title 2',
      '🏔️ Challenge · Week 2: Title 2',
      '🏁 The end of the roadmap',
    ]);
    expect(headings(2)[2]).toBe('🧭 Week 1: Title 1 · part 2 of 2');
    const slots = allPosts(roadmap, 2).map(({ slot }) => slot);
    expect(slots.slice(0, 3).map((slot) => slotName(roadmap, slot))).toEqual([
      'the prompt of week 1',
      'the challenge of week 1',
      'the prompt of week 1, part 2',
    ]);
    expect(slots.map((slot) => threadName(roadmap, slot)?.split(' · ')[0])).toEqual([
      'Week 1',
      undefined,
      'Week 1, part 2',
      'Week 2',
      undefined,
      'Week 2, part 2',
      'The whole roadmap',
    ]);
  });
});

describe('the challenge', () => {
  test('shows its criteria, the milestone, and what each track asks for', () => {
    const phase = aPhase(1, {
      challenge: { title: 'Read once', text: words('Parse it.'), criteria: [words('No clone')] },
      tracks: [{ id: 'web', emoji: '🌐', name: 'Web', focus: words('sites'), criterion: words('It has a migration') }],
    });
    const [, challenge] = allPosts({ ...aRoadmap(), phases: [phase] }, 2);
    const said = textOf(challenge?.message ?? { components: [] });
    for (const part of ['**Read once**\nParse it.', '- No clone', 'Milestone 1', '- 🌐 **Web:** It has a migration']) {
      expect(said).toContain(part);
    }
  });
});

describe('the news', () => {
  const roadmap = aRoadmap();

  test('says who finished what, quotes the note and links what is shown', () => {
    const message = newsMessage(someNews({ link: 'https://example.org/x', note: 'It *works* @here' }), roadmap);
    expect(textOf(message)).toBe('🪨 **Ana** finished phase 1: **Title 1**.\n> It \\*works\\* \\@here');
    expect(JSON.stringify(message)).toContain('https://example.org/x');
    assertDiscordTakes(message);
  });

  test.each([
    ['without encryption', 'http://example.org'],
    ['that is a script', 'javascript:alert(1)'],
    ['without a host', 'https://'],
    ['longer than a button takes', `https://example.org/${'x'.repeat(600)}`],
  ])('never links an address %s', (_title, link) => {
    expect(JSON.stringify(newsMessage(someNews({ link }), roadmap))).not.toContain('"url"');
  });

  test('names the tracks, and survives a phase that the roadmap has no more', () => {
    const tracked = aRoadmap({
      phases: 1,
      last: { tracks: [{ id: 'web', emoji: '🌐', name: 'Web', focus: words('x'), criterion: null }] },
    });
    expect(textOf(newsMessage(someNews({ tracks: ['web', 'gone'] }), tracked))).toContain('with 🌐 Web.');
    expect(textOf(newsMessage(someNews({ phase: 'gone' }), roadmap))).toContain('no longer on the roadmap');
  });

  test('fits and mentions nobody whatever was typed', () => {
    const typed = fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 80 }),
      note: fc.string({ unit: 'grapheme', maxLength: 2000 }),
    });
    fc.assert(
      fc.property(typed, (more) => {
        const message = newsMessage(someNews(more), roadmap);
        assertDiscordTakes(message);
        expect(textOf(message)).not.toMatch(/(?<!\\)@|(?<!\\)<[@#:]/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a notice', () => {
  const notice = (more: Partial<Notice>): Notice => ({
    id: 'x',
    at: NOW,
    kind: 'cannot-post',
    channel: '790',
    what: 'the prompt of phase 2, week 1',
    ...more,
  });

  test.each([
    [50001, 'I lack *View Channel*'],
    [50013, 'I lack *Send Messages*'],
    [10003, 'the channel is gone'],
    [160005, 'the thread is locked'],
    [50035, 'Discord refused it (error 50035)'],
  ])('of a refusal with %i says what to do', (code, cause) => {
    expect(noticeText(notice({ code }))).toContain(
      `I could not post the prompt of phase 2, week 1 in <#790>: ${cause}`,
    );
    expect(noticeText(notice({ code, kind: 'paused' }))).toContain(cause);
  });

  test('of each kind names the post, the channel and the way out', () => {
    for (const kind of ['cannot-post', 'paused', 'no-thread', 'uncertain'] as const) {
      expect(noticeText(notice({ kind, code: 50013 }))).toMatch(/the prompt of phase 2, week 1.*<#790>.*settings/);
    }
  });

  test('and twenty of them: the newest that fit one message are told, and no others', () => {
    const twenty = Array.from({ length: 20 }, (_, n) =>
      notice({ id: `${n}`, kind: 'uncertain', what: `post ${n}; ${'w'.repeat(200)}` }),
    );
    const { told, ...message } = noticesMessage(twenty);
    assertDiscordTakes(message);
    expect(told).toEqual(twenty.slice(-told.length));
    expect(textOf(message).match(/post \d+;/g)).toEqual(told.map(({ id }) => `post ${id};`));
  });
});
