/** `npm run tour`: the main job on any machine, and the transcript in the README. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { livedMs } from '../support/lived.ts';
import { run } from '../support/run.ts';
import { ROOT } from '../support/stage.ts';

const tour = (script: string, env = {}) => run(['dist/local-discord/tour.js', script, 'node', 'dist/src/main.js'], env);

test('plays its script to the end within a minute, and the README shows just what it prints', async () => {
  const began = livedMs();
  const { code, out, err } = await tour('local-discord/tour.txt', { DISCORD_PUBLIC_KEY: 'of the bot that runs here' });
  expect([code, err]).toEqual([0, '']);
  expect(livedMs() - began).toBeLessThan(60_000);
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const block = /<!-- tour -->\s*```\w*\n(.*?)\n```\s*<!-- \/tour -->/s.exec(readme)?.[1];
  expect(block?.trim(), 'The README shows another tour: run `npm run --silent tour` and paste what it prints').toBe(
    out.trim(),
  );
});

test.each([
  ['presses what nobody sees', 'ana> /phase borrow\nana> click Nowhere', ['2 ana> click Nowhere', 'Nowhere']],
  ['names nobody there', 'zoe> /help', ['1 zoe> /help', 'nobody here is called zoe']],
  ['is in no known form', '; a comment\nana hums', ['line 2', 'ana hums']],
])('ends with 1 and names the line that %s', async (_what, lines, words) => {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-tour-'));
  const script = join(folder, 'script.txt');
  await writeFile(script, lines);
  const { code, err } = await tour(script);
  await rm(folder, { recursive: true });
  expect(code).toBe(1);
  for (const word of words) expect(err).toContain(word);
  expect(err).not.toMatch(/^\s+at /m);
});

test('a script that is not there is named', async () => {
  expect(await tour('no/such.txt')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^ENOENT.*no\/such\.txt'\n$/),
  });
});
