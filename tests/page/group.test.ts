/** A group at work in the page, as the demo has it: what one does, others see, answer and decide on. With the real bot. */
import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Study, startBrowser, startStudy, visit } from './browser.ts';

const OPENING = readFile('local-discord/opening.txt', 'utf8');

let browser: Browser;
let study: Study;
beforeAll(async () => {
  [browser, study] = await Promise.all([startBrowser(), OPENING.then((opening) => startStudy(opening))]);
});
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

const message = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: words }).last();
const be = (page: Page, who: string) => page.getByRole('radio', { name: who }).check();
const goTo = (page: Page, channel: string) => page.locator('#channels').getByRole('button', { name: channel }).click();
const focused = (element: Locator) => element.evaluate((each) => each === each.ownerDocument.activeElement);

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  while (!(await focused(wanted))) await page.keyboard.press('Tab');
}

/** Types a command with its one option, and sends it once the list has come down to one. */
async function command(page: Page, name: string, list: string, typed: string): Promise<void> {
  const offered = page.getByRole('listbox', { name: list }).getByRole('option');
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(`${name} `);
  await offered.nth(1).waitFor();
  // At once, so that what comes down to one answers all of it: Enter in a list that answers an earlier letter sends, and the next one goes to the form.
  await page.keyboard.insertText(typed);
  await expect.poll(() => offered.count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}

test('whoever comes first reads what there is to try', async () => {
  const { page } = await visit(browser, study.local.page);
  const welcome = await message(page, 'Welcome!').innerText();
  for (const thing of ['/done 1', 'Approve', '/stuck', 'I can help', 'Submit as milestone', 'You are'])
    expect(welcome).toContain(thing);
  expect(await page.getByRole('group', { name: 'You are' }).getByRole('radio').count()).toBe(5);
});

test('a milestone is handed in by keyboard, approved on its post, and its learner is mentioned', async () => {
  const { page, errors } = await visit(browser, study.local.page, { member: 'ana' });
  await command(page, '/done', 'phase', 'getting');
  const form = page.getByRole('dialog', { name: /^Check in/ });
  await tabTo(page, form.getByRole('textbox', { name: 'Link to your work' }));
  await page.keyboard.type('https://github.com/ana/guess');
  await tabTo(page, form.getByRole('textbox', { name: 'What was hard?' }));
  await page.keyboard.type('to stop guessing');
  await tabTo(page, form.getByRole('checkbox', { name: /cargo clippy is silent/ }));
  await page.keyboard.press('Space');
  await tabTo(page, form.getByRole('button', { name: 'Submit' }));
  await page.keyboard.press('Enter');
  await message(page, 'Phase 1 is handed in').waitFor();

  await be(page, 'mentor');
  await goTo(page, 'milestones');
  const post = message(page, 'phase 1: Getting Started');
  await post.getByText('Who takes a look?').waitFor();
  expect(await post.innerText()).toMatch(/☑️ cargo clippy is silent/);
  expect(await post.innerText()).toMatch(/☐ Deciding and printing [^\n]*\(not ticked\)/);
  await post.getByRole('button', { name: 'Approve' }).focus();
  await page.keyboard.press('Enter');
  await post.getByText('It counts. mentor had a look.').waitFor();
  expect(await post.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  await be(page, 'ana');
  await goTo(page, 'study');
  const news = message(page, 'finished phase 1: Getting Started');
  await news.waitFor();
  expect(await news.locator('.mention').first().innerText()).toBe('@ana');
  expect(errors).toEqual([]);
});

test('who is stuck asks under the prompt, is mentioned by who can help, and says when it is solved', async () => {
  const { page, errors } = await visit(browser, study.local.page, { member: 'ben' });
  await page.getByRole('button', { name: 'To the next post' }).click();
  // Before the bot has told itself where the prompt and its thread are, a question stands in the channel.
  await message(page, 'Week 1 of 2')
    .getByRole('button', { name: /See thread/ })
    .waitFor();
  await page.locator('#progress').waitFor({ state: 'hidden' });
  await message(page, 'Week 1 of 2').getByRole('button', { name: 'I’m stuck' }).click();
  const form = page.getByRole('dialog', { name: /^I’m stuck/ });
  await form.getByRole('textbox', { name: 'What do you want to do?' }).fill('Add one to a number');
  await form.getByRole('textbox', { name: 'What does the compiler say?' }).fill('error[E0384]: cannot assign twice');
  await form.getByRole('button', { name: 'Submit' }).click();
  await message(page, 'Your question stands in').waitFor();

  await be(page, 'chloe');
  await page.getByRole('list', { name: 'Threads in study' }).getByRole('button').last().click();
  const question = message(page, 'in phase 1: Getting Started');
  expect(await question.getByRole('link', { name: 'E0384' }).getAttribute('href')).toContain('E0384');
  await question.getByRole('button', { name: 'I can help' }).click();
  const told = message(page, 'chloe can help. ');
  await told.waitFor();
  expect(await told.locator('.mention').innerText()).toBe('@ben');

  await be(page, 'ben');
  await question.getByRole('button', { name: 'Solved' }).click();
  await question.getByText('Solved: ben was stuck').waitFor();
  expect(await question.getByRole('button', { name: 'I can help' }).count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a message of one’s own is handed in from its menu; a mentor asks for more, and the learner reads what', async () => {
  const { page, errors } = await visit(browser, study.local.page, { member: 'chloe' });
  await page.keyboard.type('It guesses by halves now.');
  await page.keyboard.press('Enter');
  const own = message(page, 'It guesses by halves now.');
  await own.locator('summary').click();
  await own.getByRole('button', { name: 'Submit as milestone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await message(page, 'Phase 1 is handed in').waitFor();

  await be(page, 'mentor');
  await goTo(page, 'milestones');
  await message(page, 'chloe handed in').getByRole('button', { name: 'Ask for changes' }).click();
  const form = page.getByRole('dialog', { name: 'Ask for changes' });
  await form.getByRole('checkbox', { name: /^Letters, an empty line/ }).uncheck();
  await form.getByRole('textbox').fill('What does it say to an empty line?');
  await form.getByRole('button', { name: 'Submit' }).click();

  await be(page, 'chloe');
  const verdict = message(page, 'asks for changes to phase 1');
  await verdict.waitFor();
  expect(await verdict.locator('.mention').first().innerText()).toBe('@chloe');
  expect(await verdict.innerText()).toMatch(/empty line\?[\s\S]*Not met yet[\s\S]*Letters, an empty line/);
  await verdict.getByRole('button', { name: 'Hand in again' }).click();
  await page.getByRole('dialog', { name: /^Check in/ }).waitFor();
  expect(errors).toEqual([]);
});
