/** A newcomer's walk through the page, with the real bot behind it: by keyboard where Discord is used by keyboard. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Study, startBrowser, startStudy, visit } from './browser.ts';

const SETUP = 'admin> /setup channel:#study timezone:Europe/Berlin\nadmin> click Save';

let browser: Browser;
let study: Study;
beforeAll(async () => {
  [browser, study] = await Promise.all([startBrowser(), startStudy(SETUP)]);
});
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

test('a newcomer looks a phase up, checks in, sees the leaderboard, waits for the prompt and answers it', async () => {
  const { page, elsewhere, errors } = await visit(browser, study.local.page);
  const messages = page.getByRole('region', { name: 'Messages' }).getByRole('article');
  const last = messages.last();

  // The box has the focus; a slash lists the commands, and a space behind a name begins it.
  await page.keyboard.type('/');
  const commands = page.getByRole('listbox', { name: 'Commands' });
  await commands.getByRole('option', { name: '/leaderboard' }).waitFor();
  expect(await commands.getByRole('option').allInnerTexts()).not.toContain('/setup');
  await page.keyboard.type('phase ');
  const phase = page.getByRole('combobox', { name: 'phase' });
  expect(await phase.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
  await page.keyboard.type('borrow');
  const choice = page.getByRole('option', { name: /Ownership/ });
  await choice.waitFor();
  await expect.poll(() => page.getByRole('listbox', { name: 'phase' }).getByRole('option').count()).toBe(1);
  expect(await phase.getAttribute('aria-activedescendant')).toBe(await choice.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  // “Thinking …” is private, too.
  await last.getByRole('heading', { name: /Phase 2/ }).waitFor();
  expect(await last.innerText()).toMatch(/ana used \/phase[\s\S]*Phase 2[\s\S]*Only you can see this/);

  // Clicking through changes the same card in place, and the focus stays.
  const before = await messages.count();
  await last.getByRole('button', { name: 'Previous' }).focus();
  await page.keyboard.press('Enter');
  await last.getByRole('heading', { name: /Phase 1/ }).waitFor();
  await last.getByRole('button', { name: 'Next' }).click();
  await last.getByRole('heading', { name: /Phase 2/ }).waitFor();
  expect(await messages.count()).toBe(before);
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Next');

  // Check in, by command, with an option found by Tab.
  await page.getByRole('textbox', { name: 'Message #study' }).focus();
  await page.keyboard.type('/done 1');
  await page.getByRole('option', { name: /Getting Started/ }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'link' }).waitFor();
  await page.keyboard.type('https://github.com/ana/guess');
  await page.keyboard.press('Enter');
  await messages.filter({ hasText: 'ana finished phase 1' }).waitFor();
  await page.getByRole('heading', { name: /Phase 1 is done/ }).waitFor();

  // The leaderboard, from the button of the news.
  await messages.filter({ hasText: 'ana finished' }).getByRole('button', { name: 'Leaderboard' }).click();
  await last
    .getByText(/Leaderboard · /)
    .first()
    .waitFor();
  expect(await last.innerText()).toMatch(/Only you[\s\S]*ana|ana[\s\S]*Only you/);

  // Time moves on to what comes by itself; its button checks in.
  await page.getByRole('button', { name: 'To the next post' }).click();
  const prompt = messages.filter({ hasText: /Week 1 of 2/ }).last();
  await prompt.getByRole('button', { name: 'Check in' }).waitFor();
  expect(await page.locator('#clock').innerText()).toMatch(/Mon 3 Aug.*18:00/);
  await page.getByRole('radio', { name: 'ben' }).check();
  await prompt.getByRole('button', { name: 'Check in' }).click();
  const form = page.getByRole('dialog', { name: /^Check in/ });
  await form.getByRole('textbox', { name: 'What was hard?' }).fill('Choosing a number.');
  await form.getByRole('checkbox').first().check();
  await form.getByRole('button', { name: 'Submit' }).click();
  await messages.filter({ hasText: 'ben finished phase 1' }).waitFor();

  // Its thread is in the list, and one can write in it.
  await prompt.getByRole('button', { name: /See thread/ }).click();
  await page.getByRole('textbox', { name: /Message #Week 1/ }).waitFor();
  await page.keyboard.type('I guessed three.');
  await page.keyboard.press('Enter');
  await page.getByRole('article').filter({ hasText: 'I guessed three.' }).waitFor();

  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
  expect(await study.people.problems()).toEqual([]);
});

test('required things are asked for, choices come as lists, and what cannot be sent comes back to be mended', async () => {
  const { page, errors } = await visit(browser, study.local.page, { member: 'admin' });
  await page.keyboard.type('/setup ');
  await page.getByRole('combobox', { name: 'channel' }).waitFor();
  await page.getByRole('option', { name: '#milestones' }).click();
  await page.getByRole('button', { name: '+ day' }).click();
  await page.getByRole('combobox', { name: 'day', exact: true }).fill('fri');
  await page.getByRole('option', { name: 'Friday' }).click();
  await page.getByRole('button', { name: '+ weeks_per_phase' }).click();
  await page.keyboard.type('nine');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'weeks_per_phase' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'day', exact: true }).inputValue()).toBe('Friday');
  await page.getByRole('textbox', { name: 'weeks_per_phase' }).fill('3');
  await page.keyboard.press('Enter');
  const last = page.getByRole('article').last();
  await last.getByRole('button', { name: 'Save' }).waitFor();
  expect(await last.innerText()).toMatch(/#milestones/);
  expect(errors.filter((each) => !each.includes('409'))).toEqual([]);
});

test('a command is sent without an option that nobody asked for, and with it once it is marked', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'chloe' });
  const last = page.getByRole('article').last();
  const cairns = page.getByRole('article').filter({ hasText: 'Your cairn' });
  // The first picture of a process may come too late for its card: it is there for the next one.
  for (let asked = 1; (await cairns.last().locator('img').count()) === 0; asked += 1) {
    await page.keyboard.type('/progress ');
    await page.getByRole('option', { name: '@admin' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => cairns.count()).toBe(asked);
  }
  // The picture comes a moment later, and its message stays in view as a whole: the buttons are below it.
  await last.locator('img').evaluate((picture) => (picture as unknown as { decode(): Promise<void> }).decode());
  const below = () => page.locator('#scroller').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  await expect.poll(below).toBeLessThan(2);
  await page.keyboard.type('/progress ');
  await page.getByRole('option', { name: '@admin' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await last.getByRole('heading', { name: 'admin’s cairn' }).waitFor();
});

test('some weeks can be played once, and the board is full then', async () => {
  const { page } = await visit(browser, study.local.page, { member: 'mentor' });
  const play = page.getByRole('button', { name: 'Play some weeks' });
  await play.click();
  await play.waitFor({ state: 'hidden' });
  await page.keyboard.type('/leaderboard ');
  await page.getByRole('combobox', { name: 'period' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  const last = page.getByRole('article').last();
  await last.getByText(/Leaderboard · /).waitFor();
  expect(await last.innerText()).toMatch(/(ana[\s\S]*ben|ben[\s\S]*ana)[\s\S]*Only you can see this/);
});
