/** The page is within everybody's reach: axe-core finds nothing, a phone shows it whole, the keyboard gets everywhere. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { PHONE, type Study, startBrowser, startStudy, visit } from './browser.ts';
import { sideways, violations } from './within-reach.ts';

const SCRIPT = `admin> /setup channel:#study timezone:Europe/Berlin
admin> click Save
ana> /done 1 link:https://github.com/ana/guess note:it **guesses**
skip 3 days
ana> /phase
ana> /phase borrow`;

let browser: Browser;
let study: Study;
beforeAll(async () => {
  [browser, study] = await Promise.all([startBrowser(), startStudy(SCRIPT)]);
});
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

const last = (page: Page) => page.getByRole('article').last();

const openModal = async (page: Page): Promise<void> => {
  await page.keyboard.type('/done ');
  const offered = page.getByRole('listbox', { name: 'phase' }).getByRole('option');
  await offered.nth(1).waitFor();
  // At once, so that what comes down to one answers all of it: Enter in a list that answers an earlier letter sends, and the next one goes to the form.
  await page.keyboard.insertText('14');
  await expect.poll(() => offered.count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
};

describe.each(['dark', 'light'] as const)('axe-core finds nothing in %s colours', (colorScheme) => {
  const open = (wishes = {}) => visit(browser, study.local.page, { colorScheme, member: 'ana', ...wishes });

  it('with messages', async () => {
    const { page } = await open();
    await last(page).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('with the menu of a message', async () => {
    const { page } = await open();
    await last(page).waitFor();
    const news = page.getByRole('article').filter({ hasText: 'ana finished' }).last();
    await news.locator('summary').click();
    await news.getByRole('button', { name: 'Submit as milestone' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('with the list of commands', async () => {
    const { page } = await open();
    await page.keyboard.type('/');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('with an option being filled in', async () => {
    const { page } = await open();
    await page.keyboard.type('/phase ');
    await page.getByRole('listbox', { name: 'phase' }).getByRole('option').nth(3).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('with a form and its open list', async () => {
    const { page } = await open();
    await openModal(page);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('dialog').getByRole('listbox').waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('with the wire, an entry of it open', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Wire', exact: true }).click();
    await page.locator('.entry summary').last().click();
    await page.getByRole('button', { name: 'Copy as JSON' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  it('on a phone, the channel list open', async () => {
    const { page } = await open({ viewport: PHONE });
    await page.getByRole('button', { name: 'Channels and people' }).click();
    await page.getByRole('radio', { name: 'ben' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('on a phone', () => {
  it('nothing scrolls sideways: messages, commands, a form, the wire', async () => {
    const { page } = await visit(browser, study.local.page, { viewport: PHONE, member: 'ana' });
    await last(page).waitFor();
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.type('/');
    await page.getByRole('listbox').waitFor();
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.press('Backspace');
    await openModal(page);
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Wire', exact: true }).click();
    expect(await sideways(page)).toEqual([]);
  });

  it('the channel list opens, keeps the focus, and gives it back', async () => {
    const { page } = await visit(browser, study.local.page, { viewport: PHONE, member: 'ana' });
    const open = page.getByRole('button', { name: 'Channels and people' });
    await open.click();
    await page
      .getByRole('button', { name: '# milestones' })
      .or(page.getByRole('button', { name: 'milestones' }))
      .click();
    await page.getByRole('heading', { name: '#milestones' }).waitFor();
    expect(await open.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
    await open.click();
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'ben' }).waitFor({ state: 'hidden' });
  });
});

const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  while (!(await wanted.evaluate((each) => each === each.ownerDocument.activeElement)))
    await page.keyboard.press('Tab');
};

test('a message of one’s own is handed in from its menu by keyboard alone, and the focus comes back', async () => {
  const { page, errors } = await visit(browser, study.local.page, { member: 'ben' });
  await page.keyboard.type('Look what it does now!');
  await page.keyboard.press('Enter');
  const message = page.getByRole('article').filter({ hasText: 'Look what it does now!' });
  const dots = message.locator('summary');
  await dots.focus();
  await page.keyboard.press('Enter');
  await message.getByRole('button', { name: 'Submit as milestone' }).waitFor();
  await page.keyboard.press('Escape');
  await message.getByRole('button', { name: 'Submit as milestone' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await tabTo(page, message.getByRole('button', { name: 'Submit as milestone' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Check in a milestone' });
  await form.waitFor();
  expect(await form.getByRole('textbox', { name: 'Link to your work' }).inputValue()).toMatch(
    /^https:\/\/discord\.com\//,
  );
  await tabTo(page, form.getByRole('button', { name: 'Submit' }));
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await page.getByRole('article').filter({ hasText: 'ben finished phase 1' }).waitFor();
  expect(errors).toEqual([]);
});

test('a form is filled in and sent by keyboard alone, and the focus comes back', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'chloe' });
  await openModal(page);
  await page.keyboard.press('ArrowDown');
  const list = page.getByRole('dialog').getByRole('listbox');
  await list.waitFor();
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('from a service at work');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Submit' }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('article').filter({ hasText: 'chloe finished phase 14' }).waitFor();
  const focused = await page.evaluate(
    "document.activeElement.id + document.activeElement.closest('article, form')?.tagName",
  );
  expect(focused).toContain('composer-input');
});

test('one’s colours are remembered', async () => {
  const { page } = await visit(browser, study.local.page, { colorScheme: 'light' });
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark');
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const dark = await ground();
  await page.reload();
  await page.getByRole('navigation').waitFor();
  expect(await ground()).toBe(dark);
});
