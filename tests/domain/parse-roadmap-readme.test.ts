import { describe, expect, it } from 'vitest';
import { ROADMAP } from '../../src/domain/limits.ts';
import { paragraphLabel } from '../../src/domain/parse-roadmap/labels.ts';
import { EXAMPLE, README, roadmapOf } from './fixtures/seed.ts';

describe('the page that explains the format', () => {
  it('has an example that loads, with every part in it', () => {
    expect(roadmapOf(EXAMPLE)).toMatchObject({
      title: 'Bread in three weekends',
      phases: [
        {
          id: 'dough',
          emoji: '🌾',
          subtitle: 'What dough wants',
          why: { plain: expect.stringContaining('Everything later') },
          topics: [{ id: 'weighing' }, { id: 'kneading' }],
          teaches: [{}],
          milestone: { plain: 'Bake a loaf that holds its shape.' },
          resources: [{ name: "Baker's percentage", note: {} }],
          errors: [{ code: 'Sticky', url: null }],
          prompts: [{ kind: 'Guess', answer: {} }, { kind: 'Choose', answer: null }, { kind: 'Tell' }],
          challenge: { title: 'One loaf, no scales hidden', text: {}, criteria: [{}, {}] },
        },
        { id: 'own', milestone: null, tracks: [{ id: 'sourdough', criterion: {} }, { id: 'flatbread' }] },
      ],
      tip: { plain: 'Bake on the same day every week.' },
    });
  });

  it('names labels that are known for the part that it says', () => {
    const table = README.slice(README.indexOf('| why | Why'), README.indexOf('A label is bold'));
    const rows = table
      .trim()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    expect(rows).toHaveLength(10);
    for (const [, part, labels = ''] of rows) {
      for (const label of labels.split(', ').filter((name) => !/^(?:or|after) /.test(name))) {
        const words = label.replace('…', 'and so on').replace(': its title', '');
        const node = { type: 'text', value: `${words}:` } as const;
        const known = paragraphLabel({ type: 'paragraph', children: [{ type: 'strong', children: [node] }] });
        expect([label, known?.part]).toEqual([label, part]);
      }
    }
  });

  it.each([
    ['phases', [ROADMAP.phases]],
    ['title', [ROADMAP.title]],
    ['subtitle', [ROADMAP.subtitle]],
    ['why', [ROADMAP.why]],
    ['topics, each', [ROADMAP.topics, ROADMAP.topic]],
    ['teaches, each', [ROADMAP.teaches, ROADMAP.teach]],
    ['milestone', [ROADMAP.milestone]],
    [
      'resources: name, address, note',
      [ROADMAP.resources, ROADMAP.resourceName, ROADMAP.resourceUrl, ROADMAP.resourceNote],
    ],
    ['errors: code, text', [ROADMAP.errors, ROADMAP.errorCode, ROADMAP.errorText]],
    ['prompts: text, answer', [ROADMAP.prompts, ROADMAP.prompt, ROADMAP.answer]],
    ['challenge: title, text', [ROADMAP.challengeTitle, ROADMAP.challengeText]],
    ['criteria, each', [ROADMAP.criteria, ROADMAP.criterion]],
    ['tracks: name, focus, criterion', [ROADMAP.tracks, ROADMAP.trackName, ROADMAP.trackFocus, ROADMAP.trackCriterion]],
    ['tip', [ROADMAP.tip]],
    ['id', [ROADMAP.id]],
    ["everything on one phase's card", [ROADMAP.phase]],
  ])('says how long may be: %s', (what, limits) => {
    const row =
      README.slice(README.indexOf('## How long'))
        .split('\n')
        .find((line) => line.startsWith(`| ${what} |`)) ?? '';
    const numbers = row
      .split('|')[2]
      ?.replaceAll(/(\d),(\d{3})/g, '$1$2')
      .match(/\d+/g)
      ?.map(Number);
    expect(numbers).toEqual(limits);
  });
});
