/** What "Play some weeks" leaves in the demo: every part of the group's life, within everybody's reach. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { PHONE, type Study, startBrowser, startStudy, visit } from './browser.ts';
import { sideways, violations } from './within-reach.ts';

let browser: Browser;
let study: Study;
beforeAll(async () => {
  const scripts = ['opening', 'history'].map((name) => readFile(`local-discord/${name}.txt`, 'utf8'));
  // Nothing may be left out: from a new world each line has to be played.
  const played = Promise.all(scripts).then((texts) => startStudy(texts.join('\n')));
  [browser, study] = await Promise.all([startBrowser(), played]);
});
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

const article = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words }).last();

/** To a channel or thread by its place in the list, which a phone hides. */
async function goTo(page: Page, channel: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Channels and people' });
  if (await menu.isVisible()) await menu.click();
  await page.locator('#channels').getByRole('button', { name: channel, exact: true }).click();
}

const theReviews = async (page: Page): Promise<void> => {
  await goTo(page, 'milestones');
  await article(page, 'ben handed in phase 4').getByText('Who takes a look?').waitFor();
  const before = await page.getByRole('article').count();
  await page.keyboard.type('/reviews');
  await page.getByRole('option', { name: '/reviews' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('article').nth(before).getByRole('button', { name: 'Skip' }).waitFor();
};

const theForm = async (page: Page): Promise<void> => {
  await theReviews(page);
  await page.getByRole('article').last().getByRole('button', { name: 'Ask for changes' }).click();
  await page.getByRole('dialog', { name: 'Ask for changes' }).waitFor();
};

const theQuestion = async (page: Page): Promise<void> => {
  await goTo(page, 'Week 1 · Guess · Custom Data Types');
  await article(page, 'chloe is stuck').getByRole('button', { name: 'I can help' }).waitFor();
};

/** Its times are the longest words in any card. */
const theSettings = async (page: Page): Promise<void> => {
  await study.people.slash('admin', 'study', 'setup');
  await article(page, 'Weekly posts').getByRole('button', { name: 'Reviews' }).waitFor();
};

test('every part is met: stones, a change asked for, a question solved, words for those who come later', async () => {
  const seen = async (who: string, channel: string) => JSON.stringify(await study.people.messages(who, channel));
  const milestones = await seen('mentor', 'milestones');
  for (const part of ['It counts.', 'asks for changes to', 'Who takes a look?']) expect(milestones).toContain(part);
  const { guilds } = await study.people.world();
  const threads = guilds.flatMap(({ channels }) => channels.filter(({ type }) => type === 11));
  const questions = (await Promise.all(threads.map(({ id }) => seen('ana', id)))).join();
  for (const part of ['Solved: ', 'can help', 'is stuck']) expect(questions).toContain(part);
  expect(await seen('chloe', 'study')).toMatch(/ana\W+, who passed here in August/);
  expect(await study.people.problems()).toEqual([]);
});

describe.each([
  ['the milestones and a sitting', 'mentor', theReviews],
  ['the form that asks for changes', 'mentor', theForm],
  ['a question in its thread', 'mentor', theQuestion],
  ['the settings of the group', 'admin', theSettings],
])('%s', (_, member, show) => {
  it.each(['dark', 'light'] as const)('axe-core finds nothing in %s colours', async (colorScheme) => {
    const { page, errors } = await visit(browser, study.local.page, { colorScheme, member });
    await show(page);
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
  it('on a phone nothing scrolls sideways, and axe-core finds nothing', async () => {
    const { page } = await visit(browser, study.local.page, { viewport: PHONE, member });
    await show(page);
    expect(await sideways(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });
});
