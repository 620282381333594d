import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const SEED = 'tests/domain/fixtures/seed-roadmap.md';
const GOOD = '## Phase 1: One\n\n**Milestone:** x\n\n## Phase 2: Two\n\n**Milestone:** y\n';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `npm run roadmap:check -- …` prints and how it exits. */
function check(...files: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli/check-roadmap.ts', ...files],
      { cwd: ROOT },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('roadmap:check', () => {
  it('says what a good file holds, and exits 0', async () => {
    expect(await check(SEED)).toEqual({ code: 0, out: 'seed-roadmap.md: 14 phases, 42 topics, 5 tracks\n', err: '' });
  });

  it('counts one of a thing as one, and names units as the file does', async () => {
    const one = await file(
      'one.md',
      '## Week 1: One\n\n**Topics:**\n\n- a\n\n**Milestone:** x\n\n**Challenge: c**\n\n- d\n',
    );
    expect(await check(one)).toMatchObject({ code: 0, out: 'one.md: 1 week, 1 topic, 1 challenge\n' });
  });

  it('prints file, line, column, problem and hint, and exits 1', async () => {
    const bad = await file('bad.md', GOOD.replace('**Milestone:** y', 'Later.').replace('Phase 2', 'Phase 3'));
    expect(await check(bad)).toMatchObject({
      code: 1,
      out: [
        `${bad}:5:1 phase 2 is missing: phase 3 comes next after 1`,
        '    Add what is missing, or number the rest anew.',
        `${bad}:5:1 phase 3 has no milestone`,
        '    Add "**Milestone:**" and a line under it, or a table of tracks.',
        '',
      ].join('\n'),
    });
  });

  it('lists the check-ins that a newer file would orphan, and exits 0', async () => {
    const newer = await file('newer.md', GOOD.replace('Two', 'Two {#two}'));
    const { code, out } = await check(await file('older.md', GOOD), newer);
    expect(code).toBe(0);
    expect(out).toContain('older.md: 2 phases\nnewer.md: 2 phases\n');
    expect(out).toContain('phase "2" (2: Two) is gone: its check-ins would belong to no phase');
  });

  it('says so when nothing would be orphaned', async () => {
    const newer = await file('reworded.md', GOOD.replace('Two', 'Two, and more'));
    expect(await check(await file('older.md', GOOD), newer)).toMatchObject({
      code: 0,
      out: expect.stringContaining('No check-in would be orphaned.'),
    });
  });

  it('exits 1 when the newer file has problems', async () => {
    expect(await check(SEED, await file('bad.md', '# Nothing'))).toMatchObject({ code: 1 });
  });

  it('says in a sentence what it wants, and exits 2, without a file or with one that is not there', async () => {
    const [none, missing, aFolder] = await Promise.all([check(), check(join(folder, 'nowhere.md')), check(folder)]);
    expect(aFolder).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/\(EISDIR\)\. Is the name right\?\n$/),
    });
    expect(none).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^Name the file to check: .*\n$/) });
    expect(missing).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/nowhere\.md cannot be read .*Is the name right\?\n$/),
    });
  });
});
