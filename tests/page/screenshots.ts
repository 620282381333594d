/** Takes the pictures of README.md: the page as three people see it. The same story each time; needs a build and a Chromium. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PHONE, startBrowser, startStudy, visit } from './browser.ts';

const FOLDER = 'docs/pictures';
/** A README that takes long to load is not read. */
const MAX_BYTES = 300_000;

const STORY = `admin> /setup channel:#study timezone:Europe/Berlin
admin> click Save
ben> /done 1 link:https://github.com/ben/guessing-game
ana> /done 1 link:https://github.com/ana/guess note:it quits politely now
skip 2 days`;

const study = await startStudy(STORY);
const browser = await startBrowser();

async function take(name: string, page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready');
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  const { size } = await stat(path);
  process.stdout.write(`${path} ${Math.round(size / 1024)} KB\n`);
  if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1000} KB`);
}

/** `/phase borrow`, with the one suggestion that is left taken. */
async function phase(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(`/phase ${words}`);
  const options = page.getByRole('listbox', { name: 'phase' }).getByRole('option');
  while ((await options.count()) !== 1) await page.waitForTimeout(50);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}

try {
  await mkdir(FOLDER, { recursive: true });

  const desk = await visit(browser, study.local.page, {
    member: 'ana',
    colorScheme: 'dark',
    viewport: { width: 1280, height: 900 },
  });
  await desk.page.getByRole('button', { name: 'To the next post' }).click();
  await desk.page
    .getByRole('article')
    .filter({ hasText: 'Week 1 of 2' })
    .last()
    .getByRole('button', { name: /thread/ })
    .waitFor();
  await desk.page
    .getByRole('article')
    .filter({ hasText: 'Week 1 of 2' })
    .last()
    .getByRole('button', { name: 'My next step' })
    .click();
  await desk.page.getByRole('heading', { name: 'Your next step' }).waitFor();
  await desk.page.mouse.move(700, 20);
  await take('study', desk.page);

  await desk.page.getByRole('button', { name: 'Wire', exact: true }).click();
  await desk.page.locator('.entry summary').filter({ hasText: 'callback' }).last().click();
  await take('wire', desk.page);

  const phone = await visit(browser, study.local.page, {
    member: 'chloe',
    colorScheme: 'light',
    viewport: PHONE,
    deviceScaleFactor: 2,
  });
  await phase(phone.page, 'borrow');
  await phone.page.getByRole('heading', { name: /Phase 2/ }).waitFor();
  await phone.page.getByRole('heading', { name: /Phase 2/ }).scrollIntoViewIfNeeded();
  await take('phone', phone.page);
} finally {
  await browser.close();
  await study.close();
}
