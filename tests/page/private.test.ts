/** What one member sees and another does not. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Study, startBrowser, startStudy, visit } from './browser.ts';

let browser: Browser;
let study: Study;
beforeAll(async () => {
  [browser, study] = await Promise.all([startBrowser(), startStudy()]);
});
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

test('a private answer is seen by whoever asked, in their window only', async () => {
  const ana = await visit(browser, study.local.page, { member: 'ana' });
  const ben = await visit(browser, study.local.page, { member: 'ben' });
  await study.people.slash('ana', 'study', 'phase', { phase: '2' });
  await ana.page.getByText('Only you can see this').waitFor();
  await study.people.say('chloe', 'study', 'hello everybody');
  await ben.page.getByRole('article').filter({ hasText: 'hello everybody' }).waitFor();
  expect(await ben.page.getByText('Ownership').count()).toBe(0);
  // The same window as somebody else shows what somebody else sees.
  await ana.page.getByRole('radio', { name: 'ben' }).check();
  await ana.page.getByText('Ownership').first().waitFor({ state: 'detached' });
  await ana.page.getByRole('radio', { name: 'ana' }).check();
  await ana.page.getByRole('heading', { name: /Ownership/ }).waitFor();
});

test('a private answer can be dismissed', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'chloe' });
  await study.people.slash('chloe', 'study', 'help');
  const answer = page.getByRole('article').filter({ hasText: 'Only you can see this' });
  await answer.getByRole('button', { name: 'Dismiss message' }).click();
  await answer.waitFor({ state: 'detached' });
});

test('news are told to screen readers, and other channels say that they have some', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'mentor' });
  await study.people.say('ben', 'study', 'who is here?');
  await page.locator('[aria-live]').filter({ hasText: 'who is here?' }).waitFor({ state: 'attached' });
  await study.people.say('ben', 'milestones', 'over there');
  const channel = page.getByRole('button', { name: /milestones unread/ });
  await channel.click();
  await page.getByText('over there').waitFor();
  expect(await page.getByRole('button', { name: /unread/ }).count()).toBe(0);
});

test('in direct messages the bot answers as well', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'ben' });
  await page
    .getByRole('button', { name: '@ Cairn' })
    .or(page.getByRole('button', { name: 'Cairn', exact: true }))
    .click();
  await page.getByRole('textbox', { name: 'Message @Cairn' }).focus();
  await page.keyboard.type('/privacy');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('article').filter({ hasText: 'ben used /privacy' }).waitFor();
});
