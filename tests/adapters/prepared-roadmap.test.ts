import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepare, prepared } from '../../src/adapters/prepared-roadmap.ts';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import { read } from '../repo/files.ts';
import { ROOT } from '../support/open-stage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-prepared-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MARKDOWN = read('roadmap/rust.md');

function parsed() {
  const found = parseRoadmap(MARKDOWN);
  if (found.kind !== 'roadmap') throw new Error('the default roadmap has problems');
  return found.roadmap;
}

async function aFile(text: string): Promise<URL> {
  const path = join(folder, 'roadmap.json');
  await writeFile(path, text);
  return pathToFileURL(path);
}

it('is what reading the text gives, and as frozen', async () => {
  const found = await prepared(await aFile(prepare(MARKDOWN, parsed())), MARKDOWN);
  expect(found).toStrictEqual(parsed());
  expect(Object.isFrozen(found?.phases[0]?.topics)).toBe(true);
});

it('was made by the build, of the roadmap that ships', async () => {
  expect(await prepared(pathToFileURL(join(ROOT, 'dist/src/roadmap.json')), MARKDOWN)).toStrictEqual(parsed());
});

it('is nothing for another text, however little differs', async () => {
  expect(await prepared(await aFile(prepare(MARKDOWN, parsed())), `${MARKDOWN}\n`)).toBeNull();
});

it('is nothing where the file is cut short, or not there', async () => {
  expect(await prepared(await aFile(prepare(MARKDOWN, parsed()).slice(0, -9)), MARKDOWN)).toBeNull();
  expect(await prepared(pathToFileURL(join(folder, 'none')), MARKDOWN)).toBeNull();
});
