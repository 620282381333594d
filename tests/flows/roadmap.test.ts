/** `ROADMAP` chooses another file: a plain one is walked like the one that ships, to its end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, staged, stagedWithBot } from '../support/stage.ts';

describe('a roadmap without prompts, challenges or ids', () => {
  const on = stagedWithBot('sqlite', { ROADMAP: 'tests/domain/fixtures/seed-roadmap.md' });

  test('is shown, and checked in', async () => {
    const { ana, hears } = await on().group();
    expect((await ana.slash('phase', { phase: 'elision' })).text).toContain('Ownership, Borrowing & Lifetimes');
    expect((await ana.done()).text).toMatch(/Phase 1 is done.*Next: Phase 2/s);
    await hears(/ana finished phase 1: Getting Started/);
  });

  test('gives weekly posts worth answering, from its topics and its milestone', async () => {
    const { hears, setUp } = await on().group();
    for (const { at } of await setUp()) await on().moveTo(at);
    expect(await hears(/🧭 Week 1 of 2 · Phase 1/)).toMatch(/Variables|Scalar|Functions|expressions|collections/);
    expect(await hears(/Challenge · Week 1 of 2/)).toMatch(/CLI calculator or guessing game.*It is done when/s);
    expect(await hears(/🧭 Week 2 of 2 · Phase 1/)).toContain('?');
  });
});

describe('a roadmap of one phase', () => {
  const on = staged('sqlite');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-roadmap-'));
    const file = join(folder, 'knots.md');
    await writeFile(
      file,
      '# Knots\n\n## Step 1: The bowline\n\n**Topics:**\n\n- Loops\n\n**Milestone:** Tie one blind.\n',
    );
    await on().bot({ ROADMAP: file });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('ends with one closing post, and the schedule rests', async () => {
    const { admin, ana, hears, posts, setUp } = await on().group();
    const planned = await setUp({ weeks_per_phase: 1 });
    expect(planned.map(({ what }) => what)).toEqual([
      'the prompt of step 1, week 1',
      'the challenge of step 1',
      'the closing post',
    ]);
    for (const { at } of planned) await on().moveTo(at);
    await hears(/The end of the roadmap/);
    await on().later(8 * DAY);
    await on().later(8 * DAY);
    expect(await posts()).toHaveLength(3);
    expect((await admin.slash('setup')).text).toContain('Nothing is planned');
    expect((await ana.done()).text).toMatch(/Step 1 is done.*That was the last one/s);
  });
});
