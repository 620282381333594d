/** Takes the pictures of the READMEs: the demo's study group as its people see it. The same story each time; needs a build and a Chromium. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PHONE, startBrowser, startStudy, visit } from './browser.ts';

const FOLDER = 'docs/pictures';
/** A README that takes long to load is not read. */
const MAX_BYTES = 300_000;
const DESK = { width: 1280, height: 1150 };
const READING = { width: 960, height: 1040 };

const script = (name: string): Promise<string> => readFile(`local-discord/${name}.txt`, 'utf8');
const study = await startStudy(await script('opening'), await script('history'));
const browser = await startBrowser();

async function take(name: string, page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(700, 20);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  const { size } = await stat(path);
  process.stdout.write(`${path} ${Math.round(size / 1024)} KB\n`);
  if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1000} KB`);
}

const last = (page: Page, words: string): Locator => page.getByRole('article').filter({ hasText: words }).last();

async function send(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

/** A command without options: chosen from the list, then sent. */
async function command(page: Page, name: string): Promise<void> {
  const before = await page.getByRole('article').count();
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(name);
  await page.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('article').nth(before).getByText('Only you').waitFor();
}

async function playSomeWeeks(): Promise<void> {
  const { page } = await visit(browser, study.local.page, { member: 'admin' });
  const button = page.getByRole('button', { name: 'Play some weeks' });
  await button.click();
  await page.getByText('There: some weeks of a study group.').waitFor();
}

/** A week later: the group's cairn, and what is next for ana. */
async function theStudyChannel(): Promise<void> {
  const { page } = await visit(browser, study.local.page, { member: 'ana', colorScheme: 'dark', viewport: DESK });
  await page.getByRole('button', { name: 'To the next post' }).click();
  const prompt = last(page, 'Week 2 of 2 · Phase 3');
  await prompt.getByRole('button', { name: /thread/ }).waitFor();
  await prompt.getByRole('button', { name: 'My next step' }).click();
  await page.getByRole('heading', { name: 'Your next step' }).waitFor();
  await take('study', page);
  await page.getByRole('button', { name: 'Wire', exact: true }).click();
  await page.locator('.entry summary').filter({ hasText: 'callback' }).last().click();
  await take('wire', page);
}

/** Topics to tick, and words of somebody who passed. */
async function aPhone(): Promise<void> {
  const wishes = { colorScheme: 'light', viewport: PHONE, deviceScaleFactor: 2 } as const;
  const { page } = await visit(browser, study.local.page, { member: 'chloe', ...wishes });
  await command(page, '/next');
  await take('phone', page);
}

/** What chloe handed in, and the mentor's sitting below it. */
async function aReview(): Promise<void> {
  const { page } = await visit(browser, study.local.page, { member: 'mentor', colorScheme: 'dark', viewport: READING });
  await page.getByRole('button', { name: 'milestones' }).click();
  await last(page, 'ben handed in').waitFor();
  await command(page, '/reviews');
  await take('review', page);
}

/** Chloe's question in its thread, and somebody who can help. */
async function aQuestion(): Promise<void> {
  const { page } = await visit(browser, study.local.page, { member: 'ben', colorScheme: 'light', viewport: READING });
  await page.getByRole('button', { name: 'Week 1 · Guess · Custom Data Types', exact: true }).click();
  await last(page, 'chloe is stuck').getByRole('button', { name: 'I can help' }).click();
  await last(page, 'ben can help').waitFor();
  await send(page, 'A `_ => todo!()` keeps the rest for tomorrow, and the compiler quiet.');
  await last(page, 'keeps the rest for tomorrow').waitFor();
  await take('stuck', page);
}

try {
  await mkdir(FOLDER, { recursive: true });
  await playSomeWeeks();
  await aPhone();
  await aReview();
  await aQuestion();
  await theStudyChannel();
} finally {
  await browser.close();
  await study.close();
}
