import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { StoreOutage } from '../../src/outage.ts';
import { aRoadmap } from '../support/builders.ts';
import { ana, type FrontDoor, frontDoor } from '../support/front-door.ts';

function rust(): Roadmap {
  const parsed = parseRoadmap(readFileSync('roadmap/rust.md', 'utf8'));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.roadmap;
}

let door: FrontDoor;
afterEach(() => door.close());

describe('/phase with a phase', () => {
  it.each(['2', 'borrow', 'e0502', 'E0502', 'Ownership, Borrowing & Lifetimes', 'ownership'])(
    'finds phase 2 by “%s”',
    async (typed) => {
      door = await frontDoor({ roadmap: rust() });
      const seen = await door.slash(ana, 'phase', { phase: typed });
      expect(seen.text).toContain('Phase 2: Ownership, Borrowing & Lifetimes');
      expect(seen.isPrivate).toBe(true);
    },
  );

  const shared = rust();
  it.each(['Phase', 'Week'])(
    'says “%s” where that is the roadmap’s word, also where two share their phases',
    async (unit) => {
      door = await frontDoor({ roadmap: { ...shared, unit } });
      expect((await door.slash(ana, 'phase', { phase: '2' })).text).toContain(`${unit} 2: Ownership`);
    },
  );

  it('shows every phase of the roadmap that ships within Discord’s limits, with all it has', async () => {
    const roadmap = rust();
    door = await frontDoor({ roadmap });
    for (const phase of roadmap.phases) {
      const seen = await door.slash(ana, 'phase', { phase: phase.id });
      expect(seen.text).toContain(phase.title);
      for (const { url } of phase.resources) expect(seen.text).toContain(url);
      for (const { code } of phase.errors) expect(seen.text).toContain(code);
      for (const { markdown } of phase.challenge?.criteria ?? []) expect(seen.text).toContain(markdown);
    }
  });

  it('asks no store, so that it answers while there is none', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({
      services: (real) => ({ progress: { ...real.progress, get: gone }, guilds: { ...real.guilds, get: gone } }),
    });
    expect((await door.slash(ana, 'phase', { phase: '2' })).text).toContain('Title 2');
  });

  it('says what to type when nothing fits, without repeating what could be a mention', async () => {
    door = await frontDoor();
    const seen = await door.slash(ana, 'phase', { phase: '<@&123> zzz' });
    expect(seen.text).toContain('Type a number from 1 to 3');
    expect(seen.text).not.toContain('<@&123>');
  });

  it('turns to the next phase on the same card, and stops at both ends', async () => {
    door = await frontDoor();
    const first = await door.slash(ana, 'phase', { phase: '1' });
    expect(first.buttons).not.toContain('Previous');
    const second = await door.press(ana, first, 'Next');
    expect(second.text).toContain('Title 2');
    expect(second.type).toBe(7);
    const third = await door.press(ana, second, 'Next');
    expect(third.buttons).not.toContain('Next');
  });

  it('is shared with the group only when the member says so', async () => {
    door = await frontDoor();
    const seen = await door.slash(ana, 'phase', { phase: '1' });
    expect(seen.shared).toHaveLength(0);
    const after = await door.press(ana, seen, 'Share');
    expect(after.isPrivate).toBe(true);
    expect(after.shared[0]?.text).toContain('Shared by **Ana**');
  });

  it('suggests while typing, by topic and by error', async () => {
    door = await frontDoor({ roadmap: rust() });
    expect((await door.typing(ana, 'phase', 'phase', 'tokio')).choices[0]?.name).toContain('10');
    expect((await door.typing(ana, 'phase', 'phase', 'borrow')).choices[0]?.value).toBe('2');
    expect((await door.typing(ana, 'phase', 'phase', '')).choices).toHaveLength(14);
  });
});

describe('what is typed or pressed', () => {
  it('that means several phases is asked back, and the choice opens its card', async () => {
    door = await frontDoor();
    const asked = await door.slash(ana, 'phase', { phase: 'title' });
    expect(asked.options.map(({ label }) => label)).toEqual([
      'Phase 1 · Title 1',
      'Phase 2 · Title 2',
      'Phase 3 · Title 3',
    ]);
    expect((await door.press(ana, asked, 'Which phase?', ['2'])).text).toContain('Why 2');
  });

  it('for a phase that is gone gets a sentence beside the card', async () => {
    door = await frontDoor();
    for (const id of ['open:gone', 'open', 'share:gone']) {
      const seen = await door.forge(ana, `v1:phase:${id}`);
      expect([seen.type, seen.shared]).toEqual([4, []]);
      expect(seen.text).toContain('no longer on it');
    }
  });

  it('goes back as well as on, and to the page of the overview that it came from', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 60 }) });
    const card = await door.slash(ana, 'phase', { phase: '30' });
    expect((await door.press(ana, card, 'Previous')).text).toContain('Phase 29: ');
    expect((await door.press(ana, card, 'All phases')).text).toContain('**30** ·');
  });
});

describe('a roadmap with a word of its own', () => {
  it('is spoken of in that word', async () => {
    door = await frontDoor({ roadmap: { ...aRoadmap(), unit: 'Module' } });
    const card = await door.slash(ana, 'phase', { phase: '2' });
    expect(card.text).toContain('Module 2: Title 2');
    expect(card.buttons).toContain('All modules');
    expect((await door.slash(ana, 'phase')).buttons).toContain('Open a module');
    expect((await door.slash(ana, 'phase', { phase: 'zebra' })).text).toContain('I find no module');
    expect((await door.done(ana)).buttons).toContain('Open module 2');
    const step = await door.press(ana, await door.slash(ana, 'progress'), 'My next step');
    expect(step.buttons).toContain('Open the module');
    expect((await door.slash(ana, 'help')).text).toContain('3 modules. Each module ends in a milestone');
  });
});

describe('/phase alone', () => {
  it('marks what is done and where one is', async () => {
    door = await frontDoor();
    await door.done(ana, { phase: '1' });
    const seen = await door.slash(ana, 'phase');
    expect(seen.text).toContain('🪨 **1**');
    expect(seen.text).toContain('👉 **2**');
    expect(seen.text).toContain('1 of 3 finished');
  });

  it('opens the phase that is chosen', async () => {
    door = await frontDoor();
    const seen = await door.slash(ana, 'phase');
    expect((await door.press(ana, seen, 'Open a phase', ['3'])).text).toContain('Title 3');
  });

  it('fits sixty phases by turning pages', async () => {
    door = await frontDoor({ roadmap: aRoadmap({ phases: 60 }) });
    const first = await door.slash(ana, 'phase');
    expect(first.options).toHaveLength(25);
    const third = await door.press(ana, await door.press(ana, first, 'Later'), 'Later');
    expect(third.text).toContain('**60**');
    expect(third.options).toHaveLength(10);
    expect(third.buttons).not.toContain('Later');
    const second = await door.press(ana, third, 'Earlier');
    expect(second.text).toContain('**26**');
    expect((await door.press(ana, second, 'Earlier')).buttons).not.toContain('Earlier');
  });

  it('shows the roadmap during an outage, and says that marks are missing', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, get: gone } }) });
    const seen = await door.slash(ana, 'phase');
    expect(seen.text).toContain('can’t reach my storage');
    expect(seen.text).not.toContain('0 of');
  });

  it('does not hide a bug behind an outage', async () => {
    const broken = () => Promise.reject(new TypeError('x is not a function'));
    door = await frontDoor({ services: (real) => ({ progress: { ...real.progress, get: broken } }) });
    expect((await door.slash(ana, 'phase')).text).toContain('went wrong on my side');
  });
});
